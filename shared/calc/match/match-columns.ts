import type { ColumnReading, TableReading, ValueMeasure } from '../../domain/recognition.ts';
import { foldText, normaliseName } from '../../text/names.ts';
import { isPeriodText, type PeriodText, readPeriodText } from '../../text/period-text.ts';
import { findMeasure } from '../recognise/measure.ts';
import { coversPeriod, holdsSeveralPeriods, type PeriodWanted } from './column-period.ts';
import { matchName, type NameIndex, type NameMatch } from './match-name.ts';

/** Which column of a table holds what a form item asks for. */
export interface Measured {
  /** The form asks for the year to date. */
  readonly ytd: boolean;
  /** A level at the end of the period: its last month's column holds it too. */
  readonly level: boolean;
}

export function valueColumns(table: TableReading): ColumnReading[] {
  return table.columns.filter((column) => column.role === 'value');
}

/** The name without what only says 本期, 上年同期 or a year. */
export function plainSegments(path: readonly string[]): string[] {
  return path.filter((text) => findMeasure(text) === 'plain' && !isPeriodText(text));
}

function yearFits(found: PeriodText | undefined, year: number): boolean {
  return found?.year === undefined || found.year === year;
}

const currentRank: Partial<Record<ValueMeasure, number>> = { current: 6, cumulative: 5, plain: 2 };

/** How well a column serves as the period's own figure; 0 = not at all. */
function currentScore(column: ColumnReading, period: PeriodWanted | undefined, ytd: boolean): number {
  const rank = currentRank[column.measure] ?? 0;
  if (rank === 0 || !period || !yearFits(column.period, period.year)) return period ? 0 : rank;
  const months = column.period?.lastMonth;
  if (months !== undefined && months !== period.lastMonth) return 0;
  const yearToDate = column.measure === 'cumulative' || (column.period?.firstMonth === 1 && months !== 1);
  const own = column.period?.year === period.year ? 1 : 0;
  return rank + own + (ytd === yearToDate ? 2 : 0);
}

function previousScore(column: ColumnReading, period: PeriodWanted | undefined, ytd: boolean): number {
  const months = column.period?.lastMonth;
  if (column.measure === 'previous') return 6 + (ytd === /累计/.test(column.path.join('')) ? 1 : 0);
  if (!period || column.period?.year !== period.year - 1 || (currentRank[column.measure] ?? 0) === 0)
    return 0;
  return months === undefined || months === period.lastMonth ? 4 : 0;
}

function scoreColumn(
  column: ColumnReading,
  wanted: string,
  period: PeriodWanted | undefined,
  ytd: boolean,
): number {
  if (wanted === 'current') return currentScore(column, period, ytd);
  if (wanted === 'previous') return previousScore(column, period, ytd);
  if (wanted === 'growth') return column.measure === 'growth' ? 5 : 0;
  const name = normaliseName(wanted);
  return normaliseName(column.path.at(-1) ?? '') === name || normaliseName(column.path.join('')) === name
    ? 5
    : 0;
}

export interface ColumnChoice {
  readonly column?: ColumnReading;
  /** Columns that serve equally well: a person must say which. */
  readonly rivals: readonly ColumnReading[];
}

/** The column of `columns` for a form item's column (current, previous, growth, note or a header text). */
export function chooseColumn(
  table: TableReading,
  columns: readonly ColumnReading[],
  wanted: string,
  period: PeriodWanted | undefined,
  { ytd, level }: Measured,
): ColumnChoice {
  if (wanted === 'note') {
    const remark = table.columns.find((column) => column.role === 'remark');
    return { ...(remark ? { column: remark } : {}), rivals: [] };
  }
  const exact = wanted === 'current' && period && !level && holdsSeveralPeriods(columns, period);
  let best: ColumnReading | undefined;
  let top = 0;
  let rivals: ColumnReading[] = [];
  for (const column of columns) {
    // 6月 beside 4月 and 5月 is not the second quarter.
    const score = exact && !coversPeriod(column, period) ? 0 : scoreColumn(column, wanted, period, ytd);
    if (score > top) {
      [best, top, rivals] = [column, score, []];
    } else if (score === top && score > 0) rivals.push(column);
  }
  return { ...(best ? { column: best } : {}), rivals };
}

/** The kind of figure a column holds in words of form-items. */
export function columnKind(column: ColumnReading, period: PeriodWanted | undefined): string {
  if (previousScore(column, period, false) > 0) return 'previous';
  if (
    column.measure === 'growth' ||
    column.measure === 'change' ||
    column.measure === 'target' ||
    column.measure === 'share'
  )
    return column.measure;
  return currentScore(column, period, false) > 0 ? 'current' : (column.path.at(-1) ?? 'current');
}

export interface HeaderMatch {
  readonly match: NameMatch;
  /** The whole header is the name, so that its words of time (增长) belong to the indicator. */
  readonly whole: boolean;
}

const matchedHeaders = new WeakMap<ColumnReading, WeakMap<NameIndex, HeaderMatch | 'none'>>();

/**
 * Matches a header path to a name: the whole path, its leaf, then without the words of time. Remembered for each column:
 * the 300 returns of a form share theirs.
 */
export function matchHeader(index: NameIndex, column: ColumnReading): HeaderMatch | undefined {
  let known = matchedHeaders.get(column);
  if (!known) matchedHeaders.set(column, (known = new WeakMap()));
  let match = known.get(index);
  if (!match) known.set(index, (match = matchPaths(index, column) ?? 'none'));
  return match === 'none' ? undefined : match;
}

function matchPaths(index: NameIndex, column: ColumnReading): HeaderMatch | undefined {
  const paths = column.alternative ? [column.path, column.alternative] : [column.path];
  for (const path of paths) {
    const found = matchPath(index, path);
    if (found) return found;
  }
  return undefined;
}

const wholeOfGroup = /^(?:小计|合计|总计|计|总数|总量|数量|数值|绝对数|实有数)$/;

function matchPath(index: NameIndex, path: readonly string[]): HeaderMatch | undefined {
  if (path.length === 0) return undefined;
  const plain = plainSegments(path);
  const texts: (readonly [string, boolean])[] = [
    [path.join(''), true],
    [path.slice(-2).join(''), true],
    [path.at(-1) ?? '', true],
    [plain.join(''), false],
    [plain.slice(-2).join(''), false],
    [plain.at(-1) ?? '', false],
  ];
  // 从业人员/小计 is 从业人员 itself.
  if (plain.length > 1 && wholeOfGroup.test(foldText(plain.at(-1)!)))
    texts.push([plain.slice(0, -1).join(''), false], [plain.at(-2)!, false]);
  let ambiguous: HeaderMatch | undefined;
  for (const [text, whole] of texts) {
    if (foldText(text) === '') continue;
    const match = matchName(index, text);
    if (match.kind === 'match') return { match, whole };
    if (match.kind === 'ambiguous') ambiguous ??= { match, whole };
  }
  return ambiguous;
}

/** The year a table speaks of, where its texts name one. */
export function tableYear(table: TableReading): number | undefined {
  return table.period?.found.year ?? readPeriodText(table.title?.text ?? '')?.year;
}
