import type { FormItem, Unit } from '../../domain/plan.ts';
import type { AbsentPair } from '../../domain/return-reading.ts';
import { appliesTo } from './plan-index.ts';

/**
 * Pairs of the form that a list of one unit has no row or no column for. Remarks are nobody's duty, and what doesn't apply to
 * the unit is not missing.
 */
export function absentPairs(
  items: readonly FormItem[],
  unit: Unit | undefined,
  held: readonly { readonly indicator: string; readonly column: string }[],
): AbsentPair[] {
  const found = new Set(held.map(keyOf));
  return items
    .filter((item) => item.column !== 'note' && !found.has(keyOf(item)) && appliesTo(item, unit))
    .map(({ indicator, column }) => ({ indicator, unit: unit?.code ?? '', column }));
}

function keyOf({ indicator, column }: { readonly indicator: string; readonly column: string }): string {
  return `${indicator}\u0000${column}`;
}

/** A workbook that holds less than half of the form is another part of it, and what it lacks stands elsewhere. */
export function isOnePart(items: readonly FormItem[], absent: readonly AbsentPair[]): boolean {
  return absent.length * 2 > items.length;
}
