import { describe, expect, it } from 'vitest';
import type { IssuedTemplate } from '../../../main/excel/write/issued-template.ts';
import { markSheetName, writeIssuedTemplate } from '../../../main/excel/write/write-issued-template.ts';
import type { TemplateMark } from '../../../shared/domain/sheet.ts';
import { officePath } from '../../support/libreoffice.ts';
import { readBack, readParts, sheetsAsCsv } from '../../support/read-back.ts';
import { issuedList, issuedMatrix, issuedRegister } from './made-up-templates.ts';

function markOf(bytes: Uint8Array): TemplateMark {
  const sheet = readBack(bytes).Sheets[markSheetName]!;
  let json = '';
  for (let row = 1; sheet[`A${row}`]; row += 1) json += sheet[`A${row}`].v;
  return JSON.parse(json);
}

/** Attributes of the style a cell refers to. */
function styleOf(bytes: Uint8Array, cell: string): string {
  const parts = readParts(bytes);
  const index = new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(parts.get('xl/worksheets/sheet1.xml')!)![1];
  const xfs = /<cellXfs[^>]*>(.*)<\/cellXfs>/.exec(parts.get('xl/styles.xml')!)![1]!;
  return [...xfs.matchAll(/<xf\b[^>]*\/>|<xf\b[^>]*[^/]>.*?<\/xf>/g)][Number(index)]![0];
}

const all: [string, IssuedTemplate][] = [
  ['list', issuedList],
  ['matrix', issuedMatrix],
  ['register', issuedRegister],
];

describe.each(all)('writeIssuedTemplate: %s', (_, template) => {
  const bytes = writeIssuedTemplate(template);
  const mark = markOf(bytes);

  it('carries the mark on a very hidden sheet', () => {
    const { anchors, ...rest } = mark;
    expect(rest).toEqual(template.mark);
    expect(anchors.length).toBeGreaterThan(3);
    expect(readParts(bytes).get('xl/workbook.xml')).toContain(
      'name="_planbench" sheetId="2" state="veryHidden"',
    );
  });

  it('opens exactly the anchored cells and the foot line', () => {
    expect(readParts(bytes).get('xl/worksheets/sheet1.xml')).toContain('<sheetProtection sheet="1"');
    for (const anchor of mark.anchors) expect(styleOf(bytes, anchor.cell)).toContain('locked="0"');
    const cells = [
      ...readParts(bytes)
        .get('xl/worksheets/sheet1.xml')!
        .matchAll(/<c r="([A-Z]+\d+)"/g),
    ];
    const open = cells
      .map((match) => match[1]!)
      .filter((cell) => styleOf(bytes, cell).includes('locked="0"'));
    expect(open.length).toBe(mark.anchors.length + 4);
  });

  it('prints who reports what, for when', () => {
    const text = readParts(bytes).get('xl/sharedStrings.xml')!;
    for (const part of [
      '填报单位：柳泉镇',
      '报告期：2023年二季度',
      '单位负责人：',
      '填表人：',
      '联系电话：',
      '报出日期：',
    ]) {
      expect(text).toContain(part);
    }
  });

  it.skipIf(!officePath)('opens in LibreOffice', async () => {
    const csv = await sheetsAsCsv(bytes);
    expect(csv.get('填报表')).toContain('填报单位：柳泉镇');
  });
});

describe('writeIssuedTemplate', () => {
  it('prints last year locked, leaves items that do not apply closed, and checks numbers', () => {
    const bytes = writeIssuedTemplate(issuedList);
    const sheet = readBack(bytes).Sheets.填报表!;
    expect(sheet.D5.v).toBe(1180.5);
    expect(styleOf(bytes, 'D5')).not.toContain('locked="0"');
    expect(styleOf(bytes, 'C5')).toContain('locked="0"');
    expect(styleOf(bytes, 'C7')).not.toContain('locked="0"');
    expect(sheet.C5?.v).toBeUndefined();
    const xml = readParts(bytes).get('xl/worksheets/sheet1.xml')!;
    expect(xml).toMatch(/<dataValidation type="decimal" operator="between"[^>]*sqref="C5:C6 C8"/);
    expect(markOf(bytes).anchors[0]).toEqual({
      sheet: '填报表',
      cell: 'C5',
      indicator: 'P01',
      unit: 'U1',
      column: 'current',
    });
  });

  it('offers choices as a list', () => {
    expect(readParts(writeIssuedTemplate(issuedRegister)).get('xl/worksheets/sheet1.xml')).toContain(
      '<formula1>&quot;未开工,在建,完工&quot;</formula1>',
    );
  });

  it('carries a mark longer than a cell', () => {
    const units = Array.from({ length: 300 }, (_, at) => ({ code: `U${at}`, name: `第${at}村` }));
    const body = issuedMatrix.body.shape === 'matrix' ? { ...issuedMatrix.body, units } : issuedMatrix.body;
    const anchors = markOf(writeIssuedTemplate({ ...issuedMatrix, body })).anchors;
    expect(anchors.length).toBe(299 * 3 + 2);
    expect(anchors.at(-1)?.unit).toBe('U299');
  });
});
