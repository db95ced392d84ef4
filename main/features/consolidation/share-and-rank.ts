import { type RankedUnit, ranksOf, sharesOf } from '../../../shared/calc/consolidate/share-and-rank.ts';
import type { FormConsolidation } from '../consolidate-form.ts';

/** 占比 and 排名 of an item's units: shares only of what was added, ranks among all that count. */
export function shareAndRank(result: FormConsolidation, at: number) {
  const { indicator: code } = result.items[at]!;
  const total = result.totals[at]!;
  const valued = (units: readonly string[]) =>
    units.flatMap((unit): RankedUnit[] => {
      const value = result.cells.get(code, unit)?.value;
      return value == null ? [] : [{ unit, value }];
    });
  const counted = result.units.filter(
    ({ code: unit }) => !result.shownOnly.has(unit) && !result.above.has(unit),
  );
  return {
    shares: total.rule === 'sum' ? sharesOf(valued(total.contributors), total) : new Map<string, string>(),
    ranks: ranksOf(
      valued(total.rule === 'sum' ? total.contributors : counted.map((unit) => unit.code)),
      result.indicators.get(code)!.direction,
    ),
  };
}
