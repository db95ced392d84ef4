import type { TableReading } from '../../domain/recognition.ts';
import { foldText } from '../../text/names.ts';

/**
 * A key for the structure of a table: header texts and where they stand, relative to the table's corner. Figures, titles,
 * units of single rows and the place on the sheet don't count, so the 300 returns of one form share a key, and what a
 * person confirmed or corrected once can be applied to the others.
 */
export function fingerprintLayout(table: TableReading): string {
  const columns = table.columns.map(
    ({ column, role, path }) => `${column - table.range.left}:${role}:${path.map(foldText).join('/')}`,
  );
  return hash([`${table.headerRows.length}+${table.codeRows.length}`, ...columns].join('\n'));
}

/** A key for the whole form: the layout and its row labels in order. */
export function fingerprintForm(table: TableReading): string {
  return hash([fingerprintLayout(table), ...table.rows.map((row) => foldText(row.name))].join('\n'));
}

/** FNV-1a over UTF-16 units, twice with different seeds: 64 bits as hex, enough to tell layouts apart. */
function hash(text: string): string {
  return fnv(text, 0x811c9dc5) + fnv(text, 0x01234567);
}

function fnv(text: string, seed: number): string {
  let value = seed;
  for (let index = 0; index < text.length; index += 1) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}
