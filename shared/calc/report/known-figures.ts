import { Decimal } from '../../text/decimal.ts';
import { parsePeriod } from '../../text/period.ts';
import { lastMonthOver } from '../judge/plan-calendar.ts';
import type { IndicatorFact } from './indicator-facts.ts';
import { decimalsOf } from './print-figure.ts';
import { countVerdicts, type ReportFacts } from './report-facts.ts';

/** Every figure that a report may print: as recorded, as judged, and what follows from them by one step. */

const numbersIn = (text: string | null | undefined): Decimal[] =>
  [...(text ?? '').matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => new Decimal(number));

type Maybe = string | null | undefined;

function decimals(values: readonly Maybe[]): Decimal[] {
  return values.flatMap((value) => (value === null || value === undefined ? [] : [new Decimal(value)]));
}

function percents(values: readonly Maybe[]): Decimal[] {
  return decimals(values).map((value) => value.times(100));
}

function differences(values: readonly Decimal[], references: readonly Decimal[]): Decimal[] {
  return values.flatMap((value) => references.map((reference) => value.minus(reference)));
}

/** Recorded and printed figures are found digit by digit; derived ones as far as they are printed. */
export interface KnownFigures {
  readonly exact: readonly Decimal[];
  readonly derived: readonly Decimal[];
  /** Recorded figures may be rounded to this many decimals only: those of their indicator. */
  readonly decimals: number | undefined;
}

/** Figures of one indicator. */
export function figuresOfIndicator(fact: IndicatorFact, facts: ReportFacts): KnownFigures {
  const { indicator, judgement } = fact;
  const { plan, revisions } = facts.input;
  const now = lastMonthOver(facts.input.date);
  const observed = plan.observations
    .filter((one) => one.indicator === indicator.code && one.unit === plan.header.root)
    .filter((one) => (parsePeriod(one.period)?.lastMonth ?? Number.POSITIVE_INFINITY) <= now)
    .map((one) => one.value);
  const texts = [
    ...[fact.printed, fact.target].flatMap((one) => [one?.base, one?.year, one?.total, one?.note]),
    ...judgement.parts.map((one) => one.text),
    ...fact.assigned.map((one) => one.value),
    ...revisions.filter((one) => one.indicator === indicator.code).flatMap((one) => [one.before, one.after]),
    indicator.definition,
  ].flatMap(numbersIn);
  const { baseChoice, milestone } = judgement;
  const levels = decimals([
    ...observed,
    ...judgement.inputs.map((one) => one.value),
    judgement.base,
    baseChoice.printed,
    baseChoice.revised,
    milestone?.target,
    milestone?.own,
    ...fact.split.map((one) => one.target),
  ]);
  const judged = [judgement, ...judgement.parts];
  const shares = percents([
    ...judged.flatMap((one) => [
      one.completion,
      one.completionLinear,
      one.completionCompound,
      one.shareOfTarget,
      one.schedule,
    ]),
    fact.gap,
  ]);
  const results = decimals(judged.flatMap((one) => [one.actual, one.target]));
  const references = decimals([judgement.base, judgement.target, judgement.actual, milestone?.target]);
  const needs = [
    judgement.needPerYear,
    fact.yearsLeft,
    fact.pace?.actual,
    fact.pace?.asked,
    fact.pace?.years,
  ];
  return {
    exact: [...levels, ...texts, ...results, ...differences([...levels, ...results], references)],
    derived: [...shares, ...decimals(needs)],
    decimals: decimalsOf(indicator),
  };
}

/** What the rows of projects and their boxes may print, by the name in the row. */
export function figuresOfProjects(facts: ReportFacts): ReadonlyMap<string, KnownFigures> {
  const known = new Map<string, KnownFigures>();
  const add = (name: string | undefined, amounts: readonly Maybe[], more: readonly Decimal[]) => {
    if (name === undefined) return;
    const money = decimals(amounts);
    const derived = [...money, ...money.map((amount) => amount.div(10_000)), ...more];
    known.set(name, { exact: [], derived, decimals: undefined });
  };
  for (const { project, judgement } of facts.projects)
    add(
      project.name,
      [project.investment, judgement.invested],
      percents([judgement.completion, judgement.schedule]),
    );
  for (const box of facts.boxes) {
    const lights = ['green', 'yellow', 'red', 'none'] as const;
    const counts = [box.projects.length, ...lights.map((light) => box.lights.get(light) ?? 0)];
    add(
      box.box?.title,
      [box.investment, box.invested],
      counts.map((count) => new Decimal(count)),
    );
  }
  return known;
}

function countsOf(list: readonly IndicatorFact[]): number[] {
  return [list.length, ...countVerdicts(list, []).values()];
}

/** Counts that a report may print, of indicators, commitments, projects and opinions. */
export function knownCounts(facts: ReportFacts): Decimal[] {
  const { main, chapters, projects, boxes, input } = facts;
  const tasks = chapters.flatMap((one) => one.commitments);
  const judged = main.filter((fact) => fact.code !== 'undecided');
  const groups = [
    main,
    tasks,
    ...['约束性', '预期性', undefined].map((attribute) =>
      main.filter((fact) => fact.indicator.attribute === attribute),
    ),
    main.filter((fact) => fact.indicator.attribute !== '约束性'),
    judged,
    judged.filter((fact) => !fact.lags),
    main.filter((fact) => fact.judgement.stale),
    main.filter((fact) => fact.judgement.trendCode === 'hard'),
    main.filter((fact) => fact.part?.part.op === 'assigned' && fact.assigned.length > 0),
    main.filter((fact) => fact.part?.part.op === 'assigned' && fact.assigned.length === 0),
    ...chapters.map((one) => one.commitments),
  ];
  const outcomes = ['received', 'adopted', 'partly', 'not'].map(
    (outcome) => input.opinions.filter((one) => one.outcome === outcome).length,
  );
  const lights = ['green', 'yellow', 'red', 'none'].map(
    (light) => projects.filter(({ judgement }) => judgement.light === light).length,
  );
  return [
    ...groups.flatMap(countsOf),
    ...lights,
    ...boxes.flatMap((box) => [box.projects.length, ...box.lights.values()]),
    projects.length,
    projects.filter(({ project }) => project.box !== undefined).length,
    projects.filter(({ project }) => project.openBatch).length,
    projects.filter(({ judgement }) => judgement.reason === 'no-record').length,
    projects.filter(({ judgement }) => judgement.reason === null).length,
    input.opinions.length,
    ...outcomes,
  ].map((count) => new Decimal(count));
}

/** Amounts of projects in 万元 and 亿元, their shares, and what stands in the whole plan's own numbers. */
export function generalFigures(facts: ReportFacts): Decimal[] {
  const { projects, boxes, main } = facts;
  const money = decimals([
    ...projects.flatMap(({ project, judgement }) => [project.investment, judgement.invested]),
    ...boxes.flatMap((box) => [box.investment, box.invested]),
  ]);
  const sum = (pick: (box: (typeof boxes)[number]) => Maybe) =>
    decimals(boxes.map(pick)).reduce((total, one) => total.plus(one), new Decimal(0));
  const amounts = [...money, sum((box) => box.investment), sum((box) => box.invested)];
  const judged = main.filter((fact) => fact.code !== 'undecided');
  const good = judged.filter((fact) => !fact.lags).length;
  return [
    ...amounts,
    ...amounts.map((amount) => amount.div(10_000)),
    ...percents(projects.flatMap(({ judgement }) => [judgement.completion, judgement.schedule])),
    ...percents([facts.input.evaluation.schedule]),
    ...(judged.length > 0 ? [new Decimal(good).div(judged.length).times(100)] : []),
  ];
}
