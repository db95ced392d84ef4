import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../shared/domain/sheet.ts';
import { markMeanings, readCellNumber, readNumberText } from '../../shared/text/number-text.ts';

describe('numbers typed as text', () => {
  it.each([
    ['1,234.50', '1234.5', 'text-number'],
    ['105622.1', '105622.1', 'text-number'],
    ['４６３４．２', '4634.2', 'full-width'],
    ['１，２３４', '1234', 'full-width'],
    ['１２。５', '12.5', 'full-width'],
    ['56 263', '56263', 'text-number'],
    ['56\u00a0263', '56263', 'text-number'],
    ["'123", '123', 'text-number'],
    ['  12\t', '12', 'text-number'],
    ['(1,234)', '-1234', 'text-number'],
    ['（12.5）', '-12.5', 'full-width'],
    ['-3.2', '-3.2', 'text-number'],
    ['－3.2', '-3.2', 'full-width'],
    ['−3.2', '-3.2', 'text-number'],
    ['+5', '5', 'text-number'],
    ['1.2e+03', '1200', 'text-number'],
    ['0', '0', 'text-number'],
    ['.5', '0.5', 'text-number'],
    ["'01", '1', 'text-number'],
  ])('%s → %s, to be accepted as %s', (text, value, repair) => {
    expect(readNumberText(text)).toEqual({ kind: 'number', value, repair });
  });

  it.each([
    ['2000万', '2000', '万'],
    ['1.5亿元', '1.5', '亿元'],
    ['35%', '35', '%'],
    ['35％', '35', '%'],
    ['1200亩', '1200', '亩'],
    ['300 元', '300', '元'],
    ['5个百分点', '5', '个百分点'],
  ])('%s keeps its suffix apart from the digits', (text, value, suffix) => {
    expect(readNumberText(text)).toMatchObject({ kind: 'number', value, suffix });
  });

  it.each(['约2000', '2000左右', '近300', '2000余', '约1.2万元'])('%s is not exact', (text) => {
    expect(readNumberText(text)).toMatchObject({ kind: 'number', approximate: true });
  });

  it.each([
    '2.50-4.00',
    '1/2',
    '2023年',
    '6月',
    '6月30日',
    '3岁以下',
    '1,23',
    '1,2345',
    '12.3.4',
    '见附件',
    '二十',
    '3号楼',
    '1-6月',
    '100亩以上',
    'A01',
    '（一）',
    '12 34',
  ])('%s is no number', (text) => {
    expect(readNumberText(text)).toEqual({ kind: 'not-a-number' });
  });
});

describe('marks', () => {
  it.each(
    Object.entries(markMeanings).flatMap(([meaning, texts]) => texts.map((text) => [text, meaning] as const)),
  )('%s stays what it is: %s', (text, meaning) => {
    expect(readNumberText(text)).toEqual({ kind: 'mark', mark: text, meaning });
    expect(readNumberText(` ${text}　`)).toMatchObject({ kind: 'mark', meaning });
  });

  it('tells an empty text from a mark and from zero', () => {
    expect(readNumberText(' \u3000\n')).toEqual({ kind: 'blank' });
    expect(readNumberText('0')).toMatchObject({ kind: 'number', value: '0' });
    expect(readNumberText('NULL')).toMatchObject({ kind: 'mark', meaning: 'null' });
    expect(readNumberText('—  —')).toMatchObject({ kind: 'mark', meaning: 'dash' });
  });
});

describe('cells', () => {
  const cell = (kind: Cell['kind'], value: string, more: Partial<Cell> = {}): Cell => ({
    row: 0,
    column: 0,
    kind,
    value,
    text: value,
    ...more,
  });

  it('needs no repair for a number cell and drops the noise of binary arithmetic', () => {
    expect(readCellNumber(cell('number', '0.30000000000000004'))).toEqual({ kind: 'number', value: '0.3' });
    expect(readCellNumber(cell('number', '1e21'))).toEqual({
      kind: 'number',
      value: '1000000000000000000000',
    });
    expect(readCellNumber(cell('number', '0.125', { percent: true }))).toEqual({
      kind: 'number',
      value: '0.125',
      percent: true,
    });
  });

  it('reads neither errors nor dates nor booleans as numbers', () => {
    expect(readCellNumber(cell('error', '#DIV/0!'))).toEqual({ kind: 'formula-error' });
    expect(readCellNumber(cell('date', '2023-06-30'))).toEqual({ kind: 'not-a-number' });
    expect(readCellNumber(cell('boolean', 'TRUE'))).toEqual({ kind: 'not-a-number' });
    expect(readCellNumber(undefined)).toEqual({ kind: 'blank' });
  });
});

describe('for any number', () => {
  const amount = fc
    .tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 999 }))
    .map(([whole, part]) => ({ whole, part: String(part).padStart(3, '0') }));
  const wide = (text: string) =>
    text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

  it('grouping, full-width letters and blanks around never change the value', () => {
    fc.assert(
      fc.property(amount, fc.boolean(), fc.boolean(), ({ whole, part }, group, full) => {
        const digits = group ? whole.toLocaleString('en-US') : String(whole);
        const written = `${digits}.${part}`;
        const plain = readNumberText(`${whole}.${part}`);
        const read = readNumberText(` ${full ? wide(written) : written}\u3000`);
        expect(read).toEqual({ ...plain, repair: full ? 'full-width' : 'text-number' });
        expect(Number((read as { value: string }).value)).toBeCloseTo(Number(`${whole}.${part}`), 6);
      }),
    );
  });

  it('never throws and never turns a text without digits into a number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const read = readNumberText(text);
        if (!/\p{Nd}/u.test(text.normalize('NFKC'))) expect(read.kind).not.toBe('number');
      }),
      { numRuns: 500 },
    );
  });
});
