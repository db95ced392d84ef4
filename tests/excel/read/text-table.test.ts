import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { readWorkbook } from '../../../main/excel/read/read-workbook.ts';

const rows = '指标名称,单位,本期\r\n粮食产量,吨,21610\r\n"其中：小麦",吨,"1,234.50"\r\n';
/** 指标,值\n甲,1\n乙,2\n in GB18030. */
const chinese = Uint8Array.from([
  0xd6, 0xb8, 0xb1, 0xea, 0x2c, 0xd6, 0xb5, 0x0a, 0xbc, 0xd7, 0x2c, 0x31, 0x0a, 0xd2, 0xd2, 0x2c, 0x32, 0x0a,
]);

function cellsOf(bytes: Uint8Array, fileName = 'a.csv'): string[] {
  const outcome = readWorkbook({ bytes, fileName }, defaultLimits);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return (
    outcome.workbook.sheets[0]?.cells.map(
      ({ row, column, kind, value }) => `${row},${column} ${kind[0]} ${value}`,
    ) ?? []
  );
}
const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const utf16 = (text: string, swap = false): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint8Array(swap ? bytes.swap16() : bytes);
};

const expected = cellsOf(utf8(rows));

describe('text tables', () => {
  it('reads numbers only where a machine wrote them', () => {
    expect(expected.slice(3)).toEqual([
      '1,0 t 粮食产量',
      '1,1 t 吨',
      '1,2 n 21610',
      '2,0 t 其中：小麦',
      '2,1 t 吨',
      '2,2 t 1,234.50',
    ]);
    expect(cellsOf(utf8('a,b\n001,1.50\n-3,+4\n1e5,12.5%\n123456789012345678,0\n'))).toEqual([
      '0,0 t a',
      '0,1 t b',
      '1,0 t 001',
      '1,1 n 1.5',
      '2,0 n -3',
      '2,1 t +4',
      '3,0 t 1e5',
      '3,1 t 12.5%',
      '4,0 t 123456789012345678',
      '4,1 n 0',
    ]);
  });

  it.each<[string, Uint8Array]>([
    ['UTF-8 with a mark', utf8(`\ufeff${rows}`)],
    ['UTF-16', utf16(`\ufeff${rows}`)],
    ['UTF-16 the other way round', utf16(`\ufeff${rows}`, true)],
    ['UTF-16 without a mark', utf16(rows)],
    ['LF', utf8(rows.replaceAll('\r\n', '\n'))],
    ['CR', utf8(rows.replaceAll('\r\n', '\r'))],
    ['semicolons', utf8(rows.replace('"1,234.50"', '1§234.50').replaceAll(',', ';').replace('§', ','))],
    ['a tab before each comma', utf8(rows.replaceAll(',吨,', '\t,吨\t,'))],
    ['a trailing empty column', utf8(rows.replaceAll('\r\n', ',\r\n'))],
  ])('reads %s', (_, bytes) => {
    expect(cellsOf(bytes)).toEqual(expected);
  });

  it('reads GB18030 and tab-separated text named .xlsx', () => {
    expect(cellsOf(chinese)).toEqual([
      '0,0 t 指标',
      '0,1 t 值',
      '1,0 t 甲',
      '1,1 n 1',
      '2,0 t 乙',
      '2,1 n 2',
    ]);
    const outcome = readWorkbook({ bytes: utf8('甲\t1\n乙\t2\n'), fileName: '报表.xlsx' }, defaultLimits);
    expect(outcome.ok && outcome.workbook.notes).toEqual([{ code: 'extension-differs', detail: 'tsv' }]);
  });

  it('keeps line ends and quotes inside quotes', () => {
    expect(cellsOf(utf8('a,b\n"x\ny ""z""",2\n'))).toEqual([
      '0,0 t a',
      '0,1 t b',
      '1,0 t x\ny "z"',
      '1,1 n 2',
    ]);
    expect(cellsOf(utf8('a,b\n"never closed,2\n'))).toEqual(['0,0 t a', '0,1 t b', '1,0 t never closed,2']);
  });
});
