import { type PeriodType, periodOfMonth, printPeriod, requirePeriod } from '../../shared/text/period.ts';
import type { PlanIndex } from '../api/plan-content.ts';

/** Periods of one type within the plan's years, newest first. */
export function listPeriods(content: PlanIndex, type: PeriodType): string[] {
  const [first, last] = content.header.period;
  const keys: string[] = [];
  for (let month = last * 12 + 11; month >= first * 12; month -= 1) {
    const key = printPeriod(periodOfMonth(type, month));
    if (keys.at(-1) !== key) keys.push(key);
  }
  return keys;
}

/** Period types that the plan's forms ask for, the shortest first; a plan without forms counts years. */
export function periodTypes(content: PlanIndex): PeriodType[] {
  const asked = new Set<PeriodType>(content.forms.map((form) => form.period));
  const types = (['month', 'quarter', 'half', 'year'] as const).filter((type) => asked.has(type));
  return types.length > 0 ? types : ['year'];
}

/** The last period of the plan's first form that has ended, kept within the plan's years. */
export function defaultPeriod(content: PlanIndex, today: Date): string {
  const type = content.forms[0]?.period ?? 'year';
  const [first, last] = content.header.period;
  const month = today.getFullYear() * 12 + today.getMonth();
  const current = periodOfMonth(type, Math.max(first * 12, Math.min(month, last * 12 + 12)));
  return printPeriod(periodOfMonth(type, Math.max(first * 12, current.firstMonth - 1)));
}

/** The period of a form's own type at the end of the chosen period: 2023Q2 → 2023-06 for a monthly form. */
export function periodForType(period: string, type: PeriodType): string {
  return printPeriod(periodOfMonth(type, requirePeriod(period).lastMonth));
}

/** One ends when the other does: 2023Q2, 2023H1 and 2023-06 show the same returns. */
export function samePeriod(a: string, b: string): boolean {
  return requirePeriod(a).lastMonth === requirePeriod(b).lastMonth;
}
