import type { ColumnReading, ColumnRole, Reason, StatedUnit } from '../../domain/recognition.ts';
import { type PeriodText, readPeriodText } from '../../text/period-text.ts';
import type { Block } from './blocks.ts';
import type { CellWord } from './cell-word.ts';
import type { Grid } from './grid.ts';
import { readHeader } from './header.ts';
import type { HeaderPath } from './header-path.ts';
import { findMeasure, pathMeasure } from './measure.ts';
import {
  codeHeader,
  identifier,
  labelHeader,
  personHeader,
  previousName,
  remarkHeader,
  serialHeader,
  unitHeader,
} from './words.ts';

/** Column roles from what stands in the data below and what the header says; content beats a wrong header (L2). */
export interface ColumnCounts {
  numbers: number;
  marks: number;
  texts: number;
  units: number;
  codes: number;
  /** Length of all texts together. */
  length: number;
  /** Rows in which the number is one more than in the row before. */
  steps: number;
  years: number;
  last: number;
}

export function countColumns(block: Block): ReadonlyMap<number, ColumnCounts> {
  const counts = new Map<number, ColumnCounts>();
  /** By column: an array is found faster than a map, cell after cell. */
  const known: (ColumnCounts | undefined)[] = [];
  for (const row of block.data)
    for (const { column, kind, fold, word } of row.cells) {
      let count = known[column];
      if (!count) counts.set(column, (count = known[column] = noCounts()));
      if (kind === 'number') countNumber(count, fold);
      else if (kind === 'mark') count.marks += 1;
      else countText(count, word);
    }
  return counts;
}

function noCounts(): ColumnCounts {
  return { numbers: 0, marks: 0, texts: 0, units: 0, codes: 0, length: 0, steps: 0, years: 0, last: 0 };
}

function countNumber(count: ColumnCounts, fold: string): void {
  count.numbers += 1;
  if (fold.length === 4 && /^(?:19|20)\d\d$/.test(fold)) count.years += 1;
  const value = fold.length <= 5 && /^\d{1,5}$/.test(fold) ? Number(fold) : Number.NaN;
  if (value === count.last + 1) count.steps += 1;
  count.last = value;
  if (identifier.test(fold)) count.codes += 1;
}

function countText(count: ColumnCounts, word: CellWord): void {
  count.texts += 1;
  count.length += word.fold.length;
  if (word.identifier) count.codes += 1;
  if (word.unit) count.units += 1;
}

interface Roled {
  readonly role: ColumnRole;
  readonly reason: Reason['code'];
}

function roleOf(count: ColumnCounts | undefined, leaf: string, before: readonly ColumnRole[]): Roled {
  if (personHeader.test(leaf)) return { role: 'person', reason: 'header-word' };
  const hasLabel = before.includes('label');
  const hasValue = before.includes('value');
  if (!count || count.numbers + count.marks + count.texts === 0) return emptyRole(leaf, hasLabel);
  const filled = count.numbers + count.texts;
  if (
    count.units > 0 &&
    count.units * 5 >= count.texts * 3 &&
    count.texts > count.numbers &&
    !labelHeader.test(leaf)
  )
    return { role: 'unit', reason: 'units-below' };
  if (count.units > 0 && count.units * 5 >= count.texts * 4 && count.texts > count.numbers && hasLabel)
    return { role: 'unit', reason: 'units-below' };
  if (serialHeader.test(leaf) && !hasValue && count.numbers >= count.texts)
    return { role: 'serial', reason: 'header-word' };
  if (isCodeColumn(count, leaf, hasValue))
    return { role: 'code', reason: codeHeader.test(leaf) ? 'header-word' : 'codes-below' };
  if (remarkHeader.test(leaf)) return { role: 'remark', reason: 'header-word' };
  if (count.numbers >= count.texts && filled > 0) return numericRole(count, leaf, hasLabel, before);
  if (hasLabel && saysFigures(count, leaf)) return { role: 'value', reason: 'header-word' };
  if (count.texts > 0) return { role: hasValue ? 'attribute' : 'label', reason: 'texts-below' };
  return { role: 'value', reason: 'numbers-below' };
}

/** 本期 over nothing but 约一千 and 待定 is still the column of figures: what stands there is asked about, not passed over. */
function saysFigures(count: ColumnCounts, leaf: string): boolean {
  const short = count.length <= count.texts * 12;
  return short && (findMeasure(leaf) === 'current' || previousName.test(leaf));
}

/** Codes under a code header, or under a header that says nothing of names (blank, or 计量单位 by mistake). */
function isCodeColumn(count: ColumnCounts, leaf: string, hasValue: boolean): boolean {
  const filled = count.numbers + count.texts;
  if (codeHeader.test(leaf)) return count.numbers + count.codes * 2 >= filled;
  const silent = leaf === '' || unitHeader.test(leaf);
  return silent && !hasValue && filled > 1 && count.codes * 5 >= filled * 3;
}

function numericRole(
  count: ColumnCounts,
  leaf: string,
  hasLabel: boolean,
  before: readonly ColumnRole[],
): Roled {
  const first = !hasLabel && before.every((role) => role === 'empty');
  if (first && count.years === count.numbers && count.numbers >= 2)
    return { role: 'label', reason: 'header-word' };
  if (
    first &&
    count.numbers >= 2 &&
    count.steps * 10 >= count.numbers * 8 &&
    (leaf === '' || serialHeader.test(leaf))
  )
    return { role: 'serial', reason: 'counting-up' };
  if (first && labelHeader.test(leaf)) return { role: 'label', reason: 'header-word' };
  return { role: 'value', reason: 'numbers-below' };
}

function emptyRole(leaf: string, hasLabel: boolean): Roled {
  if (leaf === '') return { role: 'empty', reason: 'no-values' };
  if (serialHeader.test(leaf)) return { role: 'serial', reason: 'header-word' };
  if (unitHeader.test(leaf) && hasLabel) return { role: 'unit', reason: 'header-word' };
  if (codeHeader.test(leaf)) return { role: 'code', reason: 'header-word' };
  if (remarkHeader.test(leaf)) return { role: 'remark', reason: 'header-word' };
  return { role: hasLabel ? 'value' : 'label', reason: 'header-word' };
}

/** First column of numbers: left of it stand labels, whose header is never a group over values. */
export function firstValueColumn(
  counts: ReadonlyMap<number, ColumnCounts>,
  left: number,
  right: number,
): number {
  let label = false;
  for (let column = left; column <= right; column += 1) {
    const count = counts.get(column);
    if (!count) continue;
    const numeric = count.numbers > count.texts;
    if (!numeric && count.texts > 0) label = true;
    if (numeric && label && count.steps * 10 < count.numbers * 8) return column;
    if (numeric && !label && column > left) return column;
  }
  return Math.min(left + 1, right);
}

export interface ColumnsResult {
  readonly columns: readonly ColumnReading[];
  readonly unitRow?: number;
}

export function readColumns(
  grid: Grid,
  block: Block,
  header: Block['header'],
  left: number,
  right: number,
  hidden: ReadonlySet<number>,
  names?: ReadonlySet<string>,
): ColumnsResult {
  const counts = countColumns(block);
  const { paths, unitRow } = readHeader(
    grid,
    header,
    left,
    right,
    firstValueColumn(counts, left, right),
    names,
  );
  const roles: ColumnRole[] = [];
  const given = paths.map((path, index): GivenColumn => {
    const column = left + index;
    const roled = roleOf(counts.get(column), path.leaf, roles);
    roles.push(roled.role);
    return { column, ...roled, hidden: hidden.has(column) };
  });
  return { columns: columnsOf(paths, given), ...(unitRow === undefined ? {} : { unitRow }) };
}

interface GivenColumn extends Roled {
  readonly column: number;
  readonly hidden: boolean;
}

/** The 300 returns of a form have one header and the same roles: their columns are the same objects. */
const columnsOfHeaders = new WeakMap<readonly HeaderPath[], Map<string, readonly ColumnReading[]>>();

function columnsOf(paths: readonly HeaderPath[], given: readonly GivenColumn[]): readonly ColumnReading[] {
  let known = columnsOfHeaders.get(paths);
  if (!known) columnsOfHeaders.set(paths, (known = new Map()));
  const key = given.map(({ column, role, reason, hidden }) => `${column}${role}${reason}${hidden}`).join();
  let columns = known.get(key);
  if (!columns) known.set(key, (columns = makeColumns(paths, given)));
  return columns;
}

function makeColumns(paths: readonly HeaderPath[], given: readonly GivenColumn[]): ColumnReading[] {
  const columns: ColumnReading[] = [];
  paths.forEach((path, index) => {
    const { column, role, reason, hidden } = given[index]!;
    columns.push(makeColumn(column, role, reason, path, columns.at(-1), hidden));
  });
  return columns;
}

function makeColumn(
  column: number,
  role: ColumnRole,
  reason: Reason['code'],
  path: HeaderPath,
  left: ColumnReading | undefined,
  hidden: boolean,
): ColumnReading {
  const measure = role === 'value' ? pathMeasure(measuredPath(path)) : 'plain';
  const unit = role === 'value' || role === 'attribute' ? columnUnit(path, measure, left) : undefined;
  const period = pathPeriod(path.path);
  return {
    column,
    role,
    path: path.path,
    reading: path.reading,
    ...(path.alternative ? { alternative: path.alternative } : {}),
    ...(path.cell ? { cell: path.cell } : {}),
    ...(unit ? { unit } : {}),
    measure,
    ...(period ? { period } : {}),
    ...(path.ofWhich ? { ofWhich: true as const } : {}),
    ...(hidden ? { hidden: true as const } : {}),
    reasons: [
      { code: reason, ...(path.cell ? { cell: path.cell } : {}) },
      ...(period && role === 'value'
        ? [{ code: 'period-in-text' as const, ...(path.cell ? { cell: path.cell } : {}) }]
        : []),
      ...path.reasons,
    ],
  };
}

/** 增减（%） is a rate, 增减 a difference: the unit that stood in the leaf itself belongs to its words. */
function measuredPath({ path, unit }: HeaderPath): readonly string[] {
  if (unit?.source !== 'brackets' || unit.text !== '%' || path.length === 0) return path;
  return [...path.slice(0, -1), `${path.at(-1)}%`];
}

/** A growth column is in % unless it says otherwise; 其中 inherits from its left neighbour (L5). */
function columnUnit(
  path: HeaderPath,
  measure: string,
  left: ColumnReading | undefined,
): StatedUnit | undefined {
  if (path.unit && path.unit.source !== 'group') return path.unit;
  const isRate = measure === 'growth' || measure === 'share';
  if (isRate) return { text: '%', source: 'growth', cell: path.cell ?? '' };
  if (path.unit) return path.unit;
  return path.ofWhich ? unitOfLeft(left) : undefined;
}

function unitOfLeft(left: ColumnReading | undefined): StatedUnit | undefined {
  const isFigure = left?.role === 'value' && left.measure !== 'growth' && left.measure !== 'share';
  return isFigure && left.unit ? { ...left.unit, source: 'left' } : undefined;
}

/**
 * Where the first figures state a unit in their header, one without takes it from the left: 生产总值（亿元）, 第一产业,
 * 第二产业 (layouts.md, trap 5). Not where a unit line holds for the table or units stand in the rows.
 */
export function inheritUnits(columns: readonly ColumnReading[]): ColumnReading[] {
  const first = columns.find(({ role }) => role === 'value');
  if (!first?.unit || columns.some(({ role }) => role === 'unit')) return [...columns];
  const result: ColumnReading[] = [];
  for (const column of columns) {
    const unit = column.role === 'value' && !column.unit ? unitOfLeft(result.at(-1)) : undefined;
    result.push(
      unit
        ? { ...column, unit, reasons: [...column.reasons, { code: 'unit-from-left', cell: unit.cell }] }
        : column,
    );
  }
  return result;
}

/** 2023年 over 1-6月累计: the months of the leaf with the year of the group. */
function pathPeriod(path: readonly string[]): PeriodText | undefined {
  let found: PeriodText | undefined;
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const here = readPeriodText(path[index]!);
    if (!here) continue;
    if (!found) found = here;
    else if (found.year === undefined && here.year !== undefined) return { ...found, year: here.year };
    else if (found.lastMonth === undefined && here.lastMonth !== undefined && here.firstMonth !== undefined)
      return { ...found, firstMonth: here.firstMonth, lastMonth: here.lastMonth };
  }
  return found;
}
