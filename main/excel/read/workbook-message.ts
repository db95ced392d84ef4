/**
 * A workbook on its way out of the worker. An object per cell is slow to clone, so cells travel as columns of numbers
 * and one joined text; NUL separates the texts because the readers let none through.
 */
import type { Cell, CellKind, Sheet, Workbook } from '../../../shared/domain/sheet.ts';
import type { ReadOutcome, Refused } from './read-outcome.ts';

interface SheetMessage extends Omit<Sheet, 'cells'> {
  readonly rows: Uint32Array;
  readonly columns: Uint16Array;
  readonly flags: Uint8Array;
  readonly indents: Uint8Array;
  readonly texts: string;
}

interface WorkbookMessage {
  readonly workbook: Omit<Workbook, 'sheets'>;
  readonly sheets: readonly SheetMessage[];
}

export type OutcomeMessage =
  | (Omit<Refused, 'remains'> & { readonly remains?: WorkbookMessage })
  | (WorkbookMessage & { readonly ok: true });

const kinds: readonly CellKind[] = ['number', 'text', 'boolean', 'date', 'error'];
const flag = { percent: 8, formula: 16, external: 32, ownText: 64 } as const;
const kindMask = 7;

export function encodeOutcome(outcome: ReadOutcome): OutcomeMessage {
  if (outcome.ok) return { ok: true, ...encodeWorkbook(outcome.workbook) };
  const { remains, ...refused } = outcome;
  return remains === undefined ? refused : { ...refused, remains: encodeWorkbook(remains) };
}

function encodeWorkbook({ sheets, ...workbook }: Workbook): WorkbookMessage {
  return { workbook, sheets: sheets.map(encodeSheet) };
}

export function decodeOutcome(message: OutcomeMessage): ReadOutcome {
  if (message.ok) return { ok: true, workbook: decodeWorkbook(message) };
  const { remains, ...refused } = message;
  return remains === undefined ? refused : { ...refused, remains: decodeWorkbook(remains) };
}

function decodeWorkbook({ workbook, sheets }: WorkbookMessage): Workbook {
  return { ...workbook, sheets: sheets.map(decodeSheet) };
}

function encodeSheet({ cells, ...sheet }: Sheet): SheetMessage {
  const message = {
    ...sheet,
    rows: new Uint32Array(cells.length),
    columns: new Uint16Array(cells.length),
    flags: new Uint8Array(cells.length),
    indents: new Uint8Array(cells.length),
  };
  const texts: string[] = [];
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] as Cell;
    message.rows[index] = cell.row;
    message.columns[index] = cell.column;
    message.flags[index] = flagsOf(cell);
    message.indents[index] = cell.indent ?? 0;
    texts.push(cell.value);
    if (cell.text !== cell.value) texts.push(cell.text);
  }
  return { ...message, texts: texts.join('\0') };
}

function flagsOf(cell: Cell): number {
  let flags = kinds.indexOf(cell.kind);
  if (cell.percent) flags |= flag.percent;
  if (cell.formula) flags |= flag.formula;
  if (cell.external) flags |= flag.external;
  if (cell.text !== cell.value) flags |= flag.ownText;
  return flags;
}

function decodeSheet(message: SheetMessage): Sheet {
  const { rows, columns, flags, indents, texts, ...sheet } = message;
  const parts = rows.length === 0 ? [] : texts.split('\0');
  const cells: Cell[] = new Array(rows.length);
  let part = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const bits = flags[index] ?? 0;
    const value = parts[part++] ?? '';
    const text = bits & flag.ownText ? (parts[part++] ?? '') : value;
    const cell: { -readonly [Key in keyof Cell]: Cell[Key] } = {
      row: rows[index] ?? 0,
      column: columns[index] ?? 0,
      kind: kinds[bits & kindMask] ?? 'text',
      value,
      text,
    };
    if (bits & flag.percent) cell.percent = true;
    if (bits & flag.formula) cell.formula = true;
    if (bits & flag.external) cell.external = true;
    if (indents[index]) cell.indent = indents[index] ?? 0;
    cells[index] = cell;
  }
  return { ...sheet, cells };
}
