import type { DecimalText } from '../text/decimal.ts';

/** last: a stock of months consolidated over time; as-reported: typed by the unit itself. */
export const consolidationRules = ['sum', 'ratio', 'weighted', 'last', 'none'] as const;
export type ConsolidationRule = (typeof consolidationRules)[number];

/** What stands in one cell of the matrix indicator × unit. */
export type CellState =
  | 'value'
  | 'blank'
  | 'mark'
  | 'not-applicable'
  | 'not-sent'
  | 'not-accepted'
  | 'shown-only'
  | 'subtotal';

/** A figure of one unit as consolidation sees it; `value` null = reported, but without a number. */
export interface UnitFigure {
  readonly unit: string;
  readonly indicator: string;
  readonly value: DecimalText | null;
}

/** A consolidated figure with its own explanation. */
export interface ConsolidatedFigure {
  readonly indicator: string;
  /** null: no rule makes a total, or nothing to add. */
  readonly value: DecimalText | null;
  readonly rule: ConsolidationRule;
  /** Every unit to whom the item applies gave what the rule needs. */
  readonly complete: boolean;
  /** Units to whom the item applies and who lack a needed part, in sender order. */
  readonly missing: readonly string[];
  /** Units whose figures went into the value, in sender order. */
  readonly contributors: readonly string[];
}
