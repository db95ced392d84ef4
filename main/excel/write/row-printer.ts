import { printColumn } from '../../../shared/text/cell-address.ts';
import type { DecimalText } from '../../../shared/text/decimal.ts';
import type { OutCell, OutRow } from './sheet-model.ts';
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

  private start(column: number): string {
    return (this.starts[column] ??= printStart(column));
  }
}

/** `<c r="AB`: the number of the row follows. */
export function printStart(column: number): string {
  return `<c r="${printColumn(column)}`;
}

function printRow(row: number, height: number | undefined, cells: string): string {
  return `<row r="${row + 1}${printHeight(height)}${cells}</row>`;
}

/** What follows the number of a row. */
export function printHeight(height: number | undefined): string {
  return height === undefined ? '">' : `" ht="${height}" customHeight="1">`;
}

/** What follows the reference of a cell. */
export function printTail({ look, content }: OutCell, { styles, strings }: CellTables): string {
  const style = styles.indexOf(look);
  if (content === undefined) return printEmpty(style);
  if ('number' in content) return printNumber(style, content.number);
  if ('text' in content) return printText(style, strings.indexOf(content.text));
  return `" s="${style}"><f>${escapeXml(content.formula)}</f><v>${content.cached}</v></c>`;
}

export function printEmpty(style: number): string {
  return `" s="${style}"/>`;
}

export function printNumber(style: number, value: DecimalText): string {
  return `" s="${style}"><v>${value}</v></c>`;
}

export function printText(style: number, index: number): string {
  return `" s="${style}" t="s"><v>${index}</v></c>`;
}
