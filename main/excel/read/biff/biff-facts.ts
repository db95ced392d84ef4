/**
 * What the library leaves out of a BIFF stream or gives only with a stub of every formatted cell: hidden columns,
 * drawings, headers, texts of boxes and comments, and which formulas reach into other workbooks.
 */
import { type BiffRecord, readRecords, recordTypes } from './biff-records.ts';
import { decodeByCodePage } from './code-page.ts';
import { listSheetReferences } from './formula-tokens.ts';

export interface BiffSheetFacts {
  /** `placeKey` of cells with a formula, and of those among them that refer to another workbook. */
  readonly formulas: Set<number>;
  readonly external: Set<number>;
  readonly hiddenColumns: number[];
  readonly headerTexts: string[];
  readonly boxTexts: string[];
  /** Texts of cells by `placeKey`, before version 8, when they were bytes of a code page. */
  readonly texts: Map<number, string>;
  /** Before version 8 as well. */
  name: string | undefined;
  pictures: number;
}

export interface BiffFacts {
  /** In the order of the stream, which is the library's order of sheets. */
  readonly sheets: BiffSheetFacts[];
  /** For each tab, its place in `sheets`. */
  readonly tabs: number[];
  /** False where the stream breaks off: figures would be missing without a word. */
  readonly complete: boolean;
  readonly definedNames: string[];
}

export const placeKey = (row: number, column: number): number => row * 256 + column;

interface Walk {
  depth: number;
  globals: boolean;
  /** 8, or 5 for everything before. */
  version: 5 | 8;
  codePage: number | undefined;
  formulaPlace: number | undefined;
  readonly names: Map<number, string>;
  readonly definedNames: string[];
  sheet: BiffSheetFacts | undefined;
  /** The next CONTINUE record holds the text of a box. */
  boxOpen: boolean;
  readonly offsets: number[];
  readonly boundOffsets: number[];
  readonly sheets: BiffSheetFacts[];
  readonly books: boolean[];
  readonly references: number[];
}

export function readBiffFacts(stream: Uint8Array): BiffFacts {
  const walk: Walk = {
    depth: 0,
    globals: false,
    version: 5,
    codePage: undefined,
    formulaPlace: undefined,
    names: new Map(),
    definedNames: [],
    sheet: undefined,
    boxOpen: false,
    offsets: [],
    boundOffsets: [],
    sheets: [],
    books: [],
    references: [],
  };
  for (const record of readRecords(stream, wantedTypes(stream))) readRecord(record, walk);
  return arrange(walk);
}

/** Cells with a text are wanted only where it stands in a code page; the many others never. */
function wantedTypes(stream: Uint8Array): ReadonlySet<number> {
  const types = Object.values(recordTypes).flat();
  const recent = stream[0] === 0x09 && stream[1] === 0x08 && stream[4] === 0 && stream[5] === 6;
  return new Set(recent ? types : [...types, ...Object.keys(labelRecords).map(Number)]);
}

/** Sheets that BOUNDSHEET names, by their offset; a stream without such records is one sheet. */
function arrange({ boundOffsets, offsets, sheets, names, definedNames, depth }: Walk): BiffFacts {
  const complete = depth === 0 && sheets.length > 0;
  if (boundOffsets.length === 0)
    return { sheets: sheets.slice(0, 1), tabs: sheets.length > 0 ? [0] : [], complete, definedNames };
  const sorted = [...boundOffsets].sort((left, right) => left - right);
  return {
    sheets: sorted.map((offset) => ({
      ...(sheets[offsets.indexOf(offset)] ?? emptyFacts()),
      name: names.get(offset),
    })),
    tabs: boundOffsets.map((offset) => sorted.indexOf(offset)),
    complete,
    definedNames,
  };
}

function emptyFacts(): BiffSheetFacts {
  return {
    formulas: new Set(),
    external: new Set(),
    hiddenColumns: [],
    headerTexts: [],
    boxTexts: [],
    texts: new Map(),
    name: undefined,
    pictures: 0,
  };
}

const isBof = (type: number): boolean => (recordTypes.bof as readonly number[]).includes(type);
const isFormula = (type: number): boolean => (recordTypes.formula as readonly number[]).includes(type);

function readRecord(record: BiffRecord, walk: Walk): void {
  const { type } = record;
  if (isBof(type)) begin(record, walk);
  else if (type === recordTypes.codePage && record.data.byteLength >= 2)
    walk.codePage = record.data.getUint16(0, true);
  else if (type === recordTypes.eof) walk.depth = Math.max(0, walk.depth - 1);
  else if (walk.globals && walk.depth === 1) readGlobal(record, walk);
  else if (walk.sheet) readSheetRecord(record, walk.sheet, walk);
}

/** Charts on a sheet have a substream of their own inside the sheet's. */
function begin({ type, data, offset }: BiffRecord, walk: Walk): void {
  walk.depth += 1;
  if (walk.depth === 1)
    walk.version = type === 0x809 && data.byteLength >= 2 && data.getUint16(0, true) === 0x600 ? 8 : 5;
  if (walk.depth > 1) return;
  walk.globals = data.byteLength >= 4 && data.getUint16(2, true) === 5;
  if (walk.globals) return;
  walk.sheet = emptyFacts();
  walk.sheets.push(walk.sheet);
  walk.offsets.push(offset);
}

function readGlobal({ type, data }: BiffRecord, walk: Walk): void {
  if (type === recordTypes.boundSheet && data.byteLength >= 7) readBoundSheet(data, walk);
  if (type === recordTypes.name) walk.definedNames.push(readText(data));
  if (type === recordTypes.supBook && data.byteLength >= 4) {
    const kind = data.getUint16(2, true);
    walk.books.push(kind !== 0x0401 && kind !== 0x3a01);
  }
  if (type === recordTypes.externSheet && walk.books.length > 0 && data.byteLength >= 2) {
    const count = Math.min(data.getUint16(0, true), Math.floor((data.byteLength - 2) / 6));
    for (let index = 0; index < count; index += 1) walk.references.push(data.getUint16(2 + index * 6, true));
  }
}

function readBoundSheet(data: DataView, walk: Walk): void {
  const offset = data.getUint32(0, true);
  walk.boundOffsets.push(offset);
  if (walk.version === 5) walk.names.set(offset, readBytes(data, 7, data.getUint8(6), walk));
}

/** Names and notes are only searched for digits, which read the same in any code. */
const textRecords: readonly number[] = [recordTypes.header, recordTypes.footer, recordTypes.note];

/** Records with a text in bytes of a code page: where their count stands and how wide it is. */
const labelRecords: Readonly<Record<number, { readonly at: number; readonly wide: boolean }>> = {
  4: { at: 7, wide: false },
  516: { at: 6, wide: true },
  214: { at: 6, wide: true },
  7: { at: 0, wide: false },
  519: { at: 0, wide: true },
};

/** A label names its cell; the result of a formula follows the formula's record. */
function readOldLabel({ type, data }: BiffRecord, sheet: BiffSheetFacts, walk: Walk): void {
  const label = labelRecords[type];
  if (!label || data.byteLength < label.at + 2) return;
  const count = label.wide ? data.getUint16(label.at, true) : data.getUint8(label.at);
  const place =
    label.at > 0 ? placeKey(data.getUint16(0, true), data.getUint16(2, true) & 255) : walk.formulaPlace;
  if (place !== undefined)
    sheet.texts.set(place, readBytes(data, label.at + (label.wide ? 2 : 1), count, walk));
}

function readBytes(data: DataView, start: number, count: number, walk: Walk): string {
  const end = Math.min(start + count, data.byteLength);
  return decodeByCodePage(new Uint8Array(data.buffer, data.byteOffset + start, end - start), walk.codePage);
}

function readSheetRecord(record: BiffRecord, sheet: BiffSheetFacts, walk: Walk): void {
  const { type, data } = record;
  if (walk.version === 5) readOldLabel(record, sheet, walk);
  if (isFormula(type)) readFormula(data, sheet, walk);
  else if (type === recordTypes.columnInfo) readColumnInfo(data, sheet);
  else if (textRecords.includes(type)) sheet.headerTexts.push(readText(data));
  else if (type === recordTypes.picture) sheet.pictures += 1;
  else if (type === recordTypes.object) sheet.pictures += isDrawing(data) ? 1 : 0;
  else if (type === recordTypes.continued && walk.boxOpen) sheet.boxTexts.push(readText(data));
  walk.boxOpen = type === recordTypes.textObject;
}

function readFormula(data: DataView, sheet: BiffSheetFacts, walk: Walk): void {
  if (data.byteLength < 4) return;
  const place = placeKey(data.getUint16(0, true), data.getUint16(2, true) & 255);
  sheet.formulas.add(place);
  walk.formulaPlace = place;
  if (walk.books.length === 0 || data.byteLength < 23) return;
  const size = Math.min(data.getUint16(20, true), data.byteLength - 22);
  const tokens = new DataView(data.buffer, data.byteOffset + 22, size);
  if (listSheetReferences(tokens).some((index) => walk.books[walk.references[index] ?? -1]))
    sheet.external.add(place);
}

function readColumnInfo(data: DataView, sheet: BiffSheetFacts): void {
  if (data.byteLength < 10 || (data.getUint16(8, true) & 1) === 0) return;
  const last = Math.min(255, data.getUint16(2, true));
  for (let column = data.getUint16(0, true); column <= last; column += 1) sheet.hiddenColumns.push(column);
}

/** Only digits matter here, and those read the same as single and as double bytes. */
function readText(data: DataView): string {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return bytes.toString('latin1').replaceAll('\0', '');
}

/** Kinds of objects: groups, lines, boxes, charts, pictures, free forms; no notes, buttons or filter arrows. */
function isDrawing(data: DataView): boolean {
  if (data.byteLength < 6) return false;
  const kind = data.getUint16(4, true);
  return kind <= 6 || kind === 8 || kind === 9 || kind === 30;
}
