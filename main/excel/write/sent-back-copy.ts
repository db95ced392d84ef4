import { workbookWords } from '../../../renderer/words/workbook.ts';
import type { Cell, Sheet } from '../../../shared/domain/sheet.ts';
import { parseAddress } from '../../../shared/text/cell-address.ts';
import { parseDecimal, printDecimal } from '../../../shared/text/decimal.ts';
import { listingSheet } from './listing-sheet.ts';
import { baseFont, looks } from './looks.ts';
import { freeName, groupByCell, noteText, type SentBackFinding } from './sent-back-finding.ts';
import type { OutCell, OutContent, OutLook, OutRow, OutSheet } from './sheet-model.ts';
import { textWidth } from './text-width.ts';
import { writeWorkbook } from './write-workbook.ts';

/** A new workbook with the values of an original that can't be marked itself (.xls, .csv …), marked and said so. */
export function copyMarked(sheets: readonly Sheet[], findings: readonly SentBackFinding[]): Uint8Array {
  const visible = sheets.filter((sheet) => sheet.visibility === 'visible');
  return writeWorkbook({
    title: sentBackWords.title,
    baseFont,
    sheets: [sentenceListing(findings, sheets), ...visible.map((sheet) => copySheet(sheet, findings))],
  });
}

function sentenceListing(findings: readonly SentBackFinding[], sheets: readonly Sheet[]): OutSheet {
  const taken = new Set(sheets.map((sheet) => sheet.name));
  return listingSheet({
    sheet: freeName(sentBackWords.sheet, taken),
    title: sentBackWords.title,
    subtitle: sentBackWords.copied,
    demo: false,
    header: sentBackWords.header,
    widths: [8, 20, 12, 90],
    rowCount: findings.length,
    none: '',
    rows: findings.map((finding, at) => [
      { content: { number: String(at + 1) }, look: looks.integer },
      finding.sheet,
      { look: looks.center, ...(finding.cell === '' ? {} : { content: { text: finding.cell } }) },
      finding.sentence,
    ]),
  });
}

const sentBackWords = workbookWords.sentBack;
const plain: OutLook = { font: baseFont };
const marked: OutLook = { font: baseFont, fill: 'FFF2A8', border: 'thin', wrap: true };

function contentOf(cell: Cell): OutContent {
  const number = cell.kind === 'number' ? parseDecimal(cell.value) : undefined;
  return number ? { number: printDecimal(number) } : { text: cell.text || cell.value };
}

function copySheet(sheet: Sheet, findings: readonly SentBackFinding[]): OutSheet {
  const own = findings.filter((finding) => finding.sheet === sheet.name);
  const rows: (OutCell | undefined)[][] = [];
  const widths: number[] = [];
  const put = (row: number, column: number, cell: OutCell) => {
    while (rows.length <= row) rows.push([]);
    rows[row]![column] = cell;
  };
  for (const cell of sheet.cells) {
    put(cell.row, cell.column, { look: plain, content: contentOf(cell) });
    widths[cell.column] = Math.min(40, Math.max(widths[cell.column] ?? 9, textWidth(cell.text) + 2));
  }
  for (const cell of groupByCell(own, (finding) => parseAddress(finding.cell))) {
    const content = rows[cell.row]?.[cell.column]?.content;
    put(cell.row, cell.column, {
      look: marked,
      comment: noteText(cell),
      ...(content === undefined ? {} : { content }),
    });
  }
  return {
    name: sheet.name,
    widths: Array.from(widths, (width) => width ?? 9),
    rows: rows.map((cells): OutRow => ({ cells: Array.from(cells) })),
    merges: sheet.merges,
    showGrid: true,
  };
}
