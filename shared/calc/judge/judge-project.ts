import type { ProjectJudgement, ProjectLight, ProjectRecord } from '../../domain/judgement.ts';
import type { Project } from '../../domain/plan.ts';
import { Decimal, printDerived } from '../../text/decimal.ts';
import type { JudgementSettings } from './judgement-settings.ts';

function dayNumber(date: string): number {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** Whole months from one day to another: 03-15 → 04-14 is none yet. */
function monthsBetween(from: string, to: string): number {
  const [y1 = 0, m1 = 1, d1 = 1] = from.slice(0, 10).split('-').map(Number);
  const [y2 = 0, m2 = 1, d2 = 1] = to.slice(0, 10).split('-').map(Number);
  const lastDay = new Date(Date.UTC(y2, m2, 0)).getUTCDate();
  return (y2 - y1) * 12 + (m2 - m1) - (d2 < Math.min(d1, lastDay) ? 1 : 0);
}

/** Where only years are planned, a start is late after the year, and time runs from its first day to the last year's end. */
interface Times {
  readonly from?: string;
  readonly startBy?: string;
  readonly until?: string;
}

function timesOf(project: Project, record: ProjectRecord | undefined): Times {
  const { startYear, endYear } = project;
  const from = record?.plannedStart ?? (startYear === undefined ? undefined : `${startYear}-01-01`);
  const startBy = record?.plannedStart ?? (startYear === undefined ? undefined : `${startYear}-12-31`);
  const until = record?.plannedEnd ?? (endYear === undefined ? undefined : `${endYear}-12-31`);
  return { ...(from && { from }), ...(startBy && { startBy }), ...(until && { until }) };
}

function elapsedShare(times: Times, date: string): Decimal | undefined {
  if (!times.from || !times.until) return undefined;
  const [from, until, now] = [dayNumber(times.from), dayNumber(times.until) + 1, dayNumber(date) + 1];
  if (until <= from) return undefined;
  return Decimal.max(0, Decimal.min(1, new Decimal(now - from).div(until - from)));
}

function isStarted(record: ProjectRecord | undefined, date: string): boolean {
  if (!record) return false;
  if (record.actualStart !== undefined) return record.actualStart <= date;
  return record.stage === 'building' || isCompleted(record, date);
}

function isCompleted(record: ProjectRecord | undefined, date: string): boolean {
  if (record?.actualEnd !== undefined) return record.actualEnd <= date;
  return record?.stage === 'completed' || record?.stage === 'in-use';
}

const lightOrder: readonly ProjectLight[] = ['none', 'green', 'yellow', 'red'];

function worse(a: ProjectLight, b: ProjectLight): ProjectLight {
  return lightOrder.indexOf(a) >= lightOrder.indexOf(b) ? a : b;
}

function investmentLight(gap: Decimal, settings: JudgementSettings): ProjectLight {
  if (gap.greaterThan(settings.projects.red)) return 'red';
  return gap.greaterThanOrEqualTo(settings.projects.yellow) ? 'yellow' : 'green';
}

function startLight(months: number, settings: JudgementSettings): ProjectLight {
  if (settings.projects.lateRed.lessThanOrEqualTo(months)) return 'red';
  return settings.projects.lateYellow.lessThanOrEqualTo(months) ? 'yellow' : 'green';
}

function lightOf(
  record: ProjectRecord,
  shares: { readonly due: Decimal | undefined; readonly done: Decimal | undefined },
  monthsLate: number | undefined,
  date: string,
  settings: JudgementSettings,
): ProjectLight {
  if (isCompleted(record, date)) return 'green';
  if (!isStarted(record, date)) return monthsLate === undefined ? 'none' : startLight(monthsLate, settings);
  const { due, done } = shares;
  if (!due || !done) return 'none';
  return worse('green', investmentLight(due.minus(done), settings));
}

/**
 * A project's light on the day: investment made against the elapsed share of its own time (on schedule green, 10–30
 * points behind yellow, more red); not started one month after the planned start yellow, three months red. Thresholds
 * are `settings.projects`. An open batch (一批…) names no members and gets none.
 */
export function judgeProject(
  project: Project,
  record: ProjectRecord | undefined,
  date: string,
  settings: JudgementSettings,
): ProjectJudgement {
  const times = timesOf(project, record);
  const due = elapsedShare(times, date);
  const planned = project.investment === undefined ? undefined : new Decimal(project.investment);
  const invested = record?.invested === undefined ? undefined : new Decimal(record.invested);
  const done = planned?.greaterThan(0) && invested ? invested.div(planned) : undefined;
  const late = times.startBy === undefined ? undefined : monthsBetween(times.startBy, date);
  const waits = !isStarted(record, date) && late !== undefined && late > 0;
  const held = record && !project.openBatch ? lightOf(record, { due, done }, late, date, settings) : 'none';
  return {
    project: project.code,
    dataDate: record?.date ?? null,
    stage: record?.stage ?? null,
    schedule: due ? printDerived(due) : null,
    completion: done ? printDerived(done) : null,
    invested: invested ? printDerived(invested) : null,
    investment: planned ? printDerived(planned) : null,
    monthsLate: waits ? late : null,
    light: held,
    reason: project.openBatch ? 'open-batch' : record ? null : 'no-record',
  };
}
