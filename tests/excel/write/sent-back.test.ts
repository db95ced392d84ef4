import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { type SentBackWorkbook, writeSentBack } from '../../../main/excel/write/sent-back.ts';
import { readZip } from '../../../main/excel/write/zip-archive.ts';
import { officePath } from '../../support/libreoffice.ts';
import { readBack, readParts, sheetsAsCsv } from '../../support/read-back.ts';
import { readWorkbook } from '../../support/read-domain.ts';
import { officeTemplate, type RawOptions, rawTemplate } from '../fill/made-up-templates.ts';

const findings = [
  { sheet: '填报表', cell: 'B4', sentence: '本期比上年同期大10倍，请核实单位是否为万元。' },
  { sheet: '填报表', cell: 'B5', sentence: '合计与各行之和不符。' },
  { sheet: '填报表', cell: 'B5', sentence: '请一并说明。' },
  { sheet: '填报表', cell: 'H9', sentence: '这一项应报未报 <&>。' },
  { sheet: '附表', cell: 'B2', sentence: '请填数字。' },
];

function commentsOf(bytes: Uint8Array, sheet: string): Record<string, string> {
  const cells = readBack(bytes).Sheets[sheet]!;
  return Object.fromEntries(
    Object.entries(cells).flatMap(([address, cell]) =>
      cell.c ? [[address, cell.c.map((note: XLSX.Comment) => note.t).join('')]] : [],
    ),
  );
}

/** Notes of a comments part by address; SheetJS finds none in strict workbooks. */
function notesIn(bytes: Uint8Array, part: string): Record<string, string> {
  const comments = readParts(bytes)
    .get(part)!
    .matchAll(/<comment ref="(\w+)"[^>]*>(.*?)<\/comment>/gs);
  return Object.fromEntries(
    [...comments].map(([, address, inner]) => [
      address,
      [...inner!.matchAll(/<t\b[^>]*>([^<]*)</g)].map(([, text]) => text).join(''),
    ]),
  );
}

describe.each([
  ['as Excel writes it', {}],
  ['with prefixed elements', { prefix: 'x:' as const }],
  ['strict', { strict: true }],
] as [string, RawOptions][])('writeSentBack on a workbook %s', (_, options) => {
  const original = rawTemplate(options);
  const { bytes, copied }: SentBackWorkbook = writeSentBack(original, findings);

  it('touches only the parts that carry marks', () => {
    expect(copied).toBe(false);
    const after = new Map(readZip(bytes).map((entry) => [entry.name, entry]));
    const changed = readZip(original).flatMap(({ name, stored }) =>
      Buffer.from(stored).equals(Buffer.from(after.get(name)!.stored)) ? [] : [name],
    );
    expect(changed).toEqual([
      '[Content_Types].xml',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
      'xl/worksheets/_rels/sheet2.xml.rels',
      'xl/styles.xml',
      'xl/comments1.xml',
      'xl/drawings/vmlDrawing1.vml',
    ]);
    expect(readZip(bytes).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['xl/comments2.xml', 'xl/worksheets/sheet3.xml']),
    );
  });

  it('keeps every value and formula', () => {
    const [before, after] = [readBack(original), readBack(bytes)];
    for (const sheet of before.SheetNames) {
      const contents = (book: XLSX.WorkBook) =>
        Object.entries(book.Sheets[sheet]!).flatMap(([address, cell]) =>
          address.startsWith('!') || (cell.v === undefined && !cell.f) ? [] : [[address, cell.v, cell.f]],
        );
      expect(contents(after)).toEqual(contents(before));
    }
  });

  it('colours the cells on a copy of their own look', () => {
    const parts = readParts(bytes);
    const style = Number(/<(?:x:)?c r="B4" s="(\d+)"/.exec(parts.get('xl/worksheets/sheet1.xml')!)![1]);
    const xfs = /<cellXfs[^>]*>(.*)<\/cellXfs>/.exec(parts.get('xl/styles.xml')!)![1]!;
    const xf = [...xfs.matchAll(/<xf\b[^>]*\/>|<xf\b[^>]*[^/]>.*?<\/xf>/g)][style]![0];
    expect(xf).toContain('numFmtId="4"');
    expect(xf).toContain('fillId="2"');
    expect(parts.get('xl/styles.xml')).toMatch(/<cellXfs count="(\d+)"/);
    expect(parts.get('xl/styles.xml')).toContain('FFFFF2A8');
  });

  it('comments them, behind what the sender had noted', () => {
    expect(notesIn(bytes, 'xl/comments1.xml')).toMatchObject({
      B4: expect.stringMatching(/^按合同额填\n【退回】本期比上年同期大10倍/),
      B5: '【退回】合计与各行之和不符。\n请一并说明。',
      H9: '【退回】这一项应报未报 &lt;&amp;&gt;。',
    });
    expect(notesIn(bytes, 'xl/comments2.xml')).toEqual({ B2: '【退回】请填数字。' });
    if (!options.strict) expect(Object.keys(commentsOf(bytes, '填报表'))).toEqual(['B4', 'B5', 'H9']);
    const ids = readZip(bytes)
      .filter(({ name }) => name.endsWith('.vml'))
      .flatMap(({ name }) =>
        [
          ...readParts(bytes)
            .get(name)!
            .matchAll(/<v:shape id="(\w+)"/g),
        ].map(([, id]) => id),
      );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(4);
  });

  it('adds a sheet of plain sentences', () => {
    const book = readBack(bytes);
    expect(book.SheetNames.at(-1)).toBe('退回说明');
    expect(book.Sheets.退回说明!.D7.v).toBe('这一项应报未报 <&>。');
  });

  it.skipIf(!officePath)('opens in LibreOffice with all sheets', async () => {
    const csv = await sheetsAsCsv(bytes);
    expect([...csv.keys()].sort()).toEqual(['填报表', '附表', '退回说明'].sort());
    expect(csv.get('退回说明')).toContain('请填数字');
  });
});

describe('writeSentBack', () => {
  it.skipIf(!officePath)('marks a workbook that LibreOffice made', async () => {
    const { bytes } = writeSentBack(await officeTemplate(), [
      { sheet: '表一', cell: 'B3', sentence: '请核实。' },
    ]);
    expect(commentsOf(bytes, '表一')).toMatchObject({
      B2: expect.stringContaining('按旬填报'),
      B3: '【退回】请核实。',
    });
    expect((await sheetsAsCsv(bytes)).get('退回说明')).toContain('请核实');
  });

  it('does not take the name of a sheet that is there', () => {
    const first = writeSentBack(rawTemplate(), findings).bytes;
    const second = writeSentBack(first, findings).bytes;
    expect(readBack(second).SheetNames.slice(-2)).toEqual(['退回说明', '退回说明2']);
  });

  it('copies the values of an .xls into a new workbook and says so', () => {
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(
      book,
      XLSX.utils.aoa_to_sheet([
        ['指标', '本期'],
        ['产值', 12.5],
        ['说明', '=1+1'],
      ]),
      '表',
    );
    const xls = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'biff8' }));
    const finding = [{ sheet: '表', cell: 'B2', sentence: '请核实。' }];
    expect(() => writeSentBack(xls, finding)).toThrow('template-unsupported');
    const { bytes, copied } = writeSentBack(xls, finding, readWorkbook(book));
    expect(copied).toBe(true);
    const sheet = readBack(bytes).Sheets.表!;
    expect(sheet.B2).toMatchObject({ t: 'n', v: 12.5 });
    expect(sheet.B3).toMatchObject({ t: 's', v: '=1+1' });
    expect(commentsOf(bytes, '表').B2).toBe('【退回】请核实。');
    expect(readParts(bytes).get('xl/sharedStrings.xml')).toContain('格式未保留');
  });
});
