import { parseDecimal } from '../../../shared/text/decimal.ts';
import type { FilterRule, SortOrder } from './model.ts';

/**
 * The rows in view under a sort and filters. The order is taken when it is asked for and then stands still:
 * an edit moves no row and hides none until the order is asked for again.
 */
export interface ViewOrder {
  readonly sort?: SortOrder;
  readonly filters: readonly FilterRule[];
  /** Rows in view, and all rows that were known when the order was taken. */
  readonly order: readonly string[];
  readonly known: ReadonlySet<string>;
}

export type TextAt = (row: string, column: string) => string;

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Numbers before texts and blanks last, in both directions. */
function compareTexts(a: string, b: string, sign: number): number {
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
  const [x, y] = [parseDecimal(a), parseDecimal(b)];
  if (x && y) return sign * x.comparedTo(y);
  if (x || y) return x ? -1 : 1;
  return sign * collator.compare(a, b);
}

export function sortRows(rows: readonly string[], sort: SortOrder, textAt: TextAt): string[] {
  const sign = sort.direction === 'up' ? 1 : -1;
  return rows
    .map((row) => ({ row, text: textAt(row, sort.column) }))
    .sort((a, b) => compareTexts(a.text, b.text, sign))
    .map(({ row }) => row);
}

export function filterRows(
  rows: readonly string[],
  filters: readonly FilterRule[],
  textAt: TextAt,
): string[] {
  const rules = filters.map(({ column, values }) => ({ column, values: new Set(values) }));
  return rows.filter((row) => rules.every(({ column, values }) => values.has(textAt(row, column))));
}

export function takeOrder(
  rows: readonly string[],
  sort: SortOrder | undefined,
  filters: readonly FilterRule[],
  textAt: TextAt,
): ViewOrder | undefined {
  if (!sort && filters.length === 0) return undefined;
  const kept = filterRows(rows, filters, textAt);
  const order = sort ? sortRows(kept, sort, textAt) : kept;
  return { ...(sort && { sort }), filters, order, known: new Set(rows) };
}

/** The order applied to the rows there are now: gone rows fall out, new rows come last. */
export function applyOrder(rows: readonly string[], view: ViewOrder | undefined): readonly string[] {
  if (!view) return rows;
  const present = new Set(rows);
  const kept = view.order.filter((row) => present.has(row));
  const added = rows.filter((row) => !view.known.has(row));
  return [...kept, ...added];
}

/** Distinct texts of a column, sorted, for the filter list. */
export function distinctTexts(rows: readonly string[], column: string, textAt: TextAt): string[] {
  const texts = new Set(rows.map((row) => textAt(row, column)));
  return [...texts].sort((a, b) => compareTexts(a, b, 1));
}
