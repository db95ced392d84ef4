/** CSV, TSV and their relatives: one pass, quotes as RFC 4180, the separator that the first lines agree on. */
import type { Cell, Workbook } from '../../../shared/domain/sheet.ts';
import { type CellBudget, spend } from './cell-budget.ts';
import type { ReadLimits } from './limits.ts';
import { readPlainCell } from './plain-cell.ts';

/** Throws AppError `too-big`. */
export function readTextTable(text: string, limits: ReadLimits): Workbook {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const separator = findSeparator(text.slice(start, start + 65_536));
  const cells = readCells(text, start, separator, limits);
  const sheet = {
    name: 'Sheet1',
    visibility: 'visible',
    cells,
    merges: [],
    hiddenRows: [],
    hiddenColumns: [],
    pictures: 0,
  } as const;
  return { format: separator === '\t' ? 'tsv' : 'csv', sheets: [sheet], notes: [] };
}

/** The separator found most often outside quotes; a tab before each comma is an exporter's habit, not a separator. */
function findSeparator(sample: string): string {
  const counts: Record<string, number> = { ',': 0, '\t': 0, ';': 0, '|': 0 };
  let quoted = false;
  for (let at = 0; at < sample.length; at += 1) {
    const character = sample[at] ?? '';
    if (character === '"') quoted = !quoted;
    else if (!quoted && character in counts && !(character === '\t' && sample[at + 1] === ','))
      counts[character] = (counts[character] ?? 0) + 1;
  }
  return Object.entries(counts).reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function readCells(text: string, start: number, separator: string, limits: ReadLimits): Cell[] {
  const cells: Cell[] = [];
  const budget: CellBudget = { limits, cells: 0, characters: 0 };
  let [row, column, at] = [0, 0, start];
  while (at < text.length) {
    const field = readField(text, at, separator);
    const cell = readPlainCell(row, column, field.text);
    if (cell) {
      spend(budget, cell);
      cells.push(cell);
    }
    if (text[field.end] === separator) column += 1;
    else [row, column] = [row + 1, 0];
    at = field.end + (text[field.end] === '\r' && text[field.end + 1] === '\n' ? 2 : 1);
  }
  return cells;
}

/** `end` is where the separator or line end stands. */
function readField(text: string, start: number, separator: string): { text: string; end: number } {
  if (text[start] !== '"') return readBare(text, start, separator);
  let at = start + 1;
  let value = '';
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { text: value + text.slice(at), end: text.length };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const rest = readBare(text, quote + 1, separator);
      return { text: value + rest.text, end: rest.end };
    }
    value += '"';
    at = quote + 2;
  }
}

function readBare(text: string, start: number, separator: string): { text: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { text: text.slice(start, end), end };
}
