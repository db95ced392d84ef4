/** One file from bytes to plain cells: sniff, check the container, read, scan. Runs in the reader worker. */
import {
  findPersonalData,
  type SideText,
  withoutContacts,
} from '../../../shared/calc/personal-data/scan-workbook.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { ReadingNote, Sheet, Workbook } from '../../../shared/domain/sheet.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { parseAddress, printAddress } from '../../../shared/text/cell-address.ts';
import { readBiff } from './biff/read-biff.ts';
import { decryptPackage } from './decrypt/package-decryption.ts';
import { extensionNote } from './extension-note.ts';
import { readHtmlPage } from './html-page.ts';
import { readByLibrary } from './library-workbook.ts';
import type { ReadLimits } from './limits.ts';
import { openOleContainer, readPropertySets } from './ole-container.ts';
import { findWorkbookPart, readOoxml } from './ooxml/read-ooxml.ts';
import { readBinaryPackage, readOpenDocument } from './other-packages.ts';
import { plainDetails, type ReadOutcome, type RefusalCode, refusalCodes, refuse } from './read-outcome.ts';
import { type Content, sniffContent } from './sniff-content.ts';
import { takeMark } from './template-mark.ts';
import { readTextTable } from './text-table.ts';
import { openZipPackage } from './zip-package.ts';

export interface FileToRead {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly password?: string;
}

/** A workbook and the texts beside its cells, which are scanned and go no further. */
export interface Read {
  readonly workbook: Workbook;
  readonly sideTexts: readonly SideText[];
}

/** Never throws: whatever a file does to a reader ends as a refusal with a reason. */
export function readWorkbook(file: FileToRead, limits: ReadLimits): ReadOutcome {
  try {
    if (file.bytes.length > limits.fileBytes)
      return refuse('too-big', { limit: 'file', value: file.bytes.length });
    return judge(readContent(file, limits), file.fileName);
  } catch (error) {
    return refuseError(error);
  }
}

function refuseError(error: unknown): ReadOutcome {
  if (error instanceof AppError && isRefusalCode(error.code))
    return refuse(error.code, plainDetails(error.details));
  const name = error instanceof Error ? error.name : 'unknown';
  return refuse('damaged', { reason: 'unreadable', error: name });
}

const isRefusalCode = (code: string): code is RefusalCode =>
  (refusalCodes as readonly string[]).includes(code);

function judge(read: Read, fileName: string): ReadOutcome {
  const fileText: SideText = { place: 'file-name', text: fileName };
  const found = findPersonalData(read.workbook, [...read.sideTexts, fileText]);
  if (found.length > 0) return refusePersonal(read.workbook, found);
  const { sheets } = read.workbook;
  if (sheets.every((sheet) => sheet.cells.length === 0)) return refuseEmpty(read.workbook);
  const workbook = withoutContacts(read.workbook);
  return { ok: true, workbook: { ...workbook, notes: [...workbook.notes, ...notesOf(workbook, fileName)] } };
}

/** Rows in which something was found are left out of what is looked at to name the sender. */
function refusePersonal(workbook: Workbook, found: readonly Finding[]): ReadOutcome {
  const rows = new Set(
    found.map(({ sheet, cell }) => `${sheet} ${cell === undefined ? '' : parseAddress(cell)?.row}`),
  );
  const sheets = workbook.sheets.map((sheet) => ({
    ...sheet,
    cells: sheet.cells.filter((cell) => !rows.has(`${sheet.name} ${cell.row}`)),
  }));
  return {
    ...refuse('personal-data', { count: found.length }, found.slice(0, 200)),
    remains: withoutContacts({ ...workbook, sheets, notes: [] }),
  };
}

function refuseEmpty(workbook: Workbook): ReadOutcome {
  const pictures = workbook.sheets.reduce((sum, sheet) => sum + sheet.pictures, 0);
  return pictures > 0 ? refuse('picture-only', { pictures }) : refuse('wrong-type', { reason: 'no-cells' });
}

/** A sheet fed from another workbook throughout needs no thousand notes to say so. */
const mostLinkNotes = 200;

function notesOf(workbook: Workbook, fileName: string): ReadingNote[] {
  const links = workbook.sheets.flatMap(linkNotes).slice(0, mostLinkNotes);
  return [...extensionNote(workbook.format, fileName), ...workbook.sheets.flatMap(sheetNotes), ...links];
}

function linkNotes({ name, cells }: Sheet): ReadingNote[] {
  return cells
    .filter((cell) => cell.external)
    .map(({ row, column }) => ({ code: 'external-link', sheet: name, cell: printAddress(row, column) }));
}

function sheetNotes(sheet: Sheet): ReadingNote[] {
  const { name, cells } = sheet;
  if (cells.length === 0) return sheet.pictures > 0 ? [{ code: 'picture-only', sheet: name }] : [];
  const hidden = [
    ...(sheet.visibility === 'visible' ? [] : ['sheet']),
    ...(sheet.hiddenRows.length === 0 ? [] : ['rows']),
    ...(sheet.hiddenColumns.length === 0 ? [] : ['columns']),
  ];
  return hidden.map((detail) => ({ code: 'hidden-content', sheet: name, detail }));
}

function readContent(file: FileToRead, limits: ReadLimits): Read {
  const read = readKind(sniffContent(file.bytes), file, limits);
  return { ...read, workbook: takeMark(read.workbook) };
}

function readKind(content: Content, file: FileToRead, limits: ReadLimits): Read {
  switch (content.kind) {
    case 'zip':
      return readZip(file.bytes, limits);
    case 'ole':
      return readOle(file, limits);
    case 'biff':
      return readBiff(file.bytes, [], limits);
    case 'spreadsheet-xml':
      return readByLibrary({ data: content.text, format: 'spreadsheet-xml', withHidden: true }, limits);
    case 'html':
      return readHtmlPage(content.text, limits);
    case 'text':
      return { workbook: readTextTable(content.text, limits), sideTexts: [] };
  }
}

function readZip(bytes: Uint8Array, limits: ReadLimits): Read {
  const zip = openZipPackage(bytes, limits);
  const part = findWorkbookPart(zip);
  if (part?.endsWith('.xml')) return readOoxml(zip, part, limits);
  if (part) return readBinaryPackage(bytes, zip, limits);
  if (zip.has('content.xml')) return readOpenDocument(bytes, zip, limits);
  const damaged = zip.names.some((name) => name.startsWith('xl/'));
  throw new AppError(damaged ? 'damaged' : 'wrong-type', {
    reason: damaged ? 'part-missing' : 'no-workbook',
  });
}

/** The password that Excel and WPS try by themselves: such files open without a question. */
const silentPassword = 'VelvetSweatshop';

function readOle(file: FileToRead, limits: ReadLimits): Read {
  const container = openOleContainer(file.bytes);
  const passwords = file.password === undefined ? [silentPassword] : [file.password, silentPassword];
  const encrypted = container.stream('/EncryptedPackage');
  if (encrypted) {
    const info = container.stream('/EncryptionInfo') ?? new Uint8Array();
    return readZip(decryptPackage(info, encrypted, passwords, limits), limits);
  }
  const path = container.paths.find((name) => /^\/(?:workbook|book)$/i.test(name));
  const stream = path && container.stream(path);
  if (!stream) throw new AppError('wrong-type', { reason: 'no-workbook' });
  const read = readBiff(stream, passwords, limits);
  const macro = container.paths.some((name) => /^\/_VBA_PROJECT/i.test(name));
  const notes: ReadingNote[] = macro ? [...read.workbook.notes, { code: 'macro' }] : [...read.workbook.notes];
  return {
    workbook: { ...read.workbook, notes },
    sideTexts: [...read.sideTexts, ...readPropertySets(container)],
  };
}
