import {
  consolidateIndicator,
  neededParts,
  ruleOf,
  tabulate,
} from '../../shared/calc/consolidate/consolidate.ts';
import { isValidIn, itemApplies, sendersOf, shownOnly } from '../../shared/calc/consolidate/form-senders.ts';
import { middleUnits, sendersAbove } from '../../shared/calc/consolidate/unit-tree.ts';
import type { ConsolidatedFigure } from '../../shared/domain/consolidation.ts';
import type { Form, FormItem, Indicator, Unit } from '../../shared/domain/plan.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { keysInside, parsePeriod } from '../../shared/text/period.ts';
import { stateOfPlan } from '../db/change-log.ts';
import type { ReadHandle } from '../db/handles.ts';
import {
  type AcceptedFigure,
  listAcceptedFigures,
  listReturnPeriods,
} from '../db/tables/accepted-figures.ts';
import { findRecord, getPlanHeader, listRecords } from '../db/tables/pack-records.ts';
import { listReportedUnits } from '../db/tables/return-figures.ts';
import { listReturns } from '../db/tables/returns.ts';
import { type ByCell, type CellFigure, figuresByCell } from './cell-figures.ts';

export type { CellFigure } from './cell-figures.ts';

/* One form and period, brought together: who was asked, what counts, and the total of every item by its own rule. */

export interface FormConsolidation {
  readonly form: Form;
  readonly period: string;
  readonly items: readonly FormItem[];
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** Indicators of the items and those that their rules need. */
  readonly codes: readonly string[];
  readonly root: string;
  readonly asOf: string | undefined;
  /** Rows of the matrix: senders of a list form; the units reported on by a matrix form. */
  readonly units: readonly Unit[];
  /** Units between the root and the rows, with a subtotal each and no figure of their own. */
  readonly middle: readonly Unit[];
  readonly senders: readonly Unit[];
  readonly shownOnly: ReadonlySet<string>;
  /** Units of the matrix that stand above another one of it. */
  readonly above: ReadonlyMap<string, readonly string[]>;
  readonly cells: ByCell<CellFigure>;
  readonly totals: readonly ConsolidatedFigure[];
  /** The units that count below each unit between the root and the senders. */
  readonly below: ReadonlyMap<string, readonly string[]>;
  /** Totals of units between the root and the senders, item by item as `totals`. */
  readonly subtotals: ReadonlyMap<string, readonly ConsolidatedFigure[]>;
  readonly notSent: readonly string[];
  readonly notAccepted: readonly string[];
  /** The same by unit: a matrix asks it for every one of its cells. */
  readonly lacking: ReadonlyMap<string, 'not-sent' | 'not-accepted'>;
}

const latest = new WeakMap<ReadHandle, { readonly of: string; readonly result: FormConsolidation }>();

/**
 * The last one is kept as long as the plan stays as it is: matrix, explanation, export and totals of one form and period
 * are asked one after the other. Throws not-found for an unknown form.
 */
export function consolidateForm(
  db: ReadHandle,
  formCode: string,
  period: string,
  asOf?: string | undefined,
): FormConsolidation {
  const of = JSON.stringify([stateOfPlan(db), formCode, period, asOf]);
  const known = latest.get(db);
  if (known?.of === of) return known.result;
  const result = bringTogether(db, formCode, period, asOf);
  latest.set(db, { of, result });
  return result;
}

function bringTogether(
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
  const codes = neededIndicators(items, indicators);
  const figures = listAcceptedFigures(db, {
    indicators: codes,
    periods: periodsWithin(db, period),
    asOf,
  });
  const cells = figuresByCell(figures, {
    form,
    period,
    indicators,
    units: allUnits,
    asked: new Set(items.map((item) => item.indicator)),
  });
  const units = form.shape === 'matrix' ? reportedUnits(db, allUnits, figures, form.code, period) : senders;
  const aside = shownOnly(form, units, allUnits);
  const { root } = getPlanHeader(db);
  const counted = units.filter((unit) => !aside.has(unit.code));
  const totals = totalsOver(form, items, indicators, cells, allUnits);
  const middle = middleUnits(
    allUnits,
    counted.map((unit) => unit.code),
    root,
  );
  return {
    form,
    period,
    items,
    indicators,
    codes,
    root,
    asOf,
    units,
    senders,
    shownOnly: aside,
    above: sendersAbove(
      allUnits,
      units.map((unit) => unit.code),
    ),
    middle: allUnits.filter((unit) => middle.has(unit.code) && !units.includes(unit)),
    cells,
    totals: totals(counted).map((total) => ownTotal(total, root, cells)),
    below: middle,
    subtotals: new Map(
      [...middle].map(([code, below]) => [code, totals(counted.filter((unit) => below.includes(unit.code)))]),
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

/** Periods of returns that lie inside the period (a quarter also takes its months). */
function periodsWithin(db: ReadHandle, period: string): string[] {
  const target = parsePeriod(period);
  if (!target) throw new AppError('invalid-input', { what: 'period', period });
  return listReturnPeriods(db).filter((key) => {
    const parsed = parsePeriod(key);
    return parsed && parsed.lastMonth <= target.lastMonth && parsed.lastMonth >= target.firstMonth;
  });
}

/** A matrix form reports on the units that its figures name, within the children of the root, in administrative order. */
function reportedUnits(
  db: ReadHandle,
  units: readonly Unit[],
  figures: readonly AcceptedFigure[],
  form: string,
  period: string,
): Unit[] {
  const named = new Set(figures.filter((figure) => figure.origin.form === form).map((figure) => figure.unit));
  for (const unit of listReportedUnits(db, form)) named.add(unit);
  const { root } = getPlanHeader(db);
  return units.filter((unit) => named.has(unit.code) && unit.code !== root && isValidIn(unit, period));
}

/** A department that reports the root itself and no unit below it: its figure is the total. */
function ownTotal(total: ConsolidatedFigure, root: string, cells: ByCell<CellFigure>): ConsolidatedFigure {
  const own = cells.get(total.indicator, root);
  if ((total.rule !== 'none' && total.contributors.length > 0) || own?.value == null) return total;
  return { ...total, value: own.value, complete: true, missing: [], contributors: [root] };
}

/** In a matrix form an item may be asked of a sender (a department); then it is about every unit that the sender reports. */
export function asksOf(form: Form, item: FormItem, unit: Unit): boolean {
  const bySender = form.shape === 'matrix' && item.appliesTo.some((code) => form.senders.includes(code));
  return bySender || itemApplies(item, unit);
}

/** Makes the totals of all items over any choice of units. */
function totalsOver(
  form: Form,
  items: readonly FormItem[],
  indicators: ReadonlyMap<string, Indicator>,
  cells: ByCell<CellFigure>,
  allUnits: readonly Unit[],
): (counted: readonly Unit[]) => ConsolidatedFigure[] {
  const itemOf = new Map(items.map((item) => [item.indicator, item]));
  const figures = [...cells.values()];
  const table = tabulate(figures);
  const whole = figures.every(({ missingParts }) => missingParts.length === 0);
  return (counted) => {
    const byCode = new Map(counted.map((unit) => [unit.code, unit]));
    const senders = counted.map((unit) => unit.code);
    const applies = (indicator: string, unit: string) => {
      const item = itemOf.get(indicator);
      return item === undefined || asksOf(form, item, byCode.get(unit)!);
    };
    const input = { indicators, senders, figures, applies, above: sendersAbove(allUnits, senders) };
    return items.map((item) => {
      const total = consolidateIndicator(input, item.indicator, table);
      return whole ? total : markHoles(indicators, total, cells);
    });
  };
}

/**
 * The total of an indicator that is no item of the form, made of items that are (a ratio of two of them), over the units
 * below `unit`, or its own figure. Undefined where a part is missing on the form or the unit is not in it.
 */
export function consolidateBeside(
  result: FormConsolidation,
  code: string,
  unit: string,
): ConsolidatedFigure | undefined {
  const indicator = result.indicators.get(code)!;
  const parts = neededParts(indicator, ruleOf(indicator)).map((part) =>
    result.items.find((item) => item.indicator === part),
  );
  const counted = result.units.filter(
    (one) =>
      (unit === result.root && !result.shownOnly.has(one.code)) ||
      one.code === unit ||
      result.below.get(unit)?.includes(one.code),
  );
  if (!parts.every((item) => item !== undefined) || counted.length === 0) return undefined;
  const byCode = new Map(counted.map((one) => [one.code, one]));
  const applies = (_: string, one: string) =>
    parts.every((item) => asksOf(result.form, item, byCode.get(one)!));
  const { indicators, above } = result;
  const figures = [...result.cells.values()];
  const total = consolidateIndicator(
    { indicators, senders: [...byCode.keys()], figures, applies, above },
    code,
  );
  return markHoles(indicators, total, result.cells);
}

/** A contributor whose own figure, or a part of it, lacks a month or quarter leaves the total incomplete. */
function markHoles(
  indicators: ReadonlyMap<string, Indicator>,
  figure: ConsolidatedFigure,
  cells: ByCell<CellFigure>,
): ConsolidatedFigure {
  const parts = neededParts(indicators.get(figure.indicator)!, figure.rule);
  const holed = figure.contributors.filter((unit) =>
    parts.some((part) => (cells.get(part, unit)?.missingParts.length ?? 0) > 0),
  );
  return holed.length === 0 ? figure : { ...figure, complete: false, missing: [...figure.missing, ...holed] };
}

/** A quarter of a monthly form is sent in months. */
function periodsInside(period: string): string[] {
  const parsed = parsePeriod(period);
  return parsed && parsed.type !== 'span' ? [period, ...keysInside(parsed)] : [period];
}

/** notSent = nothing came; notAccepted = something came that does not count (yet). */
function whoIsMissing(
  db: ReadHandle,
  form: Form,
  period: string,
  senders: readonly Unit[],
  asOf: string | undefined,
): Pick<FormConsolidation, 'notSent' | 'notAccepted' | 'lacking'> {
  const known = (day: string | undefined) =>
    day !== undefined && (asOf === undefined || day.slice(0, 10) <= asOf);
  const within = new Set(periodsInside(period));
  const rows = listReturns(db, { form: form.code }).filter(
    (row) => row.period !== undefined && within.has(row.period) && known(row.stagedAt),
  );
  const accepted = new Set(
    rows
      .filter((row) => known(row.acceptedAt) && (row.endedAt === undefined || !known(row.endedAt)))
      .map((row) => row.sender),
  );
  const came = new Set(rows.map((row) => row.sender));
  const open = senders.filter((unit) => !accepted.has(unit.code));
  const lacking = new Map(
    open.map(({ code }) => [code, came.has(code) ? ('not-accepted' as const) : ('not-sent' as const)]),
  );
  const codesOf = (state: 'not-sent' | 'not-accepted') =>
    [...lacking].flatMap(([code, own]) => (own === state ? [code] : []));
  return { notSent: codesOf('not-sent'), notAccepted: codesOf('not-accepted'), lacking };
}
