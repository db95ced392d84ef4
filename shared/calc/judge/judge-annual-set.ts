import type { Observation } from '../../domain/plan.ts';
import { parseTarget } from '../target/parse-target.ts';
import { type JudgeContext, type Measured, present, unjudged } from './measured.ts';
import { type Demand, demandOf, isExceeded, isMet } from './target-met.ts';
import { type Reading, yearValue } from './yearly-values.ts';

interface AnnualNumber {
  readonly year: number;
  readonly demand: Demand;
  readonly document?: string;
}

/** The numbers set year by year: from the level above, else from the annual split. */
function listAnnualNumbers(context: JudgeContext): AnnualNumber[] {
  const numbers = new Map<number, AnnualNumber>();
  for (const split of context.splits)
    numbers.set(split.year, { year: split.year, demand: { op: 'eq', goal: split.value } });
  for (const row of context.assigned) {
    const demand = demandOfText(row.value, context);
    if (!demand) continue;
    numbers.set(row.year, { year: row.year, demand, ...present<AnnualNumber>({ document: row.document }) });
  }
  return [...numbers.values()].sort((a, b) => a.year - b.year);
}

/** The first figured part of a text in the target grammar, in the indicator's unit. */
export function demandOfText(text: string, context: JudgeContext): Demand | undefined {
  const { indicator } = context;
  const { parts } = parseTarget(text, 'year', { unit: indicator.unit, indicator });
  for (const part of parts)
    if ('value' in part && part.op !== 'times-base')
      return demandOf(part, indicator.unit, indicator.direction);
    else if (part.op === 'range') return demandOf(part, indicator.unit, indicator.direction);
  return undefined;
}

/** annual-set: each year against its own number; the latest year that has both decides. Source: domain.md section 4. */
export function judgeAnnualSet(context: JudgeContext): Measured {
  const { indicator, figures, calendar, settings } = context;
  const numbers = listAnnualNumbers(context);
  if (numbers.length === 0) return unjudged('annual-set', 'no-annual-number', latestOf(context));
  const read = (entry: AnnualNumber): readonly [AnnualNumber, Reading | undefined] => [
    entry,
    entry.year * 12 + 11 <= calendar.now ? yearValue(indicator, figures, entry.year) : undefined,
  ];
  const latest = numbers.map(read).findLast(([, value]) => value !== undefined);
  if (!latest?.[1]) return unjudged('annual-set', 'no-data', { target: numbers.at(-1)!.demand.goal });
  const [number, reading] = [latest[0], latest[1]];
  return {
    method: 'annual-set',
    style: 'held',
    actual: reading.value,
    lastMonth: reading.lastMonth,
    target: number.demand.goal,
    inputs: reading.inputs,
    met: isMet(reading.value, number.demand, indicator.direction, settings.thresholds.approx),
    exceeded: isExceeded(reading.value, number.demand, indicator.direction),
    ...present<Measured>({
      document: number.document,
      shareOfTarget: number.demand.goal.isZero() ? undefined : reading.value.div(number.demand.goal),
    }),
  };
}

/** Without a number the newest figure is still shown. */
function latestOf(context: JudgeContext): Partial<Measured> {
  const { indicator, figures, calendar } = context;
  for (let year = Math.floor((calendar.now + 1) / 12) - 1; year * 12 > calendar.baseEnd; year -= 1) {
    const value = yearValue(indicator, figures, year);
    const inputs: readonly Observation[] = value?.inputs ?? [];
    if (value) return { actual: value.value, lastMonth: value.lastMonth, inputs };
  }
  return {};
}
