/** One worksheet part → cells. Only cells with a value come out; dimensions and empty formatted cells cost nothing. */
import type { Cell, CellRange } from '../../../../shared/domain/sheet.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { parseAddress } from '../../../../shared/text/cell-address.ts';
import { type CellBudget, spend } from '../cell-budget.ts';
import { displayNumber } from '../display-number.ts';
import { excelSerial, parseIsoDate } from '../excel-date.ts';
import { isExternalFormula } from '../external-formula.ts';
import { type MutableCell, makeErrorCell, makeNumberCell, makeTextCell } from '../make-cell.ts';
import { type CellStyle, plainStyle } from './cell-styles.ts';
import { readRichText } from './shared-strings.ts';
import { XmlScanner } from './xml-scanner.ts';
import { decodeEscapes } from './xml-text.ts';

export interface SheetContext {
  readonly strings: readonly string[];
  readonly styles: readonly CellStyle[];
  readonly date1904: boolean;
  readonly budget: CellBudget;
}

export interface SheetPart {
  readonly cells: Cell[];
  readonly merges: CellRange[];
  readonly hiddenRows: number[];
  readonly hiddenColumns: number[];
  readonly headerTexts: string[];
  /** Pictures inside cells, as WPS writes them. */
  readonly cellPictures: number;
}

interface Progress extends SheetPart {
  cellPictures: number;
  row: number;
  column: number;
  ordered: boolean;
  complete: boolean;
  readonly sharedExternal: Map<string, boolean>;
}

const headers = new Set(['oddHeader', 'oddFooter', 'evenHeader', 'evenFooter', 'firstHeader', 'firstFooter']);
/** Excel's grid; a reference beyond it is no cell. */
const grid = { rows: 1_048_576, columns: 16_384 };

/** Throws AppError `damaged` (cut off, shared string missing) or `too-big`. */
export function readSheetPart(xml: string, context: SheetContext): SheetPart {
  const scanner = new XmlScanner(xml);
  const progress = begin();
  while (scanner.next()) readTag(scanner, progress, context);
  if (!progress.complete) throw new AppError('damaged', { reason: 'xml-truncated' });
  if (!progress.ordered) putInOrder(progress.cells);
  return progress;
}

function begin(): Progress {
  return {
    cells: [],
    merges: [],
    hiddenRows: [],
    hiddenColumns: [],
    headerTexts: [],
    cellPictures: 0,
    row: -1,
    column: -1,
    ordered: true,
    complete: false,
    sharedExternal: new Map(),
  };
}

function readTag(scanner: XmlScanner, progress: Progress, context: SheetContext): void {
  const { name } = scanner;
  if (scanner.closing || (scanner.empty && name === 'worksheet')) {
    if (name === 'worksheet') progress.complete = true;
  } else if (name === 'c') readCell(scanner, progress, context);
  else if (name === 'row') beginRow(scanner, progress);
  else if (name === 'mergeCell') readMerge(scanner, progress);
  else if (name === 'col') readColumn(scanner, progress, context);
  else if (name === 'extLst') scanner.skipElement();
  else if (headers.has(name)) progress.headerTexts.push(scanner.readText());
}

function beginRow(scanner: XmlScanner, progress: Progress): void {
  const stated = Number(scanner.attribute('r'));
  progress.row = Number.isSafeInteger(stated) && stated > 0 ? stated - 1 : progress.row + 1;
  progress.column = -1;
  if (scanner.isOn('hidden') && progress.row < grid.rows) progress.hiddenRows.push(progress.row);
}

/** Columns beyond the limit hold no cell that is read, so they are not listed either. */
function readColumn(scanner: XmlScanner, progress: Progress, { budget }: SheetContext): void {
  if (!scanner.isOn('hidden')) return;
  const first = Math.max(1, Number(scanner.attribute('min')) || 1);
  const last = Math.min(budget.limits.columns, Number(scanner.attribute('max')) || first);
  for (let column = first; column <= last; column += 1) progress.hiddenColumns.push(column - 1);
}

function readMerge(scanner: XmlScanner, progress: Progress): void {
  const [from, to] = (scanner.attribute('ref') ?? '').split(':');
  const [start, end] = [parseAddress(from ?? ''), parseAddress(to ?? '')];
  if (!start || !end) return;
  progress.merges.push({
    top: Math.min(start.row, end.row),
    left: Math.min(start.column, end.column),
    bottom: Math.min(Math.max(start.row, end.row), grid.rows - 1),
    right: Math.min(Math.max(start.column, end.column), grid.columns - 1),
  });
}

interface CellContent {
  value: string | undefined;
  inline: string | undefined;
  formula: boolean;
  external: boolean;
  picture: boolean;
}

function readCell(scanner: XmlScanner, progress: Progress, context: SheetContext): void {
  const address = readAddress(scanner.attribute('r'), progress);
  const type = scanner.attribute('t') ?? 'n';
  const style = context.styles[Number(scanner.attribute('s') ?? 0)] ?? plainStyle;
  if (scanner.empty) return;
  const content = readContent(scanner, progress);
  if (content.picture) {
    progress.cellPictures += 1;
    return;
  }
  const cell = makeCell(address.row, address.column, type, content, style, context);
  if (!cell) return;
  if (content.formula) cell.formula = true;
  if (content.external) cell.external = true;
  if (style.indent > 0) cell.indent = style.indent;
  addCell(cell, progress, context);
}

/** Where the reference is missing or no address, the cell follows the one before. */
function readAddress(reference: string | undefined, progress: Progress): { row: number; column: number } {
  const address = reference === undefined ? undefined : parseAddress(reference);
  if (address && address.row < grid.rows && address.column < grid.columns) {
    progress.column = address.column;
    return address;
  }
  progress.column += 1;
  return { row: Math.max(0, progress.row), column: progress.column };
}

function readContent(scanner: XmlScanner, progress: Progress): CellContent {
  const content: CellContent = {
    value: undefined,
    inline: undefined,
    formula: false,
    external: false,
    picture: false,
  };
  while (scanner.next()) {
    const { name } = scanner;
    if (scanner.closing) {
      if (name === 'c') break;
    } else if (name === 'v') content.value = scanner.readText();
    else if (name === 'is') content.inline = readRichText(scanner, 'is');
    else if (name === 'f') readFormula(scanner, content, progress);
  }
  return content;
}

/** The other cells of a shared formula carry its number only. */
function readFormula(scanner: XmlScanner, content: CellContent, progress: Progress): void {
  const shared = scanner.attribute('t') === 'shared' ? scanner.attribute('si') : undefined;
  const text = scanner.readText();
  content.formula = true;
  content.picture = /^(?:_xlfn\.)?DISPIMG\(/.test(text);
  content.external =
    text === '' && shared !== undefined
      ? progress.sharedExternal.get(shared) === true
      : isExternalFormula(text);
  if (shared !== undefined && text !== '') progress.sharedExternal.set(shared, content.external);
}

function makeCell(
  row: number,
  column: number,
  type: string,
  { value, inline, formula }: CellContent,
  style: CellStyle,
  context: SheetContext,
): MutableCell | undefined {
  if (inline !== undefined && (type === 'inlineStr' || value === undefined))
    return makeTextCell(row, column, inline);
  if (value === undefined) return formula && type === 'n' ? makeErrorCell(row, column, '') : undefined;
  switch (type) {
    case 's':
      return makeTextCell(row, column, sharedString(value, context));
    case 'str':
    case 'inlineStr':
      return makeTextCell(row, column, decodeEscapes(value));
    case 'b': {
      const text = value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE';
      return { row, column, kind: 'boolean', value: text, text };
    }
    case 'e':
      return makeErrorCell(row, column, value);
    case 'd':
      return makeDateCell(row, column, value.trim(), style, context);
    default:
      return makeNumber(row, column, value.trim(), style, context);
  }
}

/** A text that is not there would be a silent gap among the figures: the file is damaged. */
function sharedString(value: string, context: SheetContext): string {
  const text = context.strings[Number(value)];
  if (text === undefined) throw new AppError('damaged', { reason: 'shared-string' });
  return text;
}

function makeNumber(
  row: number,
  column: number,
  text: string,
  style: CellStyle,
  context: SheetContext,
): MutableCell | undefined {
  if (text === '') return undefined;
  const number = Number(text);
  return Number.isNaN(number)
    ? makeTextCell(row, column, text)
    : makeNumberCell(row, column, number, style.format, context.date1904, text);
}

/** ISO dates, as strict files may hold them, under the cell's date format where it has one. */
function makeDateCell(
  row: number,
  column: number,
  value: string,
  { format }: CellStyle,
  { date1904 }: SheetContext,
): MutableCell | undefined {
  const date = parseIsoDate(value);
  if (!date) return makeTextCell(row, column, value);
  const serial = format.date ? excelSerial(date, date1904) : undefined;
  const text =
    serial === undefined ? date.replace('T', ' ') : displayNumber(serial, String(serial), format, date1904);
  return { row, column, kind: 'date', value: date, text };
}

function addCell(cell: Cell, progress: Progress, { budget }: SheetContext): void {
  spend(budget, cell);
  const last = progress.cells.at(-1);
  if (last && (last.row > cell.row || (last.row === cell.row && last.column >= cell.column)))
    progress.ordered = false;
  progress.cells.push(cell);
}

/** Sorted by place; of two cells in one place the later stands, as spreadsheets do. */
function putInOrder(cells: Cell[]): void {
  const byPlace = new Map(cells.map((cell) => [cell.row * grid.columns + cell.column, cell]));
  const sorted = [...byPlace].sort((left, right) => left[0] - right[0]).map(([, cell]) => cell);
  cells.length = 0;
  for (const cell of sorted) cells.push(cell);
}
