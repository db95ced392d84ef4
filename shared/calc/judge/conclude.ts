import type { Light, TrendCode, VerdictCode } from '../../domain/judgement.ts';
import { Decimal } from '../../text/decimal.ts';
import type { JudgementSettings } from './judgement-settings.ts';
import type { Measured } from './measured.ts';
import { type PlanCalendar, scheduleAt } from './plan-calendar.ts';

export interface Conclusion {
  readonly code: VerdictCode;
  readonly light: Light;
  readonly trend?: TrendCode;
  /** Needed per year: zero once met, absent where it has no meaning. */
  readonly need?: Decimal;
}

export function judgedCompletion(measured: Measured): Decimal | undefined {
  return measured.judgedBy === 'compound' ? measured.compound : measured.linear;
}

function bySchedule(measured: Measured, due: Decimal, settings: JudgementSettings): VerdictCode {
  const { ahead, onSchedule } = settings.thresholds;
  if (measured.met) return 'early';
  const completion = judgedCompletion(measured);
  if (completion === undefined) {
    // Without a base the milestone is the only yardstick.
    if (!measured.milestone) return 'undecided';
    return measured.milestone.met ? 'on-schedule' : 'behind';
  }
  // Quotients of logarithms are cut before they meet a threshold.
  const lead = completion.minus(due).toDecimalPlaces(18);
  if (lead.greaterThanOrEqualTo(ahead)) return 'ahead';
  return lead.greaterThanOrEqualTo(onSchedule.negated()) ? 'on-schedule' : 'behind';
}

function atPlanEnd(measured: Measured): VerdictCode {
  if (!measured.met) return 'failed';
  return measured.style === 'schedule' && measured.exceeded ? 'exceeded' : 'completed';
}

/** The elapsed share that the completion is held against. */
export function scheduleOf(measured: Measured, calendar: PlanCalendar): Decimal | undefined {
  if (measured.due) return measured.due;
  return measured.lastMonth === undefined ? undefined : scheduleAt(calendar, measured.lastMonth);
}

function verdictOf(measured: Measured, calendar: PlanCalendar, settings: JudgementSettings): VerdictCode {
  if (measured.met === undefined || measured.lastMonth === undefined) return 'undecided';
  if (calendar.ended) return atPlanEnd(measured);
  if (measured.style === 'held') return measured.met ? 'on-schedule' : 'behind';
  return bySchedule(measured, scheduleOf(measured, calendar)!, settings);
}

/** How far behind: in completion where there is one, else as a share of the target. */
function shortfall(measured: Measured, calendar: PlanCalendar): Decimal {
  const completion = judgedCompletion(measured);
  const elapsed = scheduleOf(measured, calendar);
  if (completion && elapsed) {
    const due = measured.style === 'held' || calendar.ended ? new Decimal(1) : elapsed;
    return due.minus(completion);
  }
  const { actual, target } = measured;
  if (!actual || !target || target.isZero()) return new Decimal(0);
  return actual.minus(target).div(target).abs();
}

function lightOf(
  code: VerdictCode,
  measured: Measured,
  calendar: PlanCalendar,
  settings: JudgementSettings,
): Light {
  if (code !== 'behind' && code !== 'failed') return 'none';
  return shortfall(measured, calendar).greaterThan(settings.thresholds.red) ? 'red' : 'yellow';
}

/**
 * The needed yearly rate against what was reached on average and at best. An indicator on schedule is likely to be
 * completed, whatever a single good year says.
 */
function trendOf(code: VerdictCode, measured: Measured): TrendCode | undefined {
  if (measured.met && measured.style === 'schedule') return 'likely';
  const { need, pace } = measured;
  if (!need || !pace) return undefined;
  if (code !== 'behind') return 'likely';
  const needed = need.times(pace.sign);
  if (needed.lessThanOrEqualTo(pace.average.times(pace.sign))) return 'likely';
  return needed.lessThanOrEqualTo(pace.best.times(pace.sign)) ? 'effort' : 'hard';
}

/** Verdict, light, trend and needed rate of a measured part (domain.md section 4). */
export function conclude(
  measured: Measured,
  calendar: PlanCalendar,
  settings: JudgementSettings,
): Conclusion {
  const code = verdictOf(measured, calendar, settings);
  const light = lightOf(code, measured, calendar, settings);
  if (calendar.ended) return { code, light };
  const trend = code === 'undecided' ? undefined : trendOf(code, measured);
  const steady = measured.style === 'schedule' && measured.met;
  const need = measured.need && (steady ? new Decimal(0) : measured.need);
  return { code, light, ...(trend && { trend }), ...(need && { need }) };
}

/** From worst to best; a part that can't be judged stands between a failure and a success. */
const severity: Readonly<Record<VerdictCode, number>> = {
  failed: 0,
  behind: 0,
  undecided: 1,
  completed: 2,
  'on-schedule': 2,
  ahead: 3,
  exceeded: 4,
  early: 4,
};

export function isWorse(a: VerdictCode, b: VerdictCode): boolean {
  return severity[a] < severity[b];
}
