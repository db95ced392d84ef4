import type { CellRange } from '../../../shared/domain/sheet.ts';
import { printAddress, printColumn } from '../../../shared/text/cell-address.ts';
import { type CellTables, RowPrinter } from './row-printer.ts';
import type { OutCell, OutPrint, OutRow, OutSheet, OutValidation } from './sheet-model.ts';
import { printTable } from './table-printer.ts';
import { escapeXml } from './xml-text.ts';

export interface SheetComment {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

export function printRange(range: CellRange): string {
  const first = printAddress(range.top, range.left);
  const last = printAddress(range.bottom, range.right);
  return first === last ? first : `${first}:${last}`;
}

/** `'汇总表'!$A$1:$C$9`, as defined names want it. */
export function printAbsolute(sheet: string, range: CellRange): string {
  const corner = (row: number, column: number) => `$${printColumn(column)}$${row + 1}`;
  return `${quoteSheet(sheet)}!${corner(range.top, range.left)}:${corner(range.bottom, range.right)}`;
}

export function quoteSheet(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}

function printLink(address: string, link: { sheet: string; cell: string }): string {
  return `<hyperlink ref="${address}" location="${escapeXml(`${quoteSheet(link.sheet)}!${link.cell}`)}"/>`;
}

/** Prints one sheet in pieces, so that a long one is never one huge string. `selected` marks the sheet that opens first. */
export function* printSheet(sheet: OutSheet, tables: CellTables, selected: boolean): Generator<string> {
  const printer = new RowPrinter(tables);
  yield printHead(sheet, selected);
  for (const [row, cells] of sheet.rows.entries()) yield printer.print(cells, row);
  if (sheet.table) yield* printTable(sheet.table, sheet.rows.length, tables);
  yield printTail(sheet);
}

/** The notes of a sheet, row by row. */
export function listComments({ rows }: OutSheet): SheetComment[] {
  return listCells(rows, ({ comment }, row, column) =>
    comment ? { row, column, text: comment } : undefined,
  );
}

function listLinks({ rows }: OutSheet): string[] {
  return listCells(rows, ({ link }, row, column) =>
    link ? printLink(printAddress(row, column), link) : undefined,
  );
}

/** What few of many cells have: a list for each of the others would be most of the work. */
function listCells<T>(
  rows: readonly OutRow[],
  find: (cell: OutCell, row: number, column: number) => T | undefined,
): T[] {
  const found: T[] = [];
  for (const [row, { cells }] of rows.entries()) {
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column];
      const one = cell && find(cell, row, column);
      if (one !== undefined) found.push(one);
    }
  }
  return found;
}

function usedRange({ rows, table }: OutSheet): CellRange {
  const columns = rows.reduce((most, { cells }) => Math.max(most, cells.length), table?.columns.length ?? 0);
  const bottom = Math.max(rows.length + (table?.rowCount ?? 0), 1) - 1;
  return { top: 0, left: 0, bottom, right: Math.max(columns, 1) - 1 };
}

function printHead(sheet: OutSheet, selected: boolean): string {
  const fit = sheet.print ? '<pageSetUpPr fitToPage="1"/>' : '';
  const tab = sheet.tab ? `<tabColor rgb="FF${sheet.tab}"/>` : '';
  const widths = sheet.widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">',
    tab || fit ? `<sheetPr>${tab}${fit}</sheetPr>` : '',
    `<dimension ref="${printRange(usedRange(sheet))}"/>`,
    `<sheetViews><sheetView${sheet.showGrid ? '' : ' showGridLines="0"'}${selected ? ' tabSelected="1"' : ''} workbookViewId="0">`,
    printPane(sheet.frozen),
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
    widths.length > 0 ? `<cols>${widths.join('')}</cols>` : '',
    '<sheetData>',
  ].join('');
}

function printPane(frozen: OutSheet['frozen']): string {
  if (!frozen || (frozen.rows === 0 && frozen.columns === 0)) return '';
  const pane = frozen.rows > 0 ? (frozen.columns > 0 ? 'bottomRight' : 'bottomLeft') : 'topRight';
  const corner = printAddress(frozen.rows, frozen.columns);
  return [
    '<pane',
    frozen.columns > 0 ? ` xSplit="${frozen.columns}"` : '',
    frozen.rows > 0 ? ` ySplit="${frozen.rows}"` : '',
    ` topLeftCell="${corner}" activePane="${pane}" state="frozen"/>`,
    `<selection pane="${pane}" activeCell="${corner}" sqref="${corner}"/>`,
  ].join('');
}

/** What follows the rows, in the order of the schema (CT_Worksheet). */
function printTail(sheet: OutSheet): string {
  const links = listLinks(sheet);
  const merges = (sheet.merges ?? []).map((range) => `<mergeCell ref="${printRange(range)}"/>`);
  const validations = (sheet.validations ?? []).map(printValidation);
  return [
    '</sheetData>',
    sheet.protect
      ? '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>'
      : '',
    sheet.filter ? `<autoFilter ref="${printRange(sheet.filter)}"/>` : '',
    merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '',
    validations.length > 0
      ? `<dataValidations count="${validations.length}">${validations.join('')}</dataValidations>`
      : '',
    links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : '',
    sheet.print ? printPage(sheet.print) : '',
    listComments(sheet).length > 0 ? '<legacyDrawing r:id="rId1"/>' : '',
    '</worksheet>',
  ].join('');
}

function printPage(print: OutPrint): string {
  const header = print.header ? `<oddHeader>${escapeXml(print.header)}</oddHeader>` : '';
  const footer = print.footer ? `<oddFooter>${escapeXml(print.footer)}</oddFooter>` : '';
  return [
    print.centered ? '<printOptions horizontalCentered="1"/>' : '',
    '<pageMargins left="0.55" right="0.55" top="0.75" bottom="0.75" header="0.35" footer="0.35"/>',
    `<pageSetup paperSize="9" orientation="${print.landscape ? 'landscape' : 'portrait'}"`,
    ` fitToWidth="${print.pagesAcross}" fitToHeight="${print.onePage ? 1 : 0}"/>`,
    header || footer ? `<headerFooter>${header}${footer}</headerFooter>` : '',
  ].join('');
}

function printValidation(validation: OutValidation): string {
  const list = 'list' in validation.rule;
  const attributes = [
    list ? ' type="list"' : ' type="decimal" operator="between"',
    validation.style === 'warning' ? ' errorStyle="warning"' : '',
    ' allowBlank="1" showInputMessage="1" showErrorMessage="1"',
    validation.errorTitle ? ` errorTitle="${escapeXml(validation.errorTitle)}"` : '',
    validation.error ? ` error="${escapeXml(validation.error)}"` : '',
    validation.promptTitle ? ` promptTitle="${escapeXml(validation.promptTitle)}"` : '',
    validation.prompt ? ` prompt="${escapeXml(validation.prompt)}"` : '',
    ` sqref="${validation.ranges.map(printRange).join(' ')}"`,
  ];
  const formulas =
    'list' in validation.rule
      ? `<formula1>${escapeXml(`"${validation.rule.list.join(',').replaceAll('"', '""')}"`)}</formula1>`
      : `<formula1>${validation.rule.decimalFrom}</formula1><formula2>${validation.rule.to}</formula2>`;
  return `<dataValidation${attributes.join('')}>${formulas}</dataValidation>`;
}
