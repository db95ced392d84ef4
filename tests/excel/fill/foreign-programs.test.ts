import { beforeAll, describe, expect, test } from 'vitest';
import { readZip, replaceEntry, writeZip } from '../../../main/excel/write/zip-archive.ts';
import { foreignPrograms } from '../../support/foreign-templates.ts';
import { officePath } from '../../support/libreoffice.ts';
import { listWorkbook, usualValues } from '../../support/made-up-returns.ts';
import { readBack, readParts, sheetsAsCsv } from '../../support/read-back.ts';
import { startBench } from '../../support/test-bench.ts';

/*
 * A department's template as three other programs make it, filled from accepted returns through the product: every part but
 * the sheets written to stays byte for byte, and an office suite shows the new totals.
 */

/** Names of the parts that are not byte for byte what they were; order, method and time of the others too. */
function changedParts(before: Uint8Array, after: Uint8Array): string[] {
  const [old, next] = [readZip(before), readZip(after)];
  expect(next.map(({ name, method, time, date }) => ({ name, method, time, date }))).toEqual(
    old.map(({ name, method, time, date }) => ({ name, method, time, date })),
  );
  return old
    .filter((entry, at) => !Buffer.from(entry.stored).equals(Buffer.from(next[at]!.stored)))
    .map(({ name }) => name);
}

const withoutCells = (xml: string) =>
  xml.replace(/<c\b[^>]*?(?:\/>|>[\s\S]*?<\/c>)/g, '').replace(/<dimension [^>]*>/, '');

describe.each(foreignPrograms)('a template made with $name', ({ present, textBox, make }) => {
  let before: Uint8Array;
  let after: Uint8Array;
  let parts: ReadonlyMap<string, string>;

  async function fill(): Promise<Uint8Array> {
    const bench = await startBench();
    await bench.call('returns/stage', {
      files: [
        { name: 'a.xlsx', bytes: listWorkbook({ sender: '青石镇', values: usualValues(1) }) },
        { name: 'b.xlsx', bytes: listWorkbook({ sender: '白河乡', values: usualValues(2) }) },
      ],
    });
    await bench.call('returns/accept', { all: true, by: '王工', explain: '核实' });
    const template = { name: '模板.xlsx', bytes: before };
    return (await bench.call('fill/write', { template, period: '2023Q2' })).bytes!;
  }

  beforeAll(async () => {
    if (!present) return;
    before = await make();
    parts = readParts(before);
  }, 60_000);

  test.skipIf(!present)('holds what must not be lost', () => {
    const names = [...parts.keys()].join(' ');
    for (const part of ['charts/chart', 'media/image', 'drawings/drawing', 'tables/table'])
      expect(names).toContain(part);
    expect(names).toMatch(/comments?\/?(?:comment)?\d*\.xml/);
    const sheet = parts.get('xl/worksheets/sheet1.xml')!;
    for (const tag of ['conditionalFormatting', 'dataValidation ', 'mergeCell ', 'pageSetup'])
      expect(sheet).toContain(`<${tag}`);
    const workbook = parts.get('xl/workbook.xml')!;
    expect(workbook).toContain('合计数');
    expect(workbook).toContain('Print_Titles');
    const drawing = parts.get('xl/drawings/drawing1.xml')!;
    expect(drawing).toMatch(/<(?:xdr:)?pic[ >]/);
    expect(drawing).toMatch(/<(?:xdr:)?graphicFrame[ >]/);
    if (textBox) expect(drawing).toContain('填报说明：请勿改动');
  });

  test.skipIf(!present)('is filled, and every other part is what it was, byte for byte', async () => {
    after = await fill();
    expect(changedParts(before, after)).toEqual(['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']);
    const filled = readParts(after);
    for (const sheet of ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml'])
      expect(withoutCells(filled.get(sheet)!)).toBe(withoutCells(parts.get(sheet)!));
    const book = readBack(after).Sheets.填报表!;
    expect(book.A1.v).toBe('2023年二季度部门调查表');
    expect([book.B3.t, book.B3.v]).toEqual(['n', 3150]);
    expect(book.B6.f).toBe('SUM(B3:B5)');
  });

  test.skipIf(!present || !officePath)('shows the new totals in LibreOffice, and no old one', async () => {
    const filled = readBack(after).Sheets.填报表!;
    const total = Number(filled.B3.v) + Number(filled.B4.v) + 100;
    const csv = await sheetsAsCsv(after);
    const shown = csv.get('填报表')!.replaceAll('"', '');
    const plain = shown.replace(/(\d),(\d{3})/g, '$1$2');
    expect(plain).toMatch(new RegExp(`合计,${total}(?:\\.00)?,多`));
    expect(plain).toContain(`${total}万元`);
    expect(csv.get('附表')!.replace(/(\d),(\d{3})/g, '$1$2')).toContain(String(total * 2));
    for (const old of ['424242', '旧字']) expect([...csv.values()].join('')).not.toContain(old);
  });

  test.skipIf(!present)('one changed byte of another part would be seen', () => {
    const entries = readZip(after);
    const chart = entries.find(({ name }) => name.includes('charts/chart'))!;
    const changed = entries.map((entry) =>
      entry === chart ? replaceEntry(entry, new TextEncoder().encode('<c/>')) : entry,
    );
    expect(changedParts(after, writeZip(changed))).toEqual([chart.name]);
  });
});
