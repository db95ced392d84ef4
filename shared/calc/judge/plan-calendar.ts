import { Decimal } from '../../text/decimal.ts';
import { periodEndDate } from '../../text/period.ts';

/** The plan's time in months since year 0 (see period.ts); every schedule is counted in whole months. */
export interface PlanCalendar {
  readonly firstYear: number;
  readonly lastYear: number;
  /** December of the base year. */
  readonly baseEnd: number;
  /** December of the plan's last year. */
  readonly planEnd: number;
  /** Last month that is over on the evaluation date. */
  readonly now: number;
  /** The evaluation is made at or after the plan's end. */
  readonly ended: boolean;
}

/** The last month that is over on the day: 2023-06-30 → June, 2023-06-29 → May. */
export function lastMonthOver(date: string): number {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number);
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return year * 12 + month - 1 - (day >= length ? 0 : 1);
}

export function makeCalendar(
  period: readonly [number, number],
  baseYear: number,
  date: string,
): PlanCalendar {
  const planEnd = period[1] * 12 + 11;
  const now = lastMonthOver(date);
  return {
    firstYear: period[0],
    lastYear: period[1],
    baseEnd: baseYear * 12 + 11,
    planEnd,
    now,
    ended: now >= planEnd,
  };
}

/** 序时进度: share of the plan's months that are over at the end of the month, clamped to 0…1. */
export function scheduleAt(calendar: PlanCalendar, month: number): Decimal {
  const share = new Decimal(month - calendar.baseEnd).div(calendar.planEnd - calendar.baseEnd);
  return Decimal.max(0, Decimal.min(1, share));
}

/** Years from the month's end to the plan's end. */
export function yearsLeft(calendar: PlanCalendar, month: number): Decimal {
  return new Decimal(calendar.planEnd - month).div(12);
}

export function yearsElapsed(calendar: PlanCalendar, month: number): Decimal {
  return new Decimal(month - calendar.baseEnd).div(12);
}

export function endDateOf(month: number): string {
  const year = Math.floor(month / 12);
  return periodEndDate({ type: 'month', year, index: (month % 12) + 1, firstMonth: month, lastMonth: month });
}
