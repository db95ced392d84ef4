import type { DecimalText } from '../text/decimal.ts';

/**
 * Typed targets (domain.md section 2): what a target text of the plan says, part by part.
 * Figures are decimal strings in the unit that stands beside them, as printed.
 */

/** The column of the plan's table in which the text stands: base year, target year, 年均/累计. */
export const targetColumns = ['base', 'year', 'total'] as const;
export type TargetColumn = (typeof targetColumns)[number];

/** year: the value of one year; cumulative: [ ]; annual-average: 年均; every-year: 每年. */
export const targetSpans = ['year', 'cumulative', 'annual-average', 'every-year'] as const;
export type TargetSpan = (typeof targetSpans)[number];

export const comparisonOps = ['eq', 'ge', 'gt', 'le', 'lt', 'approx'] as const;
export type ComparisonOp = (typeof comparisonOps)[number];

export const relations = ['gt', 'ge', 'sync', 'le', 'lt'] as const;
export type Relation = (typeof relations)[number];

interface PartMarks {
  /** 力争: listed, never counted as failed. */
  readonly aspirational?: true;
  /** The text names a quantity other than the bare indicator (投入强度 in 力争投入强度高于…). */
  readonly subject?: string;
}

interface Figured extends PartMarks {
  readonly unit?: string;
  readonly span: TargetSpan;
  /** 下降, 降低: the figure is a decline; absent = as the indicator's figures go. */
  readonly change?: 'down';
}

export interface AmountPart extends Figured {
  readonly op: ComparisonOp;
  readonly value: DecimalText;
  /** `1:15` as printed; `value` is its quotient. */
  readonly ratio?: string;
}

export interface RangePart extends Figured {
  readonly op: 'range';
  readonly low: DecimalText;
  readonly high: DecimalText;
}

export interface RelativePart extends PartMarks {
  readonly op: 'relative';
  readonly relation: Relation;
  /** Another indicator by code, name or alias, or a named reference. */
  readonly to: string;
  /** 高于全州平均水平2个百分点: the distance, in 个百分点. */
  readonly margin?: DecimalText;
  readonly span?: TargetSpan;
}

export interface AssignedPart extends PartMarks {
  readonly op: 'assigned';
  /** within: 控制在…下达指标内; complete: 完成…下达任务. */
  readonly mode: 'within' | 'complete';
  /** As printed: 自治区、自治州. */
  readonly authority?: string;
  readonly span?: TargetSpan;
}

export interface TimesBasePart extends PartMarks {
  readonly op: 'times-base';
  /** 翻一番 = 2. */
  readonly value: DecimalText;
  readonly span: 'year';
}

export interface TextPart extends PartMarks {
  readonly op: 'text';
  readonly text: string;
}

export interface NonePart {
  readonly op: 'none';
}

export type TargetPart =
  | AmountPart
  | RangePart
  | RelativePart
  | AssignedPart
  | TimesBasePart
  | TextPart
  | NonePart;

/** The answer of `target parse`. */
export interface ParsedTarget {
  readonly text: string;
  readonly parts: readonly TargetPart[];
}
