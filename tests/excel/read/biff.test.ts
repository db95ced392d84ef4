import { describe, expect, it } from 'vitest';
import { type CellObject, utils, write } from 'xlsx';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { readWorkbook } from '../../../main/excel/read/read-workbook.ts';
import type { Workbook } from '../../../shared/domain/sheet.ts';

const record = (type: number, ...data: number[]): number[] => [
  type & 255,
  type >> 8,
  data.length & 255,
  data.length >> 8,
  ...data,
];
const word = (value: number): number[] => [value & 255, value >> 8];
const place = (row: number, column: number): number[] => [...word(row), ...word(column), 0, 0];
const double = (value: number): number[] => [...Buffer.from(new Float64Array([value]).buffer)];
const bof = (version: number, kind: number): number[] =>
  record(0x809, ...word(version), ...word(kind), 0, 0, 0, 0);
const eof = record(0x0a);
/** 指标 in GB18030. */
const label = [0xd6, 0xb8, 0xb1, 0xea];

function read(bytes: readonly number[] | Uint8Array): Workbook {
  const outcome = readWorkbook({ bytes: Uint8Array.from(bytes), fileName: 'a.xls' }, defaultLimits);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.workbook;
}

/** Globals, then sheets; BOUNDSHEET records get the true positions. */
function makeStream(
  version: number,
  globals: number[],
  sheets: readonly { name: number[]; records: number[] }[],
): number[] {
  const bound = (offset: number, name: number[]): number[] =>
    record(0x85, ...word(offset), 0, 0, 0, 0, name.length, ...(version === 0x600 ? [0] : []), ...name);
  const start = [...bof(version, 5), ...globals];
  const boundLength = sheets.reduce((sum, { name }) => sum + bound(0, name).length, 0);
  let offset = start.length + boundLength + eof.length;
  const bounds: number[] = [];
  const bodies: number[] = [];
  for (const { name, records } of sheets) {
    const body = [...bof(version, 0x10), ...records, ...eof];
    bounds.push(...bound(offset, name));
    bodies.push(...body);
    offset += body.length;
  }
  return [...start, ...bounds, ...eof, ...bodies];
}

describe('BIFF', () => {
  it('reads Excel 5 in its code page', () => {
    const records = [
      ...record(0x204, ...place(0, 0), ...word(4), ...label),
      ...record(0x203, ...place(0, 1), ...double(1234.5)),
      ...record(0x06, ...place(1, 0), 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, ...word(0)),
      ...record(0x207, ...word(4), ...label),
    ];
    const sheets = read(makeStream(0x500, record(0x42, ...word(936)), [{ name: label, records }])).sheets;
    expect(sheets.map((sheet) => sheet.name)).toEqual(['指标']);
    expect(sheets[0]?.cells.map(({ kind, value, formula }) => [kind, value, formula])).toEqual([
      ['text', '指标', undefined],
      ['number', '1234.5', undefined],
      ['text', '指标', true],
    ]);
  });

  it('reads hidden rows and columns, pictures and links to other workbooks', () => {
    const external = [
      ...record(0x1ae, 1, 0, 5, 0, 0, ...Buffer.from('b.xls'), 1, 0, 0, 65),
      ...record(0x17, 1, 0, 0, 0, 0, 0, 0, 0),
    ];
    const formula = (row: number, tokens: number[]): number[] =>
      record(0x06, ...place(row, 0), ...double(7), 0, 0, 0, 0, 0, 0, ...word(tokens.length), ...tokens);
    const records = [
      ...record(0x208, ...word(1), 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0x20, 1, 0, 0),
      ...record(0x7d, ...word(1), ...word(2), 0, 8, 0, 0, 1, 0, 0, 0),
      ...formula(0, [0x5a, 0, 0, 0, 0, 0, 0]),
      ...formula(1, [0x1e, 7, 0]),
      ...formula(2, [0x17, 2, 0, 0x5a, 0x5a, 0x3b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      ...record(0x5d, 0x15, 0, 0x12, 0, 8, 0, 1, 0, ...new Array(14).fill(0), 0, 0, 0, 0),
      ...record(0x5d, 0x15, 0, 0x12, 0, 25, 0, 1, 0, ...new Array(14).fill(0), 0, 0, 0, 0),
    ];
    const [sheet] = read(makeStream(0x600, external, [{ name: [0x41], records }])).sheets;
    expect(sheet?.cells.map(({ value, formula: flag, external: link }) => [value, flag, link])).toEqual([
      ['7', true, true],
      ['7', true, undefined],
      ['7', true, true],
    ]);
    expect(sheet).toMatchObject({ hiddenRows: [1], hiddenColumns: [1, 2], pictures: 1 });
  });

  it('keeps the order of the tabs and hidden sheets', () => {
    const book = utils.book_new();
    for (const name of ['乙', '甲', '丙'])
      utils.book_append_sheet(book, utils.aoa_to_sheet([[name, 1.25]]), name);
    book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }, { Hidden: 2 }] };
    const sheets = read(
      new Uint8Array(write(book, { bookType: 'biff8', type: 'array' }) as ArrayBuffer),
    ).sheets;
    expect(sheets.map(({ name, visibility, cells }) => [name, visibility, cells[0]?.value])).toEqual([
      ['乙', 'visible', '乙'],
      ['甲', 'hidden', '甲'],
      ['丙', 'very-hidden', '丙'],
    ]);
  });

  it('reads formats, dates and merges', () => {
    const sheet = utils.aoa_to_sheet([
      ['标题', null],
      [0.1234, 45107],
      [1234.5, null],
    ]);
    const format = (address: string, code: string): void => {
      (sheet[address] as CellObject).z = code;
    };
    format('A2', '0.00%');
    format('B2', 'yyyy-mm-dd');
    format('A3', '#,##0.00');
    sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 1 } }];
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, 'a');
    const [found] = read(
      new Uint8Array(write(book, { bookType: 'biff8', type: 'array' }) as ArrayBuffer),
    ).sheets;
    expect(found?.cells.map(({ kind, value, text, percent }) => [kind, value, text, percent])).toEqual([
      ['text', '标题', '标题', undefined],
      ['number', '0.1234', '12.34%', true],
      ['date', '2023-06-30', '2023-06-30', undefined],
      ['number', '1234.5', '1,234.50', undefined],
    ]);
    expect(found?.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 1 }]);
  });

  it('takes a stream that breaks off for damaged', () => {
    const stream = makeStream(
      0x600,
      [],
      [{ name: [0x41], records: record(0x203, ...place(0, 0), ...double(1)) }],
    );
    expect(read(stream).sheets[0]?.cells).toHaveLength(1);
    const outcome = readWorkbook(
      { bytes: Uint8Array.from(stream.slice(0, -4)), fileName: 'a.xls' },
      defaultLimits,
    );
    expect(outcome).toMatchObject({ ok: false, code: 'damaged', details: { reason: 'biff-truncated' } });
  });
});
