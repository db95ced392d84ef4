import { readUnitAlone } from '../../text/measure-text.ts';
import { type Grid, type GridRow, mergeAt, paragraphLength, type Region } from './grid.ts';
import { isStrongMeta, metaKind } from './meta.ts';
import { type RowKind, rowKind } from './row-kind.ts';
import { continuedMark, footWord, labelHeader, serialHeader, unitHeader } from './words.ts';

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

interface Kinded {
  readonly row: GridRow;
  readonly kind: RowKind;
}

interface OpenBlock {
  preamble: GridRow[];
  header: GridRow[];
  data: GridRow[];
  tail: GridRow[];
  /** Numbers and texts seen per column of the data. */
  numbers: Map<number, number>;
}

/** Rows that a header can have, translations counted; what is longer is a table of words. */
const deepestHeader = 16;

/** How many rows with values are looked at to learn which columns hold numbers. */
const lookahead = 12;

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
      const split = splitPending(pending, numericColumns(rows, index), grid, current !== undefined);
      current?.tail.push(...split.tail);
      current = { ...split, data: [...split.leading], tail: [], numbers: new Map() };
      blocks.push(current);
    } else for (const waiting of pending) addInner(current, waiting);
    pending = [];
    current.data.push(item.row);
    countNumbers(current.numbers, item.row);
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

/** The column of the row's first text: numbers left of it only count the rows. */
function firstTextColumn(row: GridRow): number {
  return row.cells.find((cell) => cell.kind === 'text')?.column ?? -1;
}

function countNumbers(counts: Map<number, number>, row: GridRow): void {
  const label = firstTextColumn(row);
  for (const cell of row.cells)
    if (cell.kind === 'number' && cell.column > label)
      counts.set(cell.column, (counts.get(cell.column) ?? 0) + 1);
}

/** Columns that hold numbers right of a label in the next rows with values. */
function numericColumns(rows: readonly Kinded[], from: number): Set<number> {
  const numbers = new Map<number, number>();
  const texts = new Map<number, number>();
  let seen = 0;
  for (let index = from; index < rows.length && seen < lookahead; index += 1) {
    const { row, kind } = rows[index]!;
    if (kind === 'texts' && seen > 0 && index > from + 3 * lookahead) break;
    if (kind !== 'values') continue;
    seen += 1;
    const label = firstTextColumn(row);
    for (const cell of row.cells) {
      if (cell.kind !== 'text' && cell.column < label) continue;
      const counts = cell.kind === 'text' ? texts : numbers;
      counts.set(cell.column, (counts.get(cell.column) ?? 0) + 1);
    }
  }
  const columns = [...numbers]
    .filter(([column, count]) => count >= (texts.get(column) ?? 0))
    .map(([column]) => column);
  return new Set(columns);
}

function textsOver(row: GridRow, columns: ReadonlySet<number>): number {
  return row.cells.filter((cell) => columns.has(cell.column) && cell.kind === 'text').length;
}

/** Do the rows since the last data row hold a header of a new table? */
function startsTable(
  pending: readonly Kinded[],
  block: OpenBlock,
  rows: readonly Kinded[],
  index: number,
): boolean {
  const columns = numericColumns(rows, index);
  const before = new Set([...block.numbers.keys()]);
  return pending.some(({ row, kind }) => {
    if (kind === 'code' && pending.length > 1) return true;
    if (kind !== 'texts') return false;
    const over = textsOver(row, columns);
    const overBefore = textsOver(row, before);
    const headerWord = row.cells.some((cell) => labelHeader.test(cell.fold) || serialHeader.test(cell.fold));
    const numbers = row.cells.some((cell) => cell.kind === 'number');
    if (numbers) return headerWord;
    if (over >= 2 && overBefore >= 2) return over * 2 >= columns.size || headerWord;
    return over >= 1 && headerWord && (repeatsHeader(row, block) || over * 2 >= columns.size - 1);
  });
}

function repeatsHeader(row: GridRow, block: OpenBlock): boolean {
  const texts = new Set(block.header.flatMap((header) => header.cells.map((cell) => cell.fold)));
  return row.cells.filter((cell) => texts.has(cell.fold)).length * 2 >= row.cells.length;
}

/** Rows without values between data rows: groups, blanks, notes inside. */
function addInner(block: OpenBlock, { row, kind }: Kinded): void {
  if (isLatinTail(row)) block.tail.push(row);
  else if (kind === 'single' || kind === 'texts') block.data.push(row);
  else if (kind !== 'code') block.tail.push(row);
}

/** The second line of a translated label, alone in its row. */
function isLatinTail(row: GridRow): boolean {
  const [cell] = row.cells;
  return (
    row.cells.length === 1 &&
    cell !== undefined &&
    cell.kind === 'text' &&
    !/[\p{Script=Han}\d]/u.test(cell.fold)
  );
}

interface Split {
  tail: GridRow[];
  preamble: GridRow[];
  header: GridRow[];
  leading: GridRow[];
}

/** Rows before the first values of a table: what belongs to the table before, the title, the header, first group rows. */
function splitPending(pending: readonly Kinded[], columns: Set<number>, grid: Grid, after: boolean): Split {
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
  if (row.cells.some((cell) => isHeaderWord(cell.fold)) || textsOver(row, columns) > 0) return false;
  if (kind === 'single' && coversColumns(grid, row, columns) > 1) return false;
  if (row.cells.every((cell) => readUnitAlone(cell.fold) !== undefined)) return false;
  const first = row.cells[0];
  if (first && columns.size > 0 && first.column > Math.min(...columns)) return false;
  for (let above = index - 1; above >= 0; above -= 1) {
    const other = pending[above]!;
    if (other.kind === 'code') return true;
    if (other.kind === 'texts' && textsOver(other.row, columns) > 0) return true;
    if (other.kind !== 'single' && other.kind !== 'texts') return false;
  }
  return false;
}

function isHeaderWord(fold: string): boolean {
  return labelHeader.test(fold) || serialHeader.test(fold) || unitHeader.test(fold);
}

/** How many columns of numbers the row's only cell covers by its merge. */
function coversColumns(grid: Grid, row: GridRow, columns: ReadonlySet<number>): number {
  const cell = row.cells[0];
  const range = cell && mergeAt(grid, row.row, cell.column);
  if (!range) return 0;
  let covered = 0;
  for (const column of columns) if (column >= range.left && column <= range.right) covered += 1;
  return covered;
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
  if (kind === 'meta')
    return row.cells.length === 1 && !isStrongMeta(metaKind(cell)) && coversSome(grid, row, columns);
  return (
    coversSome(grid, row, columns) ||
    reachesDown(grid, row, below, index + 1 < end) ||
    (cell.column > 0 && columns.has(cell.column) && hasHeaderAbove(pending, index, columns)) ||
    (cell.column > 0 && columns.has(cell.column) && readUnitAlone(cell.fold) !== undefined) ||
    (index === end - 1 && isHeaderWord(cell.fold)) ||
    (columns.size <= 2 && columns.has(cell.column) && cell.column > 0 && index === end - 1)
  );
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

/** After the last values: rows with a label and no value still belong to the data; notes and foot lines end it. */
function closeTail(grid: Grid, block: OpenBlock, pending: readonly Kinded[]): void {
  let open = true;
  let last = block.data.at(-1)?.row ?? 0;
  const columns = new Set(block.numbers.keys());
  const width = block.header.at(-1)?.cells.length ?? 0;
  for (const { row, kind } of pending) {
    const first = row.cells[0];
    const isData =
      open &&
      first !== undefined &&
      row.row - last <= 2 &&
      !isLatinTail(row) &&
      coversColumns(grid, row, columns) === 0 &&
      (kind === 'texts' || kind === 'single') &&
      !row.cells.some(
        (cell) => footWord.test(cell.fold) || cell.fold.length > 40 || /[。;；]$/.test(cell.fold),
      ) &&
      first.column < Math.min(...columns, Number.MAX_SAFE_INTEGER) &&
      (kind === 'texts' ? textsOver(row, columns) === 0 || width > 3 : width > 1);
    if (isData) {
      block.data.push(row);
      last = row.row;
    } else {
      open = false;
      block.tail.push(row);
    }
  }
}

/** A form without any figure: a row of header words over rows with labels. */
function findBlankForm(pending: readonly Kinded[]): OpenBlock | undefined {
  const bottom = pending.findIndex(
    ({ row, kind }) =>
      kind === 'texts' && row.cells.length >= 2 && row.cells.some((cell) => isHeaderWord(cell.fold)),
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
    numbers: new Map(),
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
