import type { ColumnReading } from '../../domain/recognition.ts';
import {
  type PeriodKey,
  type PeriodType,
  parsePeriod,
  periodOfMonth,
  printPeriod,
} from '../../text/period.ts';

/**
 * Columns that each hold a period of their own: 1月 … 6月, 一季度 … 四季度, 2021年 … 2023年. One of them is the return's;
 * the others are what the sender says of other periods.
 */
export interface PeriodWanted {
  readonly year: number;
  /** 1–12. */
  readonly firstMonth: number;
  readonly lastMonth: number;
}

/** Undefined for a span of years and for what is no period key. */
export function wantedPeriod(key: string): PeriodWanted | undefined {
  const period = parsePeriod(key);
  if (!period || period.type === 'span') return undefined;
  return {
    year: period.year,
    firstMonth: (period.firstMonth % 12) + 1,
    lastMonth: (period.lastMonth % 12) + 1,
  };
}

/** Figures of a time: neither last year's beside them nor a change, a rate or a target. */
const timed = new Set(['plain', 'current', 'cumulative']);

function spanOf({ period }: ColumnReading): { first: number; last: number } | undefined {
  if (period?.firstYear !== undefined || period?.lastMonth === undefined) return undefined;
  return { first: period.firstMonth ?? period.lastMonth, last: period.lastMonth };
}

/** Do the columns hold several periods of one year, so that a column of another length is not the return's? */
export function holdsSeveralPeriods(columns: readonly ColumnReading[], wanted: PeriodWanted): boolean {
  const ends = new Set<number>();
  for (const column of columns) {
    const span = spanOf(column);
    const sameYear = column.period?.year === undefined || column.period.year === wanted.year;
    if (span && sameYear && timed.has(column.measure)) ends.add(span.last);
  }
  return ends.size > 1;
}

/** Does the column cover the months that are wanted: all of them, or those since January? */
export function coversPeriod(column: ColumnReading, wanted: PeriodWanted): boolean {
  const span = spanOf(column);
  return !span || (span.last === wanted.lastMonth && (span.first === wanted.firstMonth || span.first === 1));
}

const types: Readonly<Record<number, PeriodType>> = { 1: 'month', 3: 'quarter', 6: 'half', 12: 'year' };

/**
 * The period that the column itself names where it is not the return's own, nor the same one of last year. A ytd
 * indicator's 1-5月 is known by its last month; its single month in a quarter's form is no figure of the plan.
 */
export function otherPeriod(
  column: ColumnReading,
  wanted: PeriodWanted | undefined,
  ytd: boolean,
): PeriodKey | undefined {
  if (!wanted || !column.period || !timed.has(column.measure)) return undefined;
  const length = wanted.lastMonth - wanted.firstMonth + 1;
  const span = spanOf(column) ?? (length === 12 ? { first: 1, last: 12 } : undefined);
  const year = column.period.year ?? wanted.year;
  if (!span || column.period.firstYear !== undefined) return undefined;
  const sameMonths = span.last === wanted.lastMonth;
  if (sameMonths && (year === wanted.year || year === wanted.year - 1)) return undefined;
  const months = span.last - span.first + 1;
  const sibling = months === length;
  if (ytd && !sibling && span.first !== 1) return undefined;
  const type = ytd && !sibling ? 'month' : types[months];
  if (type === undefined || (!ytd && (span.first - 1) % months !== 0)) return undefined;
  return printPeriod(periodOfMonth(type, year * 12 + span.last - 1));
}
