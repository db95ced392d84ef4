import type { PeriodText } from '../text/period-text.ts';
import type { Cell, CellRange } from './sheet.ts';

/**
 * What the recogniser saw in a sheet: tables with header paths, roles and units, each decision with its reason and the
 * cell it rests on, so that a person can check it on screen and correct it.
 */

export const reasonCodes = [
  'header-word',
  'header-above-values',
  'header-repeated',
  'merged-over-columns',
  'blank-right-of-group',
  'same-text-beside',
  'cut-at-line-end',
  'vocabulary',
  'unit-in-brackets',
  'unit-row',
  'unit-column',
  'unit-line',
  'unit-in-corner',
  'unit-from-group',
  'unit-from-left',
  'unit-of-growth',
  'numbers-below',
  'texts-below',
  'codes-below',
  'units-below',
  'counting-up',
  'code-row',
  'total-word',
  'previous-word',
  'change-word',
  'growth-word',
  'no-values',
  'note-word',
  'page-number',
  'foot-line',
  'blank-column-between',
  'headers-repeat',
  'of-which-mark',
  'indent',
  'numbering',
  'instructions',
  'no-table',
  'period-in-text',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export interface Reason {
  readonly code: ReasonCode;
  /** Address such as `B4`. */
  readonly cell?: string;
}

/** A text with the cell it stands in. */
export interface TextAt {
  readonly text: string;
  readonly cell: string;
}

export const unitSources = [
  'brackets',
  'unit-row',
  'unit-column',
  'unit-line',
  'corner',
  'group',
  'left',
  'growth',
  'person',
] as const;
export type UnitSource = (typeof unitSources)[number];

export interface StatedUnit {
  readonly text: string;
  readonly source: UnitSource;
  readonly cell: string;
}

export const columnRoles = [
  'serial',
  'label',
  'code',
  'unit',
  'value',
  'attribute',
  'person',
  'remark',
  'empty',
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** What a value column measures; `plain` says nothing of time (a district, an indicator). */
export const valueMeasures = [
  'current',
  'cumulative',
  'previous',
  'change',
  'growth',
  'target',
  'share',
  'plain',
] as const;
export type ValueMeasure = (typeof valueMeasures)[number];

export interface ColumnReading {
  /** Counted from 0. */
  readonly column: number;
  readonly role: ColumnRole;
  /** Header texts from the outermost group to the leaf, units and numbering kept out. Empty without a header. */
  readonly path: readonly string[];
  /** `joined`: some header text was cut at a line end and is put together again in `path`; `path`: as it stands. */
  readonly reading: 'path' | 'joined';
  /** The path under the other reading, where a header could be read both ways. */
  readonly alternative?: readonly string[];
  /** Address of the leaf header cell; absent without a header. */
  readonly cell?: string;
  readonly unit?: StatedUnit;
  readonly measure: ValueMeasure;
  readonly period?: PeriodText;
  readonly ofWhich?: true;
  /** The column is hidden in the sheet. */
  readonly hidden?: true;
  readonly reasons: readonly Reason[];
}

export const rowRoles = [
  'data',
  'total',
  'subtotal',
  'previous',
  'change',
  'growth',
  'group',
  'blank',
] as const;
export type RowRole = (typeof rowRoles)[number];

export interface RowReading {
  /** Counted from 0. */
  readonly row: number;
  readonly role: RowRole;
  /** As written. */
  readonly raw: string;
  /** Tidy name: no inner blanks, numbering, unit. */
  readonly name: string;
  readonly labelCell: string;
  /** Labels of further label columns, left to right. */
  readonly labels: readonly string[];
  readonly code?: string;
  readonly unit?: StatedUnit;
  /** 0 = outermost. */
  readonly level: number;
  /** Position in `rows` of the row this one belongs to. */
  readonly parent?: number;
  readonly ofWhich?: true;
  readonly hidden?: true;
  /** The row's cells inside the table, without blanks. */
  readonly cells: readonly Cell[];
  readonly reasons: readonly Reason[];
}

export interface TableReading {
  readonly sheet: string;
  readonly range: CellRange;
  /** Rows of the header, counted from 0; empty where the table has none. */
  readonly headerRows: readonly number[];
  readonly codeRows: readonly number[];
  readonly title?: TextAt;
  readonly subtitles: readonly TextAt[];
  readonly corner?: TextAt;
  readonly continued?: true;
  readonly unit?: StatedUnit;
  readonly period?: { readonly found: PeriodText; readonly cell: string };
  /** The reporting unit as written (填报单位：X). */
  readonly reportingUnit?: TextAt;
  /** 表号. */
  readonly formNumber?: TextAt;
  readonly columns: readonly ColumnReading[];
  readonly rows: readonly RowReading[];
  readonly notes: readonly TextAt[];
  /** Cells of the foot line (负责人, 填表人, 联系电话, 报出日期): only where, never what (domain.md section 5). */
  readonly footCells: readonly string[];
  readonly pageNumbers: readonly string[];
  readonly reasons: readonly Reason[];
}

/** One data cell with everything that says what it is. */
export interface DataCell {
  readonly sheet: string;
  readonly cell: string;
  readonly row: number;
  readonly column: number;
  readonly rowLabel: string;
  readonly rowRole: RowRole;
  readonly path: readonly string[];
  readonly measure: ValueMeasure;
  readonly unit?: string;
  readonly text: string;
}
