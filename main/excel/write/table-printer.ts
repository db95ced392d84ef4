import {
  type CellTables,
  printEmpty,
  printHeight,
  printNumber,
  printStart,
  printTail,
  printText,
} from './row-printer.ts';
import type { OutColumn, OutTable, OutValue } from './sheet-model.ts';

/*
 * The rows of a long table without an object for each cell. A row names its number before every cell and says much the same
 * in between as the row above: it is kept as these pieces, of which only those that change are made anew, and joined with
 * the number. Joining makes the text of a row in one go; added up cell by cell it was a million small texts.
 */

/** One text per row; `top` is the first one, counted from 0. */
export function* printTable(
  { columns, rows, height }: OutTable,
  top: number,
  tables: CellTables,
): Generator<string> {
  const printers = columns.map(
    (column, at) => new ColumnPrinter(column, cellEnd(at, columns.length), tables),
  );
  const heights: string[] = [];
  const pieces: string[] = ['<row r="', ''];
  let number = top;
  for (const values of rows) {
    let lines = 1;
    for (let at = 0; at < printers.length; at += 1) {
      const printer = printers[at]!;
      pieces[at + 2] = printer.print(values[at] ?? null);
      if (printer.lines > lines) lines = printer.lines;
    }
    pieces[1] = heights[lines] ??= printHeight(height(lines)) + printStart(0);
    number += 1;
    yield pieces.join(String(number));
  }
}

/** What stands between a cell and the next number. */
function cellEnd(at: number, columns: number): string {
  return at + 1 < columns ? printStart(at + 1) : '</row>';
}

/** The cells of one column. Neighbours often say the same: what stands behind the reference is then printed once for all. */
class ColumnPrinter {
  /** Of the value printed last. */
  lines = 1;
  private above: OutValue | undefined;
  private piece = '';
  private readonly column: OutColumn;
  private readonly end: string;
  private readonly tables: CellTables;

  constructor(column: OutColumn, end: string, tables: CellTables) {
    this.column = column;
    this.end = end;
    this.tables = tables;
  }

  print(value: OutValue): string {
    if (value !== this.above) {
      this.above = value;
      this.piece = this.printValue(value) + this.end;
      this.lines = this.column.lines?.(textOf(value)) ?? 1;
    }
    return this.piece;
  }

  private printValue(value: OutValue): string {
    const { styles, strings } = this.tables;
    if (typeof value === 'object' && value !== null) return printTail(value, this.tables);
    if (value === null || value === '') return printEmpty(styles.indexOf(this.column.empty));
    const { number, text } = this.column;
    return number === undefined
      ? printText(styles.indexOf(text), strings.indexOf(value))
      : printNumber(styles.indexOf(number(value)), value);
  }
}

function textOf(value: OutValue): string {
  if (typeof value === 'string') return value;
  return value?.content && 'text' in value.content ? value.content.text : '';
}
