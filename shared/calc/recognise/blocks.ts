import { looksLikeMeasureUnit } from '../../text/measure-text.ts';
import { isHeaderWord } from './cell-word.ts';
import type { Grid, GridCell, GridRow, Region } from './grid.ts';
import { rowKind } from './row-kind.ts';
import {
  coversColumns,
  firstTextColumn,
  type Kinded,
  numericColumns,
  splitPending,
  textsOver,
} from './split-pending.ts';
import { continuedMark } from './words.ts';

/**
 * Cuts a region into tables that stand one below the other: texts over columns of numbers are a header, what follows is
 * data, and a new header after data starts the next table.
 */
export interface Block {
  readonly left: number;
  readonly right: number;
  readonly preamble: readonly GridRow[];
  readonly header: readonly GridRow[];
  readonly data: readonly GridRow[];
  readonly tail: readonly GridRow[];
}

interface OpenBlock {
  preamble: GridRow[];
  header: GridRow[];
  data: GridRow[];
  tail: GridRow[];
  /** Columns of the data with a number right of the row's label. */
  numbers: Set<number>;
}

export function findBlocks(grid: Grid, region: Region): Block[] {
  const rows = region.rows.map((row): Kinded => ({ row, kind: rowKind(row, grid) }));
  const blocks: OpenBlock[] = [];
  let pending: Kinded[] = [];
  let current: OpenBlock | undefined;
  for (let index = 0; index < rows.length; index += 1) {
    const item = rows[index]!;
    if (item.kind !== 'values') {
      pending.push(item);
      continue;
    }
    if (!current || (pending.length > 0 && startsTable(pending, current, rows, index))) {
      if (current) pending = keepLastRows(current, pending);
      const split = splitPending(pending, numericColumns(rows, index), grid, current !== undefined);
      current?.tail.push(...split.tail);
      current = { ...split, data: [...split.leading], tail: [], numbers: new Set() };
      blocks.push(current);
    } else for (const waiting of pending) addInner(current, waiting);
    pending = [];
    current.data.push(item.row);
    noteNumbers(current.numbers, item.row);
  }
  if (current) closeTail(grid, current, pending);
  else {
    const blank = findBlankForm(pending);
    if (blank) blocks.push(blank);
  }
  return blocks.map((block) => ({
    left: region.left,
    right: region.right,
    preamble: block.preamble,
    header: block.header,
    data: block.data,
    tail: block.tail,
  }));
}

/**
 * Last rows of a table before the next one: a label with nothing but a dash, or a label alone that a note or blank rows part
 * from what follows (else it may be the next title). Comes back with the rows that are left.
 */
function keepLastRows(block: OpenBlock, pending: readonly Kinded[]): Kinded[] {
  const columns = block.numbers;
  const left = Math.min(...columns);
  let last = block.data.at(-1)?.row ?? 0;
  let kept = 0;
  for (; kept < pending.length; kept += 1) {
    const { row, kind } = pending[kept]!;
    const [first] = row.cells;
    if (!first || row.row - last > 1 || first.column >= left || !isPlainLabel(first)) break;
    const marked =
      kind === 'texts' && row.cells.some((cell) => cell.kind === 'mark' && columns.has(cell.column));
    if (!marked && !(kind === 'single' && isParted(pending, kept))) break;
    block.data.push(row);
    last = row.row;
  }
  return pending.slice(kept);
}

function isPlainLabel({ fold, word }: GridCell): boolean {
  return fold.length <= 40 && !/[。;；:：]$/.test(fold) && !word.foot && !continuedMark.test(fold);
}

function isParted(pending: readonly Kinded[], index: number): boolean {
  const next = pending[index + 1];
  if (!next) return false;
  const parts = next.kind === 'note' || next.kind === 'foot' || next.kind === 'page';
  return parts || next.row.row - pending[index]!.row.row > 2;
}

function noteNumbers(columns: Set<number>, row: GridRow): void {
  const label = firstTextColumn(row);
  for (const { kind, column } of row.cells) if (kind === 'number' && column > label) columns.add(column);
}

/** Do the rows since the last data row hold a header of a new table? */
function startsTable(
  pending: readonly Kinded[],
  block: OpenBlock,
  rows: readonly Kinded[],
  index: number,
): boolean {
  const columns = numericColumns(rows, index);
  const before = block.numbers;
  if (headsColumns(pending, columns)) return true;
  return pending.some(({ row, kind }) => {
    if (kind === 'code' && pending.length > 1) return true;
    if (kind !== 'texts') return false;
    const over = textsOver(row, columns);
    const overBefore = textsOver(row, before);
    const headerWord = row.cells.some(({ word }) => word.headsLabels || word.headsSerials);
    const numbers = row.cells.some((cell) => cell.kind === 'number');
    if (numbers) return headerWord;
    if (over >= 2 && overBefore >= 2) return over * 2 >= columns.size || headerWord;
    return over >= 1 && headerWord && (repeatsHeader(row, block) || over * 2 >= columns.size - 1);
  });
}

/** The first cell says what the rows are, holds the unit of the table, or is blank over the labels. */
function hasHeadWord(row: GridRow, columns: ReadonlySet<number>): boolean {
  const [first] = row.cells;
  if (!first) return false;
  return isHeaderWord(first.word) || first.word.meta === 'unit-line' || columns.has(first.column);
}

/** Header words and texts that together stand over most columns of the figures to come, in as many rows as they need. */
function headsColumns(pending: readonly Kinded[], columns: ReadonlySet<number>): boolean {
  const texts = pending.filter(({ kind }) => kind === 'texts');
  const words = texts.some(
    ({ row }) => !row.cells.some(({ kind }) => kind === 'number') && hasHeadWord(row, columns),
  );
  // A single column of figures: 指标 | 数值 under a title or a foot line, not between rows.
  const apart = pending[0]?.kind !== 'texts' && pending[0]?.kind !== 'code';
  if (!words || (columns.size < 2 && !apart)) return false;
  const covered = new Set<number>();
  for (const { row } of texts)
    for (const cell of row.cells)
      if (cell.kind === 'text' && columns.has(cell.column)) covered.add(cell.column);
  return covered.size * 2 > columns.size;
}

function repeatsHeader(row: GridRow, block: OpenBlock): boolean {
  const texts = new Set(block.header.flatMap((header) => header.cells.map((cell) => cell.fold)));
  return row.cells.filter((cell) => texts.has(cell.fold)).length * 2 >= row.cells.length;
}

/** Rows without values between data rows: groups, blanks, notes inside. */
function addInner(block: OpenBlock, { row, kind }: Kinded): void {
  if (isLatinTail(row, block)) block.tail.push(row);
  else if (kind === 'single' || kind === 'texts') block.data.push(row);
  else if (kind !== 'code') block.tail.push(row);
}

/** The second line of a translated label, alone in its row; in an English table it is a heading. */
function isLatinTail(row: GridRow, block: OpenBlock): boolean {
  if (!block.data.some(({ cells }) => /\p{Script=Han}/u.test(cells[0]?.fold ?? ''))) return false;
  const [cell] = row.cells;
  return (
    row.cells.length === 1 &&
    cell !== undefined &&
    cell.kind === 'text' &&
    !/[\p{Script=Han}\d]/u.test(cell.fold)
  );
}

/** After the last values: rows with a label and no value still belong to the data; notes and foot lines end it. */
function closeTail(grid: Grid, block: OpenBlock, pending: readonly Kinded[]): void {
  let open = true;
  let last = block.data.at(-1)?.row ?? 0;
  const columns = block.numbers;
  const width = block.header.at(-1)?.cells.length ?? 0;
  for (const { row, kind } of pending) {
    const first = row.cells[0];
    const isData =
      open &&
      first !== undefined &&
      row.row - last <= 2 &&
      !isLatinTail(row, block) &&
      coversColumns(grid, row, columns) === 0 &&
      (kind === 'texts' || kind === 'single') &&
      !row.cells.some(({ fold, word }) => word.foot || fold.length > 40 || /[。;；]$/.test(fold)) &&
      first.column < Math.min(...columns, Number.MAX_SAFE_INTEGER) &&
      (kind === 'texts' ? textsOver(row, columns) === 0 || width > 3 || measuresLike(row, block) : width > 1);
    if (isData) {
      block.data.push(row);
      last = row.row;
    } else {
      open = false;
      block.tail.push(row);
    }
  }
}

/** A unit of measure where the rows above have theirs: 人均收入 | 元 | 见附表 is a row of the table, no note. */
function measuresLike(row: GridRow, block: OpenBlock): boolean {
  const above = block.data.at(-1)?.cells ?? [];
  return row.cells.some(
    ({ column, fold }, index) =>
      index > 0 &&
      looksLikeMeasureUnit(fold) &&
      above.some((cell) => cell.column === column && looksLikeMeasureUnit(cell.fold)),
  );
}

/** A form without any figure: a row of header words over rows with labels. */
function findBlankForm(pending: readonly Kinded[]): OpenBlock | undefined {
  const bottom = pending.findIndex(
    ({ row, kind }) =>
      kind === 'texts' && row.cells.length >= 2 && row.cells.some(({ word }) => isHeaderWord(word)),
  );
  if (bottom < 0) return undefined;
  let end = bottom + 1;
  const headerWidth = pending[bottom]!.row.cells.length;
  while (end < pending.length && isBlankFormHeader(pending[end]!, pending[bottom]!.row, headerWidth))
    end += 1;
  const body = pending.slice(end);
  const stop = body.findIndex(({ kind }) => kind === 'note' || kind === 'foot' || kind === 'page');
  const data = (stop < 0 ? body : body.slice(0, stop)).filter(
    ({ kind }) => kind === 'single' || kind === 'texts',
  );
  if (data.length === 0) return undefined;
  let start = bottom;
  while (start > 0 && pending[start - 1]!.kind === 'texts') start -= 1;
  return {
    preamble: pending.slice(0, start).map(({ row }) => row),
    header: pending.slice(start, end).map(({ row }) => row),
    data: data.map(({ row }) => row),
    tail: stop < 0 ? [] : body.slice(stop).map(({ row }) => row),
    numbers: new Set(),
  };
}

/** A second header row has texts where the first has none over it, or is a code row; a data row starts in the label column. */
function isBlankFormHeader(item: Kinded, header: GridRow, width: number): boolean {
  if (item.kind === 'code') return true;
  if (item.kind !== 'texts') return false;
  const first = item.row.cells[0];
  const headerFirst = header.cells[0];
  return (
    first !== undefined &&
    headerFirst !== undefined &&
    first.column > headerFirst.column + 1 &&
    item.row.cells.length <= width * 3
  );
}
