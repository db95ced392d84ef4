import { workbookWords } from '../../../renderer/words/workbook.ts';
import type { CellRange } from '../../../shared/domain/sheet.ts';
import { printedDecimals } from '../../../shared/text/decimal.ts';
import type { BookIndicator, ConsolidatedBook } from './consolidated-book.ts';
import { looks } from './looks.ts';
import { figureCell, signRoom, totalCell } from './matrix-cells.ts';
import { subtotalFormula, type TotalFormulas, totalFormulas } from './matrix-formulas.ts';
import { layOutMatrix, type MatrixLayout } from './matrix-layout.ts';
import { listMatrixNotes } from './matrix-notes.ts';
import { columnWidths, labelWidths, nameOf, unitNameWidth } from './matrix-widths.ts';
import { mergedRow, mergeOf, noteRow, pageOf, titleRows } from './sheet-frame.ts';
import type { OutCell, OutName, OutRow, OutSheet } from './sheet-model.ts';
import { countLines, rowHeight } from './text-width.ts';

const words = workbookWords;

/** A4 landscape holds about 145 characters of 11 points at full size; at 54 % the digits are those of 七号 print. */
const fullSizeCharacters = 145;
const charactersPerPage = 270;

/** The main table. `sourceRows` tells where each indicator's first source stands. */
export function matrixSheet(
  book: ConsolidatedBook,
  sourceRows: ReadonlyMap<string, number>,
): { sheet: OutSheet; names: OutName[] } {
  const subtitle = subtitleOf(book);
  const top = (book.demo ? 1 : 0) + 1 + (subtitle ? 1 : 0) + 1;
  const layout = layOutMatrix(book, top);
  const decimals = book.indicators.map(decimalsOf);
  const formulas = totalFormulas(book, layout);
  const body = bodyRows(book, layout, { decimals, formulas, sourceRows });
  const widths = columnWidths(book, layout, decimals);
  const pagesAcross = Math.max(1, Math.ceil(sum(widths) / charactersPerPage));
  const firstPage = pagesAcross === 1 ? Infinity : Math.max(fullSizeCharacters, sum(widths) / pagesAcross);
  const titleWidth = columnsWithin(widths, firstPage);
  const title = titleRows(book.title, subtitle, book.demo, titleWidth);
  const header = headerRows(book, layout, widths);
  const foot = footRows(book, formulas, titleWidth, sum(widths.slice(0, titleWidth)));
  const footTop = layout.bodyTop + layout.bodyRows;
  const bottom = footTop + foot.rows.length - 1;
  const sheet: OutSheet = {
    name: words.sheets.matrix,
    widths,
    rows: [...title.rows, unitLineRow(book, titleWidth), ...header.rows, ...body, ...foot.rows],
    merges: [...title.merges, ...header.merges, ...foot.merges(footTop)],
    frozen: { rows: layout.bodyTop, columns: layout.labelColumns },
    print: pageOf(book.demo, {
      pagesAcross,
      repeatRows: [layout.headerTop, layout.bodyTop - 1],
      ...(pagesAcross > 1 ? { repeatColumns: [0, layout.labelColumns - 1] as const } : {}),
      centered: true,
    }),
    printArea: { top: 0, left: 0, bottom, right: layout.columnCount - 1 },
    tab: '2F5597',
  };
  return { sheet, names: namesOf(book, layout) };
}

function subtitleOf(book: ConsolidatedBook): string {
  const absent = book.units.filter((unit) => unit.absent && unit.counted).map((unit) => unit.name);
  return `${book.periodText}${absent.length > 0 ? words.without(absent) : ''}`;
}

/** Decimals of a row: the indicator's own, else what its figures carry, at most 4. */
function decimalsOf(row: BookIndicator): number {
  if (row.decimals !== undefined) return row.decimals;
  const values = [row.total?.value, ...row.figures.map((figure) => figure.value)];
  return Math.min(4, Math.max(0, ...values.map((value) => (value == null ? 0 : printedDecimals(value)))));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((acc, number) => acc + number, 0);
}

const emptyCell: OutCell = { look: looks.empty };

/** How many columns fit on the first page across: the title is centred over these. */
function columnsWithin(widths: readonly number[], limit: number): number {
  let used = 0;
  const beyond = widths.findIndex((width) => (used += width) > limit);
  return beyond < 0 ? widths.length : Math.max(beyond, 2);
}

function unitLineRow(book: ConsolidatedBook, width: number): OutRow {
  const cells: (OutCell | undefined)[] = [
    { look: looks.lineLeft, content: { text: words.preparedBy(book.root.name) } },
  ];
  cells[width - 1] = { look: looks.lineRight, content: { text: book.unitLine ?? words.perRow } };
  return { cells: Array.from(cells), height: 20 };
}

function headerRows(
  book: ConsolidatedBook,
  layout: MatrixLayout,
  widths: readonly number[],
): { rows: OutRow[]; merges: CellRange[] } {
  const rows = Array.from({ length: layout.headerRows }, () =>
    Array.from({ length: layout.columnCount }, (): OutCell => ({ look: looks.header })),
  );
  const merges: CellRange[] = [];
  const put = (row: number, column: number, text: string, bottom = row, right = column) => {
    rows[row]![column] = { look: looks.header, content: { text } };
    if (bottom > row || right > column) {
      merges.push(mergeOf(layout.headerTop + row, column, right, layout.headerTop + bottom));
    }
  };
  const last = layout.headerRows - 1;
  const down = layout.orientation === 'indicators-down';
  put(0, 0, down ? words.indicator : words.unit, last);
  if (down) put(0, 1, words.unitOfMeasure, last);
  for (const block of layout.blocks) {
    const right = block.left + block.columns.length - 1;
    const single = block.columns.length === 1;
    if (down) put(0, block.left, nameOf(book, block.place!), single ? last : 0, right);
    else {
      const row = book.indicators[block.indicator!]!;
      put(0, block.left, row.label, 0, right);
      put(1, block.left, row.unit, single ? last : 1, right);
    }
    if (single) continue;
    for (const [at, column] of block.columns.entries()) put(last, block.left + at, words.columns[column]);
  }
  return {
    rows: rows.map((cells, row) => ({
      cells,
      height: headerHeight(cells, widths, merges, layout.headerTop + row),
    })),
    merges,
  };
}

/** High enough for the longest text; a text merged over several columns has their width. */
function headerHeight(
  cells: readonly OutCell[],
  widths: readonly number[],
  merges: readonly CellRange[],
  row: number,
): number {
  const lines = cells.map((cell, column) => {
    if (!cell.content || !('text' in cell.content)) return 1;
    const merge = merges.find((range) => range.top === row && range.left === column);
    const width = sum(widths.slice(column, (merge?.right ?? column) + 1));
    const rows = merge ? merge.bottom - merge.top + 1 : 1;
    return Math.ceil(countLines(cell.content.text, width) / rows);
  });
  return rowHeight(Math.max(...lines)) + 4;
}

interface Body {
  readonly decimals: readonly number[];
  readonly formulas: TotalFormulas;
  readonly sourceRows: ReadonlyMap<string, number>;
}

function bodyRows(book: ConsolidatedBook, layout: MatrixLayout, body: Body): OutRow[] {
  const rows = Array.from({ length: layout.bodyRows }, () =>
    Array.from({ length: layout.columnCount }, (): OutCell => emptyCell),
  );
  const put = (row: number, column: number, cell: OutCell) => {
    rows[row - layout.bodyTop]![column] = cell;
  };
  putLabels(book, layout, put);
  const room = signRoom(book, layout);
  book.indicators.forEach((indicator, at) => {
    const style = { indicator, decimals: body.decimals[at]! };
    for (const column of ['level', 'previous', 'growth', 'share', 'rank'] as const) {
      const total = layout.position(at, 'total', column);
      if (total) {
        const formula = column === 'level' || column === 'previous' ? body.formulas[column][at] : undefined;
        const sourceRow = column === 'level' ? body.sourceRows.get(indicator.code) : undefined;
        put(total.row, total.column, totalCell(style, column, formula, sourceRow, room(at, 'total')));
      }
      if (!layout.position(at, 0, column)) continue;
      indicator.figures.forEach((figure, unit) => {
        const place = layout.position(at, unit, column)!;
        const formula = column === 'level' ? subtotalFormula(layout, indicator, at, unit) : undefined;
        put(place.row, place.column, figureCell(style.decimals, figure, column, room(at, unit), formula));
      });
    }
  });
  const labelWidth = layout.orientation === 'indicators-down' ? labelWidths[0]! : unitNameWidth;
  return rows.map((cells) => {
    const label = cells[0]?.content;
    const lines = label && 'text' in label ? countLines(label.text, labelWidth) : 1;
    return { cells, height: rowHeight(lines) };
  });
}

function putLabels(
  book: ConsolidatedBook,
  layout: MatrixLayout,
  put: (row: number, column: number, cell: OutCell) => void,
): void {
  if (layout.orientation === 'indicators-down') {
    book.indicators.forEach((indicator, at) => {
      const look = indicator.indent > 0 ? indented(indicator.indent) : looks.label;
      put(layout.bodyTop + at, 0, { look, content: { text: indicator.label } });
      put(layout.bodyTop + at, 1, { look: looks.unit, content: { text: indicator.unit } });
    });
    return;
  }
  put(layout.bodyTop, 0, { look: looks.boldLabel, content: { text: words.total } });
  book.units.forEach((unit, at) => {
    const look = unit.subtotal ? looks.boldLabel : unit.indent ? indented(unit.indent) : looks.label;
    put(layout.bodyTop + at + 1, 0, { look, content: { text: unit.name } });
  });
}

const indents = [1, 2, 3, 4].map((indent) => ({ ...looks.label, indent: indent * 2 }));
function indented(depth: number) {
  return indents[Math.min(depth, indents.length) - 1]!;
}

function footRows(
  book: ConsolidatedBook,
  formulas: TotalFormulas,
  width: number,
  characters: number,
): { rows: OutRow[]; merges: (top: number) => CellRange[] } {
  const notes = listMatrixNotes(book, formulas).map((text, at) =>
    noteRow(`${at === 0 ? words.notesTitle : '　　'}${at + 1}. ${text}`, width, characters),
  );
  const rows = [mergedRow('', 1, looks.sign, 10), ...notes, signRow(width)];
  return {
    rows,
    merges: (top) => notes.map((_, at) => mergeOf(top + 1 + at, 0, width - 1)),
  };
}

/** 制表 / 审核 / 负责人, left open for the pen. */
function signRow(width: number): OutRow {
  const cells: (OutCell | undefined)[] = Array.from({ length: width });
  words.sign.forEach((text, at) => {
    cells[Math.floor((at * width) / words.sign.length)] = { look: looks.sign, content: { text } };
  });
  return { cells, height: 26 };
}

/** Names that formulas of others may use: the total of each indicator and the whole block of figures. */
function namesOf(book: ConsolidatedBook, layout: MatrixLayout): OutName[] {
  const sheet = words.sheets.matrix;
  const used = new Set<string>();
  const totals = book.indicators.flatMap((row, at): OutName[] => {
    const name = `${words.total}_${row.code.replace(/[^\p{L}\p{N}_.]/gu, '_')}`;
    const cell = layout.position(at, 'total', 'level');
    if (!row.total || !cell || used.has(name.toLowerCase())) return [];
    used.add(name.toLowerCase());
    return [{ name, sheet, range: mergeOf(cell.row, cell.column, cell.column) }];
  });
  const block = {
    top: layout.bodyTop,
    left: layout.labelColumns,
    bottom: layout.bodyTop + layout.bodyRows - 1,
    right: layout.columnCount - 1,
  };
  return block.bottom >= block.top && block.right >= block.left
    ? [...totals, { name: `${sheet}_数据`, sheet, range: block }]
    : totals;
}
