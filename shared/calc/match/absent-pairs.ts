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
  const found = new Map<string, Set<string>>();
  for (const { indicator, column } of held) {
    const indicators = found.get(column);
    if (indicators) indicators.add(indicator);
    else found.set(column, new Set([indicator]));
  }
  const isHeld = ({ indicator, column }: FormItem) => found.get(column)?.has(indicator) === true;
  return items
    .filter((item) => item.column !== 'note' && !isHeld(item) && appliesTo(item, unit))
    .map(({ indicator, column }) => ({ indicator, unit: unit?.code ?? '', column }));
}

/** A workbook that holds less than half of the form is another part of it, and what it lacks stands elsewhere. */
export function isOnePart(items: readonly FormItem[], absent: readonly AbsentPair[]): boolean {
  return absent.length * 2 > items.length;
}
