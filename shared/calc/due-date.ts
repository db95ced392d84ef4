import { type PeriodKey, parsePeriod, periodEndDate } from '../text/period.ts';

/** Days of the office's calendar that differ from the week: 法定节假日 off, 调休 on. */
export interface CalendarDay {
  readonly date: string;
  readonly kind: 'holiday' | 'workday';
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function isWorkday(day: string, calendar: ReadonlyMap<string, CalendarDay['kind']>): boolean {
  const marked = calendar.get(day);
  if (marked) return marked === 'workday';
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/**
 * Due day of a form for a period: so many calendar days after the period ends, moved on to the next working day where it
 * falls on a day off (民法典 第二百零三条 on deadlines). Undefined where the form names no due day.
 */
export function dueDate(
  period: PeriodKey,
  due: number | undefined,
  calendar: readonly CalendarDay[],
): string | undefined {
  const parsed = parsePeriod(period);
  if (!parsed || due === undefined) return undefined;
  const days = new Map(calendar.map(({ date, kind }) => [date, kind]));
  let day = addDays(periodEndDate(parsed), due);
  for (let tries = 0; tries < 60 && !isWorkday(day, days); tries++) day = addDays(day, 1);
  return day;
}
