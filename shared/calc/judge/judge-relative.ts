import type { Indicator, Observation } from '../../domain/plan.ts';
import type { RelativePart } from '../../domain/target.ts';
import { Decimal } from '../../text/decimal.ts';
import { sameDimension } from '../measure-unit.ts';
import { averageRate } from './compound-rates.ts';
import { type JudgeContext, type Measured, type NamedIndicator, unjudged } from './measured.ts';
import { type Figure, figureAt } from './observation-index.ts';
import { factorOf, hasRates, type RateStep, readRates, trendOf, yearsOf } from './rate-series.ts';

/** GDP has many names in target texts; all of them mean one indicator (domain.md section 2). */
const grossProduct = 'GDP';
const sameAsGrossProduct = /^(?:地区|国内|全市|全州|全区|全省)?生产总值$|^经济(?:发展|总量)?$|^GDP$/i;

/** Name without blanks, brackets and the words for growth: 地区生产总值增长 and GDP增速 → GDP. */
export function normaliseName(name: string): string {
  const bare = name
    .replace(/[\s“”"'（）()]/g, '')
    .replace(/(?:年均)?(?:实际)?(?:增长率|增长速度|增长|增速|增幅|水平)$/, '');
  return sameAsGrossProduct.test(bare) ? grossProduct : bare;
}

/** Looks up indicators by code, name or alias; where several share a name, a growth indicator comes first. */
export function indexNames(indicators: readonly Indicator[]): ReadonlyMap<string, Indicator> {
  const names = new Map<string, Indicator>();
  const rank = (indicator: Indicator) =>
    (indicator.measure === 'growth' ? 2 : 0) + (indicator.scope === 'main' ? 1 : 0);
  const add = (name: string, indicator: Indicator) => {
    const held = names.get(name);
    if (name !== '' && (!held || rank(indicator) > rank(held))) names.set(name, indicator);
  };
  for (const indicator of indicators)
    for (const name of [indicator.name, ...indicator.aliases]) add(normaliseName(name), indicator);
  for (const indicator of indicators) names.set(indicator.code, indicator);
  return names;
}

interface Pair {
  readonly own: Decimal;
  readonly other: Decimal;
  readonly lastMonth: number;
  readonly inputs: readonly Observation[];
}

const noBase = { choice: { printed: null, revised: null, used: null }, inputs: [] } as const;

/** Average yearly rates over the years for which both have one. */
function comparePace(context: JudgeContext, other: NamedIndicator): Pair | undefined {
  const baseYear = (context.calendar.baseEnd - 11) / 12;
  const lastYear = Math.floor((context.calendar.now + 1) / 12) - 1;
  const own = readRates(context.indicator, context.figures, baseYear, lastYear, context.base);
  const theirs = readRates(other.indicator, other.figures, baseYear, lastYear, noBase);
  const common = Math.min(own.steps.at(-1)?.year ?? baseYear, theirs.steps.at(-1)?.year ?? baseYear);
  const until = (steps: readonly RateStep[]) => steps.filter((step) => step.year <= common);
  const [mine, others] = [until(own.steps), until(theirs.steps)];
  // A span (2021..2022 at once) may reach beyond the other's last year: then the years differ and nothing compares.
  if (mine.length === 0 || yearsOf(mine) !== yearsOf(others)) return undefined;
  const average = (steps: readonly RateStep[], indicator: Indicator) =>
    averageRate(factorOf(steps), new Decimal(yearsOf(steps)), trendOf(indicator));
  const [a, b] = [average(mine, context.indicator), average(others, other.indicator)];
  if (!a || !b) return undefined;
  return {
    own: a,
    other: b,
    lastMonth: common * 12 + 11,
    inputs: [...mine, ...others].flatMap((step) => step.inputs),
  };
}

function isRate(indicator: Indicator): boolean {
  return indicator.measure === 'growth' || indicator.measure === 'index-change';
}

/** Levels compare at the last moment for which both have one. */
function compareLevels(context: JudgeContext, other: NamedIndicator): Pair | undefined {
  // A share in % and a growth rate in % are no two of a kind.
  if (isRate(context.indicator) !== isRate(other.indicator)) return undefined;
  if (!sameDimension(context.indicator.unit, other.indicator.unit)) return undefined;
  const months = new Set(other.figures.map((figure) => figure.lastMonth));
  const last = context.figures.findLast(
    (figure: Figure) => months.has(figure.lastMonth) && figure.lastMonth > context.calendar.baseEnd,
  )?.lastMonth;
  if (last === undefined) return undefined;
  const [own, theirs] = [figureAt(context.figures, last), figureAt(other.figures, last)];
  if (!own || !theirs) return undefined;
  return {
    own: own.value,
    other: theirs.value,
    lastMonth: last,
    inputs: [own.observation, theirs.observation],
  };
}

/** 同步: within `sync` points; where a direction exists, only the bad side counts. */
function relates(pair: Pair, part: RelativePart, context: JudgeContext): boolean {
  const room = context.settings.thresholds.sync;
  const difference = pair.own.minus(pair.other).toDecimalPlaces(18);
  const margin = new Decimal(part.margin ?? 0);
  switch (part.relation) {
    case 'gt':
      return part.margin ? difference.greaterThanOrEqualTo(margin) : difference.greaterThan(0);
    case 'ge':
      return difference.greaterThanOrEqualTo(margin);
    case 'lt':
      return part.margin ? difference.lessThanOrEqualTo(margin.negated()) : difference.lessThan(0);
    case 'le':
      return difference.lessThanOrEqualTo(margin.negated());
    case 'sync': {
      if (context.indicator.direction === 'up') return difference.greaterThanOrEqualTo(room.negated());
      if (context.indicator.direction === 'down') return difference.lessThanOrEqualTo(room);
      return difference.abs().lessThanOrEqualTo(room);
    }
  }
}

/**
 * relative: the own average against the other's over the same years. A named reference that is no indicator of the plan
 * needs a person. Source: domain.md section 4.
 */
export function judgeRelative(part: RelativePart, context: JudgeContext): Measured {
  const other = context.findIndicator(part.to);
  if (!other || other.indicator.code === context.indicator.code)
    return unjudged('relative', 'reference-unknown', { reasonDetails: { reference: part.to } });
  const paced = hasRates(context.indicator) && hasRates(other.indicator);
  const pair = paced ? comparePace(context, other) : compareLevels(context, other);
  if (!pair) {
    const reason = context.figures.length === 0 ? 'no-data' : 'reference-no-data';
    return unjudged('relative', reason, { reasonDetails: { reference: other.indicator.name } });
  }
  return {
    method: 'relative',
    style: 'held',
    actual: pair.own,
    target: pair.other,
    lastMonth: pair.lastMonth,
    inputs: pair.inputs,
    met: relates(pair, part, context),
  };
}
