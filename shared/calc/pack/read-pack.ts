import { type PackColumn, type PackFile, type PackKey, packFile, packFiles } from '../../domain/pack.ts';
import type { PlanContent, PlanHeader } from '../../domain/plan.ts';
import { type CsvRecord, readCsv } from '../../text/csv.ts';
import { parseDecimal, printDecimal } from '../../text/decimal.ts';
import { parsePeriod } from '../../text/period.ts';
import { remember } from '../../text/remember.ts';
import { checkContent, checkUnique } from './check-content.ts';
import type { PackFault } from './pack-fault.ts';
import { readHeader } from './read-header.ts';

/** The texts of a pack's files by name, already decoded (`gb18030` files are named in `gb18030`). */
export interface PackTexts {
  readonly files: ReadonlyMap<string, string>;
  readonly gb18030?: readonly string[];
  /** Files whose bytes are neither UTF-8 nor GB18030. */
  readonly undecodable?: readonly string[];
}

export type PackReading =
  | { readonly ok: true; readonly content: PlanContent; readonly notes: readonly PackFault[] }
  | { readonly ok: false; readonly faults: readonly PackFault[] };

/** A record with the line it came from, so that later rules can still point at it. */
export interface PlacedRecord {
  readonly line: number;
  readonly record: Record<string, unknown>;
}

/** Whole or not at all: every fault of every file is listed, and only a faultless pack becomes content. */
export function readPack(texts: PackTexts): PackReading {
  const faults: PackFault[] = [];
  for (const file of texts.undecodable ?? []) faults.push({ code: 'encoding', file });
  const header = readHeader(texts.files.get('pack.json'), faults);
  const placed = new Map<string, PlacedRecord[]>();
  for (const file of packFiles) {
    const records = readFile(file, texts, faults);
    if (records) placed.set(file.key, records);
  }
  for (const name of texts.files.keys())
    if (/\.csv$/i.test(name) && !packFiles.some(({ file }) => file === name))
      faults.push({ code: 'unknown-file', file: name });
  if (header) checkContent(header, placed, faults);
  faults.unshift(...missedFiles(texts, faults));
  if (!header || faults.length > 0) return { ok: false, faults };
  const notes = (texts.gb18030 ?? []).map((file): PackFault => ({ code: 'gb18030', file }));
  return { ok: true, content: toContent(header, placed), notes };
}

/** Files that may be left out are required when something refers to them. */
function missedFiles(texts: PackTexts, faults: readonly PackFault[]): PackFault[] {
  const missed = (file: string) =>
    !texts.files.has(file) &&
    faults.some(
      ({ code, expected }) => code === 'unknown-reference' && expected?.length === 1 && expected[0] === file,
    );
  return packFiles
    .filter(({ file, required }) => !required && missed(file))
    .map(({ file }) => ({ code: 'missing-file', file }));
}

function toContent(header: PlanHeader, placed: ReadonlyMap<string, readonly PlacedRecord[]>): PlanContent {
  const lists = Object.fromEntries(
    packFiles.map(({ key }) => [key, (placed.get(key) ?? []).map(({ record }) => record)]),
  );
  // Filled in where they are: of a million figures there shall be no copy.
  for (const observation of lists.observations ?? []) observation.unit ??= header.root;
  const content = { header, ...lists } as unknown as PlanContent;
  return {
    ...content,
    formItems: content.formItems.map((item, index) => ({ ...item, order: item.order ?? index + 1 })),
  };
}

/** Undefined where the file can't be read at all: one fault says so, and its codes are unknown rather than wrong. */
function readFile(file: PackFile, texts: PackTexts, faults: PackFault[]): PlacedRecord[] | undefined {
  const text = texts.files.get(file.file);
  if (text === undefined) {
    if (texts.undecodable?.includes(file.file)) return undefined;
    if (!file.required) return [];
    faults.push({ code: 'missing-file', file: file.file });
    return undefined;
  }
  const rows = readCsv(text);
  const head = rows.next().value as CsvRecord | undefined;
  if (!head) {
    faults.push({ code: 'no-header', file: file.file, row: 1 });
    return undefined;
  }
  const columns = readHead(file, head, faults);
  return readRows(file, columns, head, rows, faults);
}

/** Row by row, so that a long file is never there as texts and as records at once. An unclosed quote is its only fault. */
function readRows(
  file: PackFile,
  columns: readonly (PackColumn | undefined)[] | undefined,
  head: CsvRecord,
  rows: Iterable<CsvRecord>,
  faults: PackFault[],
): PlacedRecord[] | undefined {
  const placed: PlacedRecord[] = [];
  const found: PackFault[] = [];
  const unclosed = ({ line }: CsvRecord) => {
    faults.push({ code: 'unclosed-quote', file: file.file, row: line });
    return undefined;
  };
  if (head.unclosed) return unclosed(head);
  const readRow = columns && rowReader(file, columns, found);
  for (const row of rows) {
    if (row.unclosed) return unclosed(row);
    if (readRow) placed.push({ line: row.line, record: readRow(row) });
  }
  for (const fault of found) faults.push(fault);
  return readRow && placed;
}

/** Column description by position; undefined where the header row can't be used. */
function readHead(
  file: PackFile,
  head: CsvRecord,
  faults: PackFault[],
): (PackColumn | undefined)[] | undefined {
  const names = head.fields.map((name) => name.trim());
  const columns = names.map((name) => file.columns.find((column) => column.name === name));
  let usable = true;
  names.forEach((name, at) => {
    if (name === '' && rowIsEmptyTail(names, at)) return;
    if (!columns[at]) faults.push(unknownColumn(file, head, name));
    else if (names.indexOf(name) < at)
      faults.push({ code: 'duplicate-column', file: file.file, row: head.line, column: name });
    else return;
    usable = false;
  });
  for (const column of file.columns)
    if (column.required && !columns.includes(column)) {
      faults.push({ code: 'missing-column', file: file.file, row: head.line, column: column.name });
      usable = false;
    }
  return usable ? columns : undefined;
}

/** Spreadsheets leave empty columns at the end of the header row. */
function rowIsEmptyTail(names: readonly string[], at: number): boolean {
  return names.slice(at).every((name) => name === '');
}

function unknownColumn(file: PackFile, head: CsvRecord, name: string): PackFault {
  return {
    code: 'unknown-column',
    file: file.file,
    row: head.line,
    column: name,
    expected: file.columns.map((column) => column.name),
  };
}

/** The same few codes and periods stand in every row of a long file: they are kept once. */
function rowReader(file: PackFile, columns: readonly (PackColumn | undefined)[], faults: PackFault[]) {
  const once = remember((text: string) => text);
  const places = file.columns.map((column) => ({ column, at: columns.indexOf(column) }));
  return (row: CsvRecord): Record<string, unknown> => {
    const record: Record<string, unknown> = {};
    row.fields.forEach((field, at) => {
      if (!columns[at] && field.trim() !== '')
        faults.push({ code: 'too-many-fields', file: file.file, row: row.line, got: field.trim() });
    });
    for (const { column, at } of places) {
      const text = (row.fields[at] ?? '').trim();
      const value = readField(column, column.type === 'decimal' ? text : once(text), (fault) =>
        faults.push({ ...fault, file: file.file, row: row.line, column: column.name }),
      );
      if (value !== undefined) record[column.name] = value;
      else if (file.key === 'observations' && column.name === 'value') record.value = null;
    }
    return record;
  };
}

type FieldFault = Pick<PackFault, 'code' | 'got' | 'expected'>;

function readField(column: PackColumn, text: string, report: (fault: FieldFault) => void): unknown {
  if (column.type === 'list') return splitList(text);
  if (column.type === 'yes-no') return readYesNo(text, report);
  if (text === '') {
    if (column.required) report({ code: 'empty' });
    return column.fallback;
  }
  if (column.choices && !column.choices.includes(text)) {
    report({ code: 'not-a-choice', got: text, expected: column.choices });
    return undefined;
  }
  return readTyped(column, text, report);
}

function splitList(text: string): string[] {
  return text
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readYesNo(text: string, report: (fault: FieldFault) => void): boolean {
  if (text !== '' && text !== 'yes' && text !== 'no')
    report({ code: 'not-a-choice', got: text, expected: ['yes', 'no'] });
  return text === 'yes';
}

function readTyped(column: PackColumn, text: string, report: (fault: FieldFault) => void): unknown {
  const fail = (code: PackFault['code'], expected?: readonly string[]) => {
    report({ code, got: text, ...(expected ? { expected } : {}) });
    return undefined;
  };
  switch (column.type) {
    case 'integer':
      if (!/^-?\d{1,9}$/.test(text)) return fail('not-an-integer');
      return column.least === 0 && Number(text) < 0 ? fail('below-zero') : Number(text);
    case 'year':
      return /^(19|20|21)\d\d$/.test(text) ? Number(text) : fail('not-a-year');
    case 'date':
      return isDate(text) ? text : fail('not-a-date');
    case 'period':
      return parsePeriod(text) ? text : fail('not-a-period');
    case 'decimal': {
      const value = /^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(text) ? parseDecimal(text) : undefined;
      if (!value) return fail('not-a-number');
      return column.least === 'above-zero' && !value.greaterThan(0)
        ? fail('not-above-zero')
        : printDecimal(value);
    }
    case 'moment':
      return isMoment(text) ? text : fail('not-a-moment');
    case 'code':
      return codePattern.test(text) ? text : fail('not-a-code');
    default:
      return text;
  }
}

/** Codes stand in check expressions and lists, so they hold none of the signs used there. */
const codePattern = /^[^\s;,；，.@#[\](){}=<>+*/"'`|\\]{1,64}$/u;

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const time = /^[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** A day, or a day with a time: as-of compares the first ten characters. */
function isMoment(text: string): boolean {
  return isDate(text.slice(0, 10)) && (text.length === 10 || time.test(text.slice(10)));
}

/**
 * One file of the pack by itself (figures imported later): records and faults, references asked of the caller.
 * Uniqueness is checked inside the text; the file is named as the pack names it.
 */
export function readRecordFile(
  key: PackKey,
  text: string,
  exists: (key: PackKey, code: string) => boolean,
  root: string,
): { readonly records: readonly Record<string, unknown>[]; readonly faults: readonly PackFault[] } {
  const file = packFile(key);
  const faults: PackFault[] = [];
  const placed = readFile(file, { files: new Map([[file.file, text]]) }, faults) ?? [];
  checkUnique(file, placed, root, faults);
  for (const { line, record } of placed)
    for (const column of file.columns) {
      const code = record[column.name];
      if (
        column.refersTo &&
        typeof code === 'string' &&
        !column.refersTo.some((other) => exists(other, code))
      )
        faults.push({
          code: 'unknown-reference',
          file: file.file,
          row: line,
          column: column.name,
          got: code,
          expected: column.refersTo.map((other) => packFile(other).file),
        });
    }
  return { records: placed.map(({ record }) => record), faults };
}
