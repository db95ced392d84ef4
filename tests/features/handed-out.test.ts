import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as XLSX from 'xlsx';
import { officePath } from '../support/libreoffice.ts';
import { readParts, recomputeWithOffice } from '../support/read-back.ts';
import { startBench, type TestBench, temporaryFolder } from '../support/test-bench.ts';

/*
 * What leaves the office: 舍位平衡 and figures of too few reporters, in every form it can leave in. A made-up county with
 * three townships, a district of two villages, and a park with two enterprises, each with figures to be seen here.
 */

const units = `code,name,type,parent
R,虚构县,city,
A,甲镇,township,R
B,乙镇,township,R
C,丙乡,township,R
S,东片区,other,R
V1,东一村,other,S
V2,东二村,other,S
P,县园区,park,R
E1,一号企业,other,P
E2,二号企业,other,P
`;
const indicators = `code,name,unit,measure,reporting,direction,numerator,denominator,decimals,scope
F,产值,万元,flow,period,up,,,0,form
G,投资,万元,flow,period,up,,,0,form
W,合计额,万元,flow,period,up,,,0,form
Z,投资比,%,ratio,period,up,G,F,2,form
`;
const items = `form,order,indicator,label,column
Q,1,W,合计额,current
Q,2,F,其中：产值,current
Q,3,G,投资,current
Q,4,Z,投资比,current
`;

async function office(settings: object, senders: string, asks = items, moreUnits = ''): Promise<TestBench> {
  const pack = path.join(temporaryFolder(), 'pack');
  mkdirSync(pack);
  const write = (name: string, text: string) => writeFileSync(path.join(pack, name), text);
  write(
    'pack.json',
    JSON.stringify({
      format: 'planbench-pack',
      version: 1,
      id: 'out',
      title: '虚构县规划',
      period: [2021, 2025],
      baseYear: 2020,
      root: 'R',
      settings,
    }),
  );
  write('units.csv', units + moreUnits);
  write('indicators.csv', indicators);
  write('form-items.csv', asks);
  write('forms.csv', `code,title,shape,period,due,senders,overlap\nQ,季报,list,quarter,10,${senders},add\n`);
  write('checks.csv', 'form,severity,expression,message\nQ,error,[W] = [F] + [G],合计额应等于产值加投资\n');
  return startBench(pack);
}

async function report(bench: TestBench, rows: Readonly<Record<string, readonly [f: string, g: string]>>) {
  for (const [unit, [f, g]] of Object.entries(rows))
    await bench.call('returns/enter', {
      form: 'Q',
      period: '2023Q1',
      unit,
      figures: [
        { indicator: 'W', value: String(Math.round((Number(f) + Number(g)) * 1e6) / 1e6) },
        { indicator: 'F', value: f },
        { indicator: 'G', value: g },
      ],
      evidence: '传真',
      by: '王工',
    });
  await bench.call('returns/accept', { all: true, by: '赵工', explain: '核实' });
}

const asked = { form: 'Q', period: '2023Q1' };

async function matrix(bench: TestBench) {
  const { bytes } = await bench.call('consolidation/export', asked);
  const rows = XLSX.utils.sheet_to_json<(string | number | null)[]>(XLSX.read(bytes!).Sheets.汇总表!, {
    header: 1,
    defval: null,
  });
  const header = rows.find((row) => row[0] === '指标名称')!;
  const line = (label: string) => rows.find((row) => row[0] === label)!;
  return {
    bytes: bytes!,
    notes: JSON.stringify(rows),
    at: (label: string, unit: string) => line(label)[header.indexOf(unit)],
  };
}

describe('舍位平衡', () => {
  const thirds = {
    A: ['10.4', '-3.4'],
    B: ['20.4', '-3.4'],
    C: ['30.4', '0'],
    V1: ['5.4', '0.4'],
    V2: ['7.4', '0.4'],
  } as const;

  test('total, subtotals and units add up on paper, negatives too; moved digits are marked and noted', async () => {
    const bench = await office({ balanceRounding: true }, 'A;B;C;V1;V2');
    await report(bench, thirds);
    const { at, notes, bytes } = await matrix(bench);
    const of = (label: string) =>
      ['合计', '甲镇', '乙镇', '丙乡', '东片区', '东一村', '东二村'].map((unit) => Number(at(label, unit)));
    for (const label of ['其中：产值', '投资', '合计额']) {
      const [total, a, b, c, s, v1, v2] = of(label);
      expect(a! + b! + c! + s!).toBe(total);
      expect(v1! + v2!).toBe(s);
    }
    const [whole, first, second] = ['合计额', '其中：产值', '投资'].map(of);
    expect(first!.map((value, at) => value + second![at]!)).toEqual(whole);
    expect([whole![0], first![0], second![0]]).toEqual([68, 74, -6]);
    expect(notes).toContain('△ 为舍位平衡调整数');
    expect([...readParts(bytes).values()].join('')).toContain('△');
  });

  test.skipIf(!officePath)('the live sums of the balanced figures give what is printed', async () => {
    const bench = await office({ balanceRounding: true }, 'A;B;C;V1;V2');
    await report(bench, thirds);
    const cells = await recomputeWithOffice((await matrix(bench)).bytes);
    expect(cells.filter((cell) => cell.formula.startsWith('SUM')).length).toBe(6);
    expect(cells.filter((cell) => cell.recomputed !== cell.cached)).toEqual([]);
  });

  test('the explanation says what the workbook prints; the figure itself stays exact', async () => {
    const bench = await office({ balanceRounding: true }, 'A;B;C;V1;V2');
    await report(bench, thirds);
    const trace = (unit: string) =>
      bench.call('consolidation/trace', { indicator: 'G', period: '2023Q1', unit });
    expect(await trace('A')).toMatchObject({
      value: '-3.4',
      printed: { value: expect.stringMatching(/^-[34]$/) },
    });
    expect(await trace('R')).toMatchObject({ value: '-6', printed: { value: '-6', adjusted: false } });
    const printed = (await matrix(bench)).at('投资', '甲镇');
    expect((await trace('A')).printed!.value).toBe(String(printed));
    const adjusted = await Promise.all(
      ['A', 'B', 'V1', 'V2'].map(async (unit) => (await trace(unit)).printed!.adjusted),
    );
    expect(adjusted).toContain(true);
    const plain = await office({}, 'A;B');
    await report(plain, { A: ['1', '1'], B: ['1', '1'] });
    expect(
      await plain.call('consolidation/trace', { indicator: 'G', period: '2023Q1', unit: 'A' }),
    ).not.toHaveProperty('printed');
  });
});

describe('fewer than three reporters', () => {
  const rows = {
    A: ['101', '11'],
    B: ['202', '22'],
    C: ['303', '33'],
    E1: ['7117', '519'],
    E2: ['8228', '628'],
  } as const;
  const secrets = ['7117', '8228', '15345', '519', '628', '1147', '7636', '8856', '16492'];

  test('enterprises of a park and its subtotal are withheld, and one township with them', async () => {
    const bench = await office({ suppressBelow: 3 }, 'A;B;C;E1;E2');
    await report(bench, rows);
    const { at, bytes, notes } = await matrix(bench);
    expect(
      ['合计', '甲镇', '乙镇', '县园区', '一号企业', '二号企业'].map((unit) => at('其中：产值', unit)),
    ).toEqual([15951, '×', 202, '×', '×', '×']);
    expect(notes).toContain('贡献单位不足3个');
    const texts = [...readParts(bytes).values()].join('');
    for (const secret of secrets) expect(texts).not.toMatch(new RegExp(`>[^<]*\\b${secret}\\b`));
  });

  test('nor are they in a table, whatever its format, and the answer for scripts says which they are', async () => {
    const bench = await office({ suppressBelow: 3 }, 'A;B;C;E1;E2');
    await report(bench, rows);
    for (const format of ['csv', 'json', 'xlsx'] as const) {
      const { bytes } = await bench.call('listings/export', { kind: 'consolidation', format, ...asked });
      const text =
        format === 'xlsx' ? [...readParts(bytes!).values()].join('') : new TextDecoder().decode(bytes);
      for (const secret of secrets) expect(text).not.toMatch(new RegExp(`\\b${secret}\\b`));
      expect(text).toContain('×');
      expect(text).toContain('15951');
    }
    const view = await bench.call('consolidation/get', asked);
    const park = view.subtotals!.find(({ unit }) => unit === 'P')!;
    expect(park.figures.map(({ withheld }) => withheld)).toEqual([true, true, true, true]);
    expect(view.figures.some(({ withheld }) => withheld)).toBe(false);
  });

  test('a total of two is withheld, in the package for the level above too, where it is said', async () => {
    const bench = await office({ suppressBelow: 3 }, 'A;B;C');
    await report(bench, { A: rows.A, B: rows.B });
    const { at } = await matrix(bench);
    expect([at('其中：产值', '合计'), at('其中：产值', '甲镇'), at('其中：产值', '乙镇')]).toEqual([
      '×',
      '×',
      202,
    ]);
    const { bytes } = await bench.call('exchange/export', asked);
    const { body } = JSON.parse(new TextDecoder().decode(bytes)) as {
      body: { figures: { indicator: string; value: string | null; withheld?: boolean }[] };
    };
    expect(body.figures.find(({ indicator }) => indicator === 'F')).toMatchObject({
      value: null,
      withheld: true,
    });
  });

  test('without the setting everything is shown', async () => {
    const bench = await office({}, 'A;B;C;E1;E2');
    await report(bench, rows);
    const { at } = await matrix(bench);
    expect(at('其中：产值', '县园区')).toBe(15345);
  });
});

describe('a figure made of figures', () => {
  test('that no form asks for itself is explained by its parts, over the units that have both', async () => {
    const bench = await office({}, 'A;B;C;V1;V2', items.replace(/^Q,4.*\n/m, ''));
    await report(bench, { A: ['100', '10'], B: ['300', '50'], V1: ['50', '5'], V2: ['50', '15'] });
    const trace = (unit: string) =>
      bench.call('consolidation/trace', { indicator: 'Z', period: '2023Q1', unit });
    const root = await trace('R');
    expect(root).toMatchObject({ value: '16', rule: 'ratio', complete: false, missing: ['C'] });
    expect(root.formula).toBe('Σ[G] / Σ[F]');
    expect(root.contributions.map(({ unit, indicator, value }) => `${unit} ${indicator} ${value}`)).toEqual([
      'A G 10',
      'A F 100',
      'B G 50',
      'B F 300',
      'V1 G 5',
      'V1 F 50',
      'V2 G 15',
      'V2 F 50',
    ]);
    expect(await trace('S')).toMatchObject({ value: '20', complete: true });
    expect(await trace('B')).toMatchObject({ value: '16.666666666666666667', complete: true });
    expect(await trace('C')).toMatchObject({ value: null, complete: false });
  });

  test('a typed figure of it stands before anything computed', async () => {
    const bench = await office({}, 'A;B', items.replace(/^Q,4.*\n/m, ''));
    await report(bench, { A: ['100', '10'], B: ['300', '50'] });
    await bench.call('observations/import', {
      text: 'indicator,unit,period,value,status,series\nZ,R,2023Q1,15.5,核定,部门\n',
    });
    expect(await bench.call('consolidation/trace', { indicator: 'Z', period: '2023Q1' })).toMatchObject({
      value: '15.5',
      rule: 'as-reported',
    });
  });
});

test('a long table sets districts in bold and their villages in, below them', async () => {
  const many = Array.from({ length: 30 }, (_, at) => `X${at},第${at}乡,township,R\n`).join('');
  const bench = await office(
    {},
    `A;V1;V2;${Array.from({ length: 30 }, (_, at) => `X${at}`).join(';')}`,
    items,
    many,
  );
  await report(bench, { A: ['1', '2'], V1: ['3', '4'], V2: ['5', '6'] });
  const { bytes } = await bench.call('consolidation/export', asked);
  const parts = readParts(bytes!);
  const styles = parts.get('xl/styles.xml')!;
  const list = (tag: string, one: string) =>
    [
      ...new RegExp(`<${tag}[ >][\\s\\S]*?</${tag}>`)
        .exec(styles)![0]
        .matchAll(new RegExp(`<${one}[ >/][\\s\\S]*?(?=<${one}[ >/]|</${tag}>)`, 'g')),
    ].map(([text]) => text);
  const [formats, fonts] = [list('cellXfs', 'xf'), list('fonts', 'font')];
  const strings = [...parts.get('xl/sharedStrings.xml')!.matchAll(/<si>([\s\S]*?)<\/si>/g)].map(
    ([, text]) => text!,
  );
  const look = (name: string) => {
    const index = strings.findIndex((text) => text.includes(`>${name}<`));
    const sheet = parts.get('xl/worksheets/sheet2.xml')!;
    const style = new RegExp(`<c r="A\\d+" s="(\\d+)" t="s"><v>${index}</v>`).exec(sheet)![1]!;
    const format = formats[Number(style)]!;
    return {
      bold: fonts[Number(/fontId="(\d+)"/.exec(format)![1])]!.includes('<b/>'),
      indent: /indent="(\d+)"/.exec(format)?.[1],
    };
  };
  expect([look('甲镇'), look('东片区'), look('东一村')]).toEqual([
    { bold: false, indent: undefined },
    { bold: true, indent: undefined },
    { bold: false, indent: '2' },
  ]);
});
