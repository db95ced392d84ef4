import { listRowSums } from '../../shared/calc/check/row-sums.ts';
import { nestSums } from '../../shared/calc/consolidate/nested-sums.ts';
import { ancestorsOf } from '../../shared/calc/consolidate/unit-tree.ts';
import {
  type Withheld,
  type WithholdFigure,
  type WithholdRow,
  withhold,
} from '../../shared/calc/consolidate/withhold.ts';
import type { Unit } from '../../shared/domain/plan.ts';
import type { ReadHandle } from '../db/handles.ts';
import { getPlanHeader, listRecords } from '../db/tables/pack-records.ts';
import type { FormConsolidation } from './consolidate-form.ts';
import { listPlaceSums, matrixPlace, matrixUnits } from './matrix-places.ts';

/** Setting `suppressBelow`: figures of fewer reporters leave the office in no workbook, table or package; 0 = all are shown. */
export function suppressionLimit(db: ReadHandle): number {
  const below = getPlanHeader(db).settings.suppressBelow;
  return typeof below === 'number' && below > 0 ? below : 0;
}

/** Which figures of a form and period must not be handed out: by indicator and unit (`totalPlace` for the total). */
export function withheldFigures(db: ReadHandle, result: FormConsolidation): Withheld {
  const below = suppressionLimit(db);
  if (below === 0) return () => false;
  const inPark = insidePark(listRecords(db, 'units'));
  const rows = result.items.map((_, at) => withholdRow(result, at, inPark));
  return withhold(rows, below, listRowSums(listRecords(db, 'checks'), result.form.code));
}

function withholdRow(result: FormConsolidation, at: number, inPark: (unit: Unit) => boolean): WithholdRow {
  const total = result.totals[at]!;
  const indicator = result.indicators.get(total.indicator)!;
  const own = total.contributors.includes(result.root);
  const figures = matrixUnits(result).map((unit): [string, WithholdFigure] => {
    const { value, state } = matrixPlace(result, at, unit);
    const below = result.subtotals.get(unit.code)?.[at]?.contributors.length;
    const madeOfOthers = state === 'subtotal' || unit.type === 'park';
    return [unit.code, { value, contributors: inPark(unit) ? 1 : madeOfOthers ? below : undefined }];
  });
  return {
    code: total.indicator,
    total: { value: total.value, contributors: own ? undefined : total.contributors.length },
    figures: new Map(figures),
    // A weighted mean gives its last unknown part away as a sum does.
    made: ['sum', 'last', 'weighted'].includes(total.rule) ? nestSums(listPlaceSums(result, at)) : [],
    ...(total.rule === 'ratio'
      ? { ratio: { numerator: indicator.numerator!, denominator: indicator.denominator! } }
      : {}),
  };
}

/** A reporter inside a park is a single enterprise: its figure is its own secret, however many others there are. */
function insidePark(units: readonly Unit[]): (unit: Unit) => boolean {
  const parents = new Map(units.map((unit) => [unit.code, unit.parent]));
  const land = new Map(units.map((unit) => [unit.code, unit.within]));
  const parks = new Set(units.flatMap((unit) => (unit.type === 'park' ? [unit.code] : [])));
  return ({ code }) =>
    [...ancestorsOf(code, parents), ...ancestorsOf(code, land)].some((above) => parks.has(above));
}
