import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutraliseText, restoreText, writeCsv } from '../../../main/excel/write/csv.ts';
import { convertWithOffice, officePath } from '../../support/libreoffice.ts';

/** Texts that a spreadsheet would evaluate, plain and in disguise. */
const dangerous = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1,1)',
  '=cmd|"/c calc"!A1',
  '=HYPERLINK("http://example.invalid","点击")',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '\u3000=1+1',
  '\u200B=1+1',
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(1)',
];

describe('X6 neutraliseText', () => {
  it.each(dangerous)('puts an apostrophe before %j', (text) => {
    expect(neutraliseText(text)).toBe(`'${text}`);
    expect(restoreText(neutraliseText(text))).toBe(text);
  });

  it('leaves numbers and ordinary text', () => {
    for (const text of ['-12.5', '+3', '1,234.50', '-3%', '柳泉镇', "it's", '', '—', '…']) {
      expect(neutraliseText(text)).toBe(text);
    }
  });

  it('is undone by restoreText for every text', () => {
    const part = fc.constantFrom("'", '=', ' ', '-', '1', 'a', '\t', '＝', '柳');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: part, maxLength: 6 })), (text) => {
        expect(restoreText(neutraliseText(text))).toBe(text);
      }),
    );
  });
});

describe('writeCsv', () => {
  it('starts with a BOM, quotes text, keeps figures bare and blanks empty', () => {
    const bytes = writeCsv([
      ['单位', '值"甲"'],
      ['柳泉镇', { number: '-12.5' }],
      [null, ''],
    ]);
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe('"单位","值""甲"""\r\n"柳泉镇",-12.5\r\n,""\r\n');
  });

  it.skipIf(!officePath)('opens in LibreOffice with every dangerous text as text', async () => {
    const safe = dangerous.filter((text) => !/[\r\n\t]/.test(text));
    const bytes = writeCsv(safe.map((text) => [text, { number: '-12.5' }]));
    const { folder, files } = await convertWithOffice(bytes, 'csv', 'fods:OpenDocument Spreadsheet Flat XML');
    const xml = readFileSync(join(folder, files[0]!), 'utf8');
    expect(xml).not.toContain('table:formula');
    expect([...xml.matchAll(/office:value-type="float" office:value="-12.5"/g)]).toHaveLength(safe.length);
  });
});
