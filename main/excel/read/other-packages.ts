/** Zip files that the library reads: xlsb and OpenDocument. Their parts are unpacked here first, within the limits. */
import type { SideText } from '../../../shared/calc/personal-data/scan-workbook.ts';
import type { Sheet, Workbook } from '../../../shared/domain/sheet.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { checkBinaryRecords } from './binary-records.ts';
import { checkSections, readByLibrary } from './library-workbook.ts';
import type { ReadLimits } from './limits.ts';
import { readXmlPart } from './ooxml/package-parts.ts';
import { allText, XmlScanner } from './ooxml/xml-scanner.ts';
import type { Read } from './read-workbook.ts';
import type { ZipPackage } from './zip-package.ts';

/** xlsb. Throws AppError `damaged` or `too-big`. */
export function readBinaryPackage(bytes: Uint8Array, zip: ZipPackage, limits: ReadLimits): Read {
  const own = unpackTexts(zip, 'xl/worksheets/', 'xl/sharedStrings');
  const { workbook, sideTexts } = readByLibrary({ data: bytes, format: 'xlsb', withHidden: true }, limits);
  const macro = zip.names.some((name) => /vbaProject\.bin$/i.test(name));
  return {
    workbook: { ...addPictures(workbook, countDrawings(zip)), notes: macro ? [{ code: 'macro' }] : [] },
    sideTexts: [...sideTexts, ...own],
  };
}

/** ods. A manifest that names an encryption means a password. Throws AppError `encrypted`, `damaged`, `too-big`. */
export function readOpenDocument(bytes: Uint8Array, zip: ZipPackage, limits: ReadLimits): Read {
  if (readXmlPart(zip, 'META-INF/manifest.xml')?.includes('encryption-data'))
    throw new AppError('encrypted', { reason: 'package' });
  if (!readXmlPart(zip, 'content.xml')?.includes('office:spreadsheet'))
    throw new AppError('wrong-type', { reason: 'no-workbook' });
  for (const part of ['content.xml', 'styles.xml']) {
    const xml = readXmlPart(zip, part) ?? '';
    checkFormatDigits(xml);
    checkSections(xml);
  }
  const own = unpackTexts(zip, 'content.xml');
  const { workbook, sideTexts } = readByLibrary({ data: bytes, format: 'ods' }, limits);
  return { workbook: addPictures(workbook, countFrames(zip)), sideTexts: [...sideTexts, ...own] };
}

const formatDigits = /-(?:places|digits)\s{0,9}=\s{0,9}["']([^"'<>]{0,99})/g;

/** The library writes out a format's digits one by one, however many are asked for: `1e308` ends in no memory at all. */
function checkFormatDigits(xml: string): void {
  for (const [, digits = ''] of xml.matchAll(formatDigits))
    if (!/^-?\d{0,3}(?:\.\d{0,3})?$/.test(digits.trim()))
      throw new AppError('damaged', { reason: 'number-format' });
}

/**
 * Every part is unpacked once, so that a lie about its size shows before the library believes it. Texts of binary
 * parts are single or double bytes; digits are found as both.
 */
function unpackTexts(zip: ZipPackage, ...cellParts: readonly string[]): SideText[] {
  const texts: SideText[] = [];
  for (const name of zip.names) {
    const part = zip.bytes(name) ?? new Uint8Array();
    if (/^xl\/[^/]+\.bin$|^xl\/worksheets\/[^/]+\.bin$/i.test(name) && !/vbaProject/i.test(name))
      checkBinaryRecords(part);
    if (cellParts.some((start) => name.startsWith(start)) || /\.(?:png|jpe?g|gif|emf|wmf)$/i.test(name))
      continue;
    const place = /^docProps\/|^meta\.xml$/.test(name)
      ? 'property'
      : /comment/i.test(name)
        ? 'comment'
        : 'drawing';
    if (/\.(?:xml|rels|vml)$/i.test(name)) texts.push({ place, text: allText(readXmlPart(zip, name) ?? '') });
    else texts.push({ place, text: new TextDecoder('latin1').decode(part).replaceAll('\0', '') });
  }
  return texts;
}

function countDrawings(zip: ZipPackage): number {
  return zip.names.filter((name) => /^xl\/drawings\/[^/]+\.xml$/i.test(name)).length;
}

function countFrames(zip: ZipPackage): number {
  const scanner = new XmlScanner(readXmlPart(zip, 'content.xml') ?? '');
  let count = 0;
  while (scanner.next())
    if (!scanner.closing && (scanner.name === 'image' || scanner.name === 'object')) count += 1;
  return count;
}

/** Where they lie is not known: they count for the first sheet without cells, else for the first. */
function addPictures(workbook: Workbook, pictures: number): Workbook {
  const bare = workbook.sheets.findIndex((sheet) => sheet.cells.length === 0);
  const target = Math.max(0, bare);
  const add = (sheet: Sheet, index: number): Sheet => (index === target ? { ...sheet, pictures } : sheet);
  return pictures === 0 ? workbook : { ...workbook, sheets: workbook.sheets.map(add) };
}
