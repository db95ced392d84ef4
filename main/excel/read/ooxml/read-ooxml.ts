/** xlsx and xlsm, strict or transitional, with any prefixes → plain cells and the texts beside them. */
import type { SideText } from '../../../../shared/calc/personal-data/scan-workbook.ts';
import type { ReadingNote, Sheet } from '../../../../shared/domain/sheet.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { ReadLimits } from '../limits.ts';
import type { Read } from '../read-workbook.ts';
import type { ZipPackage } from '../zip-package.ts';
import { readCellStyles } from './cell-styles.ts';
import { type Relationship, readRelationships, readXmlPart } from './package-parts.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheetExtras } from './sheet-extras.ts';
import { readSheetPart, type SheetContext } from './sheet-part.ts';
import { type ListedSheet, readWorkbookPart, type WorkbookPart } from './workbook-part.ts';
import { allText } from './xml-scanner.ts';

/** Name of the workbook part: by the package's relationship, else where every writer puts it. */
export function findWorkbookPart(zip: ZipPackage): string | undefined {
  const stated = readRelationships(zip, '').find(
    (relationship) => relationship.type === 'officeDocument',
  )?.target;
  return [stated, 'xl/workbook.xml', 'xl/workbook.bin'].find((name) => name !== undefined && zip.has(name));
}

/** Throws AppError `damaged` or `too-big`. */
export function readOoxml(zip: ZipPackage, workbookName: string, limits: ReadLimits): Read {
  const relationships = readRelationships(zip, workbookName);
  const book = readWorkbookPart(requirePart(zip, workbookName));
  if (book.sheets.length > limits.sheets)
    throw new AppError('too-big', { limit: 'sheets', value: book.sheets.length });
  const context = readContext(zip, relationships, book, limits);
  const sideTexts = readBookTexts(zip, book);
  const sheets = book.sheets.flatMap((listed) =>
    readListedSheet(zip, listed, relationships, context, sideTexts),
  );
  const macro = relationships.some(({ type }) => type === 'vbaProject' || type.includes('acrosheet'));
  const notes: ReadingNote[] = macro ? [{ code: 'macro' }] : [];
  return { workbook: { format: macro ? 'xlsm' : 'xlsx', sheets, notes }, sideTexts };
}

function requirePart(zip: ZipPackage, name: string): string {
  const xml = readXmlPart(zip, name);
  if (xml === undefined) throw new AppError('damaged', { reason: 'part-missing' });
  return xml;
}

function readContext(
  zip: ZipPackage,
  relationships: readonly Relationship[],
  book: WorkbookPart,
  limits: ReadLimits,
): SheetContext {
  const part = (type: string): string | undefined => {
    const target = relationships.find((relationship) => relationship.type === type)?.target;
    return target === undefined ? undefined : readXmlPart(zip, target);
  };
  return {
    strings: readSharedStrings(part('sharedStrings') ?? ''),
    styles: readCellStyles(part('styles') ?? ''),
    date1904: book.date1904,
    budget: { limits, cells: 0, characters: 0 },
  };
}

function readBookTexts(zip: ZipPackage, book: WorkbookPart): SideText[] {
  const texts: SideText[] = book.names.map((text) => ({ place: 'defined-name', text }));
  for (const name of zip.names.filter((part) => /^docProps\/[^/]+\.xml$/i.test(part))) {
    const xml = readXmlPart(zip, name);
    if (xml !== undefined) texts.push({ place: 'property', text: allText(xml) });
  }
  return texts;
}

function readListedSheet(
  zip: ZipPackage,
  listed: ListedSheet,
  relationships: readonly Relationship[],
  context: SheetContext,
  sideTexts: SideText[],
): Sheet[] {
  const link = relationships.find((relationship) => relationship.id === listed.relationship);
  if (!link) throw new AppError('damaged', { reason: 'sheet-missing' });
  if (link.type !== 'worksheet' && link.type !== 'chartsheet') return [];
  const extras = readSheetExtras(zip, readRelationships(zip, link.target), listed.name);
  const base = { name: listed.name, visibility: listed.visibility };
  sideTexts.push({ place: 'sheet-name', text: listed.name }, ...extras.texts);
  if (link.type === 'chartsheet')
    return [{ ...base, cells: [], merges: [], hiddenRows: [], hiddenColumns: [], pictures: extras.pictures }];
  const { headerTexts, cellPictures, ...part } = readSheetPart(requirePart(zip, link.target), context);
  sideTexts.push(
    ...headerTexts.map((text): SideText => ({ place: 'header-footer', sheet: listed.name, text })),
  );
  const { cells, merges, hiddenRows, hiddenColumns } = part;
  return [{ ...base, cells, merges, hiddenRows, hiddenColumns, pictures: extras.pictures + cellPictures }];
}
