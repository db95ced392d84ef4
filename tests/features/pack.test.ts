import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPack } from '../../shared/calc/pack/read-pack.ts';
import { writePack } from '../../shared/calc/pack/write-pack.ts';
import { printCsv, readCsv } from '../../shared/text/csv.ts';
import { encodeGb18030 } from '../../shared/text/gb18030.ts';
import { projectRoot, smallPack, startApp, temporaryFolder } from '../support/test-bench.ts';

/** Packs: whole or not at all, every fault named by file, row and column, export and load again the same. */

function copyPack(): string {
  const folder = path.join(temporaryFolder(), 'pack');
  cpSync(smallPack, folder, { recursive: true });
  return folder;
}

type Change = (folder: string) => void;
const replace =
  (file: string, from: string, to: string): Change =>
  (folder) => {
    const name = path.join(folder, file);
    const text = readFileSync(name, 'utf8');
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(name, text.replace(from, to));
  };
const append =
  (file: string, line: string): Change =>
  (folder) =>
    writeFileSync(path.join(folder, file), `${readFileSync(path.join(folder, file), 'utf8')}${line}\n`);
const write =
  (file: string, text: string | Uint8Array): Change =>
  (folder) =>
    writeFileSync(path.join(folder, file), text);

/** Planted fault → what must be said. */
const planted: readonly [name: string, change: Change, expected: Readonly<Record<string, unknown>>][] = [
  [
    'unknown unit as sender',
    replace('forms.csv', 'QS;BH;HL;KF', 'QS;XX'),
    { code: 'unknown-reference', file: 'forms.csv', row: 2, column: 'senders', got: 'XX' },
  ],
  [
    'cycle of parents',
    replace('units.csv', 'QS,青石镇,township,XG', 'QS,青石镇,township,QS'),
    { code: 'cycle', file: 'units.csv', row: 3, column: 'parent' },
  ],
  [
    'duplicate code',
    append('units.csv', 'QS,另一个,township,XG,,,,,,'),
    { code: 'duplicate', file: 'units.csv', row: 8, got: 'QS' },
  ],
  ['bad number', replace('observations.csv', '1500.5', '1,500.5元'), { file: 'observations.csv', row: 4 }],
  [
    'number with text',
    replace('observations.csv', '2022Q2,2000,', '2022Q2,约2000,'),
    { code: 'not-a-number', file: 'observations.csv', row: 3, column: 'value', got: '约2000' },
  ],
  [
    'unknown column',
    replace('units.csv', 'code,name,type', 'code,name,kind'),
    { code: 'unknown-column', file: 'units.csv', row: 1, column: 'kind' },
  ],
  [
    'missing file',
    (folder) => rmSync(path.join(folder, 'indicators.csv')),
    { code: 'missing-file', file: 'indicators.csv' },
  ],
  [
    'missing pack.json',
    (folder) => rmSync(path.join(folder, 'pack.json')),
    { code: 'missing-file', file: 'pack.json' },
  ],
  [
    'wrong encoding',
    write('units.csv', Uint8Array.from([0x63, 0xff, 0xff, 0x0a, 0xff])),
    { code: 'encoding', file: 'units.csv' },
  ],
  [
    'operator against direction',
    write('targets.csv', 'indicator,year\nB01,≤5000\n'),
    { code: 'against-direction', file: 'targets.csv', row: 2, column: 'year', got: '≤5000' },
  ],
  [
    'bad period',
    replace('observations.csv', '2022Q2,1000', '2022Q5,1000'),
    { code: 'not-a-period', file: 'observations.csv', row: 2, column: 'period', got: '2022Q5' },
  ],
  [
    'word that is no choice',
    replace('indicators.csv', ',up,flow,ytd', ',upwards,flow,ytd'),
    { code: 'not-a-choice', column: 'direction', got: 'upwards' },
  ],
  [
    'missing column',
    replace('forms.csv', 'code,title,shape', 'code,title'),
    { code: 'missing-column', file: 'forms.csv', column: 'shape' },
  ],
  [
    'empty name',
    replace('units.csv', 'BH,白河乡', 'BH,'),
    { code: 'empty', file: 'units.csv', row: 4, column: 'name' },
  ],
  [
    'unknown indicator in an item',
    append('form-items.csv', 'Q1,9,ZZ,没有的,个,current,,no'),
    { code: 'unknown-reference', file: 'form-items.csv', row: 12, column: 'indicator', got: 'ZZ' },
  ],
  [
    'broken expression',
    append('checks.csv', 'Q1,error,[B01] <= (,坏'),
    { code: 'bad-expression', file: 'checks.csv', row: 4, column: 'expression' },
  ],
  [
    'expression over an unknown indicator',
    append('checks.csv', 'Q1,error,[B99] >= 0,坏'),
    { code: 'unknown-reference', file: 'checks.csv', row: 4, got: 'B99' },
  ],
  [
    'half a ratio',
    replace('indicators.csv', 'B05,B04,', 'B05,,'),
    { code: 'ratio-half', file: 'indicators.csv', row: 7, column: 'denominator' },
  ],
  [
    'root that is no unit',
    replace('pack.json', '"root":"XG"', '"root":"NO"'),
    { code: 'no-root', file: 'pack.json', got: 'NO' },
  ],
  ['broken JSON', write('pack.json', '{"format":'), { code: 'header-json', file: 'pack.json' }],
  [
    'dates the wrong way round',
    replace('units.csv', 'HL,红柳镇,township,XG,,,', 'HL,红柳镇,township,XG,,2023-01-01,2022-01-01'),
    { code: 'date-order', file: 'units.csv', row: 5 },
  ],
  [
    'bad date',
    replace('units.csv', 'HL,红柳镇,township,XG,,,', 'HL,红柳镇,township,XG,,2023-02-30,'),
    { code: 'not-a-date', file: 'units.csv', row: 5, got: '2023-02-30' },
  ],
  [
    'name that reaches a prototype',
    append('units.csv', '__proto__,坏,township,XG,,,,,,'),
    { code: 'reserved-name', file: 'units.csv', row: 8 },
  ],
  [
    'year outside the plan',
    write('splits.csv', 'indicator,year,target\nB01,2031,5000\n'),
    { code: 'year-outside-plan', file: 'splits.csv', row: 2, got: '2031' },
  ],
  [
    'day of record that is none',
    write('observations.csv', 'indicator,period,value,recorded\nB01,2022,1,2023/3/1\n'),
    { code: 'not-a-moment', file: 'observations.csv', row: 2, column: 'recorded', got: '2023/3/1' },
  ],
  [
    'a row of the plan written twice, once with its unit and once without',
    write('observations.csv', 'indicator,unit,period,value\nB01,XG,2022,1\nB01,,2022,2\n'),
    { code: 'duplicate', file: 'observations.csv', row: 3 },
  ],
  [
    'due before the period ends',
    replace('forms.csv', 'Q1,乡镇经济季报,list,quarter,10', 'Q1,乡镇经济季报,list,quarter,-10'),
    { code: 'below-zero', file: 'forms.csv', row: 2, column: 'due', got: '-10' },
  ],
  [
    'scale of nothing',
    write('indicators.csv', 'code,name,scale\nB01,产值,0\n'),
    { code: 'not-above-zero', file: 'indicators.csv', row: 2, column: 'scale', got: '0' },
  ],
  [
    'item of a list form in a column that is none',
    append('form-items.csv', 'Q1,9,B01,别名,万元,curent,,no'),
    { code: 'not-a-choice', file: 'form-items.csv', row: 12, column: 'column', got: 'curent' },
  ],
  [
    'item of a list form without an indicator',
    append('form-items.csv', 'Q1,9,,别名,万元,current,,no'),
    { code: 'empty', file: 'form-items.csv', row: 12, column: 'indicator' },
  ],
  [
    'check that compares nothing',
    append('checks.csv', 'Q1,error,[B01] + 1,坏'),
    { code: 'not-a-condition', file: 'checks.csv', row: 4, column: 'expression' },
  ],
  [
    'check that compares twice in a row and would always hold',
    append('checks.csv', 'Q1,error,1 <= [B01] <= 5,坏'),
    { code: 'not-a-condition', file: 'checks.csv', row: 4, column: 'expression' },
  ],
  [
    'quote that is never closed',
    append('units.csv', 'ZZ,"坏镇,township,XG,,,,,,\nYY,好镇,township,XG,,,,,,'),
    { code: 'unclosed-quote', file: 'units.csv', row: 8 },
  ],
  [
    'threshold that is no number',
    replace('pack.json', '"settings":{', '"settings":{"thresholds":{"ahead":"十"},'),
    { code: 'header-field', file: 'pack.json', column: 'settings.thresholds.ahead' },
  ],
  [
    'file left out that another refers to',
    write('indicators.csv', 'code,name,outline\nB01,产值,6.2\n'),
    { code: 'missing-file', file: 'outline.csv' },
  ],
];

describe('planted faults', () => {
  test.each(planted)('%s', async (_name, change, expected) => {
    const pack = copyPack();
    change(pack);
    const app = startApp();
    const plan = path.join(path.dirname(pack), 'a.plan');
    const envelope = await app.call('plans/create', { path: plan, pack });
    expect(envelope).toMatchObject({ ok: false, error: { code: 'pack-invalid' } });
    const faults = envelope.ok ? [] : (envelope.error.details.faults as Record<string, unknown>[]);
    expect(faults).toEqual(expect.arrayContaining([expect.objectContaining(expected)]));
    expect(existsSync(plan) || existsSync(`${plan}.d`)).toBe(false);
  });
});

test('a file that cannot be read is one fault, not one for each code in it', async () => {
  const pack = copyPack();
  replace('units.csv', 'code,name,type', 'code,name,kind')(pack);
  const checked = await startApp().call('plans/check-pack', { folder: pack });
  expect(checked.ok && checked.value.faults.map(({ code, file }) => [code, file])).toEqual([
    ['unknown-column', 'units.csv'],
  ]);
});

describe('what a pack may hold', () => {
  const check = async (pack: string) => {
    const checked = await startApp().call('plans/check-pack', { folder: pack });
    return checked.ok ? checked.value.faults : checked.error;
  };

  test('the level above the plan', async () => {
    const pack = copyPack();
    append('units.csv', 'ZZ,上级州,other,,,,,,,')(pack);
    const units = path.join(pack, 'units.csv');
    const lines = readFileSync(units, 'utf8').split('\n');
    const fields = lines[1]!.split(',');
    fields[lines[0]!.split(',').indexOf('parent')] = 'ZZ';
    lines[1] = fields.join(',');
    writeFileSync(units, lines.join('\n'));
    expect(await check(pack)).toEqual([]);
  });

  test.each([
    '[B02] − [B03] >= 0',
    '（[B02]－[B03]）×2 ＞＝ 0 and not present([B05])',
    'sum(present([B02]), present([B03])) >= 1',
  ])('the check %s', async (expression) => {
    const pack = copyPack();
    append('checks.csv', `Q1,error,"${expression}",试`)(pack);
    expect(await check(pack)).toEqual([]);
  });
});

describe('load and export', () => {
  const read = (folder: string) => {
    const files = new Map(
      readdirSync(folder)
        .filter((name) => /\.csv$|^pack\.json$/.test(name))
        .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
    );
    const reading = readPack({ files });
    if (!reading.ok) throw new Error(JSON.stringify(reading.faults.slice(0, 5)));
    return reading.content;
  };

  test.each([
    smallPack,
    path.join(projectRoot, 'seeds/yining-145'),
    path.join(projectRoot, 'seeds/yining-145-demo'),
  ])('load → export → load is identical: %s', async (pack) => {
    const app = startApp();
    const folder = temporaryFolder();
    const opened = await app.call('plans/create', { path: path.join(folder, 'a.plan'), pack });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const out = path.join(folder, 'again');
    await app.call('plans/export-pack', { plan: opened.value.plan, folder: out });
    expect(read(out)).toEqual(read(pack));
    expect(writePack(read(out))).toEqual(writePack(read(pack)));
  });

  test('GB18030, as WPS saves it, is read with a note', async () => {
    const pack = copyPack();
    const units = path.join(pack, 'units.csv');
    writeFileSync(
      units,
      encodeGb18030(readFileSync(units, 'utf8'), (bytes) => new TextDecoder('gb18030').decode(bytes)),
    );
    const app = startApp();
    const checked = await app.call('plans/check-pack', { folder: pack });
    expect(checked).toMatchObject({
      ok: true,
      value: { ok: true, notes: [{ code: 'gb18030', file: 'units.csv' }], counts: { units: 6 } },
    });
  });

  test('columns come in any order, those not needed may be left out, a BOM is accepted', async () => {
    const folder = path.join(temporaryFolder(), 'pack');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'pack.json'), readFileSync(path.join(smallPack, 'pack.json')));
    writeFileSync(path.join(folder, 'units.csv'), '\ufeffname,code\r\n虚构市,XG\r\n"乡,带逗号",A\r\n');
    writeFileSync(path.join(folder, 'indicators.csv'), 'name,code\n一,I1\n');
    const content = read(folder);
    expect(content.units.map((unit) => unit.name)).toEqual(['虚构市', '乡,带逗号']);
  });

  test('CSV text survives printing and parsing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ maxLength: 12 }), { minLength: 2, maxLength: 5 }), {
          minLength: 1,
          maxLength: 8,
        }),
        (rows) => {
          const width = Math.max(...rows.map((row) => row.length));
          const square = rows
            .map((row) => [...row, ...Array.from({ length: width - row.length }, () => 'x')])
            .filter((row) => row.some((one) => one.trim() !== ''));
          expect([...readCsv(printCsv(square))].map((record) => [...record.fields])).toEqual(square);
        },
      ),
    );
  });
});
