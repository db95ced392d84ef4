import * as XLSX from 'xlsx';
import { z } from 'zod';
import { sampleWords as words } from '../../../renderer/words/samples.ts';
import { parseDecimal } from '../../../shared/text/decimal.ts';
import { encodeGb18030 } from '../../../shared/text/gb18030.ts';

/*
 * Made-up returns of a demo set, as data → workbooks as people would send them: other column orders, two-row headers,
 * old formats, a damaged one, a list of persons. Written by the reading library's own writer, as a foreign hand would.
 */

const row = z.record(z.string(), z.unknown());
export const sampleReturn = z.object({
  form: z.string(),
  period: z.string(),
  sender: z.string(),
  senderText: z.string(),
  file: z.string(),
  layout: z.string(),
  rows: z.array(row),
});
export const sampleSet = z.object({ about: z.string(), returns: z.array(sampleReturn) });
export type SampleReturn = z.output<typeof sampleReturn>;

type Value = string | number | null;
type Rows = Value[][];

export interface SampleFile {
  readonly name: string;
  readonly form: string;
  readonly period: string;
  readonly bytes: Uint8Array;
}

/** All files of a demo set, in its order. Throws RangeError for a layout nobody knows. */
export function writeSampleReturns(
  set: z.output<typeof sampleSet>,
  columns: (form: string) => readonly [name: string, label: string][],
): SampleFile[] {
  const done = new Map<string, Uint8Array>();
  return set.returns.map((sample) => {
    const bytes = writeSample(sample, done, columns(sample.form));
    done.set(sample.file, bytes);
    return { name: sample.file, form: sample.form, period: sample.period, bytes };
  });
}

function writeSample(
  sample: SampleReturn,
  done: ReadonlyMap<string, Uint8Array>,
  columns: readonly [string, string][],
): Uint8Array {
  const [layout, other] = sample.layout.split(':') as [string, string | undefined];
  if (other !== undefined) {
    const bytes = done.get(other)!;
    return layout === 'truncated' ? bytes.slice(0, Math.floor(bytes.length * 0.6)) : bytes;
  }
  switch (layout) {
    case 'standard':
      return workbook(listRows(sample));
    case 'xls-biff8':
      return workbook(listRows(sample), 'biff8');
    case 'reordered-columns':
      return workbook(listRows(sample, ['serial', 'name', 'previous', 'current', 'unit']));
    case 'two-row-header':
      return workbook(twoRowHeader(sample), 'xlsx', (sheet) => {
        sheet['!merges'] = ['A3:A4', 'B3:B4', 'C3:C4', 'D3:E3'].map((range) =>
          XLSX.utils.decode_range(range),
        );
      });
    case 'csv-gb18030':
      return encodeGb18030(csvText(listRows(sample)), (bytes) => new TextDecoder('gb18030').decode(bytes));
    case 'total-row':
      return workbook(listRows(sample));
    case 'extra-row':
      return workbook(listRows(sample));
    case 'formula-and-hidden':
      return workbook(listRows(sample), 'xlsx', formulaAndHidden);
    case 'person-list':
      return workbook([
        [...words.personHeaders],
        [words.personRow, inventedIdentity(sample.file), words.village],
      ]);
    case 'matrix-one-row':
      return workbook(matrixRows(sample));
    case 'register':
      return workbook(registerRows(sample, columns));
    default:
      throw new RangeError(`no layout ${sample.layout}`);
  }
}

/** A number where the text is a plain one; anything else stays as typed. */
function typed(value: unknown): Value {
  if (value === undefined || value === null || value === '') return null;
  const text = String(value);
  return parseDecimal(text) && !/^0\d/.test(text) ? Number(text) : text;
}

type ListColumn = 'serial' | 'name' | 'unit' | 'current' | 'previous';
const usual: readonly ListColumn[] = ['serial', 'name', 'unit', 'current', 'previous'];

function listRows(sample: SampleReturn, columns: readonly ListColumn[] = usual): Rows {
  return [
    [words.title],
    [words.reportedBy(sample.senderText), null, null, words.periodOf(sample.period)],
    columns.map((column) => words.headers[column]),
    ...bodyRows(sample, columns),
    [...words.foot],
  ];
}

function bodyRows(sample: SampleReturn, columns: readonly ListColumn[]): Rows {
  return sample.rows.map((one, at) => {
    const cells: Record<ListColumn, Value> = {
      serial: one.indicator === undefined ? null : at + 1,
      name: String(one.label),
      unit: String(one.unit ?? ''),
      current: typed(one.current),
      previous: typed(one.previous),
    };
    return columns.map((column) => cells[column]);
  });
}

function twoRowHeader(sample: SampleReturn): Rows {
  const { headers } = words;
  return [
    [words.title],
    [words.reportedBy(sample.senderText), null, null, words.periodOf(sample.period)],
    [headers.serial, headers.name, headers.unit, `${sample.period.slice(0, 4)}年`, null],
    [null, null, null, headers.current, headers.previous],
    ...bodyRows(sample, usual),
    [...words.foot],
  ];
}

/** One row of a department's matrix: the city, its indicators side by side. */
function matrixRows(sample: SampleReturn): Rows {
  const first = sample.rows[0] as { cells: { label: string; unit: string; current: string }[] } | undefined;
  const cells = first?.cells ?? [];
  return [
    [words.matrixTitle],
    [words.reportedBy(sample.senderText), null, words.periodOf(sample.period)],
    [words.headers.area, ...cells.map((cell) => `${cell.label}（${cell.unit}）`)],
    ...sample.rows.map((one) => [
      String(one.label),
      ...(one.cells as { current: string }[]).map((cell) => typed(cell.current)),
    ]),
    [...words.foot],
  ];
}

function registerRows(sample: SampleReturn, columns: readonly [string, string][]): Rows {
  return [
    [words.registerTitle],
    [words.reportedBy(sample.senderText), null, words.periodOf(sample.period)],
    [words.headers.serial, ...columns.map(([, label]) => label)],
    ...sample.rows.map((one, at) => [at + 1, ...columns.map(([name]) => typed(one[name]))]),
    [...words.foot],
  ];
}

type Touch = (sheet: XLSX.WorkSheet) => void;

function workbook(
  rows: Rows,
  bookType: 'xlsx' | 'biff8' = 'xlsx',
  touch: Touch = () => undefined,
): Uint8Array {
  const book = XLSX.utils.book_new();
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  touch(sheet);
  XLSX.utils.book_append_sheet(book, sheet, 'Sheet1');
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType, compression: true }) as ArrayBuffer);
}

/** The first figure comes out of a formula over a hidden row below. */
function formulaAndHidden(sheet: XLSX.WorkSheet): void {
  const cell = sheet.D4 as XLSX.CellObject | undefined;
  const range = XLSX.utils.decode_range(sheet['!ref'] ?? 'A1');
  const hidden = range.e.r + 1;
  if (cell?.t !== 'n') return;
  XLSX.utils.sheet_add_aoa(sheet, [[null, words.hiddenNote, null, cell.v as number]], { origin: hidden });
  cell.f = `D${hidden + 1}*1`;
  const info: XLSX.RowInfo[] = [];
  info[hidden] = { hidden: true };
  sheet['!rows'] = info;
}

function csvText(rows: Rows): string {
  return rows
    .map((cells) => cells.map((value) => (value === null ? '' : String(value))).join(','))
    .join('\r\n');
}

/** A well-formed identity number of nobody: a region, the first day of 1900-based sample, an order number and its check digit (GB 11643). */
function inventedIdentity(seed: string): string {
  const order = String(
    [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 999, 7),
  ).padStart(3, '0');
  const digits = `65400219000101${order}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * weights[at]!, 0);
  return digits + '10X98765432'[sum % 11];
}
