import type { Milestone } from '../../domain/judgement.ts';
import { Decimal, printDecimal } from '../../text/decimal.ts';
import { asBudget } from './budget.ts';
import { breaksBetween, splitIsBackLoaded } from './cautions.ts';
import { type JudgeContext, type Measured, present, unjudged } from './measured.ts';
import { type Figure, tileFrom } from './observation-index.ts';
import { endDateOf, yearsElapsed, yearsLeft } from './plan-calendar.ts';
import { type Demand, isBudget, isExceeded, isMet } from './target-met.ts';
import { sumTiles, yearValues } from './yearly-values.ts';

/** Sum of the split's years up to each of them: the path a total should take. */
function sumSplits(context: JudgeContext): Decimal[] {
  let sum = new Decimal(0);
  return context.splits.map((split) => (sum = sum.plus(split.value)));
}

function milestoneOf(tiles: readonly Figure[], demand: Demand, context: JudgeContext): Milestone | undefined {
  const reached = tiles.at(-1)!.lastMonth;
  const index = context.splits.findLastIndex((split) => split.year * 12 + 11 <= reached);
  const due = context.splits[index];
  if (!due) return undefined;
  const target = sumSplits(context)[index]!;
  const done =
    sumTiles(tiles.filter((tile) => tile.lastMonth <= due.year * 12 + 11))?.value ?? new Decimal(0);
  const { approx } = context.settings.thresholds;
  const met = isMet(
    done,
    { op: demand.op === 'range' ? 'eq' : demand.op, goal: target },
    direction(context),
    approx,
  );
  return { year: due.year, target: printDecimal(target), own: printDecimal(due.value), met };
}

/** A total without a stated direction grows towards its target. */
function direction(context: JudgeContext) {
  return context.indicator.direction === 'none' ? 'up' : context.indicator.direction;
}

/**
 * cumulative-total: Σ full years + this year's year-to-date figure, over the target. A gap leaves the sum incomplete:
 * it decides only where it meets the target already. Source: domain.md section 4.
 */
export function judgeCumulative(demand: Demand, context: JudgeContext): Measured {
  const { calendar, figures } = context;
  const target = demand.goal;
  const first = calendar.baseEnd + 1;
  const later = figures.filter((figure) => figure.firstMonth >= first);
  if (later.length === 0) return unjudged('cumulative-total', 'no-data', { target });
  const tiles = tileFrom(later, first, calendar.planEnd);
  const covered = tiles.at(-1)?.lastMonth ?? calendar.baseEnd;
  const reach = Math.max(...later.map((figure) => figure.lastMonth));
  const sum = sumTiles(tiles);
  const change = breaksBetween(context, calendar.baseEnd, reach);
  const { approx } = context.settings.thresholds;
  const met = sum !== undefined && isMet(sum.value, demand, direction(context), approx);
  const known = { target, inputs: sum?.inputs ?? [], ...present<Measured>({ actual: sum?.value }) };
  if (change) return unjudged('cumulative-total', 'definition-break', { ...known, reasonDetails: change });
  const partial = sum === undefined || covered < reach;
  if (partial && !(met && direction(context) === 'up'))
    return unjudged('cumulative-total', 'missing-years', {
      ...known,
      reasonDetails: { after: endDateOf(covered), until: endDateOf(reach) },
    });
  const judged = { ...known, ...progress(tiles, demand, context), met };
  return isBudget(demand, direction(context)) ? asBudget(judged, context) : judged;
}

function progress(tiles: readonly Figure[], demand: Demand, context: JudgeContext): Measured {
  const { calendar, indicator, figures } = context;
  const sum = sumTiles(tiles)!;
  const target = demand.goal;
  const left = yearsLeft(calendar, sum.lastMonth);
  const average = sum.value.div(yearsElapsed(calendar, sum.lastMonth));
  const years = yearValues(indicator, figures, [(calendar.baseEnd + 1) / 12, Math.floor(sum.lastMonth / 12)]);
  const best = Decimal.max(average, ...[...years.values()].map((year) => year.value));
  const sums = sumSplits(context);
  const completion = target.isZero() ? undefined : sum.value.div(target);
  return {
    method: 'cumulative-total',
    style: 'schedule',
    actual: sum.value,
    lastMonth: sum.lastMonth,
    inputs: sum.inputs,
    target,
    judgedBy: 'linear',
    exceeded: isExceeded(sum.value, demand, direction(context)),
    backLoaded: !target.isZero() && splitIsBackLoaded(context, (_split, index) => sums[index]!.div(target)),
    ...present<Measured>({
      linear: completion,
      shareOfTarget: completion,
      milestone: milestoneOf(tiles, demand, context),
      need: left.greaterThan(0) ? target.minus(sum.value).div(left) : undefined,
      pace: direction(context) === 'up' ? { average, best, sign: 1 } : undefined,
    }),
  };
}
