import type {
  BaseChoice,
  DefinitionBreak,
  JudgementMethod,
  JudgementReason,
  Milestone,
} from '../../domain/judgement.ts';
import type { AssignedTarget, Indicator, Observation } from '../../domain/plan.ts';
import type { Decimal } from '../../text/decimal.ts';
import type { PeriodKey } from '../../text/period.ts';
import type { JudgementSettings } from './judgement-settings.ts';
import type { Figure } from './observation-index.ts';
import type { PlanCalendar } from './plan-calendar.ts';

export interface SplitYear {
  readonly year: number;
  readonly value: Decimal;
}

export interface BaseReading {
  readonly choice: BaseChoice;
  /** The base that is judged by, in the indicator's unit. */
  readonly value?: Decimal;
  readonly inputs: readonly Observation[];
}

export interface NamedIndicator {
  readonly indicator: Indicator;
  readonly figures: readonly Figure[];
}

/** All that a judge of one indicator may look at. */
export interface JudgeContext {
  readonly indicator: Indicator;
  readonly figures: readonly Figure[];
  readonly calendar: PlanCalendar;
  readonly settings: JudgementSettings;
  readonly base: BaseReading;
  /** The root's annual split, by year. */
  readonly splits: readonly SplitYear[];
  /** Numbers from the level above, the latest for each year, by year. */
  readonly assigned: readonly AssignedTarget[];
  /** Breaks of definition that no recalculation bridges. */
  readonly breaks: readonly DefinitionBreak[];
  /** Finds an indicator by code, name or alias. */
  readonly findIndicator: (name: string) => NamedIndicator | undefined;
}

/** Past pace in the unit of the needed rate; bigger is better where `sign` is 1. */
export interface Pace {
  readonly average: Decimal;
  readonly best: Decimal;
  readonly sign: 1 | -1;
}

/** What a judge found; `conclude` turns it into verdict, light and trend. */
export interface Measured {
  readonly method: JudgementMethod;
  /** schedule: completion against elapsed time; held: yes or no. */
  readonly style: 'schedule' | 'held';
  readonly actual?: Decimal;
  readonly lastMonth?: number;
  /** A schedule of its own (a task's), instead of the plan's at the data date. */
  readonly due?: Decimal;
  readonly inputs: readonly Observation[];
  readonly base?: Decimal;
  readonly target?: Decimal;
  readonly linear?: Decimal;
  readonly compound?: Decimal;
  readonly judgedBy?: 'linear' | 'compound';
  readonly shareOfTarget?: Decimal;
  readonly met?: boolean;
  readonly exceeded?: boolean;
  readonly need?: Decimal;
  readonly pace?: Pace;
  readonly milestone?: Milestone;
  readonly backLoaded?: boolean;
  readonly everMet?: PeriodKey;
  readonly document?: string;
  readonly reason?: JudgementReason;
  readonly reasonDetails?: Readonly<Record<string, string>>;
}

/** Nothing could be judged, for the reason given. */
export function unjudged(
  method: JudgementMethod,
  reason: JudgementReason,
  more: Partial<Measured> = {},
): Measured {
  return { method, style: 'held', inputs: [], ...more, reason };
}

/** Leaves out absent members, as exact optional properties ask. */
export function present<T extends object>(members: { [K in keyof T]?: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>;
}
