import { printColumn } from '../../../shared/text/cell-address.ts';
import type { DecimalText } from '../../../shared/text/decimal.ts';
import type { OutCell, OutColumn, OutRow, OutTable, OutTableRow } from './sheet-model.ts';
import type { StyleRegister } from './styles-part.ts';
import { escapeXml } from './xml-text.ts';

/** Where texts go: the index in `xl/sharedStrings.xml`. */
export interface StringTable {
  indexOf(text: string): number;
}

/** Where cells look up their style and their text. */
export interface CellTables {
  readonly styles: StyleRegister;
  readonly strings: StringTable;
}

/** Rows one below the other as XML; `row` counts from 0. */
export class RowPrinter {
  /** `<c r="AB`, by column. */
  private readonly starts: string[] = [];
  private readonly tables: CellTables;

  constructor(tables: CellTables) {
    this.tables = tables;
  }

  print({ cells, height }: OutRow, row: number): string {
    let line = '';
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column];
      if (cell) line += this.start(column) + (row + 1) + printTail(cell, this.tables);
    }
    return printRow(row, height, line);
  }

  /** A long table, cell by cell without an object in between; its first row is `top`. */
  *printTable({ columns, rows }: OutTable, top: number): Generator<string> {
    const printers = columns.map((column) => new ColumnPrinter(column, this.tables));
    let row = top;
    for (const { values, height } of rows) {
      yield printRow(row, height, this.printValues(values, printers, row + 1));
      row += 1;
    }
  }

  private printValues(
    values: OutTableRow['values'],
    printers: readonly ColumnPrinter[],
    number: number,
  ): string {
    let line = '';
    for (let column = 0; column < values.length; column += 1)
      line += this.start(column) + number + printers[column]!.print(values[column]!);
    return line;
  }

  private start(column: number): string {
    return (this.starts[column] ??= `<c r="${printColumn(column)}`);
  }
}

function printRow(row: number, height: number | undefined, cells: string): string {
  return `<row r="${row + 1}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}>${cells}</row>`;
}

/** What follows the reference of a cell. */
function printTail({ look, content }: OutCell, { styles, strings }: CellTables): string {
  const style = styles.indexOf(look);
  if (content === undefined) return printEmpty(style);
  if ('number' in content) return printNumber(style, content.number);
  if ('text' in content) return printText(style, strings.indexOf(content.text));
  return `" s="${style}"><f>${escapeXml(content.formula)}</f><v>${content.cached}</v></c>`;
}

function printEmpty(style: number): string {
  return `" s="${style}"/>`;
}

function printNumber(style: number, value: DecimalText): string {
  return `" s="${style}"><v>${value}</v></c>`;
}

function printText(style: number, index: number): string {
  return `" s="${style}" t="s"><v>${index}</v></c>`;
}

/** The cells of one column. Neighbours often say the same: what stands behind the reference is then printed once for all. */
class ColumnPrinter {
  private above: OutTableRow['values'][number] | undefined;
  private tail = '';
  private readonly column: OutColumn;
  private readonly tables: CellTables;

  constructor(column: OutColumn, tables: CellTables) {
    this.column = column;
    this.tables = tables;
  }

  print(value: OutTableRow['values'][number]): string {
    if (value !== this.above) {
      this.above = value;
      this.tail = this.printTail(value);
    }
    return this.tail;
  }

  private printTail(value: OutTableRow['values'][number]): string {
    const { styles, strings } = this.tables;
    if (typeof value === 'object' && value !== null) return printTail(value, this.tables);
    if (value === null || value === '') return printEmpty(styles.indexOf(this.column.empty));
    const { number, text } = this.column;
    return number === undefined
      ? printText(styles.indexOf(text), strings.indexOf(value))
      : printNumber(styles.indexOf(number(value)), value);
  }
}
