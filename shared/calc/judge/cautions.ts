import type { Decimal } from '../../text/decimal.ts';
import { parsePeriod } from '../../text/period.ts';
import type { JudgeContext, SplitYear } from './measured.ts';
import { scheduleAt } from './plan-calendar.ts';

/** The first unbridged break of definition after one month and up to another, as details of a reason. */
export function breaksBetween(
  context: JudgeContext,
  from: number,
  to: number,
): Readonly<Record<string, string>> | undefined {
  const found = context.breaks.find((change) => {
    const period = parsePeriod(change.period);
    return period && !change.bridged && period.firstMonth > from && period.firstMonth <= to;
  });
  return found && { period: found.period, note: found.note };
}

/** 前松后紧: some year's planned completion lies more than the threshold behind the schedule. */
export function splitIsBackLoaded(
  context: JudgeContext,
  completionOf: (split: SplitYear, index: number) => Decimal | number,
): boolean {
  const room = context.settings.thresholds.backLoaded;
  return context.splits.some((split, index) => {
    const due = scheduleAt(context.calendar, split.year * 12 + 11);
    return due.minus(room).greaterThan(completionOf(split, index));
  });
}
