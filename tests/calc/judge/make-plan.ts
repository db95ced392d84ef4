import { type EvaluationInput, evaluatePlan } from '../../../shared/calc/judge/evaluate-plan.ts';
import type { Judgement } from '../../../shared/domain/judgement.ts';
import type {
  AssignedTarget,
  Indicator,
  Observation,
  SplitTarget,
  TargetTexts,
} from '../../../shared/domain/plan.ts';

/** Builders for plans of one or a few indicators; what a test doesn't name takes the plainest value. */
export const root = 'ROOT';

export function indicatorOf(more: Partial<Indicator> = {}): Indicator {
  return {
    code: 'X',
    name: '样例指标',
    unit: '%',
    direction: 'up',
    measure: 'ratio',
    reporting: 'period',
    recompute: false,
    consolidate: 'auto',
    scope: 'main',
    aliases: [],
    ...more,
  };
}

export function observe(
  values: Readonly<Record<string, string>>,
  more: Partial<Observation> = {},
): Observation[] {
  return Object.entries(values).map(([period, value]) => ({
    indicator: 'X',
    unit: root,
    period,
    value,
    status: '最终',
    series: '部门',
    ...more,
  }));
}

export interface Facts {
  readonly period?: readonly [number, number];
  readonly baseYear?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly indicators?: readonly Indicator[];
  readonly targets?: readonly TargetTexts[];
  readonly assigned?: readonly AssignedTarget[];
  readonly splits?: readonly SplitTarget[];
  readonly observations?: readonly Observation[];
  readonly date: string;
}

export function inputOf(facts: Facts, more: Partial<EvaluationInput> = {}): EvaluationInput {
  const period = facts.period ?? [2021, 2025];
  return {
    plan: {
      header: {
        id: 'sample',
        title: '样例',
        period,
        baseYear: facts.baseYear ?? period[0] - 1,
        root,
        settings: facts.settings ?? {},
      },
      indicators: facts.indicators ?? [indicatorOf()],
      targets: facts.targets ?? [],
      assigned: facts.assigned ?? [],
      splits: facts.splits ?? [],
      projects: [],
      observations: facts.observations ?? [],
    },
    date: facts.date,
    ...more,
  };
}

/** Judges the plan and gives the judgement of its first indicator or commitment. */
export function judgeFirst(facts: Facts, more: Partial<EvaluationInput> = {}): Judgement {
  const evaluation = evaluatePlan(inputOf(facts, more));
  const [first] = [...evaluation.indicators, ...evaluation.commitments];
  if (!first) throw new Error('nothing was judged');
  return first;
}
