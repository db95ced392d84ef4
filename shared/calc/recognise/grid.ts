import type { Cell, CellRange, Sheet } from '../../domain/sheet.ts';
import { printAddress } from '../../text/cell-address.ts';
import { type NumberReading, readCellNumber } from '../../text/number-text.ts';
import { remember } from '../../text/remember.ts';
import { type CellWord, numberWord, wordOfMark, wordOfText } from './cell-word.ts';

/**
 * A sheet indexed by row, blank texts left out, each cell classed once. Work is linear in the number of cells; merges are
 * looked up, never expanded over the sheet.
 */
export type CellClass = 'number' | 'mark' | 'text';

export interface GridCell {
  readonly cell: Cell;
  readonly column: number;
  readonly kind: CellClass;
  /** Half-width, no blanks, without a translation beside the Chinese; for numbers the plain text. */
  readonly fold: string;
  readonly word: CellWord;
}

export interface GridRow {
  readonly row: number;
  readonly cells: readonly GridCell[];
}

export interface Grid {
  readonly rows: readonly GridRow[];
  /** Merges by the row of their top. */
  readonly merges: ReadonlyMap<number, readonly CellRange[]>;
  /** Merges more than one row high, for cells covered from above. */
  readonly tall: readonly CellRange[];
}

const classes: Partial<Record<NumberReading['kind'], CellClass>> = {
  number: 'number',
  mark: 'mark',
  'formula-error': 'mark',
};

/** 2.50-4.00 stands where a figure should: no number, but no word either. */
const decimalRange = /^\d+\.\d+\s*[-~—～至]\s*\d+\.\d+$/;

function classify(cell: Cell): GridCell {
  const { column, value } = cell;
  if (cell.kind === 'number') return { cell, column, kind: 'number', fold: value, word: numberWord };
  const { kind, word } = cell.kind === 'text' ? readText(value) : read(cell);
  return { cell, column, kind, fold: word.fold, word };
}

function read(cell: Cell): Pick<GridCell, 'kind' | 'word'> {
  const { value } = cell;
  const kind = classes[readCellNumber(cell).kind] ?? (decimalRange.test(value.trim()) ? 'mark' : 'text');
  return { kind, word: kind === 'text' ? wordOfText(value) : wordOfMark(value) };
}

/** Asked once for each text: the 300 returns of a form hold the same few hundred. */
const readText = remember((value) => read({ row: 0, column: 0, kind: 'text', value, text: value }));

/** Texts longer than this are paragraphs: never a label, never a header. */
export const paragraphLength = 120;

export function readGrid(sheet: Sheet): Grid {
  const rows: GridRow[] = [];
  let current: { row: number; cells: GridCell[] } | undefined;
  for (const cell of sheet.cells) {
    if (cell.kind === 'text' && cell.value.trim() === '') continue;
    if (current?.row !== cell.row) rows.push((current = { row: cell.row, cells: [] }));
    current.cells.push(classify(cell));
  }
  const merges = new Map<number, CellRange[]>();
  const tall: CellRange[] = [];
  for (const range of sheet.merges) {
    const list = merges.get(range.top);
    if (list) list.push(range);
    else merges.set(range.top, [range]);
    if (range.bottom > range.top) tall.push(range);
  }
  return { rows, merges, tall };
}

/** A part of the grid: rows `from`…`to` (positions, exclusive end) and columns `left`…`right` (inclusive). */
export interface Region {
  readonly left: number;
  readonly right: number;
  readonly rows: readonly GridRow[];
}

/** Cuts rows to the columns; rows without a cell there are left out. */
export function cutColumns(rows: readonly GridRow[], left: number, right: number): Region {
  const cut: GridRow[] = [];
  for (const row of rows) {
    const cells = row.cells.filter((cell) => cell.column >= left && cell.column <= right);
    if (cells.length > 0) cut.push(cells.length === row.cells.length ? row : { row: row.row, cells });
  }
  return { left, right, rows: cut };
}

/** The merged block whose top-left cell this is. */
export function mergeAt(grid: Grid, row: number, column: number): CellRange | undefined {
  return grid.merges.get(row)?.find((range) => range.left === column);
}

/** How many columns the cell covers. */
export function mergeWidth(grid: Grid, row: number, column: number): number {
  const range = mergeAt(grid, row, column);
  return range ? range.right - range.left + 1 : 1;
}

/** Asked several times for each row: a loop, as a closure each time is what it would cost most. */
export function findCell({ cells }: GridRow, column: number): GridCell | undefined {
  for (const cell of cells) if (cell.column === column) return cell;
  return undefined;
}

export function addressOf(cell: Cell): string {
  return printAddress(cell.row, cell.column);
}
