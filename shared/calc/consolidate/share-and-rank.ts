import type { Direction } from '../../domain/plan.ts';
import { Decimal, type DecimalText, printDerived } from '../../text/decimal.ts';

export interface RankedUnit {
  readonly unit: string;
  readonly value: DecimalText;
}

/**
 * 占比: each unit's figure in % of the total. None where the total lacks units (it would be too small to divide by), is
 * not positive, or has a negative part.
 */
export function sharesOf(
  units: readonly RankedUnit[],
  total: { readonly value: DecimalText | null; readonly complete: boolean },
): ReadonlyMap<string, DecimalText> {
  if (total.value === null || !total.complete || new Decimal(total.value).lte(0)) return new Map();
  if (units.some(({ value }) => new Decimal(value).isNegative() && !new Decimal(value).isZero()))
    return new Map();
  return new Map(
    units.map(({ unit, value }) => [unit, printDerived(new Decimal(value).div(total.value!).times(100))]),
  );
}

/** 排名: the best first, so the lowest where less is better; equal figures share a place and the next one is left out. */
export function ranksOf(units: readonly RankedUnit[], direction: Direction): ReadonlyMap<string, number> {
  if (units.length < 2) return new Map();
  const sorted = units
    .map(({ unit, value }) => ({ unit, value: new Decimal(value) }))
    .sort((a, b) => (direction === 'down' ? a.value.cmp(b.value) : b.value.cmp(a.value)));
  const ranks = new Map<string, number>();
  sorted.forEach(({ unit, value }, at) => {
    const before = sorted[at - 1];
    ranks.set(unit, before?.value.eq(value) ? ranks.get(before.unit)! : at + 1);
  });
  return ranks;
}
