import {
  AlignmentType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { ReportBlock, TableRow as Row, TableColumn } from '../../shared/calc/report/document.ts';
import { faces, sizes, twips } from './typography.ts';

/* Tables of a report: fixed widths, repeated header, rows that stay together. */

type TableBlock = Extract<ReportBlock, { kind: 'table' }>;

/** A table of many columns is set in 六号, others in 小五. */
const denseFrom = 12;

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

interface Look {
  readonly size: number;
  readonly bold?: boolean;
  readonly heading?: boolean;
  readonly align: keyof typeof alignments;
  /** A line that must not end a page. */
  readonly keepNext?: boolean;
}

function lines(text: string, { size, heading, align, keepNext }: Look): Paragraph[] {
  return text.split('\n').map(
    (line) =>
      new Paragraph({
        alignment: alignments[align],
        keepNext: keepNext ?? false,
        spacing: { before: 0, after: 0, line: Math.round(size * 13), lineRule: 'exact' },
        children: [new TextRun({ text: line, size, font: heading ? faces.heading : faces.table })],
      }),
  );
}

const cellMargins = { top: 30, bottom: 30, left: 40, right: 40 };

function headerRow(columns: readonly TableColumn[], widths: readonly number[], size: number): TableRow {
  return new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(
      ({ title }, at) =>
        new TableCell({
          width: { size: widths[at] ?? 0, type: WidthType.DXA },
          margins: cellMargins,
          verticalAlign: VerticalAlignTable.CENTER,
          children: lines(title, { size, heading: true, align: 'center' }),
        }),
    ),
  });
}

function bodyRow(
  row: Row,
  columns: readonly TableColumn[],
  widths: readonly number[],
  size: number,
): TableRow {
  if (row.band)
    return new TableRow({
      cantSplit: true,
      children: [
        new TableCell({
          columnSpan: columns.length,
          width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
          margins: cellMargins,
          children: lines(row.cells[0] ?? '', { size, heading: true, align: 'left', keepNext: true }),
        }),
      ],
    });
  return new TableRow({
    cantSplit: true,
    children: columns.map(
      ({ align }, at) =>
        new TableCell({
          width: { size: widths[at] ?? 0, type: WidthType.DXA },
          margins: cellMargins,
          verticalAlign: VerticalAlignTable.CENTER,
          children: lines(row.cells[at] ?? '', { size, align: align ?? 'left' }),
        }),
    ),
  });
}

/** @param room usable width of the page in millimetres; columns share it in proportion to their own widths */
export function makeTable(block: TableBlock, room: number): Table {
  const asked = block.columns.reduce((sum, column) => sum + column.width, 0);
  const widths = block.columns.map((column) => twips((column.width * room) / asked));
  const size = block.columns.length > denseFrom ? sizes.dense : sizes.table;
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      headerRow(block.columns, widths, size),
      ...block.rows.map((row) => bodyRow(row, block.columns, widths, size)),
    ],
  });
}
