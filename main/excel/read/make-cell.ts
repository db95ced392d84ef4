import type { Cell } from '../../../shared/domain/sheet.ts';
import { displayNumber, type NumberFormat, printWritten } from './display-number.ts';
import { printExcelDate } from './excel-date.ts';
import { tidyText } from './plain-cell.ts';

/** A cell while its reader fills it in. */
export type MutableCell = { -readonly [Key in keyof Cell]: Cell[Key] };

/** Undefined where the text is blank. */
export function makeTextCell(row: number, column: number, raw: string): MutableCell | undefined {
  const text = tidyText(raw);
  return text.trim() === '' ? undefined : { row, column, kind: 'text', value: text, text };
}

/** An empty text stands for a formula that nobody has calculated yet. */
export function makeErrorCell(row: number, column: number, text: string): MutableCell {
  return { row, column, kind: 'error', value: text, text };
}

/**
 * A stored double under its number format: a number, a date, or an error where no spreadsheet has such a number.
 * `written`: the digits of the file, where it has them.
 */
export function makeNumberCell(
  row: number,
  column: number,
  number: number,
  format: NumberFormat,
  date1904: boolean,
  written = '',
): MutableCell {
  if (!Number.isFinite(number)) return makeErrorCell(row, column, '#NUM!');
  const decimal = printWritten(number, written);
  const text = displayNumber(number, decimal, format, date1904);
  const date = format.date ? printExcelDate(number, date1904) : undefined;
  if (date !== undefined) return { row, column, kind: 'date', value: date, text };
  const cell: MutableCell = { row, column, kind: 'number', value: decimal, text };
  if (format.percent) cell.percent = true;
  return cell;
}
