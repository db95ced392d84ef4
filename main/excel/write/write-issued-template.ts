import { workbookWords } from '../../../renderer/words/workbook.ts';
import type { TemplateMark } from '../../../shared/domain/sheet.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { issuedTable } from './issued-body.ts';
import type { IssuedTemplate } from './issued-template.ts';
import { baseFont, looks } from './looks.ts';
import { mergeOf, noteRow, pageOf, titleRows } from './sheet-frame.ts';
import type { OutCell, OutRow, OutSheet } from './sheet-model.ts';
import { writeWorkbook } from './write-workbook.ts';
import { maxCellText } from './xml-text.ts';

const words = workbookWords.issued;

/** Name of the very-hidden sheet that carries the mark; a reader finds a template by it. */
export const markSheetName = '_planbench';

/**
 * A blank form for one sender as bytes of an .xlsx: protected without a password, input cells open, numbers checked
 * while typing, last year's figures printed and locked, and a very-hidden sheet whose column A holds the
 * `TemplateMark` as JSON (A1; what is longer than a cell goes on in A2, A3 …). Pure.
 * Errors: `too-big` for more than 20,000 input cells.
 */
export function writeIssuedTemplate(template: IssuedTemplate): Uint8Array {
  const numbers = numberLine(template);
  const top = (template.demo ? 1 : 0) + 1 + (numbers ? 1 : 0) + 1;
  const table = issuedTable(template.body, top);
  if (table.anchors.length > 20_000) throw new AppError('too-big', { cells: table.anchors.length });
  const width = table.widths.length;
  const title = titleRows(template.title, '', template.demo, width);
  const characters = table.widths.reduce((sum, each) => sum + each, 0);
  const bodyTop = top + table.header.length;
  const footRow = bodyTop + table.rows.length + 1;
  const head = [...title.rows, ...(numbers ? [lineRow([[0, numbers, looks.lineRight]], width)] : [])];
  const sheet: OutSheet = {
    name: words.sheet,
    widths: table.widths,
    rows: [
      ...head,
      senderLine(template, width),
      ...table.header,
      ...table.rows,
      { cells: [], height: 8 },
      footLine(table.widths),
      noteRow(words.help, width, characters),
    ],
    merges: [
      ...title.merges,
      ...(numbers && width > 1 ? [mergeOf(title.rows.length, 0, width - 1)] : []),
      ...table.headerMerges,
      ...(width > 1 ? [mergeOf(footRow + 1, 0, width - 1)] : []),
    ],
    frozen: { rows: bodyTop, columns: table.labelColumns },
    print: pageOf(template.demo, {
      pagesAcross: Math.max(1, Math.ceil(characters / 240)),
      repeatRows: [top, bodyTop - 1],
      centered: true,
    }),
    printArea: { top: 0, left: 0, bottom: footRow + 1, right: width - 1 },
    protect: true,
    validations: table.validations,
  };
  const mark: TemplateMark = {
    ...template.mark,
    anchors: table.anchors.map((anchor) => ({ sheet: words.sheet, ...anchor })),
  };
  return writeWorkbook({ title: template.title, baseFont, sheets: [sheet, markSheet(mark)] });
}

function numberLine(template: IssuedTemplate): string {
  return [
    words.formNumber(template.mark.form),
    template.issuer === undefined ? '' : words.issuer(template.issuer),
    template.docNumber === undefined ? '' : words.docNumber(template.docNumber),
    template.validUntil === undefined ? '' : words.validUntil(template.validUntil),
  ]
    .filter(Boolean)
    .join('　');
}

function lineRow(texts: readonly [number, string, OutCell['look']][], width: number): OutRow {
  const cells: (OutCell | undefined)[] = Array.from({ length: width });
  for (const [column, text, look] of texts) cells[column] = { look, content: { text } };
  return { cells, height: 20 };
}

/** Sender at the left, period in the middle, unit of measure at the right. */
function senderLine(template: IssuedTemplate, width: number): OutRow {
  const middle = Math.max(1, Math.floor((width - 1) / 2));
  const texts: [number, string, OutCell['look']][] = [
    [0, words.fillingUnit(template.senderName), looks.lineLeft],
    [middle, words.period(template.periodText), looks.lineLeft],
  ];
  if (template.unitLine && width - 1 > middle) texts.push([width - 1, template.unitLine, looks.lineRight]);
  return lineRow(texts, width);
}

/** The labels stand in open cells, so that names are typed behind them; spread so that each has room to be read. */
function footLine(widths: readonly number[]): OutRow {
  const cells: (OutCell | undefined)[] = Array.from({ length: Math.max(widths.length, words.foot.length) });
  const total = widths.reduce((sum, width) => sum + width, 0);
  let column = 0;
  let start = 0;
  words.foot.forEach((text, at) => {
    const wanted = (at * total) / words.foot.length;
    const left = words.foot.length - at - 1;
    while (at > 0 && start + (widths[column] ?? 0) / 2 < wanted && column < cells.length - left - 1) {
      start += widths[column] ?? 0;
      column += 1;
    }
    cells[column] = { look: looks.footInput, content: { text } };
    start += widths[column] ?? 0;
    column += 1;
  });
  return { cells, height: 26 };
}

/** Pieces never split a surrogate pair, and `_x…_` escapes can't arise across two cells. */
function markSheet(mark: TemplateMark): OutSheet {
  const json = JSON.stringify(mark);
  const rows: OutRow[] = [];
  for (let at = 0; at < json.length; ) {
    let end = Math.min(at + maxCellText - 767, json.length);
    if (end < json.length && /[\uD800-\uDBFF]/.test(json[end - 1]!)) end -= 1;
    rows.push({ cells: [{ look: looks.footInput, content: { text: json.slice(at, end) } }] });
    at = end;
  }
  return { name: markSheetName, veryHidden: true, widths: [9], rows };
}
