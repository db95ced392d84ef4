import type { ReportChart } from '../../shared/calc/report/document.ts';
import type { IndicatorFact } from '../../shared/calc/report/indicator-facts.ts';
import { decimalsOf, printFigure } from '../../shared/calc/report/print-figure.ts';
import type { ReportFacts } from '../../shared/calc/report/report-facts.ts';
import { Decimal, roundTo } from '../../shared/text/decimal.ts';
import { reportDayWords } from './report-sentences.ts';

/** Charts of a report: completion against the schedule for all indicators, and each indicator's own path. */

const chartWords = {
  completion: '完成进度',
  schedule: '序时要求',
  actual: '实际',
  plan: '年度分解',
  target: '目标',
  projection: '按需推算',
} as const;

const percent = (share: string) => roundTo(new Decimal(share).times(100), 1).toFixed();

/** Bars of completion and schedule, below zero drawn as zero (the note under the chart says so); undefined where no indicator has a completion. */
export function completionChart(facts: ReportFacts): ReportChart | undefined {
  const shown = facts.main.filter(
    ({ judgement }) =>
      judgement.completion !== null && judgement.schedule !== null && judgement.method !== 'average-rate',
  );
  if (shown.length === 0) return undefined;
  const [done, asked] = [
    shown.map(({ judgement }) =>
      new Decimal(judgement.completion!).isNegative() ? '0' : percent(judgement.completion!),
    ),
    shown.map(({ judgement }) => percent(judgement.schedule!)),
  ];
  return {
    shape: 'bar',
    title: `主要指标完成进度与序时要求（${reportDayWords(facts.input.date)}，%）`,
    description: shown
      .map(({ indicator }, at) => `${indicator.name}：完成进度${done[at]}%，序时要求${asked[at]}%`)
      .join('；'),
    categories: shown.map(({ indicator }) => indicator.name),
    series: [
      { name: chartWords.completion, values: done, look: 'actual' },
      { name: chartWords.schedule, values: asked, look: 'plan' },
    ],
    decimals: 1,
  };
}

/** From the last figure to the target in equal steps: the path that the needed rate describes. */
function projection(fact: IndicatorFact, years: readonly number[]): (string | null)[] {
  const { actual, target, needPerYear, method, dataDate } = fact.judgement;
  if (method !== 'level' || actual === null || target === null || needPerYear === null || dataDate === null)
    return years.map(() => null);
  const from = Number(dataDate.slice(0, 4));
  if (!dataDate.endsWith('12-31')) return years.map(() => null);
  return years.map((year) =>
    year < from
      ? null
      : roundTo(new Decimal(actual).plus(new Decimal(needPerYear).times(year - from)), 4).toFixed(),
  );
}

function planPath(
  fact: IndicatorFact,
  years: readonly number[],
): { name: string; values: (string | null)[] } {
  const split = new Map(fact.split.map((one) => [one.year, one.target]));
  if (split.size > 0) return { name: chartWords.plan, values: years.map((year) => split.get(year) ?? null) };
  const assigned = new Map(
    fact.assigned.map((one) => [one.year, /-?\d+(?:\.\d+)?/.exec(one.value)?.[0] ?? null]),
  );
  if (fact.judgement.method === 'annual-set')
    return { name: chartWords.target, values: years.map((year) => assigned.get(year) ?? null) };
  const flat = fact.judgement.method === 'hold' ? fact.judgement.target : null;
  const { target } = fact.judgement;
  const last = years.at(-1);
  return {
    name: chartWords.target,
    values: years.map((year) => flat ?? (fact.judgement.method === 'level' && year === last ? target : null)),
  };
}

/** Path of one indicator over the plan's years; undefined where fewer than two figures are known. */
export function pathChart(fact: IndicatorFact, facts: ReportFacts): ReportChart | undefined {
  const { baseYear, period } = facts.input.plan.header;
  const years = Array.from({ length: period[1] - baseYear + 1 }, (_, at) => baseYear + at);
  const base =
    fact.indicator.measure === 'growth' || fact.indicator.measure === 'index-change'
      ? null
      : fact.judgement.base;
  const values = years.map((year) => fact.years.get(year)?.value ?? (year === baseYear ? base : null));
  if (values.filter((value) => value !== null).length < 2) return undefined;
  const plan = planPath(fact, years);
  const ahead = facts.ended ? years.map(() => null) : projection(fact, years);
  const said = years.flatMap((year, at) =>
    values[at] == null ? [] : [`${year}年${printFigure(fact.indicator, values[at])}`],
  );
  const series = [
    { name: chartWords.actual, values, look: 'actual' as const },
    ...(plan.values.some((value) => value !== null) ? [{ ...plan, look: 'plan' as const }] : []),
    ...(ahead.some((value) => value !== null)
      ? [{ name: chartWords.projection, values: ahead, look: 'projection' as const }]
      : []),
  ];
  return {
    shape: 'line',
    title: `${fact.no}．${fact.indicator.name}${fact.indicator.unit ? `（${fact.indicator.unit}）` : ''}`,
    description: `${fact.indicator.name}实际值：${said.join('，')}`,
    categories: years.map(String),
    series,
    decimals: decimalsOf(fact.indicator),
    ...(fact.indicator.measure === 'growth' ? { fixedDecimals: true as const } : {}),
  };
}
