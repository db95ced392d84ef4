import type { DecimalText } from '../text/decimal.ts';
import type { PeriodKey, PeriodType } from '../text/period.ts';

/**
 * A plan as the pack brings it in and the database keeps it: one interface per pack file, field for column.
 * An empty CSV field is an absent property. Codes are unique inside their file. Source: pack.md.
 */

export const unitTypes = ['city', 'township', 'subdistrict', 'park', 'department', 'other'] as const;
export type UnitType = (typeof unitTypes)[number];

export const attributes = ['约束性', '预期性'] as const;
export type Attribute = (typeof attributes)[number];

export const directions = ['up', 'down', 'none'] as const;
export type Direction = (typeof directions)[number];

export const measures = ['flow', 'stock', 'ratio', 'growth', 'index-change'] as const;
export type Measure = (typeof measures)[number];

export const commitmentKinds = ['quantity', 'milestone', 'standard', 'list-count', 'task'] as const;
export type CommitmentKind = (typeof commitmentKinds)[number];

export const scopes = ['main', 'commitment', 'form'] as const;
export type Scope = (typeof scopes)[number];

export const formShapes = ['list', 'matrix', 'register'] as const;
export type FormShape = (typeof formShapes)[number];

export const observationStatuses = ['预计', '初步', '核定', '最终'] as const;
export type ObservationStatus = (typeof observationStatuses)[number];

export const observationSeries = ['填报', '汇总', '部门', '核定', '反馈'] as const;
export type ObservationSeries = (typeof observationSeries)[number];

export const targetKinds = [
  'level',
  'hold',
  'cumulative-total',
  'average-rate',
  'annual-set',
  'person',
] as const;
export type TargetKind = (typeof targetKinds)[number];

export interface PlanHeader {
  readonly id: string;
  readonly title: string;
  /** First and last year. */
  readonly period: readonly [number, number];
  readonly baseYear: number;
  readonly outlookYear?: number;
  /** Code of the unit whose plan it is. */
  readonly root: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly type: UnitType;
  readonly parent?: string;
  readonly aliases: readonly string[];
  /** Dates `YYYY-MM-DD`, inclusive. */
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly successor?: string;
  readonly order?: number;
  readonly adminCode?: string;
  /** The unit on whose land this one lies (a park inside a township). */
  readonly within?: string;
}

export interface OutlineNode {
  readonly number: string;
  readonly kind: 'chapter' | 'section' | 'box';
  readonly title: string;
}

export interface Indicator {
  readonly code: string;
  readonly name: string;
  /** As printed: %, 万元, 个 …; empty where the indicator has none. */
  readonly unit: string;
  readonly category?: string;
  readonly attribute?: Attribute;
  readonly direction: Direction;
  readonly measure: Measure;
  /** `ytd`: a period means January to its end. */
  readonly reporting: 'period' | 'ytd';
  /** index-change: do figures give each year's change, or the change since the base year? */
  readonly basis?: 'annual' | 'since-base';
  /** index-change: does a positive figure mean a decline (能耗降低) or a growth? */
  readonly trend?: 'decline' | 'growth';
  readonly priceBasis?: string;
  readonly growthBasis?: string;
  readonly recompute: boolean;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly scale?: DecimalText;
  readonly weight?: string;
  readonly consolidate: 'auto' | 'none';
  /** The series that may be judged; absent = any. */
  readonly official?: ObservationSeries;
  readonly scope: Scope;
  readonly commitmentKind?: CommitmentKind;
  readonly outline?: string;
  readonly aliases: readonly string[];
  readonly decimals?: number;
  readonly definition?: string;
}

/** Target texts exactly as the plan prints them; `shared/calc/target` reads them. */
export interface TargetTexts {
  readonly indicator: string;
  readonly kind?: TargetKind;
  readonly base?: string;
  readonly year?: string;
  readonly total?: string;
  readonly note?: string;
}

/** A number that came from the level above. */
export interface AssignedTarget {
  readonly indicator: string;
  readonly year: number;
  /** Target grammar. */
  readonly value: string;
  readonly document?: string;
  readonly date?: string;
}

/** One milestone of the annual split; absent unit = the root. */
export interface SplitTarget {
  readonly indicator: string;
  readonly unit?: string;
  readonly year: number;
  readonly target: string;
}

export interface Assignment {
  /** Indicator or project code. */
  readonly subject: string;
  readonly lead: string;
  readonly contributing: readonly string[];
  /** The plan names nobody: ours is a proposal. */
  readonly proposed: boolean;
}

export interface Project {
  readonly code: string;
  readonly name: string;
  readonly box?: string;
  readonly outline?: string;
  readonly category?: string;
  readonly ownerLevel?: string;
  readonly location?: string;
  /** 万元. */
  readonly investment?: DecimalText;
  readonly startYear?: number;
  readonly endYear?: number;
  /** “一批…”: a batch whose members are not named. */
  readonly openBatch: boolean;
}

export interface Form {
  readonly code: string;
  readonly title: string;
  readonly shape: FormShape;
  readonly period: PeriodType;
  /** Calendar days after the period ends. */
  readonly due?: number;
  /** Unit codes, or one unit type. */
  readonly senders: readonly string[];
  /** Are units that lie within another sender added to the total, or only shown? */
  readonly overlap: 'add' | 'show';
  readonly docNumber?: string;
  readonly issuer?: string;
  readonly validUntil?: string;
  readonly reportingUnit?: string;
  /** Unit of measure for the whole form where items name none. */
  readonly unit?: string;
}

export interface FormItem {
  readonly form: string;
  readonly order: number;
  readonly indicator: string;
  readonly label: string;
  readonly unit?: string;
  /** `current`, `previous`, `growth`, `note`, or an attribute of a register. */
  readonly column: string;
  /** Unit types or codes; empty = all. */
  readonly appliesTo: readonly string[];
  readonly required: boolean;
}

export interface Check {
  readonly form: string;
  readonly severity: 'error' | 'query';
  readonly expression: string;
  readonly message: string;
}

export interface Observation {
  readonly indicator: string;
  readonly unit: string;
  readonly period: PeriodKey;
  /** Plain decimal in the indicator's unit; null = not reported. */
  readonly value: DecimalText | null;
  readonly status: ObservationStatus;
  readonly series: ObservationSeries;
  readonly source?: string;
  /** When it became known: `YYYY-MM-DD` or a full timestamp. */
  readonly recorded?: string;
}

/** Everything a pack holds. */
export interface PlanContent {
  readonly header: PlanHeader;
  readonly units: readonly Unit[];
  readonly outline: readonly OutlineNode[];
  readonly indicators: readonly Indicator[];
  readonly targets: readonly TargetTexts[];
  readonly assigned: readonly AssignedTarget[];
  readonly splits: readonly SplitTarget[];
  readonly assignments: readonly Assignment[];
  readonly projects: readonly Project[];
  readonly forms: readonly Form[];
  readonly formItems: readonly FormItem[];
  readonly checks: readonly Check[];
  readonly observations: readonly Observation[];
}
