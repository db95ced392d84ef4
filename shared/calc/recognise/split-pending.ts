import { isHeaderWord } from './cell-word.ts';
import { type Grid, type GridRow, mergeAt, paragraphLength } from './grid.ts';
import { isStrongMeta } from './meta.ts';
import { isYear, type RowKind } from './row-kind.ts';
import { continuedMark } from './words.ts';

/** The rows before the first values of a table: the end of the table before, the title, the header, first rows without values. */
export interface Kinded {
  readonly row: GridRow;
  readonly kind: RowKind;
}

/** Rows that a header can have, translations counted; what is longer is a table of words. */
const deepestHeader = 16;

/** How many rows with values are looked at to learn which columns hold numbers. */
const lookahead = 12;

/** The column of the row's label, its first text or the year it begins with: numbers left of it only count the rows. */
export function firstTextColumn(row: GridRow): number {
  const [first] = row.cells;
  if (first && isYear(first)) return first.column;
  for (const { kind, column } of row.cells) if (kind === 'text') return column;
  return -1;
}

/** Columns that hold numbers right of a label in the next rows with values. */
export function numericColumns(rows: readonly Kinded[], from: number): Set<number> {
  const numbers = new Map<number, number>();
  const texts = new Map<number, number>();
  let seen = 0;
  for (let index = from; index < rows.length && seen < lookahead; index += 1) {
    const { row, kind } = rows[index]!;
    if (kind === 'texts' && seen > 0 && (index > from + 3 * lookahead || headsNext(row, numbers))) break;
    if (kind !== 'values') continue;
    seen += 1;
    const label = firstTextColumn(row);
    for (const cell of row.cells) {
      if (cell.kind !== 'text' && (cell.column < label || (cell.column === label && isYear(cell)))) continue;
      const counts = cell.kind === 'text' ? texts : numbers;
      counts.set(cell.column, (counts.get(cell.column) ?? 0) + 1);
    }
  }
  const columns = [...numbers]
    .filter(([column, count]) => count >= (texts.get(column) ?? 0))
    .map(([column]) => column);
  return new Set(columns);
}

/** The header of the next table, which ends this one: texts over its figures, or texts beside a header word. */
function headsNext(row: GridRow, numbers: ReadonlyMap<number, number>): boolean {
  const over = row.cells.filter(({ column }) => numbers.has(column)).length;
  const [first] = row.cells;
  if (!first || row.cells.length < 2) return false;
  return over >= 2 || isHeaderWord(first.word) || numbers.has(first.column);
}

export function textsOver(row: GridRow, columns: ReadonlySet<number>): number {
  return row.cells.filter((cell) => columns.has(cell.column) && cell.kind === 'text').length;
}

/** How many columns of numbers the row's only cell covers by its merge. */
export function coversColumns(grid: Grid, row: GridRow, columns: ReadonlySet<number>): number {
  const cell = row.cells[0];
  const range = cell && mergeAt(grid, row.row, cell.column);
  if (!range) return 0;
  let covered = 0;
  for (const column of columns) if (column >= range.left && column <= range.right) covered += 1;
  return covered;
}

interface Split {
  tail: GridRow[];
  preamble: GridRow[];
  header: GridRow[];
  leading: GridRow[];
}

/** Rows before the first values of a table: what belongs to the table before, the title, the header, first group rows. */
export function splitPending(
  pending: readonly Kinded[],
  columns: Set<number>,
  grid: Grid,
  after: boolean,
): Split {
  const leading: GridRow[] = [];
  let end = pending.length;
  while (end > 0 && isLeadingData(pending, end - 1, columns, grid)) leading.unshift(pending[(end -= 1)]!.row);
  let start = end;
  while (start > 0 && end - start < deepestHeader && isHeaderRow(pending, start - 1, end, columns, grid))
    start -= 1;
  const rest = pending.slice(0, start);
  const cut = after ? lastTailRow(rest) + 1 : 0;
  return {
    tail: rest.slice(0, cut).map(({ row }) => row),
    preamble: rest.slice(cut).map(({ row }) => row),
    header: pending.slice(start, end).map(({ row }) => row),
    leading,
  };
}

/** Notes, foot lines and page numbers before a title close the table before. */
function lastTailRow(rest: readonly Kinded[]): number {
  for (let index = rest.length - 1; index >= 0; index -= 1) {
    const { kind, row } = rest[index]!;
    const isNote = kind === 'note' || kind === 'foot' || kind === 'page';
    if (!isNote && !(kind === 'single' && /[。；]$/.test(row.cells[0]?.fold ?? ''))) continue;
    // A note's translation runs on without Chinese.
    let last = index;
    while (last + 1 < rest.length && isTranslation(rest[last + 1]!)) last += 1;
    return last;
  }
  return -1;
}

function isTranslation({ row, kind }: Kinded): boolean {
  const fold = row.cells[0]?.fold ?? '';
  return kind === 'single' && fold.length > 20 && !/\p{Script=Han}/u.test(fold);
}

/** A group row or a row without values directly under the header. */
function isLeadingData(pending: readonly Kinded[], index: number, columns: Set<number>, grid: Grid): boolean {
  const { row, kind } = pending[index]!;
  if (kind !== 'single' && kind !== 'texts') return false;
  if (isItemRow(pending, index)) return true;
  if (row.cells.some(({ word }) => isHeaderWord(word)) || textsOver(row, columns) > 0) return false;
  if (kind === 'single' && coversColumns(grid, row, columns) > 1) return false;
  if (row.cells.every(({ word }) => word.unit)) return false;
  const first = row.cells[0];
  if (first && columns.size > 0 && first.column > Math.min(...columns)) return false;
  for (let above = index - 1; above >= 0; above -= 1) {
    const other = pending[above]!;
    if (other.kind === 'code') return true;
    // Years are header texts too.
    if (other.kind === 'texts' && other.row.cells.some(({ column }) => columns.has(column))) return true;
    if (other.kind !== 'single' && other.kind !== 'texts') return false;
  }
  return false;
}

/**
 * A first row whose value is no number (`工业总产值 | 万元 | 约两千`): its unit stands under 计量单位, which a header row's
 * own texts never do unless they are all units.
 */
function isItemRow(pending: readonly Kinded[], index: number): boolean {
  const { row } = pending[index]!;
  const texts = row.cells.filter((cell) => cell.kind === 'text');
  const units = texts.filter(({ word }) => word.unit);
  if (texts.length < 2 || units.length === 0 || units.length * 2 > texts.length) return false;
  const heads = pending
    .slice(0, index)
    .flatMap((above) => above.row.cells.filter(({ word }) => word.headsUnits));
  return units.some((unit) => heads.some((head) => head.column === unit.column));
}

function isHeaderRow(
  pending: readonly Kinded[],
  index: number,
  end: number,
  columns: ReadonlySet<number>,
  grid: Grid,
): boolean {
  const { row, kind } = pending[index]!;
  const below = pending[index + 1];
  if (below && index + 1 < end && below.row.row - row.row > 3) return false;
  if (kind === 'texts')
    return !row.cells.some((cell) => cell.fold.length > paragraphLength) && !isTitleRow(row, columns);
  if (kind === 'code') return true;
  const cell = row.cells[0];
  if (!cell || (kind !== 'single' && kind !== 'meta')) return false;
  if (kind === 'meta') return isMetaHeader(pending, index, end, columns, grid);
  return (
    coversSome(grid, row, columns) ||
    reachesDown(grid, row, below, index + 1 < end) ||
    (cell.column > 0 && columns.has(cell.column) && hasHeaderAbove(pending, index, columns)) ||
    (cell.column > 0 && columns.has(cell.column) && cell.word.unit) ||
    (index === end - 1 && isHeaderWord(cell.word)) ||
    (columns.size <= 2 && columns.has(cell.column) && cell.column > 0 && index === end - 1)
  );
}

/** 单位名称 | 产值 straight above the figures heads them; a period over several columns is their group. */
function isMetaHeader(
  pending: readonly Kinded[],
  index: number,
  end: number,
  columns: ReadonlySet<number>,
  grid: Grid,
): boolean {
  const { row } = pending[index]!;
  const [first] = row.cells;
  if (!first) return false;
  const key = first.word.meta === 'reporting-key' && !/[:：]$/.test(first.fold);
  if (key && index === end - 1) return textsOver(row, columns) > 0;
  return row.cells.length === 1 && !isStrongMeta(first.word.meta) && coversSome(grid, row, columns);
}

/** A merge that covers cells of the header row below. */
function reachesDown(grid: Grid, row: GridRow, below: Kinded | undefined, inHeader: boolean): boolean {
  const cell = row.cells[0];
  const range = cell && mergeAt(grid, row.row, cell.column);
  return inHeader && range !== undefined && below !== undefined && range.bottom >= below.row.row;
}

/** A lone leaf between header rows (`总数` under `种畜禽场`). */
function hasHeaderAbove(pending: readonly Kinded[], index: number, columns: ReadonlySet<number>): boolean {
  const above = pending[index - 1];
  const near = above !== undefined && pending[index]!.row.row - above.row.row === 1;
  return near && above.kind === 'texts' && textsOver(above.row, columns) > 0;
}

/** A merge over some columns of numbers that doesn't start at the labels: a group, not a title. */
function coversSome(grid: Grid, row: GridRow, columns: ReadonlySet<number>): boolean {
  const first = Math.min(...columns);
  const cell = row.cells[0];
  return (
    cell !== undefined && cell.column > 0 && cell.column >= first && coversColumns(grid, row, columns) >= 2
  );
}

/** A title beside 附表1 or 续表, in two cells: no header of two columns. */
function isTitleRow(row: GridRow, columns: ReadonlySet<number>): boolean {
  const texts = row.cells.filter((cell) => cell.kind === 'text');
  return (
    texts.length <= 2 &&
    columns.size >= 4 &&
    texts.some((cell) => continuedMark.test(cell.fold) && cell.fold.length < 30)
  );
}
