import { consolidateIndicator, tabulate } from '../../shared/calc/consolidate/consolidate.ts';
import { isValidIn, itemApplies, sendersOf, shownOnly } from '../../shared/calc/consolidate/form-senders.ts';
import { figureOverPeriod } from '../../shared/calc/consolidate/over-time.ts';
import type { ConsolidatedFigure } from '../../shared/domain/consolidation.ts';
import type { Form, FormItem, Indicator, Unit } from '../../shared/domain/plan.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { parsePeriod } from '../../shared/text/period.ts';
import type { ReadHandle } from '../db/handles.ts';
import {
  type AcceptedFigure,
  listAcceptedFigures,
  listFigurePeriods,
  listReportedUnits,
} from '../db/tables/accepted-figures.ts';
import { findRecord, getPlanHeader, listRecords } from '../db/tables/pack-records.ts';
import { listReturns } from '../db/tables/returns.ts';

/* One form and period, brought together: who was asked, what counts, and the total of every item by its own rule. */

/** A unit's figure for the period with the accepted figures it was made of. */
export interface CellFigure {
  readonly indicator: string;
  readonly unit: string;
  readonly value: string | null;
  readonly from: readonly AcceptedFigure[];
  readonly missingParts: readonly string[];
}

export interface FormConsolidation {
  readonly form: Form;
  readonly period: string;
  readonly items: readonly FormItem[];
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** Rows of the matrix: senders of a list form; the units reported on by a matrix form. */
  readonly units: readonly Unit[];
  readonly senders: readonly Unit[];
  readonly shownOnly: ReadonlySet<string>;
  readonly cells: ReadonlyMap<string, CellFigure>;
  readonly totals: readonly ConsolidatedFigure[];
  readonly notSent: readonly string[];
  readonly notAccepted: readonly string[];
}

export function cellKey(indicator: string, unit: string): string {
  return `${indicator}\u0000${unit}`;
}

/** Throws not-found for an unknown form. */
export function consolidateForm(
  db: ReadHandle,
  formCode: string,
  period: string,
  asOf?: string | undefined,
): FormConsolidation {
  const form = findRecord(db, 'forms', { code: formCode })?.record;
  if (!form) throw new AppError('not-found', { what: 'form', code: formCode });
  const allUnits = listRecords(db, 'units');
  const indicators = new Map(listRecords(db, 'indicators').map((indicator) => [indicator.code, indicator]));
  const items = listRecords(db, 'formItems').filter(
    (item) => item.form === formCode && item.column === 'current' && indicators.has(item.indicator),
  );
  const senders = sendersOf(form, allUnits, period);
  const figures = listAcceptedFigures(db, {
    indicators: neededIndicators(items, indicators),
    periods: periodsWithin(db, period),
    asOf,
  });
  const cells = figuresByCell(figures, indicators, period);
  const units = form.shape === 'matrix' ? reportedUnits(db, allUnits, figures, form.code, period) : senders;
  const aside = shownOnly(form, units);
  const { root } = getPlanHeader(db);
  return {
    form,
    period,
    items,
    indicators,
    units,
    senders,
    shownOnly: aside,
    cells,
    totals: totalsOf(form, items, indicators, units, aside, cells).map((total) =>
      ownTotal(total, root, cells),
    ),
    ...whoIsMissing(db, form, period, senders, asOf),
  };
}

/** Items of the form and the parts their rules need, which may stand on another form. */
function neededIndicators(items: readonly FormItem[], indicators: ReadonlyMap<string, Indicator>): string[] {
  const needed = new Set<string>();
  for (const { indicator } of items) {
    const found = indicators.get(indicator)!;
    for (const code of [indicator, found.numerator, found.denominator, found.weight])
      if (code) needed.add(code);
  }
  return [...needed];
}

/** Keys of figures that lie inside the period (a quarter also takes its months). */
function periodsWithin(db: ReadHandle, period: string): string[] {
  const target = parsePeriod(period);
  if (!target) throw new AppError('invalid-input', { what: 'period', period });
  return listFigurePeriods(db).filter((key) => {
    const parsed = parsePeriod(key);
    return parsed && parsed.lastMonth <= target.lastMonth && parsed.lastMonth >= target.firstMonth;
  });
}

function figuresByCell(
  figures: readonly AcceptedFigure[],
  indicators: ReadonlyMap<string, Indicator>,
  period: string,
): Map<string, CellFigure> {
  const groups = new Map<string, AcceptedFigure[]>();
  for (const figure of figures) {
    const key = cellKey(figure.indicator, figure.unit);
    const group = groups.get(key);
    if (!group) groups.set(key, [figure]);
    // Newest accepted first: an older figure of the same cell and period does not count.
    else if (!group.some((one) => one.period === figure.period && one.value !== null)) group.push(figure);
  }
  const cells = new Map<string, CellFigure>();
  for (const [key, group] of groups) {
    const { indicator, unit } = group[0]!;
    const numbers = group.filter((one) => one.value !== null);
    const over = figureOverPeriod(indicators.get(indicator)!, numbers.length > 0 ? numbers : group, period);
    if (over.from.length > 0)
      cells.set(key, { indicator, unit, value: over.value, from: over.from, missingParts: over.missing });
  }
  return cells;
}

/** A matrix form reports on the units that its figures name, within the children of the root, in administrative order. */
function reportedUnits(
  db: ReadHandle,
  units: readonly Unit[],
  figures: readonly AcceptedFigure[],
  form: string,
  period: string,
): Unit[] {
  const named = new Set(figures.filter((figure) => figure.form === form).map((figure) => figure.unit));
  for (const unit of listReportedUnits(db, form)) named.add(unit);
  const { root } = getPlanHeader(db);
  return units.filter((unit) => named.has(unit.code) && unit.code !== root && isValidIn(unit, period));
}

/** A department that reports the root itself and no unit below it: its figure is the total. */
function ownTotal(
  total: ConsolidatedFigure,
  root: string,
  cells: ReadonlyMap<string, CellFigure>,
): ConsolidatedFigure {
  const own = cells.get(cellKey(total.indicator, root));
  if (total.contributors.length > 0 || own?.value == null) return total;
  return { ...total, value: own.value, complete: true, missing: [], contributors: [root] };
}

/** In a matrix form an item may be asked of a sender (a department); then it is about every unit that the sender reports. */
function asksOf(form: Form, item: FormItem, unit: Unit): boolean {
  const bySender = form.shape === 'matrix' && item.appliesTo.some((code) => form.senders.includes(code));
  return bySender || itemApplies(item, unit);
}

function totalsOf(
  form: Form,
  items: readonly FormItem[],
  indicators: ReadonlyMap<string, Indicator>,
  units: readonly Unit[],
  aside: ReadonlySet<string>,
  cells: ReadonlyMap<string, CellFigure>,
): ConsolidatedFigure[] {
  const counted = units.filter((unit) => !aside.has(unit.code));
  const byCode = new Map(counted.map((unit) => [unit.code, unit]));
  const itemOf = new Map(items.map((item) => [item.indicator, item]));
  const complete = [...cells.values()].map((cell) =>
    cell.missingParts.length > 0 ? { ...cell, value: cell.value } : cell,
  );
  const table = tabulate(complete);
  const input = {
    indicators,
    senders: counted.map((unit) => unit.code),
    figures: complete,
    applies: (indicator: string, unit: string) => {
      const item = itemOf.get(indicator);
      return item === undefined || asksOf(form, item, byCode.get(unit)!);
    },
  };
  return items.map((item) => {
    const figure = consolidateIndicator(input, item.indicator, table);
    const holed = figure.contributors.filter(
      (unit) => (cells.get(cellKey(item.indicator, unit))?.missingParts.length ?? 0) > 0,
    );
    return holed.length === 0
      ? figure
      : { ...figure, complete: false, missing: [...figure.missing, ...holed] };
  });
}

/** notSent = nothing came; notAccepted = something came that does not count (yet). */
function whoIsMissing(
  db: ReadHandle,
  form: Form,
  period: string,
  senders: readonly Unit[],
  asOf: string | undefined,
): { notSent: string[]; notAccepted: string[] } {
  const known = (day: string | undefined) =>
    day !== undefined && (asOf === undefined || day.slice(0, 10) <= asOf);
  const rows = listReturns(db, { form: form.code, period }).filter((row) => known(row.stagedAt));
  const accepted = new Set(
    rows
      .filter((row) => known(row.acceptedAt) && (row.endedAt === undefined || !known(row.endedAt)))
      .map((row) => row.sender),
  );
  const came = new Set(rows.map((row) => row.sender));
  const open = senders.filter((unit) => !accepted.has(unit.code));
  return {
    notSent: open.filter((unit) => !came.has(unit.code)).map((unit) => unit.code),
    notAccepted: open.filter((unit) => came.has(unit.code)).map((unit) => unit.code),
  };
}
