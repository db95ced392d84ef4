import type { Milestone } from '../../domain/judgement.ts';
import type { Direction } from '../../domain/plan.ts';
import { Decimal, printDecimal } from '../../text/decimal.ts';
import { breaksBetween, splitIsBackLoaded } from './cautions.ts';
import { logarithm } from './compound-rates.ts';
import { type JudgeContext, type Measured, type Pace, present, unjudged } from './measured.ts';
import { yearsElapsed, yearsLeft } from './plan-calendar.ts';
import { type Demand, isExceeded, isMet } from './target-met.ts';
import { latestValue, needsFullYear, type Reading, yearValue, yearValues } from './yearly-values.ts';

/** The direction in which a value improves: the indicator's, else the operator's. */
export function goodDirection(direction: Direction, demand: Demand): Direction {
  if (direction !== 'none') return direction;
  if (demand.op === 'ge' || demand.op === 'gt') return 'up';
  return demand.op === 'le' || demand.op === 'lt' ? 'down' : 'none';
}

function meets(value: Decimal, demand: Demand, context: JudgeContext): boolean {
  return isMet(value, demand, context.indicator.direction, context.settings.thresholds.approx);
}

/**
 * Must the level only be held? Where the base already meets the target, equals it, or lies within 0.5 % of it, progress
 * from base to target means nothing (domain.md section 4, kind hold).
 */
export function isHold(demand: Demand, context: JudgeContext): boolean {
  const base = context.base.value;
  if (!base) return false;
  if (meets(base, demand, context)) return true;
  const range = demand.goal.minus(base).abs();
  return range.lessThan(demand.goal.abs().times(context.settings.thresholds.holdRange)) || range.isZero();
}

function noValue(method: 'level' | 'hold', context: JudgeContext, more: Partial<Measured>): Measured {
  const early = context.figures.some((figure) => figure.lastMonth > context.calendar.baseEnd);
  return unjudged(method, early && needsFullYear(context.indicator) ? 'no-full-year' : 'no-data', more);
}

/** The last split year that ended by the data date, and whether its own figure kept it. */
function milestoneOf(reading: Reading, demand: Demand, context: JudgeContext): Milestone | undefined {
  const due = context.splits.findLast((split) => split.year * 12 + 11 <= reading.lastMonth);
  if (!due) return undefined;
  const value = yearValue(context.indicator, context.figures, due.year)?.value ?? reading.value;
  const op = demand.op === 'range' ? 'eq' : demand.op;
  const target = printDecimal(due.value);
  return { year: due.year, target, own: target, met: meets(value, { op, goal: due.value }, context) };
}

function everMetOf(reading: Reading, demand: Demand, context: JudgeContext): string | undefined {
  if (meets(reading.value, demand, context)) return undefined;
  const once = context.figures.filter(
    (figure) =>
      figure.lastMonth > context.calendar.baseEnd &&
      figure.lastMonth < reading.lastMonth &&
      (!needsFullYear(context.indicator) || (figure.lastMonth - figure.firstMonth === 11 && !figure.span)) &&
      meets(figure.value, demand, context),
  );
  return once.at(-1)?.observation.period;
}

function paceOf(reading: Reading, base: Decimal, goal: Decimal, context: JudgeContext): Pace {
  const { calendar, indicator, figures } = context;
  const sign = goal.lessThan(base) ? -1 : 1;
  const average = reading.value.minus(base).div(yearsElapsed(calendar, reading.lastMonth));
  const baseYear = (calendar.baseEnd - 11) / 12;
  const years = yearValues(indicator, figures, [baseYear + 1, Math.floor(reading.lastMonth / 12)]);
  let best = average;
  for (const [year, value] of years) {
    const before = year === baseYear + 1 ? base : years.get(year - 1)?.value;
    if (!before) continue;
    const step = value.value.minus(before);
    if (step.times(sign).greaterThan(best.times(sign))) best = step;
  }
  return { average, best, sign };
}

/** Constant growth from base to target: only levels of things grow by rates, shares in % don't. */
function compoundCompletion(now: Decimal, base: Decimal, goal: Decimal, context: JudgeContext) {
  if (context.indicator.measure !== 'flow' && context.indicator.measure !== 'stock') return undefined;
  if (!base.greaterThan(0) || !goal.greaterThan(0) || !now.greaterThan(0)) return undefined;
  return logarithm(now.div(base))!.div(logarithm(goal.div(base))!);
}

/**
 * level: (now − base) / (target − base), not clipped; without a base only met or not, then the milestone.
 * Needed per year: (target − now) / years left. Source: domain.md section 4.
 */
export function judgeLevel(demand: Demand, context: JudgeContext): Measured {
  const { calendar, indicator, base } = context;
  const reading = latestValue(indicator, context.figures, calendar.baseEnd + 1);
  const known = { target: demand.goal, ...present<Measured>({ base: base.value }) };
  if (!reading) return noValue('level', context, known);
  const measured: Measured = {
    method: 'level',
    style: 'schedule',
    ...known,
    ...shared(reading, demand, context),
    inputs: [...base.inputs, ...reading.inputs],
    ...present<Measured>({ everMet: everMetOf(reading, demand, context) }),
  };
  if (!base.value) return { ...measured, ...present<Measured>({ need: needOf(reading, demand, context) }) };
  const change = breaksBetween(context, calendar.baseEnd, reading.lastMonth);
  // A base that was recalculated with the new definition compares again.
  if (change && base.choice.used !== 'revised') {
    const { met: _met, exceeded: _exceeded, everMet: _everMet, ...shown } = measured;
    return { ...shown, reason: 'definition-break', reasonDetails: change };
  }
  return { ...measured, ...progress(reading, base.value, demand, context) };
}

function shared(reading: Reading, demand: Demand, context: JudgeContext): Partial<Measured> {
  const good = goodDirection(context.indicator.direction, demand);
  return {
    actual: reading.value,
    lastMonth: reading.lastMonth,
    met: meets(reading.value, demand, context),
    exceeded: isExceeded(reading.value, demand, good),
    ...present<Measured>({
      shareOfTarget: demand.goal.isZero() ? undefined : reading.value.div(demand.goal),
      milestone: milestoneOf(reading, demand, context),
    }),
  };
}

/** (target − now) / years left: asks for no base. */
function needOf(reading: Reading, demand: Demand, { calendar }: JudgeContext): Decimal | undefined {
  const left = yearsLeft(calendar, reading.lastMonth);
  return left.greaterThan(0) ? demand.goal.minus(reading.value).div(left) : undefined;
}

function progress(reading: Reading, base: Decimal, demand: Demand, context: JudgeContext): Partial<Measured> {
  const range = demand.goal.minus(base);
  const need = needOf(reading, demand, context);
  // A level set equal to its base by the pack's own kind has no way to go: only met or not.
  if (range.isZero()) return present<Measured>({ need });
  return {
    linear: reading.value.minus(base).div(range),
    judgedBy: 'linear',
    pace: paceOf(reading, base, demand.goal, context),
    backLoaded: splitIsBackLoaded(context, (split) => split.value.minus(base).div(range)),
    ...present<Measured>({
      compound: compoundCompletion(reading.value, base, demand.goal, context),
      need,
    }),
  };
}

/** hold: the latest value keeps the target or has broken it; never achieved early. */
export function judgeHold(demand: Demand, context: JudgeContext): Measured {
  const { calendar, base } = context;
  const reading = latestValue(context.indicator, context.figures, calendar.baseEnd + 1);
  const known = { target: demand.goal, ...present<Measured>({ base: base.value }) };
  if (!reading) return noValue('hold', context, known);
  return {
    method: 'hold',
    style: 'held',
    ...known,
    ...shared(reading, demand, context),
    inputs: reading.inputs,
  };
}

/** 年均1.8万亩: the mean of the full years so far against the target. */
export function judgeAnnualMean(demand: Demand, context: JudgeContext): Measured {
  const { calendar, indicator, figures } = context;
  const first = (calendar.baseEnd + 1) / 12;
  const years = [...yearValues(indicator, figures, [first, Math.floor(calendar.now / 12)])];
  const last = years.at(-1);
  if (!last) return unjudged('annual-mean', 'no-full-year', { target: demand.goal });
  const missing = last[0] - first + 1 - years.length;
  if (missing > 0)
    return unjudged('annual-mean', 'missing-years', {
      target: demand.goal,
      reasonDetails: { years: missingYears(first, last[0], new Map(years)) },
    });
  const sum = Decimal.sum(...years.map(([, value]) => value.value));
  const mean = sum.div(years.length);
  const left = yearsLeft(calendar, last[1].lastMonth);
  return {
    method: 'annual-mean',
    style: 'held',
    actual: mean,
    lastMonth: last[1].lastMonth,
    target: demand.goal,
    inputs: years.flatMap(([, value]) => value.inputs),
    met: meets(mean, demand, context),
    ...present<Measured>({
      need: left.greaterThan(0) ? demand.goal.times(left.plus(years.length)).minus(sum).div(left) : undefined,
    }),
  };
}

export function missingYears(first: number, last: number, held: ReadonlyMap<number, unknown>): string {
  const years: number[] = [];
  for (let year = first; year <= last; year += 1) if (!held.has(year)) years.push(year);
  return years.join('、');
}
