import { parseDecimal, printDecimal } from '../../../shared/text/decimal.ts';
import { gridWords } from '../../words/grid.ts';
import type { EntryResult, GridColumn } from './model.ts';

const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/;

/**
 * A number as a person types or pastes it: full-width digits, blanks and thousands separators are read;
 * `35%` only where the column's unit is %. Anything else is refused, never guessed. '' clears.
 */
export function readNumberEntry(text: string, unit?: string): EntryResult {
  let folded = text.normalize('NFKC').replace(/[−–]/g, '-').replace(/\s+/g, '');
  if (folded === '') return { ok: true, text: '' };
  if (folded.endsWith('%') && unit === '%') folded = folded.slice(0, -1);
  if (grouped.test(folded)) folded = folded.replaceAll(',', '');
  const value = /e/i.test(folded) ? undefined : parseDecimal(folded);
  return value ? { ok: true, text: printDecimal(value) } : { ok: false, reason: gridWords.notANumber(text) };
}

/** What an entry becomes in the column. */
export function readEntry(column: GridColumn, text: string): EntryResult {
  if (column.accept) return column.accept(text);
  return column.kind === 'number' ? readNumberEntry(text, column.unit) : { ok: true, text: text.trimEnd() };
}
