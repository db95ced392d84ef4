import {
  AlignmentType,
  BorderStyle,
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
  readonly heading?: boolean;
  readonly align: keyof typeof alignments;
}

function lines(text: string, { size, heading, align }: Look): Paragraph[] {
  return text.split('\n').map(
    (line) =>
      new Paragraph({
        alignment: alignments[align],
        spacing: { before: 0, after: 0, line: Math.round(size * 12), lineRule: 'exact' },
        children: [new TextRun({ text: line, size, font: heading ? faces.heading : faces.table })],
      }),
  );
}

const cellMargins = { top: 20, bottom: 20, left: 40, right: 40 };

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

const noLine = { style: BorderStyle.NIL, size: 0, color: 'auto' };

/**
 * Neighbours with the same text look like one cell by leaving out the lines between them. Really merged cells would let
 * rows break across pages (LibreOffice) and put the text where nobody looks.
 */
function bordersOf(goesOn: boolean, goesOnBelow: boolean) {
  return { ...(goesOn ? { top: noLine } : {}), ...(goesOnBelow ? { bottom: noLine } : {}) };
}

interface RowSetting {
  readonly columns: readonly TableColumn[];
  readonly widths: readonly number[];
  readonly size: number;
}

function bodyRow(rows: readonly Row[], place: number, { columns, widths, size }: RowSetting): TableRow {
  return new TableRow({
    cantSplit: true,
    children: columns.map((column, at) => {
      const text = rows[place]?.cells[at] ?? '';
      const same = (other: number) => column.merged === true && text === rows[other]?.cells[at];
      return new TableCell({
        width: { size: widths[at] ?? 0, type: WidthType.DXA },
        margins: cellMargins,
        verticalAlign: VerticalAlignTable.CENTER,
        borders: bordersOf(same(place - 1), same(place + 1)),
        children: lines(same(place - 1) ? '' : text, { size, align: column.align ?? 'left' }),
      });
    }),
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
      ...block.rows.map((_row, at) => bodyRow(block.rows, at, { columns: block.columns, widths, size })),
    ],
  });
}
