import type { DecimalText } from '../../../shared/text/decimal.ts';

/**
 * What the consolidated workbook is written from: plain data, no database type, safe to send to a worker.
 * Names and texts arrive as they shall be printed; figures are decimals in the indicator's unit.
 */
export interface ConsolidatedBook {
  /** `2023年二季度乡镇主要经济指标汇总表`. */
  readonly title: string;
  /** `2023年二季度`. */
  readonly periodText: string;
  /** `计量单位：万元`; absent where every row names its own unit. */
  readonly unitLine?: string;
  readonly root: { readonly code: string; readonly name: string };
  /** 演示数据 on every sheet and page. */
  readonly demo: boolean;
  readonly form?: BookForm;
  /** Printed on the cover, `2023年7月12日`. */
  readonly preparedOn?: string;
  /** `截至2023年7月10日已采用的上报表`: what the figures rest on. */
  readonly basisText?: string;
  /** After a lock: number of the document handed up and the hash of what was frozen. */
  readonly handover?: { readonly documentNumber: string; readonly hash: string };
  /** In administrative order. */
  readonly units: readonly BookUnit[];
  /** In form order. */
  readonly indicators: readonly BookIndicator[];
  readonly discrepancies: readonly BookDiscrepancy[];
  readonly returns: readonly BookReturn[];
  readonly findings: readonly BookFinding[];
  /** By indicator in form order, then unit in administrative order: the sources of a total stand together. */
  readonly sources: readonly BookSource[];
  /** Further notes under the main table, each one sentence. */
  readonly notes: readonly string[];
  readonly settings: BookSettings;
}

export interface BookForm {
  readonly code: string;
  readonly title: string;
  readonly docNumber?: string;
  readonly issuer?: string;
  readonly validUntil?: string;
}

export interface BookSettings {
  /** Columns beside the level of the total and of each unit. */
  readonly totalColumns: readonly BookColumn[];
  readonly unitColumns: readonly BookColumn[];
  /** Said in the note on withheld figures: of fewer reporters. */
  readonly suppressBelow?: number;
  /** Absent: chosen by the number of units, see `chooseOrientation`. */
  readonly orientation?: BookOrientation;
}

export type BookColumn = 'previous' | 'growth' | 'share' | 'rank';

/** `indicators-down`: rows are indicators. `units-down`: rows are units. */
export type BookOrientation = 'indicators-down' | 'units-down';

export interface BookUnit {
  readonly code: string;
  readonly name: string;
  /** False: shown beside the others but not part of the total (在地). */
  readonly counted: boolean;
  /** A unit between the root and those that report: its figures are subtotals. */
  readonly subtotal?: true;
  /** How many units of the table stand above it. */
  readonly indent?: number;
  /** Nothing accepted from it for this period. */
  readonly absent: boolean;
}

/** One row of the form. `figures` runs along `units`. */
export interface BookIndicator {
  readonly code: string;
  readonly label: string;
  readonly unit: string;
  /** 其中 depth: 0 for a main row. */
  readonly indent: number;
  /** Absent: the decimals its figures carry, at most 4. */
  readonly decimals?: number;
  readonly rule: 'sum' | 'ratio' | 'weighted' | 'none';
  /** value = numerator / denominator × scale, with the codes of rows; scale includes the conversion of units. */
  readonly ratio?: { readonly numerator: string; readonly denominator: string; readonly scale: DecimalText };
  readonly total: BookTotal | null;
  readonly figures: readonly BookFigure[];
}

export interface BookExtras {
  /** 上年同期, in the indicator's unit. */
  readonly previous?: DecimalText | null;
  /** 增速 in %, as typed or computed by the engine; never recomputed here. */
  readonly growth?: DecimalText | null;
  /** 占比 in %. */
  readonly share?: DecimalText | null;
  readonly rank?: number | null;
}

export interface BookTotal extends BookExtras {
  readonly value: DecimalText | null;
  readonly complete: boolean;
  /** Names of the units missing. */
  readonly missing: readonly string[];
  readonly contributors: number;
  /** The root's own figure as reported, not a total: few contributors are no secret then. */
  readonly own?: true;
  readonly provisional?: true;
  readonly adjusted?: true;
  readonly suppressed?: true;
}

/**
 * value: a figure · blank: the cell was left empty · mark: a sign instead of a figure · not-applicable: the item doesn't
 * exist for this unit · not-sent: no accepted return.
 */
export type FigureState = 'value' | 'blank' | 'mark' | 'not-applicable' | 'not-sent';

export interface BookFigure extends BookExtras {
  readonly value: DecimalText | null;
  readonly state: FigureState;
  /** The sign as typed, for state `mark`. */
  readonly mark?: string;
  readonly provisional?: true;
  /** 舍位平衡 moved its last digit. */
  readonly adjusted?: true;
  /** Stands in the row without being a part of its total: a subtotal, or one whose unit above reported itself. */
  readonly aside?: true;
  /** Made of the figures of units below, whatever the row's rule. */
  readonly subtotal?: true;
  /** A subtotal of an additive row: places in `units` of the figures it adds up. */
  readonly addsUp?: readonly number[];
  /** Names of the units that a subtotal misses. */
  readonly lacks?: readonly string[];
  /** Must not be handed out: printed as a sign, and taken out of every other sheet. */
  readonly suppressed?: true;
}

export interface BookDiscrepancy {
  readonly indicator: string;
  readonly label: string;
  readonly unit: string;
  readonly decimals?: number;
  readonly consolidated: DecimalText | null;
  readonly department: string;
  readonly departmentValue: DecimalText | null;
  readonly difference: DecimalText | null;
  /** Difference in % of the department's figure. */
  readonly percent: DecimalText | null;
  readonly withinTolerance: boolean | null;
  readonly explanation?: string;
}

export interface BookReturn {
  readonly unit: string;
  /** `已采用`, `待处理`, `退回`, `未报` … as printed. */
  readonly status: string;
  readonly received?: string;
  readonly due?: string;
  readonly version?: number;
  readonly file?: string;
  readonly late?: boolean;
  readonly note?: string;
}

export interface BookFinding {
  readonly unit: string;
  /** Codes of the figure it is about, where it is about one: a withheld figure hides its findings' texts. */
  readonly unitCode?: string;
  readonly indicator?: string;
  readonly label?: string;
  /** `强制性`, `核实性`, `修正` … as printed. */
  readonly kind: string;
  readonly file?: string;
  readonly sheet?: string;
  readonly cell?: string;
  readonly raw?: string;
  readonly sentence: string;
  readonly decision?: string;
  readonly explanation?: string;
  readonly by?: string;
  readonly on?: string;
}

/** Where one unit figure came from. */
export interface BookSource {
  readonly indicator: string;
  readonly label: string;
  readonly unitCode: string;
  readonly unit: string;
  readonly value: DecimalText | null;
  readonly measure: string;
  /** `上报`, `代录`, `部门` … as printed. */
  readonly kind: string;
  readonly version?: number;
  readonly file?: string;
  readonly sheet?: string;
  readonly cell?: string;
  readonly raw?: string;
  readonly statedUnit?: string | undefined;
  readonly factor?: DecimalText | undefined;
  readonly repair?: string | undefined;
  readonly acceptedBy?: string | undefined;
  readonly acceptedOn?: string | undefined;
}
