import { remember } from './remember.ts';

/**
 * Periods as pack.md writes them: `2023`, `2023H1`, `2023Q2`, `2023-05`, spans `2016..2020`.
 * A period covers whole months; everything else follows from its first and last month.
 */
export type PeriodType = 'month' | 'quarter' | 'half' | 'year';
export type PeriodKey = string;

export interface Period {
  readonly type: PeriodType | 'span';
  readonly year: number;
  /** 1-based number inside the year: month 1–12, quarter 1–4, half 1–2, year 1. Spans: 1. */
  readonly index: number;
  /** Months since year 0: `year * 12 + month - 1`, inclusive. */
  readonly firstMonth: number;
  readonly lastMonth: number;
}

const lengths: Record<PeriodType, number> = { month: 1, quarter: 3, half: 6, year: 12 };

function make(type: PeriodType, year: number, index: number): Period {
  const firstMonth = year * 12 + (index - 1) * lengths[type];
  return { type, year, index, firstMonth, lastMonth: firstMonth + lengths[type] - 1 };
}

/** Undefined where the text is no period key. */
export function parsePeriod(key: string): Period | undefined {
  const span = /^(\d{4})\.\.(\d{4})$/.exec(key);
  if (span) {
    const [first, last] = [Number(span[1]), Number(span[2])];
    if (last < first) return undefined;
    return { type: 'span', year: last, index: 1, firstMonth: first * 12, lastMonth: last * 12 + 11 };
  }
  const single = /^(\d{4})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(key);
  if (!single) return undefined;
  const year = Number(single[1]);
  if (single[2]) return make('half', year, Number(single[2]));
  if (single[3]) return make('quarter', year, Number(single[3]));
  if (single[4]) return make('month', year, Number(single[4]));
  return make('year', year, 1);
}

/** The same for keys of stored figures: a plan has a few dozen periods, and each of them stands at every cell. */
export const periodOfFigure: (key: PeriodKey) => Period | undefined = remember(parsePeriod);

/** Throws where the text is no period key: for keys that were validated before. */
export function requirePeriod(key: string): Period {
  const period = parsePeriod(key);
  if (!period) throw new RangeError(`no period key: ${key}`);
  return period;
}

export function printPeriod(period: Period): PeriodKey {
  switch (period.type) {
    case 'span':
      return `${Math.floor(period.firstMonth / 12)}..${period.year}`;
    case 'year':
      return `${period.year}`;
    case 'half':
      return `${period.year}H${period.index}`;
    case 'quarter':
      return `${period.year}Q${period.index}`;
    case 'month':
      return `${period.year}-${String(period.index).padStart(2, '0')}`;
  }
}

/** The period of the given type that contains the month (months since year 0). */
export function periodOfMonth(type: PeriodType, month: number): Period {
  const year = Math.floor(month / 12);
  return make(type, year, Math.floor((month - year * 12) / lengths[type]) + 1);
}

/** All keys of periods that end in the same month: 2023-06, 2023Q2 and 2023H1 may be names of one year-to-date span. */
export function keysEndingWith(period: Period): PeriodKey[] {
  return (['month', 'quarter', 'half', 'year'] as const)
    .map((type) => periodOfMonth(type, period.lastMonth))
    .filter((candidate) => candidate.lastMonth === period.lastMonth)
    .map(printPeriod);
}

/** All keys of periods that lie inside, the period's own included. */
export function keysInside(period: Period): PeriodKey[] {
  const keys = new Set<PeriodKey>();
  for (let month = period.firstMonth; month <= period.lastMonth; month += 1)
    for (const type of ['month', 'quarter', 'half', 'year'] as const) {
      const inside = periodOfMonth(type, month);
      if (inside.firstMonth >= period.firstMonth && inside.lastMonth <= period.lastMonth)
        keys.add(printPeriod(inside));
    }
  return [...keys];
}

/** `2023-06-30`. */
export function periodEndDate(period: Period): string {
  const month = period.lastMonth % 12;
  const year = Math.floor(period.lastMonth / 12);
  const day = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return `${year}-${String(month + 1).padStart(2, '0')}-${day}`;
}

/** The same period one year earlier. */
export function previousYear(period: Period): Period {
  if (period.type === 'span') throw new RangeError('a span has no previous year');
  return make(period.type, period.year - 1, period.index);
}

/** The period of the same type just before. */
export function priorPeriod(period: Period): Period {
  if (period.type === 'span') throw new RangeError('a span has no prior period');
  return periodOfMonth(period.type, period.firstMonth - 1);
}

/**
 * One key for all names of a year-to-date span: `2023Q2`, `2023H1` and `2023-06` → `2023H1`, `2023-12` → `2023`.
 * The longest name wins (pack.md: for a ytd indicator they are the same span).
 */
export function yearToDateKey(period: Period): PeriodKey {
  if (period.type === 'span') return printPeriod(period);
  for (const type of ['year', 'half', 'quarter', 'month'] as const) {
    const candidate = periodOfMonth(type, period.lastMonth);
    if (candidate.lastMonth === period.lastMonth) return printPeriod(candidate);
  }
  return printPeriod(period);
}
