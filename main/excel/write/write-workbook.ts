import { printColumn } from '../../../shared/text/cell-address.ts';
import { printCommentDrawing, printComments } from './comments-part.ts';
import { packInThreads } from './pack-in-threads.ts';
import type { OutBook, OutSheet } from './sheet-model.ts';
import { listComments, printAbsolute, printSheet, quoteSheet, type SheetComment } from './sheet-part.ts';
import { StyleRegister } from './styles-part.ts';
import { escapeXml, textElement } from './xml-text.ts';
import { concatBytes, packEntry, writeZip, type ZipEntry } from './zip-archive.ts';

/**
 * Writes a new .xlsx. Own serialiser instead of a library: figures go out as the decimal text they are (no binary
 * float in between), every foreign text stays text (`#REF!` and `_x0041_` too), and the same book gives the same
 * bytes (no clock, no author).
 */

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageRels = 'http://schemas.openxmlformats.org/package/2006/relationships';
const officeRels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const mainSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const contentPrefix = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Shared strings, each kept once. */
class Strings {
  private readonly indexes = new Map<string, number>();

  indexOf(text: string): number {
    const known = this.indexes.get(text);
    if (known !== undefined) return known;
    this.indexes.set(text, this.indexes.size);
    return this.indexes.size - 1;
  }

  *print(): Generator<string> {
    yield `${xml}<sst xmlns="${mainSpace}" uniqueCount="${this.indexes.size}">`;
    for (const item of this.indexes.keys()) yield `<si>${textElement(item)}</si>`;
    yield '</sst>';
  }
}

/** Pure: book in, bytes of the .xlsx out. */
export function writeWorkbook(book: OutBook): Uint8Array {
  const { sheets, others } = partsOf(book);
  const pack = ({ name, texts }: BookPart) => packEntry(name, concatBytes([...encodeInChunks(texts)]));
  const packed = [...sheets].map(pack);
  return writeZip([...[...others()].map(pack), ...packed]);
}

/** The same for a large book: what is printed is compressed in other threads while more is printed. */
export async function writeLargeWorkbook(book: OutBook): Promise<Uint8Array> {
  const { sheets, others } = partsOf(book);
  const packed: ZipEntry[] = [];
  for (const { name, texts } of sheets) packed.push(await packInThreads(name, encodeInChunks(texts)));
  const first: ZipEntry[] = [];
  for (const { name, texts } of others()) first.push(await packInThreads(name, encodeInChunks(texts)));
  return writeZip([...first, ...packed]);
}

interface BookPart {
  readonly name: string;
  /** Made while they are read. */
  readonly texts: Iterable<string>;
}

/** The parts of a book: `others` stand first in the file but know their styles and strings only after the sheets. */
function partsOf(book: OutBook): { sheets: Iterable<BookPart>; others: () => Iterable<BookPart> } {
  const tables = { styles: new StyleRegister(book.baseFont), strings: new Strings() };
  const firstVisible = book.sheets.findIndex((sheet) => !sheet.veryHidden);
  return {
    sheets: book.sheets.flatMap((sheet, index) => [
      {
        name: `xl/worksheets/sheet${index + 1}.xml`,
        texts: printSheet(sheet, tables, index === firstVisible),
      },
      ...commentParts(listComments(sheet), index + 1),
    ]),
    others: () => [
      { name: '[Content_Types].xml', texts: [printContentTypes(book.sheets)] },
      { name: '_rels/.rels', texts: [printRootRelations()] },
      { name: 'docProps/core.xml', texts: [printCoreProperties(book.title)] },
      { name: 'docProps/app.xml', texts: [printAppProperties()] },
      { name: 'xl/workbook.xml', texts: [printWorkbookPart(book, firstVisible)] },
      { name: 'xl/_rels/workbook.xml.rels', texts: [printWorkbookRelations(book.sheets.length)] },
      { name: 'xl/styles.xml', texts: [tables.styles.print()] },
      { name: 'xl/sharedStrings.xml', texts: tables.strings.print() },
    ],
  };
}

/** A text is made of many small ones, which are joined when it is encoded: while they are still at hand in the processor. */
const textLength = 1 << 15;
/** Long enough that threads are worth waking, short enough that a few of them are no weight in memory. */
const chunkLength = 1 << 20;

function* encodeInChunks(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let chunk: Uint8Array[] = [];
  let length = 0;
  let text = '';
  for (const one of texts) {
    text += one;
    if (text.length < textLength) continue;
    chunk.push(encoder.encode(text));
    length += text.length;
    text = '';
    if (length < chunkLength) continue;
    yield concatBytes(chunk);
    chunk = [];
    length = 0;
  }
  yield concatBytes([...chunk, encoder.encode(text)]);
}

function commentParts(comments: readonly SheetComment[], number: number): BookPart[] {
  if (comments.length === 0) return [];
  const relations = [
    relation('rId1', `${officeRels}/vmlDrawing`, `../drawings/vmlDrawing${number}.vml`),
    relation('rId2', `${officeRels}/comments`, `../comments${number}.xml`),
  ];
  return [
    { name: `xl/worksheets/_rels/sheet${number}.xml.rels`, texts: [printRelations(relations)] },
    { name: `xl/comments${number}.xml`, texts: [printComments(comments)] },
    {
      name: `xl/drawings/vmlDrawing${number}.vml`,
      texts: [printCommentDrawing(comments, number * 1024 + 1)],
    },
  ];
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
}

function printRelations(relations: readonly string[]): string {
  return `${xml}<Relationships xmlns="${packageRels}">${relations.join('')}</Relationships>`;
}

function printContentTypes(sheets: readonly OutSheet[]): string {
  const withComments = sheets.flatMap((sheet, index) => (listComments(sheet).length > 0 ? [index + 1] : []));
  const override = (part: string, type: string) => `<Override PartName="${part}" ContentType="${type}"/>`;
  return [
    `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    withComments.length > 0
      ? '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
      : '',
    override('/xl/workbook.xml', `${contentPrefix}.sheet.main+xml`),
    ...sheets.map((_, index) =>
      override(`/xl/worksheets/sheet${index + 1}.xml`, `${contentPrefix}.worksheet+xml`),
    ),
    override('/xl/styles.xml', `${contentPrefix}.styles+xml`),
    override('/xl/sharedStrings.xml', `${contentPrefix}.sharedStrings+xml`),
    ...withComments.map((number) => override(`/xl/comments${number}.xml`, `${contentPrefix}.comments+xml`)),
    override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
    override('/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'),
    '</Types>',
  ].join('');
}

function printRootRelations(): string {
  return printRelations([
    relation('rId1', `${officeRels}/officeDocument`, 'xl/workbook.xml'),
    relation('rId2', `${packageRels}/metadata/core-properties`, 'docProps/core.xml'),
    relation('rId3', `${officeRels}/extended-properties`, 'docProps/app.xml'),
  ]);
}

function printCoreProperties(title: string): string {
  return `${xml}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title></cp:coreProperties>`;
}

function printAppProperties(): string {
  return `${xml}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Planning Workbench</Application></Properties>`;
}

function printWorkbookRelations(sheets: number): string {
  const ofSheets = Array.from({ length: sheets }, (_, index) =>
    relation(`rId${index + 1}`, `${officeRels}/worksheet`, `worksheets/sheet${index + 1}.xml`),
  );
  return printRelations([
    ...ofSheets,
    relation(`rId${sheets + 1}`, `${officeRels}/styles`, 'styles.xml'),
    relation(`rId${sheets + 2}`, `${officeRels}/sharedStrings`, 'sharedStrings.xml'),
  ]);
}

function printWorkbookPart(book: OutBook, firstVisible: number): string {
  const sheets = book.sheets.map(
    (sheet, index) =>
      `<sheet name="${escapeXml(sheet.name)}" sheetId="${index + 1}"${sheet.veryHidden ? ' state="veryHidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  const names = [
    ...book.sheets.flatMap(printReservedNames),
    ...(book.names ?? []).map(
      ({ name, sheet, range }) =>
        `<definedName name="${escapeXml(name)}">${escapeXml(printAbsolute(sheet, range))}</definedName>`,
    ),
  ];
  return [
    `${xml}<workbook xmlns="${mainSpace}" xmlns:r="${officeRels}"><workbookPr/>`,
    `<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000" activeTab="${Math.max(firstVisible, 0)}"/></bookViews>`,
    `<sheets>${sheets.join('')}</sheets>`,
    names.length > 0 ? `<definedNames>${names.join('')}</definedNames>` : '',
    '<calcPr calcId="191029"/></workbook>',
  ].join('');
}

/** Print area, repeated rows and columns, and the filter are names of their sheet. */
function printReservedNames(sheet: OutSheet, index: number): string[] {
  const reserved = (name: string, value: string, hidden = '') =>
    `<definedName name="_xlnm.${name}" localSheetId="${index}"${hidden}>${escapeXml(value)}</definedName>`;
  const { repeatRows, repeatColumns } = sheet.print ?? {};
  const titles = [
    repeatColumns
      ? `${quoteSheet(sheet.name)}!$${printColumn(repeatColumns[0])}:$${printColumn(repeatColumns[1])}`
      : '',
    repeatRows ? `${quoteSheet(sheet.name)}!$${repeatRows[0] + 1}:$${repeatRows[1] + 1}` : '',
  ].filter(Boolean);
  return [
    sheet.filter ? reserved('_FilterDatabase', printAbsolute(sheet.name, sheet.filter), ' hidden="1"') : '',
    sheet.printArea ? reserved('Print_Area', printAbsolute(sheet.name, sheet.printArea)) : '',
    titles.length > 0 ? reserved('Print_Titles', titles.join(',')) : '',
  ].filter(Boolean);
}
