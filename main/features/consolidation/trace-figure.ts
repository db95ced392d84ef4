import { neededParts, ratioScale, ruleOf } from '../../../shared/calc/consolidate/consolidate.ts';
import { totalPlace } from '../../../shared/calc/consolidate/nested-sums.ts';
import { baseFactor } from '../../../shared/calc/measure-unit.ts';
import type { TraceView } from '../../../shared/contract/consolidation.ts';
import type { ConsolidatedFigure, ConsolidationRule } from '../../../shared/domain/consolidation.ts';
import type { Indicator } from '../../../shared/domain/plan.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { Decimal, printDerived } from '../../../shared/text/decimal.ts';
import { parsePeriod, yearToDateKey } from '../../../shared/text/period.ts';
import type { ReadHandle } from '../../db/handles.ts';
import type { AcceptedFigure } from '../../db/tables/accepted-figures.ts';
import { listHeldFigures } from '../../db/tables/held-figures.ts';
import { findRecord, getPlanHeader, listRecords } from '../../db/tables/pack-records.ts';
import { queryHandler } from '../../rpc/handler.ts';
import { balancedRows } from '../balanced-rows.ts';
import {
  type CellFigure,
  consolidateBeside,
  consolidateForm,
  type FormConsolidation,
} from '../consolidate-form.ts';
import type { Services } from '../services.ts';

/* 从哪来: any figure down to raw cells, repairs, versions and people. */

type Contribution = TraceView['contributions'][number];

interface TraceQuestion {
  readonly indicator: Indicator;
  readonly period: string;
  readonly unit: string;
  readonly form?: string | undefined;
  readonly asOf?: string | undefined;
  /** Indicators this one is already a part of: a pack may have a circle. */
  readonly within?: readonly string[];
}

export const traceFigure = queryHandler<'consolidation/trace', Services>(
  'consolidation/trace',
  (db, input) => {
    const indicator = findRecord(db, 'indicators', { code: input.indicator })?.record;
    if (!indicator) throw new AppError('not-found', { what: 'indicator', code: input.indicator });
    const unit = input.unit ?? getPlanHeader(db).root;
    if (!findRecord(db, 'units', { code: unit }))
      throw new AppError('not-found', { what: 'unit', code: unit });
    return trace(db, { indicator, period: input.period, unit, form: input.form, asOf: input.asOf });
  },
);

/** Throws not-found where no form asks for the indicator and nothing is held. */
function trace(db: ReadHandle, question: TraceQuestion): TraceView {
  const forms = formsAsking(db, question);
  for (const form of forms) {
    const result = consolidateForm(db, form, question.period, question.asOf);
    const own = result.cells.get(question.indicator.code, question.unit);
    const printed = () => printedAs(db, question, result);
    if (own && own.from.length > 0) return { ...traceOwn(question, own), ...printed() };
    if (question.unit === getPlanHeader(db).root)
      return { ...traceTotal(question, result, result.totals), ...printed() };
    const subtotals = result.subtotals.get(question.unit);
    if (subtotals) return { ...traceTotal(question, result, subtotals), ...printed() };
  }
  const held = traceHeld(db, question);
  return held.contributions.length > 0 ? held : (traceDerived(db, question) ?? held);
}

/** A figure of figures that no form asks for itself: out of the form that asks for all its parts, else out of each part. */
function traceDerived(db: ReadHandle, question: TraceQuestion): TraceView | undefined {
  const { indicator, period, unit, asOf } = question;
  const rule = ruleOf(indicator);
  const parts = neededParts(indicator, rule);
  if (parts.length < 2 || question.within?.includes(indicator.code)) return undefined;
  const asking = parts.map((part) =>
    formsAsking(db, { ...question, indicator: { ...indicator, code: part } }),
  );
  for (const form of asking[0]!.filter((one) => asking.every((forms) => forms.includes(one)))) {
    const result = consolidateForm(db, form, period, asOf);
    const total = consolidateBeside(result, indicator.code, unit);
    if (total?.value != null) return traceTotal(question, result, [total]);
  }
  return rule === 'ratio' ? traceParts(db, question, parts) : undefined;
}

/** Parts that stand on different forms, or in the history. */
function traceParts(
  db: ReadHandle,
  question: TraceQuestion,
  parts: readonly string[],
): TraceView | undefined {
  const within = [...(question.within ?? []), question.indicator.code];
  const traces = parts.flatMap((code) => {
    const part = findRecord(db, 'indicators', { code })?.record;
    return part ? [{ part, view: trace(db, { ...question, indicator: part, within }) }] : [];
  });
  const [above, below] = traces.map(({ part, view }) =>
    view.value === null ? undefined : new Decimal(view.value).times(baseFactor(part.unit)),
  );
  if (!above || !below || below.isZero()) return undefined;
  const views = traces.map(({ view }) => view);
  return {
    ...base(question),
    value: printDerived(above.div(below).times(ratioScale(question.indicator))),
    rule: 'ratio',
    complete: views.every((view) => view.complete),
    missing: [...new Set(views.flatMap((view) => view.missing))],
    formula: formulaOf(question.indicator, 'ratio'),
    contributions: traces.flatMap(({ part, view }) =>
      view.contributions.map((one) => ({ indicator: part.code, ...one })),
    ),
  };
}

/** With 舍位平衡 the workbook prints another last digit than rounding alone would: said here, where the figure is explained. */
function printedAs(
  db: ReadHandle,
  { indicator, unit }: TraceQuestion,
  result: FormConsolidation,
): Pick<TraceView, 'printed'> {
  if (getPlanHeader(db).settings.balanceRounding !== true) return {};
  const at = result.items.findIndex((item) => item.indicator === indicator.code);
  const place = unit === result.root ? totalPlace : unit;
  const printed = at < 0 ? undefined : balancedRows(db, result)[at]?.get(place);
  return printed ? { printed } : {};
}

function formsAsking(db: ReadHandle, { indicator, form }: TraceQuestion): string[] {
  if (form !== undefined) return [form];
  const asking = listRecords(db, 'formItems').filter(
    (item) => item.indicator === indicator.code && item.column === 'current',
  );
  return [...new Set(asking.map((item) => item.form))];
}

function base({ indicator, period, unit }: TraceQuestion) {
  return { indicator: indicator.code, name: indicator.name, period, unit, measureUnit: indicator.unit };
}

/** A unit's own figure: one cell, several of a year, or those of the units it came from. */
function traceOwn(
  question: TraceQuestion,
  { value, from, missingParts, partsDiffer }: CellFigure,
): TraceView {
  return {
    ...base(question),
    value,
    rule: from.length > 1 ? 'sum' : 'as-reported',
    complete: value !== null && missingParts.length === 0,
    missing: [],
    ...(missingParts.length === 0 ? {} : { missingPeriods: missingParts }),
    ...(partsDiffer === undefined ? {} : { partsDiffer }),
    contributions: from.map(contributionOf),
  };
}

function traceTotal(
  question: TraceQuestion,
  result: FormConsolidation,
  totals: readonly ConsolidatedFigure[],
): TraceView {
  const total = totals.find((one) => one.indicator === question.indicator.code);
  if (!total)
    throw new AppError('not-found', { what: 'item', code: question.indicator.code, form: result.form.code });
  const parts = neededParts(question.indicator, total.rule);
  return {
    ...base(question),
    value: total.value,
    rule: total.rule,
    complete: total.complete,
    missing: total.missing,
    ...(parts.length > 1 ? { formula: formulaOf(question.indicator, total.rule) } : {}),
    contributions: result.units
      .filter((unit) => total.rule === 'none' || total.contributors.includes(unit.code))
      .flatMap((unit) => parts.flatMap((part) => result.cells.get(part, unit.code)?.from ?? []))
      .map(contributionOf),
  };
}

function formulaOf(indicator: Indicator, rule: ConsolidationRule): string {
  return rule === 'ratio'
    ? `Σ[${indicator.numerator}] / Σ[${indicator.denominator}]`
    : `Σ([${indicator.code}] × [${indicator.weight}]) / Σ[${indicator.weight}]`;
}

function contributionOf(figure: AcceptedFigure): Contribution {
  const { statedUnit, factor, repair, reason, origin } = figure;
  const { id, version, file, hash, evidence, acceptedBy, acceptedAt } = origin;
  const optional = { statedUnit, factor, repair, acceptedBy, acceptedAt, reason };
  return {
    unit: figure.unit,
    period: figure.period,
    value: figure.value,
    kind: evidence === undefined ? 'return' : 'entered',
    indicator: figure.indicator,
    file,
    ...(hash === undefined ? {} : { sha256: hash }),
    returnId: id,
    version,
    sheet: figure.sheet,
    cell: figure.cell,
    raw: figure.raw,
    ...(figure.readValue === undefined ? {} : { repairedFrom: figure.readValue }),
    ...(evidence === undefined ? {} : { source: evidence }),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

/** What no form asks for: the history itself, newest first. */
function traceHeld(db: ReadHandle, question: TraceQuestion): TraceView {
  const { indicator, period, unit, asOf } = question;
  const key = (name: string) => {
    const parsed = parsePeriod(name);
    return parsed && indicator.reporting === 'ytd' ? yearToDateKey(parsed) : name;
  };
  const held = listHeldFigures(db, { indicators: [indicator.code], units: [unit], asOf }).filter(
    (figure) => key(figure.period) === key(period),
  );
  return {
    ...base(question),
    value: held[0]?.value ?? null,
    rule: 'as-reported',
    complete: held[0]?.value != null,
    missing: [],
    contributions: held.map((figure) => ({
      unit: figure.unit,
      period: figure.period,
      value: figure.value,
      kind: figure.returnId === undefined ? 'observation' : 'return',
      status: figure.status,
      series: figure.series,
      ...(figure.returnId === undefined ? {} : { returnId: figure.returnId }),
      ...(figure.source === undefined ? {} : { source: figure.source }),
    })),
  };
}
