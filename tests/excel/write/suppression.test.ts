import { describe, expect, it } from 'vitest';
import type { ConsolidatedBook } from '../../../main/excel/write/consolidated-book.ts';
import { writeConsolidatedWorkbook } from '../../../main/excel/write/consolidated-workbook.ts';
import { suppressBook } from '../../../main/excel/write/suppression.ts';
import { readParts } from '../../support/read-back.ts';
import { makeBook } from './made-up-book.ts';

/** The park (unit 5) reports 农村人口 for two enterprises only. */
function thinBook(below?: number): ConsolidatedBook {
  const book = makeBook(12, 9);
  const indicators = book.indicators.map((row) =>
    row.code === 'P05'
      ? {
          ...row,
          figures: row.figures.map((figure, at) => (at === 5 ? { ...figure, contributors: 2 } : figure)),
        }
      : row,
  );
  const totalColumns = book.settings.totalColumns;
  return {
    ...book,
    indicators,
    settings: { totalColumns, unitColumns: [], ...(below ? { suppressBelow: below } : {}) },
  };
}

const withheld = (book: ConsolidatedBook, code: string) =>
  book.indicators
    .find((row) => row.code === code)!
    .figures.flatMap((figure, at) => (figure.suppressed ? [at] : []));

describe('suppressBook', () => {
  it('does nothing without the setting', () => {
    const book = thinBook();
    expect(suppressBook(book)).toBe(book);
  });

  it('withholds the thin figure, a second one of the row, and the ratio that would give it away', () => {
    const book = suppressBook(thinBook(3));
    expect(withheld(book, 'P05')).toEqual([0, 5]);
    expect(withheld(book, 'P07')).toEqual([5]);
    expect(withheld(book, 'P06')).toEqual([]);
    expect(book.indicators[4]!.total!.value).not.toBeNull();
  });

  it('withholds a total with too few contributors, and every column beside it', () => {
    const book = makeBook(12, 9);
    const few = {
      ...book,
      settings: { ...book.settings, suppressBelow: 3 },
      indicators: book.indicators.map((row) =>
        row.code === 'P01' ? { ...row, total: { ...row.total!, contributors: 2 } } : row,
      ),
    };
    expect(suppressBook(few).indicators[0]!.total).toMatchObject({
      value: null,
      previous: null,
      growth: null,
    });
  });

  it('leaves the withheld figure nowhere in the workbook', async () => {
    const book = thinBook(3);
    const secret = book.indicators[4]!.figures[5]!.value!;
    const before = [...readParts(await writeConsolidatedWorkbook(thinBook())).values()].join('');
    const after = [...readParts(await writeConsolidatedWorkbook(book)).values()].join('');
    expect(before).toContain(`>${secret}<`);
    expect(after).not.toContain(`>${secret}<`);
    expect(after).toContain('贡献单位不足3个');
  });

  it('has no live SUM over a row with withheld figures', async () => {
    const sheet = readParts(await writeConsolidatedWorkbook(thinBook(3))).get('xl/worksheets/sheet2.xml')!;
    const row = /<row r="10".*?<\/row>/.exec(sheet)![0];
    expect(row).not.toContain('<f>SUM(F10');
    expect(row).toContain(`<v>${thinBook().indicators[4]!.total!.value}</v>`);
  });
});
