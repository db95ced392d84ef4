import { indexKnownFigures } from '../../shared/calc/check/known-figures.ts';
import {
  consolidateIndicator,
  type FigureTable,
  neededParts,
} from '../../shared/calc/consolidate/consolidate.ts';
import { figureOverPeriod, type TimedFigure } from '../../shared/calc/consolidate/over-time.ts';
import { predecessorsOf } from '../../shared/calc/consolidate/unit-tree.ts';
import type { ConsolidatedFigure } from '../../shared/domain/consolidation.ts';
import type { Indicator, Unit } from '../../shared/domain/plan.ts';
import { Decimal, type DecimalText, printDecimal, printDerived } from '../../shared/text/decimal.ts';
import {
  keysEndingWith,
  keysInside,
  parsePeriod,
  previousYear,
  printPeriod,
} from '../../shared/text/period.ts';
import type { ReadHandle } from '../db/handles.ts';
import { type BesideColumn, findBesideFigures } from '../db/tables/beside-figures.ts';
import { type HeldValue, listHeldValues } from '../db/tables/held-figures.ts';
import { listRecords } from '../db/tables/pack-records.ts';
import { ByCell } from './cell-figures.ts';

/* 上年同期 and 增速 beside a figure of one period, for units and for totals. */

export interface BesideTheLevel {
  /** The accepted figure of last year, else that of the units it came from, else the sheet's own 上年同期. */
  previous(indicator: string, unit: string): DecimalText | null;
  /** As typed; computed only where the indicator allows it. In %. */
  growth(indicator: string, unit: string, now: DecimalText | null): DecimalText | null;
  /** Over the same units as the total; null where one of them has no figure of last year. */
  previousOfTotal(total: ConsolidatedFigure): DecimalText | null;
  growthOfTotal(total: ConsolidatedFigure): DecimalText | null;
}

export interface BesideQuestion {
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** Indicators asked for and those that their rules need. */
  readonly codes: readonly string[];
  readonly period: string;
  readonly root: string;
  readonly form?: { readonly code: string };
  readonly asOf?: string | undefined;
}

export function besideTheLevel(db: ReadHandle, question: BesideQuestion): BesideTheLevel {
  const { indicators, root } = question;
  let lastYear: ReturnType<typeof lastYearOf> | undefined;
  /** Read when it is first asked for: before any return is accepted, nothing asks. */
  const history = (indicator: string, unit: string) =>
    (lastYear ??= lastYearOf(db, question))(indicator, unit);
  const typed = typedBeside(db, question);
  const previous = (indicator: string, unit: string) =>
    history(indicator, unit) ?? typed(indicator, unit, 'previous') ?? null;
  const growthFrom = (code: string, unit: string, now: DecimalText | null, before: DecimalText | null) =>
    typed(code, unit, 'growth') ?? recomputedGrowth(indicators.get(code), now, before);
  const sumUp = (total: ConsolidatedFigure) => {
    const [only] = total.contributors;
    if (total.contributors.length === 1 && only === root) return previous(total.indicator, root);
    if (total.rule === 'none' || total.contributors.length === 0) return null;
    const parts = neededParts(indicators.get(total.indicator)!, total.rule);
    const senders = total.contributors;
    const before = consolidateIndicator(
      { indicators, senders, figures: [], applies: () => true },
      total.indicator,
      tableOf(parts, senders, previous),
    );
    return before.complete ? before.value : null;
  };
  const totals = new Map<ConsolidatedFigure, DecimalText | null>();
  /** Asked for itself and for its growth. */
  const previousOfTotal = (total: ConsolidatedFigure): DecimalText | null => {
    let before = totals.get(total);
    if (before === undefined) totals.set(total, (before = sumUp(total)));
    return before;
  };
  return {
    previous,
    growth: (indicator, unit, now) => growthFrom(indicator, unit, now, previous(indicator, unit)),
    previousOfTotal,
    growthOfTotal: (total) => growthFrom(total.indicator, root, total.value, previousOfTotal(total)),
  };
}

/** As `tabulate` makes it out of figures: here each is asked for, and a list of them all would only be taken apart again. */
function tableOf(
  indicators: readonly string[],
  units: readonly string[],
  figureOf: (indicator: string, unit: string) => DecimalText | null,
): FigureTable {
  const table = new Map<string, Map<string, DecimalText>>();
  for (const indicator of indicators) {
    const row = new Map<string, DecimalText>();
    for (const unit of units) {
      const value = figureOf(indicator, unit);
      if (value !== null) row.set(unit, value);
    }
    table.set(indicator, row);
  }
  return table;
}

/** Constant-price and restated figures keep the typed rate (domain.md section 1): only `recompute=yes` lets levels speak. */
export function recomputedGrowth(
  indicator: Indicator | undefined,
  now: DecimalText | null,
  before: DecimalText | null,
): DecimalText | null {
  if (!indicator?.recompute || (indicator.measure !== 'flow' && indicator.measure !== 'stock')) return null;
  if (now === null || before === null || new Decimal(before).lte(0)) return null;
  return printDerived(new Decimal(now).div(before).minus(1).times(100));
}

function lastYearOf(db: ReadHandle, { indicators, codes, period, asOf }: BesideQuestion) {
  const parsed = parsePeriod(period);
  if (!parsed || parsed.type === 'span') return () => undefined;
  const before = previousYear(parsed);
  const held = listHeldValues(db, {
    indicators: codes,
    periods: [...keysEndingWith(before), ...keysInside(before)],
    asOf,
  });
  const known = indexKnownFigures(indicators, held)(period);
  // Last year is mostly known as a whole.
  let parts: ByCell<TimedFigure[]> | undefined;
  const partsOf = (code: string, unit: string) => (parts ??= groupByCell(held)).get(code, unit) ?? [];
  const predecessors = predecessorsOf(listRecords(db, 'units'));
  const own = (code: string, unit: string) =>
    known.previousYear(code, unit) ??
    madeOfParts(indicators.get(code), partsOf(code, unit), printPeriod(before));
  const find = (code: string, unit: string, seen: readonly string[]): DecimalText | undefined => {
    const value = own(code, unit);
    const earlier = seen.includes(unit) ? [] : predecessors(unit);
    if (value !== undefined || earlier.length === 0) return value;
    return ofPredecessors(indicators.get(code), earlier, (one) => find(code, one, [...seen, unit]));
  };
  return (indicator: string, unit: string) => find(indicator, unit, []);
}

function groupByCell(held: readonly HeldValue[]): ByCell<TimedFigure[]> {
  const groups = new ByCell<TimedFigure[]>();
  for (const figure of held) {
    const group = groups.get(figure.indicator, figure.unit);
    if (group) group.push(figure);
    else groups.set(figure.indicator, figure.unit, [figure]);
  }
  return groups;
}

/** A year that was reported by months or quarters, where none of them is missing. */
function madeOfParts(
  indicator: Indicator | undefined,
  held: readonly TimedFigure[],
  period: string,
): DecimalText | undefined {
  if (!indicator || held.length === 0) return undefined;
  const whole = figureOverPeriod(indicator, held, period);
  return whole.missing.length === 0 ? (whole.value ?? undefined) : undefined;
}

/** A renamed unit keeps its figures; those of merged ones can only be added where the measure adds up. */
function ofPredecessors(
  indicator: Indicator | undefined,
  before: readonly Unit[],
  find: (code: string) => DecimalText | undefined,
): DecimalText | undefined {
  const values = before.flatMap((unit) => find(unit.code) ?? []);
  if (values.length < before.length) return undefined;
  if (values.length === 1) return values[0];
  if (indicator?.measure !== 'flow' && indicator?.measure !== 'stock') return undefined;
  return printDecimal(values.reduce((sum, value) => sum.plus(value), new Decimal(0)));
}

/** Of the root first and by itself: of the units mostly nothing is asked, and theirs is all that stands beside all figures. */
function typedBeside(db: ReadHandle, { period, form, asOf, root }: BesideQuestion) {
  const ofReturns = { form: form?.code, period, asOf };
  let ofRoot: ReturnType<typeof findBesideFigures> | undefined;
  let ofAll: ReturnType<typeof findBesideFigures> | undefined;
  const figuresOf = (unit: string) =>
    unit === root
      ? (ofRoot ??= findBesideFigures(db, { ...ofReturns, unit }))(unit)
      : (ofAll ??= findBesideFigures(db, ofReturns))(unit);
  const byUnit = new Map<string, Map<string, DecimalText>>();
  const valuesOf = (unit: string) => {
    let values = byUnit.get(unit);
    if (values) return values;
    byUnit.set(unit, (values = new Map()));
    for (const { indicator, column, value } of figuresOf(unit)) {
      const key = `${column}\u0000${indicator}`;
      if (!values.has(key)) values.set(key, value);
    }
    return values;
  };
  return (indicator: string, unit: string, column: BesideColumn) =>
    valuesOf(unit).get(`${column}\u0000${indicator}`);
}
