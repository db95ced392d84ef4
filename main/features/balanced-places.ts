import { type BalancedFigure, balanceNested } from '../../shared/calc/consolidate/balance-rounding.ts';
import { totalPlace } from '../../shared/calc/consolidate/nested-sums.ts';
import type { FormConsolidation } from './consolidate-form.ts';
import { listPlaceSums, matrixPlace, matrixUnits } from './matrix-places.ts';

/**
 * 舍位平衡 of one row at the indicator's decimals: the printed figure of every place that takes part in its sums, by code
 * (`totalPlace` for the total). Undefined where nothing is added or no decimals are named.
 */
export function balancedPlaces(
  result: FormConsolidation,
  at: number,
): ReadonlyMap<string, BalancedFigure> | undefined {
  const total = result.totals[at]!;
  const { decimals } = result.indicators.get(total.indicator)!;
  if (total.rule !== 'sum' || total.value === null || decimals === undefined) return undefined;
  const figures = new Map([[totalPlace, total.value]]);
  for (const unit of matrixUnits(result)) {
    const { value } = matrixPlace(result, at, unit);
    if (value !== null) figures.set(unit.code, value);
  }
  return balanceNested(figures, listPlaceSums(result, at), decimals);
}
