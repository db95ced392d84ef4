import { workbookWords } from '../../../renderer/words/workbook.ts';
import type { BookFigure, BookTotal, ConsolidatedBook } from './consolidated-book.ts';
import { columnDecimals, valueAt } from './matrix-cells.ts';
import type { MatrixColumn, MatrixLayout, Place } from './matrix-layout.ts';
import { textWidth } from './text-width.ts';

const words = workbookWords;

/** Header text of a place: 合计 or the unit's name. */
export function nameOf(book: ConsolidatedBook, place: Place): string {
  return place === 'total' ? words.total : book.units[place]!.name;
}

/** Width of the label columns: indicator and unit of measure, or the unit's name. */
export const labelWidths = [28, 9];
export const unitNameWidth = 22;

/** Widths by the longest printed figure; long headers are broken into lines. */
export function columnWidths(
  book: ConsolidatedBook,
  layout: MatrixLayout,
  decimals: readonly number[],
): number[] {
  const down = layout.orientation === 'indicators-down';
  const widths = down ? [...labelWidths] : [unitNameWidth];
  for (const block of layout.blocks) {
    for (const column of block.columns) {
      const texts = down
        ? book.indicators.map((row, at) => {
            const figure = block.place === 'total' ? row.total : row.figures[block.place!];
            return figure ? printedWidth(figure, column, decimals[at]!) : 0;
          })
        : [book.indicators[block.indicator!]!.total, ...book.indicators[block.indicator!]!.figures].map(
            (figure) => (figure ? printedWidth(figure, column, decimals[block.indicator!]!) : 0),
          );
      const name = down ? nameOf(book, block.place!) : book.indicators[block.indicator!]!.label;
      const longest = texts.reduce((most, width) => Math.max(most, width), 0);
      const header = Math.ceil(textWidth(name) / (block.columns.length > 1 ? block.columns.length : 2)) + 2;
      const measure =
        block.columns.length > 1 ? textWidth(words.columns[column]) / (column === 'level' ? 1 : 2) + 2 : 0;
      widths.push(
        Math.min(22, Math.max(longest + 2, column === 'rank' ? 6 : 9, Math.min(header, 14), measure)),
      );
    }
  }
  return widths;
}

function printedWidth(figure: BookFigure | BookTotal, column: MatrixColumn, decimals: number): number {
  const value = valueAt(figure, column);
  if (value === null) return 0;
  const incomplete = 'complete' in figure && !figure.complete && column === 'level' ? 2 : 0;
  return printedLength(value, columnDecimals(column, decimals)) + incomplete + (figure.adjusted ? 2 : 0);
}

/** Characters of a figure with separators; counted on the text, as this runs for every figure of a large table. */
function printedLength(value: string, decimals: number): number {
  const minus = value.startsWith('-') ? 1 : 0;
  const point = value.indexOf('.');
  const whole = (point < 0 ? value.length : point) - minus;
  return minus + whole + Math.floor((whole - 1) / 3) + (decimals > 0 ? decimals + 1 : 0);
}
