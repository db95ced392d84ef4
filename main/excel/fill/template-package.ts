import { SaxesParser } from 'saxes';
import { workbookWords } from '../../../renderer/words/workbook.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { readZip, unpackEntry, type ZipEntry } from '../write/zip-archive.ts';

/**
 * A foreign workbook as a package: its parts, and which part holds which sheet. Relations are followed instead of
 * assuming names, as every program names its parts differently; strict and transitional OOXML differ only in
 * the addresses of their schemas, so relation types are compared by their last word.
 */
export interface TemplateSheet {
  readonly name: string;
  readonly part: string;
  /** The number that calcChain uses. */
  readonly sheetId: string;
}

export interface Template {
  readonly entries: readonly ZipEntry[];
  readonly sheets: readonly TemplateSheet[];
  readonly workbookPart: string;
  /** Defined names with their formulas, workbook-wide and sheet-local alike. */
  readonly names: readonly { readonly name: string; readonly formula: string }[];
  readonly sharedStringsPart?: string;
  readonly stylesPart?: string;
  readonly calcChainPart?: string;
}

export interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly external: boolean;
}

export type UnsupportedKind = keyof typeof workbookWords.templateReasons;

/** `details.kind` is the code, `details.reason` the words that the sentence of the error takes in. */
export function unsupported(kind: UnsupportedKind, details: object = {}): AppError {
  return new AppError('template-unsupported', {
    kind,
    reason: workbookWords.templateReasons[kind],
    ...details,
  });
}

const oleMagic = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Opens a template. Errors: `template-unsupported` (`.xls`, `.xlsb`, `.ods`, anything else that is no OOXML workbook),
 * `encrypted`, `damaged`, `too-big`.
 */
export function readTemplate(bytes: Uint8Array): Template {
  if (oleMagic.every((byte, at) => bytes[at] === byte)) throw oleError(bytes);
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw unsupported('not-a-workbook');
  const entries = readZip(bytes);
  const workbookPart = readRelations(entries, '').find(
    (relation) => relation.type === 'officeDocument',
  )?.target;
  if (!workbookPart || !findEntry(entries, workbookPart)) throw unsupported('not-a-workbook');
  if (workbookPart.endsWith('.bin')) throw unsupported('binary');
  const relations = readRelations(entries, workbookPart);
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.target;
  const { sheets, names } = readWorkbookPart(readPart(entries, workbookPart), relations);
  if (sheets.length === 0) throw unsupported('not-a-workbook');
  const optional = {
    sharedStringsPart: partOf('sharedStrings'),
    stylesPart: partOf('styles'),
    calcChainPart: partOf('calcChain'),
  };
  return { entries, sheets, names, workbookPart, ...definedOnly(optional) };
}

function definedOnly<T extends object>(object: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

/** An OLE container is an old .xls, or an .xlsx behind a password. */
function oleError(bytes: Uint8Array): AppError {
  const marker = Buffer.from('EncryptedPackage', 'utf16le');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(marker)
    ? new AppError('encrypted')
    : unsupported('xls');
}

export function findEntry(entries: readonly ZipEntry[], part: string): ZipEntry | undefined {
  const wanted = part.toLowerCase();
  return entries.find(
    (entry) => entry.name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase() === wanted,
  );
}

/** Text of an XML part. Errors: `damaged` where it is missing, `template-unsupported` where it isn't UTF-8. */
export function readPart(entries: readonly ZipEntry[], part: string): string {
  const entry = findEntry(entries, part);
  if (!entry) throw new AppError('damaged', { reason: 'part-missing', part });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(unpackEntry(entry));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unsupported('encoding', { part });
  }
}

/** Opening tags of a part in order, with their local names. Errors: `damaged` where the XML is broken. */
export function forEachTag(
  xml: string,
  visit: (name: string, attributes: Readonly<Record<string, string>>) => void,
): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw new AppError('damaged', { reason: 'xml' }, { cause: error });
  });
  parser.on('opentag', (tag) => visit(localName(tag.name), tag.attributes as Record<string, string>));
  parser.write(xml).close();
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** `xl/worksheets/sheet1.xml` → `xl/worksheets/_rels/sheet1.xml.rels`; the package itself is ''. */
export function relationsPart(part: string): string {
  const slash = part.lastIndexOf('/');
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

/** Relations of a part, targets as full part names. */
export function readRelations(entries: readonly ZipEntry[], part: string): Relation[] {
  const name = relationsPart(part);
  if (!findEntry(entries, name)) return [];
  const relations: Relation[] = [];
  forEachTag(readPart(entries, name), (tag, attributes) => {
    if (tag !== 'Relationship') return;
    const { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode } = attributes;
    const external = mode === 'External';
    relations.push({
      id,
      type: type.slice(type.lastIndexOf('/') + 1),
      target: external ? target : resolveTarget(part, target),
      external,
    });
  });
  return relations;
}

function resolveTarget(from: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path = [...from.split('/').slice(0, -1), ...target.split('/')];
  const resolved: string[] = [];
  for (const step of path) {
    if (step === '..') resolved.pop();
    else if (step !== '.' && step !== '') resolved.push(step);
  }
  return resolved.join('/');
}

function readWorkbookPart(
  xml: string,
  relations: readonly Relation[],
): { sheets: TemplateSheet[]; names: { name: string; formula: string }[] } {
  const sheets: TemplateSheet[] = [];
  const names: { name: string; formula: string }[] = [];
  let openName: { name: string; formula: string } | undefined;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw new AppError('damaged', { reason: 'xml' }, { cause: error });
  });
  parser.on('opentag', (tag) => {
    const attributes = tag.attributes as Record<string, string>;
    const local = localName(tag.name);
    if (local === 'definedName') openName = { name: attributes.name ?? '', formula: '' };
    if (local !== 'sheet' || attributes.name === undefined) return;
    const id = Object.entries(attributes).find(
      ([name]) => name.includes(':') && localName(name) === 'id',
    )?.[1];
    const relation = relations.find((candidate) => candidate.id === id);
    // Chart sheets and dialog sheets have no cells.
    if (relation?.type === 'worksheet') {
      sheets.push({ name: attributes.name, part: relation.target, sheetId: attributes.sheetId ?? '' });
    }
  });
  parser.on('text', (text) => {
    if (openName) openName.formula += text;
  });
  parser.on('closetag', (tag) => {
    if (localName(tag.name) !== 'definedName' || !openName) return;
    names.push(openName);
    openName = undefined;
  });
  parser.write(xml).close();
  return { sheets, names };
}
