import { type PlaceSum, totalPlace } from '../../shared/calc/consolidate/nested-sums.ts';
import type { CellState, ConsolidatedFigure } from '../../shared/domain/consolidation.ts';
import type { FormItem, Unit } from '../../shared/domain/plan.ts';
import { Decimal } from '../../shared/text/decimal.ts';
import { asksOf, type CellFigure, type FormConsolidation } from './consolidate-form.ts';

/* What stands where in the matrix indicator × unit: the same for the screen, the workbook and a comparison. */

export interface MatrixPlace {
  readonly value: string | null;
  readonly state: CellState;
  readonly cell?: CellFigure;
}

/** Rows or columns of the matrix: units as the form lists them, each unit between them and the root before its first one. */
export function matrixUnits({ units, middle, subtotals }: FormConsolidation): readonly Unit[] {
  const placed: Unit[] = [];
  for (const unit of units) {
    for (const one of middle)
      if (!placed.includes(one) && isBelow(unit, one, middle, units, subtotals)) placed.push(one);
    placed.push(unit);
  }
  return placed;
}

function isBelow(
  unit: Unit,
  wanted: Unit,
  middle: readonly Unit[],
  units: readonly Unit[],
  subtotals: FormConsolidation['subtotals'],
): boolean {
  const byCode = new Map([...middle, ...units].map((one) => [one.code, one]));
  let above: string | undefined = unit.parent;
  for (let steps = 0; above !== undefined && steps <= subtotals.size; steps += 1) {
    if (above === wanted.code) return true;
    above = byCode.get(above)?.parent;
  }
  return false;
}

/** @param at place of the item among the items */
export function matrixPlace(result: FormConsolidation, at: number, unit: Unit): MatrixPlace {
  const item = result.items[at]!;
  const own = ownPlace(result, item, result.totals[at]!, unit);
  if (own.value !== null) return own;
  const subtotal = result.subtotals.get(unit.code)?.[at];
  return subtotal?.value == null ? own : { value: subtotal.value, state: 'subtotal' };
}

function ownPlace(
  result: FormConsolidation,
  item: FormItem,
  total: ConsolidatedFigure,
  unit: Unit,
): MatrixPlace {
  if (!asksOf(result.form, item, unit)) return { value: null, state: 'not-applicable' };
  const cell = result.cells.get(item.indicator, unit.code);
  if (!cell) return { value: null, state: result.lacking.get(unit.code) ?? 'blank' };
  if (cell.value === null)
    return { value: null, state: cell.from[0]?.mark === undefined ? 'blank' : 'mark', cell };
  const aside =
    result.shownOnly.has(unit.code) ||
    result.above.get(unit.code)?.some((above) => total.contributors.includes(above));
  return { value: cell.value, state: aside ? 'shown-only' : 'value', cell };
}

/**
 * What a row's wholes are made of, over the units that were added: subtotals, units whose own figure is exactly what the
 * units below them reported, and the total, last. Only of rows that add up.
 */
export function listPlaceSums(result: FormConsolidation, at: number): PlaceSum[] {
  const total = result.totals[at]!;
  const places = matrixUnits(result);
  const known = new Set(places.map((unit) => unit.code));
  const inside = places.flatMap((unit): PlaceSum[] => {
    const subtotal = result.subtotals.get(unit.code)?.[at];
    if (!subtotal || subtotal.value === null || subtotal.contributors.length === 0) return [];
    const { value } = matrixPlace(result, at, unit);
    return value !== null && new Decimal(value).eq(subtotal.value)
      ? [{ whole: unit.code, parts: subtotal.contributors }]
      : [];
  });
  return total.value !== null && total.contributors.every((unit) => known.has(unit))
    ? [...inside, { whole: totalPlace, parts: total.contributors }]
    : inside;
}
