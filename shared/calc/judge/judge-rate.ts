import type { Milestone } from '../../domain/judgement.ts';
import { Decimal, printDecimal, printDerived } from '../../text/decimal.ts';
import { asBudget } from './budget.ts';
import { splitIsBackLoaded } from './cautions.ts';
import { averageRate, logarithm, type RateTrend, rateOfFactor, yearFactor } from './compound-rates.ts';
import { type JudgeContext, type Measured, type Pace, present, unjudged } from './measured.ts';
import { latestFigure } from './observation-index.ts';
import { yearsElapsed, yearsLeft } from './plan-calendar.ts';
import { factorOf, hasRates, type RateSeries, readRates, trendOf, yearsOf } from './rate-series.ts';
import { type Demand, isBudget, isExceeded, isMet } from './target-met.ts';

function baseYearOf(context: JudgeContext): number {
  return (context.calendar.baseEnd - 11) / 12;
}

export function ratesOf(context: JudgeContext): RateSeries {
  const { indicator, figures, calendar, base } = context;
  return readRates(indicator, figures, baseYearOf(context), Math.floor((calendar.now + 1) / 12) - 1, base);
}

function gap(series: RateSeries, context: JudgeContext): Readonly<Record<string, string>> | undefined {
  if (series.beyondGap === undefined) return undefined;
  const from = (series.steps.at(-1)?.year ?? baseYearOf(context)) + 1;
  return { years: from === series.beyondGap - 1 ? `${from}` : `${from}..${series.beyondGap - 1}` };
}

/** Best and average yearly rate so far, in %. */
function paceOf(series: RateSeries, factor: Decimal, years: Decimal, sign: 1 | -1): Pace | undefined {
  const average = averageRate(factor, years, series.trend);
  if (!average) return undefined;
  const rates = series.steps
    .filter((step) => step.years === 1)
    .map((step) => rateOfFactor(step.factor, series.trend).times(sign));
  return { average, best: Decimal.max(average.times(sign), ...rates).times(sign), sign };
}

interface Accumulated {
  readonly factor: Decimal;
  readonly lastMonth: number;
  readonly inputs: Measured['inputs'];
  readonly series: RateSeries;
}

/** The change since the base year: compounded from annual rates, or given as such (`basis=since-base`). */
function accumulate(context: JudgeContext): Accumulated | Measured {
  const { indicator, figures, calendar } = context;
  if (indicator.basis === 'since-base') {
    const latest = latestFigure(figures.filter((figure) => figure.lastMonth > calendar.baseEnd));
    if (!latest) return unjudged('log-compound', 'no-data');
    const trend = trendOf(indicator);
    return {
      factor: yearFactor(latest.value, trend),
      lastMonth: latest.lastMonth,
      inputs: [latest.observation],
      series: { trend, steps: sinceBaseSteps(context, trend) },
    };
  }
  const series = ratesOf(context);
  const missing = gap(series, context);
  const last = series.steps.at(-1);
  if (missing) return unjudged('log-compound', 'missing-years', { reasonDetails: missing });
  if (!last) return unjudged('log-compound', figures.length > 0 ? 'no-full-year' : 'no-data');
  return {
    factor: factorOf(series.steps),
    lastMonth: last.year * 12 + 11,
    inputs: series.steps.flatMap((step) => step.inputs),
    series,
  };
}

/** Yearly factors out of changes since the base, for the best year so far. */
function sinceBaseSteps(context: JudgeContext, trend: RateTrend): RateSeries['steps'] {
  const steps: RateSeries['steps'][number][] = [];
  let before = new Decimal(1);
  for (const figure of context.figures) {
    const year = Math.floor(figure.lastMonth / 12);
    if (figure.lastMonth % 12 !== 11 || year !== baseYearOf(context) + steps.length + 1) continue;
    const factor = yearFactor(figure.value, trend);
    if (!before.greaterThan(0)) break;
    steps.push({ year, years: 1, factor: factor.div(before), inputs: [figure.observation] });
    before = factor;
  }
  return steps;
}

function compoundMilestone(found: Accumulated, demand: Demand, context: JudgeContext): Milestone | undefined {
  const index = context.splits.findLastIndex((split) => split.year * 12 + 11 <= found.lastMonth);
  const due = context.splits[index];
  if (!due) return undefined;
  const { trend } = found.series;
  const planned = rateOfFactor(plannedFactor(context, index, trend), trend);
  const done = rateOfFactor(factorOf(found.series.steps.filter((step) => step.year <= due.year)), trend);
  const goal: Demand = { op: demand.op === 'range' ? 'eq' : demand.op, goal: planned };
  const met = isMet(done, goal, changeDirection(context), context.settings.thresholds.approx);
  return { year: due.year, target: printDerived(planned), own: printDecimal(due.value), met };
}

function plannedFactor(context: JudgeContext, index: number, trend: RateTrend): Decimal {
  return context.splits
    .slice(0, index + 1)
    .reduce((product, split) => product.times(yearFactor(split.value, trend)), new Decimal(1));
}

/** A decline printed as 降低 x improves upwards, whatever the indicator behind it does. */
function changeDirection(context: JudgeContext) {
  return context.indicator.direction === 'none' ? 'up' : context.indicator.direction;
}

/**
 * log-compound: ln(1−d)/ln(1−D) for a decline, ln(1+g)/ln(1+G) for growth; needed per year 1 − ((1−D)/(1−d))^(1/N).
 * The linear d/D stands beside it. Source: domain.md section 4; checked against the published energy and NOx cases.
 */
export function judgeLogCompound(demand: Demand, context: JudgeContext): Measured {
  const found = accumulate(context);
  if (!('factor' in found)) return { ...found, target: demand.goal };
  const { factor, series, lastMonth, inputs } = found;
  const actual = rateOfFactor(factor, series.trend);
  const whole = yearFactor(demand.goal, series.trend);
  const known = { target: demand.goal, actual, lastMonth, inputs };
  if (!factor.greaterThan(0) || !whole.greaterThan(0) || demand.goal.isZero())
    return unjudged('log-compound', 'rate-out-of-range', known);
  const direction = changeDirection(context);
  const left = yearsLeft(context.calendar, lastMonth);
  const total = logarithm(whole)!;
  const judged: Measured = {
    method: 'log-compound',
    style: 'schedule',
    ...known,
    linear: actual.div(demand.goal),
    compound: logarithm(factor)!.div(total),
    judgedBy: 'compound',
    met: isMet(actual, demand, direction, context.settings.thresholds.approx),
    exceeded: isExceeded(actual, demand, direction),
    // Only a flag: doubles are exact enough, and five more logarithms per indicator would cost half the evaluation.
    backLoaded: splitIsBackLoaded(context, (_split, index) => {
      const planned = plannedFactor(context, index, series.trend).toNumber();
      return planned > 0 ? Math.log(planned) / total.toNumber() : 0;
    }),
    ...present<Measured>({
      milestone: compoundMilestone(found, demand, context),
      need: left.greaterThan(0) ? averageRate(whole.div(factor), left, series.trend) : undefined,
      pace: paceOf(series, factor, yearsElapsed(context.calendar, lastMonth), 1),
    }),
  };
  return isBudget(demand, direction) ? asBudget(judged, context) : judged;
}

/** Holds the average against the demand; ≈ on the good side allows 1 − tolerance of the completion. */
function holds(
  average: Decimal,
  completion: Decimal | undefined,
  demand: Demand,
  context: JudgeContext,
): boolean {
  const { approx } = context.settings.thresholds;
  if (demand.op === 'approx' && completion && context.indicator.direction === 'up')
    return completion.greaterThanOrEqualTo(new Decimal(1).minus(approx));
  return isMet(average, demand, context.indicator.direction, approx);
}

/**
 * average-rate: Σln(1+gᵢ) / (n·ln(1+G)) over the n full years so far; at least 1 holds.
 * Needed per year: the constant rate that still brings the plan's average to G. Source: domain.md section 4.
 */
export function judgeAverageRate(demand: Demand, context: JudgeContext): Measured {
  const { indicator, calendar, figures } = context;
  const target = demand.goal;
  if (!hasRates(indicator)) return unjudged('average-rate', 'not-recomputed', { target });
  const series = ratesOf(context);
  const missing = gap(series, context);
  if (missing) return unjudged('average-rate', 'missing-years', { target, reasonDetails: missing });
  const last = series.steps.at(-1);
  if (!last) {
    const begun = figures.some((figure) => figure.lastMonth > calendar.baseEnd);
    return unjudged('average-rate', begun ? 'no-full-year' : 'no-data', { target });
  }
  return averageOver(series, last.year * 12 + 11, demand, context);
}

function averageOver(series: RateSeries, lastMonth: number, demand: Demand, context: JudgeContext): Measured {
  const { calendar } = context;
  const [factor, years] = [factorOf(series.steps), new Decimal(yearsOf(series.steps))];
  const inputs = [...new Set(series.steps.flatMap((step) => step.inputs))];
  const goalFactor = yearFactor(demand.goal, series.trend);
  const average = averageRate(factor, years, series.trend);
  if (!average || !goalFactor.greaterThan(0))
    return unjudged('average-rate', 'rate-out-of-range', { target: demand.goal, lastMonth, inputs });
  const planned = logarithm(goalFactor)!.times(years);
  const compound = planned.isZero() ? undefined : logarithm(factor)!.div(planned);
  const linear = demand.goal.isZero() ? undefined : average.div(demand.goal);
  const left = yearsLeft(calendar, lastMonth);
  const sign = context.indicator.direction === 'down' ? -1 : 1;
  return {
    method: 'average-rate',
    style: 'held',
    actual: average,
    lastMonth,
    target: demand.goal,
    inputs,
    judgedBy: 'compound',
    met: holds(average, compound, demand, context),
    ...present<Measured>({
      compound,
      linear,
      milestone: rateMilestone(series, lastMonth, demand, context),
      need: left.greaterThan(0)
        ? averageRate(goalFactor.pow(left.plus(years)).div(factor), left, series.trend)
        : undefined,
      pace: paceOf(series, factor, years, sign),
    }),
  };
}

function rateMilestone(
  series: RateSeries,
  lastMonth: number,
  demand: Demand,
  context: JudgeContext,
): Milestone | undefined {
  const due = context.splits.findLast((split) => split.year * 12 + 11 <= lastMonth);
  const step = due && series.steps.find((entry) => entry.year === due.year && entry.years === 1);
  if (!due || !step) return undefined;
  const op = demand.op === 'range' ? 'eq' : demand.op;
  const rate = rateOfFactor(step.factor, series.trend);
  const { direction } = context.indicator;
  const met = isMet(rate, { op, goal: due.value }, direction, context.settings.thresholds.approx);
  const target = printDecimal(due.value);
  return { year: due.year, target, own: target, met };
}
