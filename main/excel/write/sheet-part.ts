import type { CellRange } from '../../../shared/domain/sheet.ts';
import { printAddress, printColumn } from '../../../shared/text/cell-address.ts';
import type { OutCell, OutPrint, OutSheet, OutValidation } from './sheet-model.ts';
import type { StyleRegister } from './styles-part.ts';
import { escapeXml } from './xml-text.ts';

/** Where texts go: the index in `xl/sharedStrings.xml`. */
export interface StringTable {
  indexOf(text: string): number;
}

export interface SheetComment {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

export interface SheetPart {
  /** The XML in pieces, so that a long sheet is never one huge string. */
  readonly chunks: readonly Uint8Array[];
  readonly comments: readonly SheetComment[];
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

function printCell(cell: OutCell, address: string, styles: StyleRegister, strings: StringTable): string {
  const start = `<c r="${address}" s="${styles.indexOf(cell.look)}"`;
  const content = cell.content;
  if (content === undefined) return `${start}/>`;
  if ('number' in content) return `${start}><v>${content.number}</v></c>`;
  if ('text' in content) return `${start} t="s"><v>${strings.indexOf(content.text)}</v></c>`;
  return `${start}><f>${escapeXml(content.formula)}</f><v>${content.cached}</v></c>`;
}

const chunkLength = 1 << 16;

/** Streams the rows into XML; comments and links are collected on the way. */
class RowPrinter {
  readonly chunks: Uint8Array[] = [];
  readonly comments: SheetComment[] = [];
  readonly links: string[] = [];
  rows = 0;
  columns = 0;
  private text = '';
  private readonly letters: string[] = [];
  private readonly encoder = new TextEncoder();
  private readonly styles: StyleRegister;
  private readonly strings: StringTable;

  constructor(styles: StyleRegister, strings: StringTable) {
    this.styles = styles;
    this.strings = strings;
  }

  add(cells: readonly (OutCell | undefined)[], height: number | undefined): void {
    const row = this.rows;
    this.text += `<row r="${row + 1}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}>`;
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column];
      if (!cell) continue;
      const address = `${(this.letters[column] ??= printColumn(column))}${row + 1}`;
      this.text += printCell(cell, address, this.styles, this.strings);
      if (cell.comment) this.comments.push({ row, column, text: cell.comment });
      if (cell.link) this.links.push(printLink(address, cell.link));
    }
    this.text += '</row>';
    this.rows += 1;
    this.columns = Math.max(this.columns, cells.length);
    if (this.text.length > chunkLength) this.flush();
  }

  flush(): void {
    this.chunks.push(this.encoder.encode(this.text));
    this.text = '';
  }
}

function printLink(address: string, link: { sheet: string; cell: string }): string {
  return `<hyperlink ref="${address}" location="${escapeXml(`${quoteSheet(link.sheet)}!${link.cell}`)}"/>`;
}

/** Prints one sheet. `selected` marks the sheet that opens first. */
export function printSheet(
  sheet: OutSheet,
  styles: StyleRegister,
  strings: StringTable,
  selected: boolean,
): SheetPart {
  const printer = new RowPrinter(styles, strings);
  for (const row of sheet.rows) printer.add(row.cells, row.height);
  printer.flush();
  const encoder = new TextEncoder();
  const head = printHead(sheet, printer.rows, printer.columns, selected);
  const tail = printTail(sheet, printer.links, printer.comments.length > 0);
  return {
    chunks: [encoder.encode(head), ...printer.chunks, encoder.encode(tail)],
    comments: printer.comments,
  };
}

function printHead(sheet: OutSheet, rows: number, columns: number, selected: boolean): string {
  const used = { top: 0, left: 0, bottom: Math.max(rows, 1) - 1, right: Math.max(columns, 1) - 1 };
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
    `<dimension ref="${printRange(used)}"/>`,
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
function printTail(sheet: OutSheet, links: readonly string[], hasComments: boolean): string {
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
    hasComments ? '<legacyDrawing r:id="rId1"/>' : '',
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
