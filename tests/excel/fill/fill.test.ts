import { beforeAll, describe, expect, it } from 'vitest';
import { applyFill } from '../../../main/excel/fill/apply-fill.ts';
import type { FillTarget } from '../../../main/excel/fill/fill-change.ts';
import { fillPlaceholders, findPlaceholders } from '../../../main/excel/fill/placeholders.ts';
import { planFill } from '../../../main/excel/fill/plan-fill.ts';
import { readTemplate } from '../../../main/excel/fill/template-package.ts';
import { readZip, replaceEntry, writeZip } from '../../../main/excel/write/zip-archive.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { officePath } from '../../support/libreoffice.ts';
import { readBack, readParts, sheetsAsCsv } from '../../support/read-back.ts';
import { officeTemplate, type RawOptions, rawTemplate } from './made-up-templates.ts';

/** Parts whose stored bytes differ, and whether order, methods and time stamps stayed. */
function compareZips(before: Uint8Array, after: Uint8Array): string[] {
  const [old, next] = [readZip(before), readZip(after)];
  expect(next.map(({ name, method, time, date }) => ({ name, method, time, date }))).toEqual(
    old.map(({ name, method, time, date }) => ({ name, method, time, date })),
  );
  return old.flatMap((entry, at) =>
    Buffer.from(entry.stored).equals(Buffer.from(next[at]!.stored)) ? [] : [entry.name],
  );
}

function fill(
  bytes: Uint8Array,
  targets: readonly FillTarget[],
  formulas: 'keep' | 'replace' = 'keep',
): Uint8Array {
  return applyFill(bytes, planFill(bytes, targets, { formulas }).changes);
}

const number = (sheet: string, cell: string, value: string): FillTarget => ({
  sheet,
  cell,
  value: { number: value },
});

function errorOf(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('no error');
}

const kinds: [string, RawOptions, string][] = [
  ['as Excel writes it', {}, 'xlsx'],
  ['with prefixed elements', { prefix: 'x:' }, 'xlsx'],
  ['strict', { strict: true }, 'xlsx'],
  ['without r attributes', { implicit: true }, 'xlsx'],
  ['with macros', { macros: true }, 'xlsm'],
];

describe.each(kinds)('filling a template %s', (_, options, extension) => {
  const before = rawTemplate(options);
  const targets = [number('填报表', 'B3', '1234.5'), number('填报表', 'B4', '888')];
  const after = fill(before, targets);

  it('leaves every other part as stored', () => {
    expect(compareZips(before, after)).toEqual(['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']);
  });

  it('changes nothing in the sheet but target cells and results', () => {
    const strip = (xml: string) => xml.replace(/<(?:x:)?c\b[^>]*?(?:\/>|>[\s\S]*?<\/(?:x:)?c>)/g, '');
    const part = 'xl/worksheets/sheet1.xml';
    expect(strip(readParts(after).get(part)!)).toBe(strip(readParts(before).get(part)!));
  });

  it('computes sums, through shared formulas and other sheets, and drops what it cannot compute', () => {
    const book = readBack(after);
    const sheet = book.Sheets.填报表!;
    expect([sheet.B3.v, sheet.B4.v, sheet.B5.v]).toEqual([1234.5, 888, 2122.5]);
    expect(sheet.C3.v).toBeCloseTo(1234.5 / 2122.5, 12);
    expect(book.Sheets.附表!.F2.v).toBe(2123.5);
    expect(book.Sheets.附表!.F3.v).toBe(10);
    expect(readParts(after).get('xl/worksheets/sheet1.xml')).not.toContain('多</');
  });

  it.skipIf(!officePath)('shows the new totals in LibreOffice', async () => {
    const csv = await sheetsAsCsv(after, extension);
    const lines = csv.get('填报表')!.split('\n');
    expect(lines[0]).toContain('4245');
    expect(lines[1]).toContain('2122.5');
    expect(lines[4]).toContain('合计,2122.5,100%');
    expect(lines[5]).toContain('多');
    expect(csv.get('附表')).toContain('2123.5');
  });
});

describe('planFill', () => {
  const template = rawTemplate();

  it('lists each cell with old and new content before anything is written', () => {
    const plan = planFill(template, [number('填报表', 'B4', '21'), number('填报表', 'B5', '9')]);
    expect(plan.changes).toEqual([
      { sheet: '填报表', cell: 'B4', value: { number: '21' }, old: { text: '20' } },
    ]);
    expect(plan.kept).toEqual([{ sheet: '填报表', cell: 'B5', reason: 'formula' }]);
    expect(plan.dependents.map(({ sheet, cell }) => `${sheet}!${cell}`)).toEqual([
      '填报表!E1',
      '填报表!E2',
      '填报表!C3',
      '填报表!C4',
      '填报表!B5',
      '填报表!C5',
      '填报表!A6',
      '附表!F2',
    ]);
    expect(plan.notes.map(({ code }) => code)).toEqual(['chart-cache', 'protected']);
  });

  it('writes a hundredth of a percentage into a cell formatted as percent', () => {
    const plan = planFill(
      template,
      [
        { ...number('填报表', 'C3', '65.3'), percent: true },
        { ...number('填报表', 'B3', '65.3'), percent: true },
      ],
      { formulas: 'replace' },
    );
    expect(plan.changes.map(({ value }) => value)).toEqual([{ number: '0.653' }, { number: '65.3' }]);
  });

  it('sends a merged target to its top-left cell, and refuses two values for one cell', () => {
    expect(planFill(template, [number('填报表', 'D4', '1')]).changes[0]?.cell).toBe('D3');
    const twice = [number('填报表', 'D3', '1'), number('填报表', 'D4', '2')];
    expect(errorOf(() => planFill(template, twice)).code).toBe('invalid-input');
  });

  it('refuses what it cannot fill, saying why', () => {
    const ole = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(errorOf(() => readTemplate(ole))).toMatchObject({
      code: 'template-unsupported',
      details: { kind: 'xls' },
    });
    expect(errorOf(() => readTemplate(new TextEncoder().encode('a,b')))).toMatchObject({
      details: { kind: 'not-a-workbook' },
    });
    expect(errorOf(() => readTemplate(template.slice(0, 900))).code).toBe('damaged');
    expect(errorOf(() => planFill(template, [number('没有', 'A1', '1')]))).toMatchObject({
      details: { kind: 'sheet-missing' },
    });
  });
});

describe('applyFill', () => {
  const template = rawTemplate();

  it('creates missing cells and rows in order, with the style of row or column, and widens the dimension', () => {
    const after = fill(template, [
      number('填报表', 'G4', '7'),
      number('填报表', 'D6', '6'),
      { sheet: '填报表', cell: 'A30', value: { text: '工程<&> _x0041_' } },
      number('填报表', 'C20', '20'),
    ]);
    const xml = readParts(after).get('xl/worksheets/sheet1.xml')!;
    expect(xml).toContain('<c r="G4" s="1"><v>7</v></c></row>');
    expect(xml).toContain('spans="1:7"');
    expect(xml).toContain('<dimension ref="A1:G30"/>');
    expect(xml.indexOf('<row r="20">')).toBeLessThan(xml.indexOf('<row r="30">'));
    const sheet = readBack(after).Sheets.填报表!;
    expect([sheet.G4.v, sheet.D6.v, sheet.A30.v, sheet.C20.v]).toEqual([7, 6, '工程<&> _x0041_', 20]);
  });

  it('gives the sharers of an overwritten shared formula their own, and takes it out of the calculation chain', () => {
    const after = fill(template, [number('填报表', 'C3', '0.5')], 'replace');
    const parts = readParts(after);
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('<c r="C3" s="2"><v>0.5</v></c>');
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('<c r="C4" s="2"><f>B4/$B$5</f>');
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('<c r="C5" s="2"><f>B5/$B$5</f>');
    expect(parts.get('xl/calcChain.xml')).not.toContain('r="C3"');
    expect(compareZips(template, after)).toEqual(['xl/worksheets/sheet1.xml', 'xl/calcChain.xml']);
  });

  it('keeps sheet numbers in the calculation chain when the entry that carried one goes', () => {
    const after = fill(template, [number('附表', 'F2', '1')], 'replace');
    expect(readParts(after).get('xl/calcChain.xml')).toContain('<c r="F3" i="7"/>');
  });

  it('removes a calculation chain that would be empty, with relation and content type', () => {
    const all = ['A6', 'B5', 'C3', 'C4', 'C5', 'E1', 'E2'].map((cell) => number('填报表', cell, '1'));
    const after = fill(template, [...all, number('附表', 'F2', '1'), number('附表', 'F3', '1')], 'replace');
    const parts = readParts(after);
    expect(parts.has('xl/calcChain.xml')).toBe(false);
    expect(parts.get('xl/_rels/workbook.xml.rels')).not.toContain('calcChain');
    expect(parts.get('[Content_Types].xml')).not.toContain('calcChain');
    expect(readBack(after).Sheets.附表!.F3.v).toBe(1);
  });

  it('renames a table column with its header cell', () => {
    const after = fill(template, [{ sheet: '附表', cell: 'B1', value: { text: '2023年数额' } }]);
    expect(readParts(after).get('xl/tables/table1.xml')).toContain('<tableColumn id="2" name="2023年数额"/>');
    expect(errorOf(() => fill(template, [number('附表', 'B1', '1')]))).toMatchObject({
      details: { kind: 'table-header' },
    });
  });

  it('refuses to write into part of an array formula', () => {
    const parts = readZip(template);
    const xml = readParts(template).get('xl/worksheets/sheet1.xml')!.replace('ref="E2"', 'ref="E2:E3"');
    const changed = withPart(parts, 'xl/worksheets/sheet1.xml', xml);
    expect(errorOf(() => fill(changed, [number('填报表', 'E3', '1')]))).toMatchObject({
      details: { kind: 'array-formula' },
    });
  });

  it('empties a cell and keeps its look', () => {
    const after = fill(template, [{ sheet: '填报表', cell: 'B4', value: null }]);
    expect(readParts(after).get('xl/worksheets/sheet1.xml')).toContain('<c r="B4" s="1"/>');
    expect(readBack(after).Sheets.填报表!.B5.v).toBe(0);
  });

  it('gives the same bytes back where nothing changes', () => {
    expect(applyFill(template, planFill(template, [number('填报表', 'B4', '20')]).changes)).toBe(template);
  });
});

describe('placeholders', () => {
  it('are found in cells, alone and inside text', () => {
    const found = findPlaceholders(rawTemplate());
    expect(found.map(({ cell, whole, placeholders }) => ({ cell, whole, placeholders }))).toEqual([
      { cell: 'A1', whole: true, placeholders: [{ kind: 'period', raw: '{{period}}' }] },
      {
        cell: 'B3',
        whole: true,
        placeholders: [
          { kind: 'figure', raw: '{{A01@U1}}', indicator: 'A01', unit: 'U1', column: 'current' },
        ],
      },
      {
        cell: 'D3',
        whole: false,
        placeholders: [
          { kind: 'unit', raw: '{{unit}}' },
          { kind: 'figure', raw: '{{ A01@U2 }}', indicator: 'A01', unit: 'U2', column: 'current' },
        ],
      },
    ]);
  });

  it.each([{}, { prefix: 'x:' as const }])('become figures and text, formatted runs kept (%j)', (options) => {
    const bytes = rawTemplate(options);
    const { targets, unknown } = fillPlaceholders(bytes, (placeholder) => {
      if (placeholder.kind === 'period') return { text: '2023年二季度' };
      if (placeholder.kind === 'unit') return { text: '柳河市 & 周边' };
      return placeholder.kind === 'figure' && placeholder.unit === 'U1'
        ? { number: '12.5', text: '12.50' }
        : { number: '3', text: '3.00' };
    });
    expect(unknown).toEqual([]);
    const after = fill(bytes, targets);
    const sheet = readBack(after).Sheets.填报表!;
    expect(sheet.A1.v).toBe('2023年二季度');
    expect(sheet.B3).toMatchObject({ t: 'n', v: 12.5 });
    expect(sheet.D3.v).toBe('填报：柳河市 & 周边，3.00万元');
    const p = options.prefix ?? '';
    expect(readParts(after).get('xl/worksheets/sheet1.xml')).toContain(`<${p}is><${p}r><${p}rPr><${p}b/>`);
    expect(compareZips(bytes, after)).toEqual(['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']);
  });

  it('that nobody knows stay and are listed', () => {
    const bytes = rawTemplate();
    const { targets, unknown } = fillPlaceholders(bytes, ({ kind }) =>
      kind === 'period' ? { text: 'x' } : undefined,
    );
    expect(targets.map(({ cell }) => cell)).toEqual(['A1']);
    expect(unknown.map(({ cell }) => cell)).toEqual(['B3', 'D3']);
  });

  it('read full-width signs, units and columns', async () => {
    const { parsePlaceholders } = await import('../../../main/excel/fill/placeholders.ts');
    expect(parsePlaceholders('｛｛A01＠PJ：growth｝｝')[0]).toMatchObject({
      indicator: 'A01',
      unit: 'PJ',
      column: 'growth',
    });
    expect(parsePlaceholders('{{A01@previous}}')[0]).toEqual({
      kind: 'figure',
      raw: '{{A01@previous}}',
      indicator: 'A01',
      column: 'previous',
    });
    expect(parsePlaceholders('{{A01:growth}}')[0]).toMatchObject({ column: 'growth' });
  });
});

describe.skipIf(!officePath)('a template that LibreOffice made', () => {
  let before: Uint8Array;
  beforeAll(async () => {
    before = await officeTemplate();
  }, 120_000);

  it('holds what must survive', () => {
    const names = readZip(before).map(({ name }) => name);
    expect(names.some((name) => /charts\/chart/.test(name))).toBe(true);
    expect(names.some((name) => /media\/image/.test(name))).toBe(true);
    expect(names.some((name) => /comments/.test(name))).toBe(true);
    const sheet = readParts(before).get('xl/worksheets/sheet1.xml')!;
    expect(sheet).toContain('conditionalFormatting');
    expect(sheet).toContain('dataValidation');
    expect(readParts(before).get('xl/drawings/drawing1.xml')).toContain('填表说明');
    expect(readParts(before).get('xl/workbook.xml')).toContain('产量区');
  });

  it('is filled without loss, and LibreOffice shows the new totals', async () => {
    const after = fill(before, [number('表一', 'B2', '100.5'), number('表一', 'B3', '20')]);
    expect(compareZips(before, after)).toEqual(['xl/worksheets/sheet1.xml']);
    const csv = [...(await sheetsAsCsv(after)).values()].join('\n');
    expect(csv).toContain('合计,120.5,达标');
  });
});

function withPart(entries: ReturnType<typeof readZip>, name: string, text: string): Uint8Array {
  return writeZip(
    entries.map((entry) =>
      entry.name === name ? replaceEntry(entry, new TextEncoder().encode(text)) : entry,
    ),
  );
}
