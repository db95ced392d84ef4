/**
 * CSV for WPS and Excel: UTF-8 with BOM, CRLF, every text quoted. A text that a spreadsheet would take for a formula
 * gets an apostrophe in front (case X6): after blanks and invisible signs it starts with = + - @, their full-width
 * forms, or a control character, and is no plain number.
 */
export type CsvCell = string | null | { readonly number: string };

const bom = '\uFEFF';
// biome-ignore lint/suspicious/noMisleadingCharacterClass: each of these is a sign of its own here
const invisible = /^[ \u00A0\u3000\u200B\u200C\u200D\u2060\uFEFF]+/;
const dangerous = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const plainNumber = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?$/;

/** Text that no spreadsheet program evaluates; `restoreText` gives the original back. */
export function neutraliseText(text: string): string {
  const bare = text.replace(invisible, '');
  if (plainNumber.test(text)) return text;
  return dangerous.test(bare) || needsEscape(text) ? `'${text}` : text;
}

/** A text that already looks neutralised gets one more apostrophe, else reading back would take its own away. */
function needsEscape(text: string): boolean {
  if (!text.startsWith("'")) return false;
  const rest = text.slice(1);
  return needsEscape(rest) || (!plainNumber.test(rest) && dangerous.test(rest.replace(invisible, '')));
}

/** The original of a neutralised text. */
export function restoreText(text: string): string {
  return text.startsWith("'") && neutraliseText(text.slice(1)) === text ? text.slice(1) : text;
}

function printCsvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return cell.number;
  return `"${neutraliseText(cell).replaceAll('"', '""')}"`;
}

/** Rows as the bytes of a CSV file. */
export function writeCsv(rows: Iterable<readonly CsvCell[]>): Uint8Array {
  let text = bom;
  for (const row of rows) text += `${row.map(printCsvCell).join(',')}\r\n`;
  return new TextEncoder().encode(text);
}
