import { describe, expect, it } from 'vitest';
import type { ConsolidatedBook } from '../../../main/excel/write/consolidated-book.ts';
import { writeConsolidatedWorkbook } from '../../../main/excel/write/consolidated-workbook.ts';
import { officePath } from '../../support/libreoffice.ts';
import { readBack, readParts, recomputeWithOffice } from '../../support/read-back.ts';
import { makeBook } from './made-up-book.ts';

function findCell(bytes: Uint8Array, sheet: string, text: string) {
  const cells = readBack(bytes).Sheets[sheet]!;
  return Object.entries(cells).find(([address, cell]) => !address.startsWith('!') && cell.v === text)?.[0];
}

async function mainTable(book: ConsolidatedBook) {
  return readBack(await writeConsolidatedWorkbook(book)).Sheets.汇总表!;
}

/** Row of a label in column A, and its cell in the column of the given header text. */
async function cellOf(book: ConsolidatedBook, label: string, header: string) {
  const sheet = await mainTable(book);
  const find = (text: string) =>
    Object.keys(sheet).find((address) => !address.startsWith('!') && sheet[address].v === text);
  const row = /\d+$/.exec(find(label)!)![0];
  const column = /^[A-Z]+/.exec(find(header)!)![0];
  return sheet[`${column}${row}`];
}

describe('writeConsolidatedWorkbook', () => {
  const book = makeBook(12, 9);

  it('has the sheets of a consolidated workbook, in order', async () => {
    expect(readBack(await writeConsolidatedWorkbook(book)).SheetNames).toEqual([
      '封面',
      '汇总表',
      '与部门数之差',
      '上报情况',
      '问题与说明',
      '数据来源',
    ]);
  });

  it('writes a live SUM with the cached value over an additive row only', async () => {
    const sum = await cellOf(book, '粮食作物播种面积', '合计');
    expect(sum.f).toBe('SUM(F7:Q7)');
    expect(String(sum.v)).toBe(book.indicators[1]!.total!.value);
    expect((await cellOf(book, '农村居民人均可支配收入', '合计')).f).toBeUndefined();
    expect((await cellOf(book, '农村居民人均可支配收入', '合计')).v).toBe(14321);
    expect((await cellOf(book, '地区生产总值增长', '合计')).v).toBeUndefined();
  });

  it('writes a ratio as numerator over denominator of the same column', async () => {
    const ratio = await cellOf(book, '农村自来水普及率', '合计');
    expect(ratio.f).toBe('C11/C10*100');
  });

  it('keeps figures as numbers, missing and not applicable as empty cells, marks as text', async () => {
    expect(await cellOf(book, '固定资产投资', '河西乡')).toMatchObject({ t: 'n' });
    expect(await cellOf(book, '固定资产投资', '石桥镇')).toMatchObject({ t: 's', v: '—' });
    expect((await cellOf(book, '其中：小麦播种面积', '东梁街道')).v).toBeUndefined();
    expect((await cellOf(book, '粮食作物播种面积', '沙湾乡')).v).toBeUndefined();
  });

  it('names the units missing in title and notes', async () => {
    const bytes = await writeConsolidatedWorkbook(book);
    expect(findCell(bytes, '汇总表', '2023年1—6月（不含沙湾乡）')).toBeDefined();
    const texts = readParts(bytes).get('xl/sharedStrings.xml')!;
    expect(texts).toContain('固定资产投资合计不完整，不含石桥镇、沙湾乡');
    expect(texts).toContain('农村自来水受益人口合计不完整，不含白杨乡、沙湾乡');
  });

  it('prints on A4 landscape, fitted to the width, with repeated headers and page numbers', async () => {
    const sheet = readParts(await writeConsolidatedWorkbook(book)).get('xl/worksheets/sheet2.xml')!;
    expect(sheet).toContain('paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"');
    expect(sheet).toContain('<pane xSplit="2" ySplit="5"');
    expect(sheet).toContain('第 &amp;P 页　共 &amp;N 页');
    const workbook = readParts(await writeConsolidatedWorkbook(book)).get('xl/workbook.xml')!;
    expect(workbook).toContain("'汇总表'!$4:$5");
    expect(workbook).toContain('name="合计_P01"');
  });

  it('links each total to its first source row', async () => {
    const bytes = await writeConsolidatedWorkbook(book);
    const links = readParts(bytes)
      .get('xl/worksheets/sheet2.xml')!
      .matchAll(/location="'数据来源'!A(\d+)"/g);
    const sources = readBack(bytes).Sheets.数据来源!;
    const codes = [...links].map((link) => sources[`A${link[1]}`].v);
    expect(codes).toEqual(['P01', 'P02', 'P03', 'P04', 'P05', 'P06', 'P07', 'P08']);
  });

  it('names no person in the file properties and is the same each time', async () => {
    const parts = readParts(await writeConsolidatedWorkbook(book));
    expect(parts.get('docProps/core.xml')).not.toMatch(/creator|lastModifiedBy/);
    expect(await writeConsolidatedWorkbook(book)).toEqual(await writeConsolidatedWorkbook(book));
  });

  it('marks every sheet of a demo book, in cells and on the page', async () => {
    const parts = readParts(await writeConsolidatedWorkbook(makeBook(12, 9, { demo: true })));
    for (let sheet = 1; sheet <= 6; sheet += 1) {
      expect(parts.get(`xl/worksheets/sheet${sheet}.xml`)).toContain('演示数据</oddHeader>');
    }
    expect(parts.get('xl/sharedStrings.xml')).toContain('不得作为上报或公布依据');
  });

  it('writes no formula for a row whose total is not the sum of what is shown', async () => {
    const units = book.units.map((unit, at) => (at === 5 ? { ...unit, counted: false } : unit));
    const changed = { ...book, units };
    expect((await cellOf(changed, '粮食作物播种面积', '合计')).f).toBeUndefined();
    const recounted = {
      ...changed,
      indicators: book.indicators.map((row) =>
        row.code === 'P02'
          ? {
              ...row,
              total: {
                ...row.total!,
                value: String(Number(row.total!.value) - Number(row.figures[5]!.value)),
              },
            }
          : row,
      ),
    };
    expect((await cellOf(recounted, '粮食作物播种面积', '合计')).f).toBe('SUM(F7:J7,L7:Q7)');
  });

  it('puts units down when there are many', async () => {
    const sheet = await mainTable(makeBook(40, 9));
    const total = Object.keys(sheet).find(
      (address) => !address.startsWith('!') && sheet[address].v === '合计',
    )!;
    expect(total).toMatch(/^A/);
    expect(sheet[total.replace('A', 'B')].f).toMatch(/^SUM\(B\d+:B\d+\)$/);
  });

  it('turns dangerous texts into nothing but text', async () => {
    const dangerous = [
      '=1+1',
      '+A1',
      '-cmd',
      '@SUM(1)',
      '=HYPERLINK("http://x")',
      '#REF!',
      '_x0041_',
      '<b>&"\u0001\uD800',
    ];
    const bytes = await writeConsolidatedWorkbook({
      ...book,
      sources: dangerous.map((raw) => ({ ...book.sources[0]!, raw })),
    });
    const sheet = readBack(bytes).Sheets.数据来源!;
    dangerous.slice(0, -1).forEach((raw, at) => {
      expect(sheet[`K${at + 4}`]).toMatchObject({ t: 's', v: raw });
      expect(sheet[`K${at + 4}`].f).toBeUndefined();
    });
    expect(sheet[`K${dangerous.length + 3}`].v).toBe('<b>&"\uFFFD');
  });

  it.skipIf(!officePath).each([
    ['few units', makeBook(12, 9)],
    ['many units', makeBook(40, 18)],
    [
      'extras beside each unit',
      makeBook(6, 9, { settings: { totalColumns: ['previous'], unitColumns: ['previous', 'growth'] } }),
    ],
  ] as const)('recomputes in LibreOffice to the cached values: %s', async (_, made) => {
    const cells = await recomputeWithOffice(await writeConsolidatedWorkbook(made));
    expect(cells.length).toBeGreaterThan(6);
    for (const { recomputed, cached } of cells) {
      expect(recomputed).toBe(cached);
    }
  });

  it.skipIf(!officePath)('would notice a cached value that is wrong', async () => {
    const { readZip, replaceEntry, unpackEntry, writeZip } = await import(
      '../../../main/excel/write/zip-archive.ts'
    );
    const entries = readZip(await writeConsolidatedWorkbook(book)).map((entry) => {
      if (entry.name !== 'xl/worksheets/sheet2.xml') return entry;
      const text = new TextDecoder().decode(unpackEntry(entry));
      return replaceEntry(entry, new TextEncoder().encode(text.replace(/(<f>SUM\(F7:Q7\)<\/f><v>)/, '$19')));
    });
    const cells = await recomputeWithOffice(writeZip(entries));
    const sum = cells.find((cell) => cell.formula === 'SUM(F7:Q7)')!;
    expect(sum.recomputed).not.toBe(sum.cached);
  });
});
