import type { DecimalText } from '../../../shared/text/decimal.ts';

/** What shall stand in a cell. null empties it; its style stays in every case. */
export type FillValue =
  | { readonly number: DecimalText }
  /** `rich`: the same text with its formatted runs, as XML between `<is>` and `</is>` in the sheet's own prefix. */
  | { readonly text: string; readonly rich?: string }
  | null;

/** What a caller asks for: a value for a cell. */
export interface FillTarget {
  readonly sheet: string;
  readonly cell: string;
  readonly value: FillValue;
  /** The value is in %: a cell formatted as percent then gets a hundredth of it, so that it shows the same number. */
  readonly percent?: true;
}

/** One cell that will change. */
export interface FillChange {
  readonly sheet: string;
  /** The cell written; the top-left one where the target lies in a merged block. */
  readonly cell: string;
  readonly value: FillValue;
  readonly old: { readonly text: string | null; readonly formula?: string };
}

/** A formula whose result depends on a changed cell. */
export interface FillDependent {
  readonly sheet: string;
  readonly cell: string;
  readonly formula: string;
  readonly old: string | null;
  /** The new result where it could be computed; null: the cached result is dropped and the office suite computes it. */
  readonly value: DecimalText | null;
}

export interface FillKept {
  readonly sheet: string;
  readonly cell: string;
  /** `formula`: the template computes this cell itself. `same`: it already holds this value. */
  readonly reason: 'formula' | 'same';
}

/** What stays as it was and may look old until an office suite has recalculated or redrawn it. */
export interface FillNote {
  readonly code: 'chart-cache' | 'pivot-cache' | 'signature' | 'protected';
  readonly part: string;
}

export interface FillPlan {
  readonly changes: readonly FillChange[];
  readonly dependents: readonly FillDependent[];
  readonly kept: readonly FillKept[];
  readonly notes: readonly FillNote[];
}
