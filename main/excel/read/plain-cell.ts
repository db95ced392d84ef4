/** Cells of files that know no types: a number only where a machine wrote one, so that `001` and `1,234.50` stay. */
import type { Cell } from '../../../shared/domain/sheet.ts';
import { parseDecimal, printDecimal } from '../../../shared/text/decimal.ts';
import { longestCellText } from './limits.ts';

const machineNumber = /^-?(0|[1-9]\d{0,14})(\.\d{1,30})?$/;

/** Undefined where nothing but blanks is left. Tabs that exporters put before commas go; leading blanks stay. */
export function readPlainCell(row: number, column: number, raw: string): Cell | undefined {
  const text = tidyText(raw);
  if (text.trim() === '') return undefined;
  const bare = text.trim();
  const number = machineNumber.test(bare) ? parseDecimal(bare) : undefined;
  if (number) return { row, column, kind: 'number', value: printDecimal(number), text: bare };
  return { row, column, kind: 'text', value: text, text };
}

/** One kind of line end, no NUL (it separates texts on their way from the worker), no endless text. */
export function tidyText(raw: string): string {
  const cut = raw.length > longestCellText ? raw.slice(0, longestCellText) : raw;
  const lines = cut.includes('\r') ? cut.replace(/\r\n?/g, '\n') : cut;
  const clean = lines.includes('\0') ? lines.replaceAll('\0', '') : lines;
  return clean.replace(/^\t{1,99}|[\t \n]{1,99}$/g, '');
}
