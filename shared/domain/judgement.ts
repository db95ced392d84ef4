import type { DecimalText } from '../text/decimal.ts';
import type { PeriodKey } from '../text/period.ts';
import type { CommitmentKind, Observation } from './plan.ts';
import type { TargetColumn, TargetPart } from './target.ts';

/** Judging progress (domain.md section 4): what an evaluation says of each indicator, commitment and project. */

/** How a part was judged; `none` where nothing could be. */
export const judgementMethods = [
  'level',
  'hold',
  'cumulative-total',
  'log-compound',
  'average-rate',
  'annual-mean',
  'annual-set',
  'relative',
  'assigned',
  'person',
  'milestone',
  'standard',
  'list-count',
  'task',
  'none',
] as const;
export type JudgementMethod = (typeof judgementMethods)[number];

/** Codes of the verdicts; their words are settings (`提前实现` …). */
export const verdictCodes = [
  'early',
  'ahead',
  'on-schedule',
  'behind',
  'undecided',
  'exceeded',
  'completed',
  'failed',
] as const;
export type VerdictCode = (typeof verdictCodes)[number];

export const trendCodes = ['likely', 'effort', 'hard'] as const;
export type TrendCode = (typeof trendCodes)[number];

/** Why no verdict, or why a verdict carries a caution; sentences in `renderer/words/judgement.ts`. */
export const judgementReasons = [
  'no-target',
  'no-data',
  'no-base',
  'no-assigned',
  'no-annual-number',
  'no-full-year',
  'missing-years',
  'reference-unknown',
  'reference-no-data',
  'unit-mismatch',
  'text-target',
  'other-quantity',
  'not-recomputed',
  'rate-out-of-range',
  'definition-break',
  'aspirational',
  'no-record',
  'no-document',
  'not-due',
  'open-batch',
] as const;
export type JudgementReason = (typeof judgementReasons)[number];

/** none: nothing to warn of. Projects also say green. */
export type Light = 'none' | 'yellow' | 'red';
export type ProjectLight = 'green' | 'yellow' | 'red' | 'none';

export interface Milestone {
  readonly year: number;
  /** What the actual is compared with: the split's value, for totals its sum up to the year. */
  readonly target: DecimalText;
  /** The split's own figure for the year. */
  readonly own: DecimalText;
  readonly met: boolean;
}

/** The judgement of one part of a target. Shares are fractions (0.35), figures in the indicator's unit. */
export interface PartJudgement {
  readonly column: TargetColumn;
  readonly part: TargetPart;
  /** Canonical Chinese of the part. */
  readonly text: string;
  readonly aspirational: boolean;
  /** A restatement of the same target (68.35 and [5]) is shown but doesn't decide. */
  readonly decides: boolean;
  readonly method: JudgementMethod;
  readonly dataDate: string | null;
  readonly schedule: DecimalText | null;
  readonly actual: DecimalText | null;
  readonly base: DecimalText | null;
  readonly target: DecimalText | null;
  /** The completion that was judged: one of the two below. */
  readonly completion: DecimalText | null;
  readonly completionLinear: DecimalText | null;
  readonly completionCompound: DecimalText | null;
  /** 现值为目标的 %, beside 完成增量的 % (`completion`). */
  readonly shareOfTarget: DecimalText | null;
  readonly met: boolean | null;
  readonly verdict: string;
  readonly verdictCode: VerdictCode;
  readonly light: Light;
  readonly needPerYear: DecimalText | null;
  readonly milestone: Milestone | null;
  /** The split leaves more to the last years than the schedule does (前松后紧). */
  readonly backLoaded: boolean;
  readonly trend: string | null;
  readonly trendCode: TrendCode | null;
  /** Period in which a level now missed was met. */
  readonly everMet: PeriodKey | null;
  /** A 预计 figure is among the inputs. */
  readonly estimated: boolean;
  /** The evaluation is at the plan's end, but the last figure is older. */
  readonly stale: boolean;
  readonly inputs: readonly Observation[];
  readonly reason: JudgementReason | null;
  readonly reasonDetails: Readonly<Record<string, string>> | null;
}

/** Printed base and the figure known for the base year, and which of them was used. */
export interface BaseChoice {
  readonly printed: DecimalText | null;
  readonly revised: DecimalText | null;
  readonly used: 'printed' | 'revised' | null;
}

export interface Thresholds {
  readonly ahead: DecimalText;
  readonly onSchedule: DecimalText;
  readonly yellow: DecimalText;
  readonly red: DecimalText;
  readonly approx: DecimalText;
  readonly sync: DecimalText;
  readonly holdRange: DecimalText;
  readonly backLoaded: DecimalText;
}

/** Everything a reader needs to follow a verdict (算法卡). `formula` is a key of the words table. */
export interface MethodCard {
  readonly formula: JudgementMethod;
  readonly unit: string;
  readonly inputs: readonly Observation[];
  readonly dataDate: string | null;
  readonly schedule: DecimalText | null;
  readonly thresholds: Thresholds;
  readonly definition: string | null;
  readonly priceBasis: string | null;
  readonly growthBasis: string | null;
  readonly official: string | null;
  readonly baseChoice: BaseChoice;
  /** Breaks of definition between the base and the last figure. */
  readonly breaks: readonly DefinitionBreak[];
  /** Document and date of an assigned number. */
  readonly document: string | null;
}

export interface Override {
  readonly indicator: string;
  readonly verdict: string;
  readonly reason: string;
  readonly by: string;
  readonly date: string;
}

/** From the period on, the indicator counts something else (口径变化). */
export interface DefinitionBreak {
  readonly indicator: string;
  readonly period: PeriodKey;
  readonly note: string;
  /** Figures before were recalculated, so the series compares again. */
  readonly bridged?: boolean;
}

/** The deciding part's figures at the top, every part below it. */
export interface Judgement
  extends Omit<PartJudgement, 'column' | 'part' | 'text' | 'aspirational' | 'decides'> {
  readonly indicator: string;
  readonly commitmentKind?: CommitmentKind;
  readonly parts: readonly PartJudgement[];
  readonly baseChoice: BaseChoice;
  readonly card: MethodCard;
  readonly override: Override | null;
}

/** Progress records of commitments that no figure measures. `date` is the day the record speaks of. */
export type CommitmentRecord =
  | {
      readonly kind: 'milestone';
      readonly indicator: string;
      readonly due?: string;
      readonly achieved?: string;
      /** Document that proves it. */
      readonly document?: string;
      readonly recorded?: string;
    }
  | {
      readonly kind: 'standard';
      readonly indicator: string;
      readonly date: string;
      /** Cases that keep the standard, of all cases it applies to. */
      readonly executed: DecimalText;
      readonly applicable: DecimalText;
      readonly recorded?: string;
    }
  | {
      readonly kind: 'list-count';
      readonly indicator: string;
      readonly items: readonly {
        readonly name: string;
        readonly done?: string;
        readonly document?: string;
      }[];
      readonly recorded?: string;
    }
  | {
      readonly kind: 'task';
      readonly indicator: string;
      readonly date: string;
      readonly stage: TaskStage;
      readonly plannedStart?: string;
      readonly plannedEnd?: string;
      readonly recorded?: string;
    };

export const taskStages = ['not-started', 'prepared', 'under-way', 'mostly-done', 'done'] as const;
export type TaskStage = (typeof taskStages)[number];

export const projectStages = ['not-started', 'preparing', 'building', 'completed', 'in-use'] as const;
export type ProjectStage = (typeof projectStages)[number];

/** What is known of a project on a day. Amounts in 万元, accumulated since the start. */
export interface ProjectRecord {
  readonly project: string;
  readonly date: string;
  readonly stage?: ProjectStage;
  readonly plannedStart?: string;
  readonly actualStart?: string;
  readonly plannedEnd?: string;
  readonly actualEnd?: string;
  readonly invested?: DecimalText;
  readonly recorded?: string;
}

export interface ProjectJudgement {
  readonly project: string;
  readonly dataDate: string | null;
  readonly stage: ProjectStage | null;
  /** Share of the project's own time elapsed at the evaluation date. */
  readonly schedule: DecimalText | null;
  /** Invested share of the planned investment. */
  readonly completion: DecimalText | null;
  readonly invested: DecimalText | null;
  readonly investment: DecimalText | null;
  readonly monthsLate: number | null;
  readonly light: ProjectLight;
  readonly reason: JudgementReason | null;
}

/** The answer of `evaluate`, before the contract's envelope. */
export interface Evaluation {
  readonly date: string;
  readonly asOf: string | null;
  readonly schedule: DecimalText;
  readonly indicators: readonly Judgement[];
  readonly commitments: readonly Judgement[];
  readonly projects: readonly ProjectJudgement[];
}
