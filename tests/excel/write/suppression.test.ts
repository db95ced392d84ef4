import { describe, expect, it } from 'vitest';
import type { ConsolidatedBook } from '../../../main/excel/write/consolidated-book.ts';
import { writeConsolidatedWorkbook } from '../../../main/excel/write/consolidated-workbook.ts';
import { suppressBook } from '../../../main/excel/write/suppression.ts';
import { readParts } from '../../support/read-back.ts';
import { makeBook } from './made-up-book.ts';

/** 农村人口 of the park (unit 5) and of unit 0 must not be handed out, nor the total of the first row. */
function thinBook(): ConsolidatedBook {
  const book = makeBook(12, 9);
  const suppressed = { suppressed: true as const };
  return {
    ...book,
    indicators: book.indicators.map((row) => {
      if (row.code === 'P01') return { ...row, total: { ...row.total!, ...suppressed } };
      if (row.code !== 'P05') return row;
      return {
        ...row,
        figures: row.figures.map((figure, at) =>
          at === 5 || at === 0 ? { ...figure, ...suppressed } : figure,
        ),
      };
    }),
    settings: { totalColumns: book.settings.totalColumns, unitColumns: [], suppressBelow: 3 },
  };
}

describe('suppressBook', () => {
  it('does nothing where nothing is withheld', () => {
    const book = makeBook(12, 9);
    expect(suppressBook(book)).toBe(book);
  });

  it('takes every column of a withheld figure or total', () => {
    const book = suppressBook(thinBook());
    expect(book.indicators[0]!.total).toMatchObject({ value: null, previous: null, growth: null });
    expect(book.indicators[4]!.figures[5]).toMatchObject({ value: null, previous: null });
    expect(book.indicators[4]!.total!.value).not.toBeNull();
  });

  it('leaves the withheld figure nowhere in the workbook', async () => {
    const book = thinBook();
    const secret = book.indicators[4]!.figures[5]!.value!;
    const before = [...readParts(await writeConsolidatedWorkbook(makeBook(12, 9))).values()].join('');
    const after = [...readParts(await writeConsolidatedWorkbook(book)).values()].join('');
    expect(before).toContain(`>${secret}<`);
    expect(after).not.toContain(`>${secret}<`);
    expect(after).toContain('贡献单位不足3个');
  });

  it('leaves no text of a finding about a unit with a withheld figure: a check names both of its sides', () => {
    const given = thinBook();
    const book = suppressBook({
      ...given,
      findings: [
        {
          unit: '南坡园区',
          unitCode: 'U6',
          indicator: 'P06',
          kind: '强制性',
          raw: '12',
          sentence: '左边 12，右边 34',
        },
        { unit: '河西乡', unitCode: 'U2', kind: '强制性', sentence: '左边 1，右边 2' },
      ],
    });
    expect(book.findings.map(({ sentence, raw }) => [sentence, raw])).toEqual([
      ['', undefined],
      ['左边 1，右边 2', undefined],
    ]);
  });

  it('has no live SUM over a row with withheld figures', async () => {
    const sheet = readParts(await writeConsolidatedWorkbook(thinBook())).get('xl/worksheets/sheet2.xml')!;
    const row = /<row r="10".*?<\/row>/.exec(sheet)![0];
    expect(row).not.toContain('<f>SUM(F10');
    expect(row).toContain(`<v>${thinBook().indicators[4]!.total!.value}</v>`);
  });
});
