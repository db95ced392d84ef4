import { describe, expect, test } from 'vitest';
import * as XLSX from 'xlsx';
import type { MethodOutput } from '../../shared/contract/index.ts';
import { officePath } from '../support/libreoffice.ts';
import { recomputeWithOffice } from '../support/read-back.ts';
import { startTreeBench, type TreeBench } from '../support/tree-bench.ts';

const figure = (view: MethodOutput<'consolidation/get'>, indicator: string) =>
  view.figures.find((one) => one.indicator === indicator)!;

async function withFirstQuarter(): Promise<TreeBench> {
  const bench = await startTreeBench();
  await bench.report('Q', '2023Q1', 'A', 'F=7 Y=100 K=1.5 U=9000 W=2 G=5');
  await bench.report('Q', '2023Q1', 'B', 'F=60 Y=200 K=2 U=8000 W=3 G=6');
  await bench.report('Q', '2023Q1', 'C', 'F=100 Y=300 K=3 U=3000 W=4 G=7');
  await bench.accept();
  return bench;
}

describe('one figure, one owner', () => {
  test("a department's figure about a unit never replaces what the unit reported", async () => {
    const bench = await withFirstQuarter();
    await bench.report('T', '2023Q1', 'TJ', 'F@A=7 F@B=60 F@C=99 K@A=9');
    await bench.accept();
    const own = await bench.call('consolidation/get', { form: 'Q', period: '2023Q1' });
    expect(figure(own, 'F')).toMatchObject({ value: '167', complete: true });
    expect(figure(own, 'K')).toMatchObject({ value: '6.5' });
    const department = await bench.call('consolidation/get', { form: 'T', period: '2023Q1' });
    expect(figure(department, 'F')).toMatchObject({ value: '166', complete: true });
  });

  test('nor does it fill the gap of a unit that reported nothing', async () => {
    const bench = await startTreeBench();
    await bench.report('Q', '2023Q1', 'A', 'F=7');
    await bench.report('T', '2023Q1', 'TJ', 'F@A=7 F@B=60 F@C=99');
    await bench.accept();
    const own = await bench.call('consolidation/get', { form: 'Q', period: '2023Q1' });
    expect(figure(own, 'F')).toMatchObject({ value: '7', complete: false, missing: ['B', 'C'] });
  });

  test('figures asked of a department are figures in the matrix, not 不适用', async () => {
    const bench = await startTreeBench();
    await bench.report('T', '2023Q1', 'TJ', 'F@A=7 F@B=60');
    await bench.accept();
    const { cells } = await bench.call('consolidation/get-matrix', { form: 'T', period: '2023Q1' });
    expect(cells.find((cell) => cell.indicator === 'F' && cell.unit === 'A')).toMatchObject({
      value: '7',
      state: 'value',
    });
  });

  test('what a department reports about the root stands where nothing is added up', async () => {
    const bench = await startTreeBench();
    await bench.report('T', '2023Q1', 'TJ', 'G@R=5.5 G@A=4');
    await bench.accept();
    const view = await bench.call('consolidation/get', { form: 'T', period: '2023Q1' });
    expect(figure(view, 'G')).toMatchObject({ value: '5.5', rule: 'none', complete: true });
  });
});

describe('a tree of units', () => {
  test('a unit and the units below it are never added up together', async () => {
    const bench = await startTreeBench();
    await bench.report('T', '2023Q1', 'TJ', 'K@S=10 K@V1=4 K@V2=6 K@A=1 F@V1=3 F@V2=4 F@A=1');
    await bench.accept();
    const view = await bench.call('consolidation/get', { form: 'T', period: '2023Q1' });
    expect(figure(view, 'K')).toMatchObject({ value: '11', complete: true, contributors: 2 });
    expect(figure(view, 'F')).toMatchObject({ value: '8', complete: true, contributors: 3 });
    const { cells } = await bench.call('consolidation/get-matrix', { form: 'T', period: '2023Q1' });
    const state = (indicator: string, unit: string) =>
      cells.find((cell) => cell.indicator === indicator && cell.unit === unit)?.state;
    expect([state('K', 'S'), state('K', 'V1'), state('F', 'V1')]).toEqual(['value', 'shown-only', 'value']);
  });

  test('units between the root and the senders have subtotals by the same rules, traced to the cells', async () => {
    const bench = await startTreeBench();
    await bench.report('V', '2023Q1', 'V1', 'F=3 K=0.4 U=1000');
    await bench.report('V', '2023Q1', 'V2', 'F=4 K=0.6 U=5000');
    await bench.accept();
    const view = await bench.call('consolidation/get', { form: 'V', period: '2023Q1' });
    const district = view.subtotals!.find((one) => one.unit === 'S')!.figures;
    expect(district.map(({ indicator, value, complete }) => [indicator, value, complete])).toEqual([
      ['F', '7', true],
      ['K', '1', true],
      ['U', '6000', true],
      ['Z', '60', true],
    ]);
    expect(figure(view, 'F')).toMatchObject({ value: '7', complete: false, missing: ['A'] });
    const trace = await bench.call('consolidation/trace', { indicator: 'Z', period: '2023Q1', unit: 'S' });
    expect(trace).toMatchObject({ value: '60', rule: 'ratio', complete: true });
    expect(trace.contributions.map(({ unit, indicator, value }) => [unit, indicator, value])).toEqual([
      ['V1', 'U', '1000'],
      ['V1', 'K', '0.4'],
      ['V2', 'U', '5000'],
      ['V2', 'K', '0.6'],
    ]);
    const matrix = await bench.call('consolidation/get-matrix', { form: 'V', period: '2023Q1' });
    expect(matrix.units.map(({ code, subtotal }) => [code, subtotal === true])).toEqual([
      ['A', false],
      ['S', true],
      ['V1', false],
      ['V2', false],
    ]);
    expect(matrix.cells.find((cell) => cell.indicator === 'F' && cell.unit === 'S')).toMatchObject({
      value: '7',
      state: 'subtotal',
    });
  });

  test("a park on land of a unit that lies on a sender's land is not counted twice", async () => {
    const bench = await withFirstQuarter();
    await bench.report('Q', '2023Q1', 'P', 'F=5 Y=50 K=0.1 U=1000 W=9 G=7');
    await bench.accept();
    const view = await bench.call('consolidation/get', { form: 'Q', period: '2023Q1' });
    expect(figure(view, 'F')).toMatchObject({ value: '167', contributors: 3 });
  });
});

describe('mergers', () => {
  test('the year of a merged unit is made of its own quarters and those of the units it came from', async () => {
    const bench = await withFirstQuarter();
    for (const [period, unit, figures] of [
      ['2023Q2', 'A', 'F=8'],
      ['2023Q2', 'B', 'F=61'],
      ['2023Q2', 'C', 'F=101'],
      ['2023Q3', 'A', 'F=9'],
      ['2023Q3', 'D', 'F=170'],
      ['2023Q4', 'A', 'F=10'],
      ['2023Q4', 'D', 'F=180'],
    ] as const)
      await bench.report('Q', period, unit, figures);
    await bench.accept();
    const view = await bench.call('consolidation/get', { form: 'YR', period: '2023' });
    expect(figure(view, 'F')).toMatchObject({ value: '706', complete: true, missing: [] });
    const trace = await bench.call('consolidation/trace', { indicator: 'F', period: '2023', unit: 'D' });
    expect(trace.value).toBe('672');
    expect(trace.contributions.map(({ unit, period }) => `${unit} ${period}`).sort()).toEqual([
      'B 2023Q1',
      'B 2023Q2',
      'C 2023Q1',
      'C 2023Q2',
      'D 2023Q3',
      'D 2023Q4',
    ]);
  });

  test('one that had a gap before the merger is named as missing', async () => {
    const bench = await startTreeBench();
    for (const [period, unit, figures] of [
      ['2023Q1', 'B', 'F=60'],
      ['2023Q2', 'B', 'F=61'],
      ['2023Q2', 'C', 'F=101'],
      ['2023Q3', 'D', 'F=170'],
      ['2023Q4', 'D', 'F=180'],
    ] as const)
      await bench.report('Q', period, unit, figures);
    await bench.accept();
    const view = await bench.call('consolidation/get', { form: 'YR', period: '2023' });
    expect(figure(view, 'F')).toMatchObject({ value: '512', complete: false });
    expect(figure(view, 'F').missing).toContain('D');
  });

  test('last year of a merged unit is what the units it came from reported', async () => {
    const bench = await startTreeBench();
    for (const [period, unit, figures] of [
      ['2022Q3', 'A', 'F=10'],
      ['2022Q3', 'B', 'F=60'],
      ['2022Q3', 'C', 'F=90'],
      ['2023Q3', 'A', 'F=11'],
      ['2023Q3', 'D', 'F=165'],
    ] as const)
      await bench.report('Q', period, unit, figures);
    await bench.accept();
    const view = await bench.call('consolidation/get', { form: 'Q', period: '2023Q3' });
    expect(figure(view, 'F')).toMatchObject({ value: '176', previous: '160', growth: '10' });
  });
});

describe('beside the level', () => {
  test('上年同期 over the same units by the same rule; growth only where the indicator allows it', async () => {
    const bench = await withFirstQuarter();
    await bench.report('Q', '2022Q1', 'A', 'F=5 K=1 U=4000 Y=90');
    await bench.report('Q', '2022Q1', 'B', 'F=55 K=2 U=8000 Y=180');
    await bench.report('Q', '2022Q1', 'C', 'F=80 K=3 U=3000 Y=270');
    await bench.accept();
    const view = await bench.call('consolidation/get', { form: 'Q', period: '2023Q1' });
    expect(figure(view, 'F')).toMatchObject({ previous: '140', growth: '19.285714285714285714' });
    expect(figure(view, 'Y')).toMatchObject({ previous: '540', growth: null });
    expect(figure(view, 'Z')).toMatchObject({ previous: '25', growth: null });
  });

  test('a year that was reported by quarters is last year all the same', async () => {
    const bench = await startTreeBench();
    for (const quarter of [1, 2, 3, 4]) await bench.report('Q', `2021Q${quarter}`, 'A', 'F=10');
    await bench.report('YR', '2022', 'A', 'F=44');
    await bench.accept();
    const { cells } = await bench.call('consolidation/get-matrix', { form: 'YR', period: '2022' });
    expect(cells.find((cell) => cell.unit === 'A')).toMatchObject({
      value: '44',
      previous: '40',
      growth: '10',
    });
  });

  test('typed growth stands, and is what a template gets', async () => {
    const bench = await startTreeBench();
    await bench.report('Q', '2023Q1', 'A', 'Y=110 Y:growth=3.5 Y:previous=100');
    await bench.accept();
    const { cells } = await bench.call('consolidation/get-matrix', { form: 'Q', period: '2023Q1' });
    expect(cells.find((cell) => cell.indicator === 'Y' && cell.unit === 'A')).toMatchObject({
      previous: '100',
      growth: '3.5',
    });
  });

  test('a brief matrix has the same figures, states and marks, and nothing beside them', async () => {
    const bench = await withFirstQuarter();
    const question = { form: 'Q', period: '2023Q1' };
    const whole = await bench.call('consolidation/get-matrix', question);
    const brief = await bench.call('consolidation/get-matrix', { ...question, brief: true });
    expect(whole.cells.some((cell) => cell.rank !== undefined && cell.returnId !== undefined)).toBe(true);
    expect(brief).toEqual({
      ...whole,
      cells: whole.cells.map(({ indicator, unit, value, state, mark, missing }) => ({
        indicator,
        unit,
        value,
        state,
        ...(mark === undefined ? {} : { mark }),
        ...(missing === undefined ? {} : { missing }),
      })),
    });
  });

  test('shares of a complete total, ranks with ties in the direction of the indicator', async () => {
    const bench = await withFirstQuarter();
    const { cells } = await bench.call('consolidation/get-matrix', { form: 'Q', period: '2023Q1' });
    const of = (indicator: string) =>
      cells
        .filter((cell) => cell.indicator === indicator && ['A', 'B', 'C'].includes(cell.unit))
        .map(({ share, rank }) => [share, rank]);
    expect(of('Y')).toEqual([
      ['16.666666666666666667', 3],
      ['33.333333333333333333', 2],
      ['50', 1],
    ]);
    expect(of('W').map(([, rank]) => rank)).toEqual([1, 2, 3]);
    expect(of('W').map(([share]) => share)).toEqual([undefined, undefined, undefined]);
  });

  test('the share of an incomplete total is not given', async () => {
    const bench = await startTreeBench();
    await bench.report('Q', '2023Q1', 'A', 'F=7');
    await bench.report('Q', '2023Q1', 'B', 'F=7');
    await bench.accept();
    const { cells } = await bench.call('consolidation/get-matrix', { form: 'Q', period: '2023Q1' });
    const of = (unit: string) => cells.find((cell) => cell.indicator === 'F' && cell.unit === unit)!;
    expect([of('A').share, of('A').rank, of('B').rank]).toEqual([undefined, 1, 1]);
  });
});

describe('months and quarters', () => {
  test('a quarter of a monthly form is sent by whoever sent a month; the missing month makes it incomplete', async () => {
    const bench = await startTreeBench();
    for (const month of ['01', '02', '03']) await bench.report('M', `2023-${month}`, 'A', 'F=1');
    await bench.report('M', '2023-01', 'B', 'F=10');
    await bench.accept();
    const view = await bench.call('consolidation/get', { form: 'M', period: '2023Q1' });
    expect(view.notSent).toEqual(['C']);
    expect(figure(view, 'F')).toMatchObject({ value: '13', complete: false });
    expect([...figure(view, 'F').missing].sort()).toEqual(['B', 'C']);
    const trace = await bench.call('consolidation/trace', { indicator: 'F', period: '2023Q1', unit: 'B' });
    expect(trace).toMatchObject({ complete: false, missingPeriods: ['2023-02', '2023-03'] });
  });

  test('a reported whole counts, and its difference to the reported parts is said', async () => {
    const bench = await withFirstQuarter();
    for (const month of ['01', '02', '03']) await bench.report('M', `2023-${month}`, 'A', 'F=2');
    await bench.accept();
    const view = await bench.call('consolidation/get', { form: 'Q', period: '2023Q1' });
    expect(figure(view, 'F')).toMatchObject({
      value: '167',
      partsDiffer: [{ unit: 'A', value: '7', parts: '6' }],
    });
  });
});

describe('live formulas in a tree of units', () => {
  const exported = async (bench: TreeBench, form: string) =>
    (await bench.call('consolidation/export', { form, period: '2023Q1' })).bytes!;
  const formulas = async (bench: TreeBench, form: string) => {
    const sheet = XLSX.read(await exported(bench, form)).Sheets.汇总表!;
    const header = Object.keys(sheet).find((address) => sheet[address].v === '合计')!;
    const top = Number(/\d+/.exec(header));
    const rows = XLSX.utils.sheet_to_json<unknown[]>(sheet, { header: 1 });
    const at = (label: string, column: string) =>
      sheet[`${column}${rows.findIndex((row, line) => line >= top && row[0] === label) + 1}`];
    return { at, notes: JSON.stringify(rows) };
  };

  test('the total adds exactly what was counted where a unit and the units below it are both there', async () => {
    const bench = await startTreeBench();
    await bench.report('T', '2023Q1', 'TJ', 'K@S=10 K@V1=4 K@V2=6 K@A=1 F@V1=0.1 F@V2=0.2 F@A=0.7');
    await bench.accept();
    const { at, notes } = await formulas(bench, 'T');
    // C total; F A, G S, H V1, I V2 (order of the pack: A, S, V1, V2)
    expect(at('人口', 'C')).toMatchObject({ v: 11, f: expect.stringMatching(/^SUM\(F\d+:G\d+\)$/) });
    expect(at('产量', 'C')).toMatchObject({
      v: 1,
      f: expect.stringMatching(/^SUM\(F\d+,H\d+:I\d+\)$/),
    });
    expect(at('产量', 'G')).toMatchObject({ v: 0.3, f: expect.stringMatching(/^SUM\(H\d+:I\d+\)$/) });
    expect(at('人口', 'G').f).toBeUndefined();
    expect(notes).toContain('东一村、东二村的数在其上级单位也填报的指标中只列示');
    expect(notes).toContain('东片区自身未填报的指标列其下属单位的小计');
    expect(notes).not.toContain('不等于表中各单位数简单相加');
  });

  test('a subtotal is a live sum of its units, and marked where one of them is missing', async () => {
    const bench = await startTreeBench();
    await bench.report('V', '2023Q1', 'A', 'F=1 K=1 U=1');
    await bench.report('V', '2023Q1', 'V1', 'F=3 K=0.4 U=1000');
    await bench.report('V', '2023Q1', 'V2', 'F=4 U=5000');
    await bench.accept();
    const { at, notes } = await formulas(bench, 'V');
    expect(at('产量', 'G')).toMatchObject({ v: 7, f: expect.stringMatching(/^SUM\(H\d+:I\d+\)$/) });
    expect(at('产量', 'C').f).toMatch(/^SUM\(F\d+,H\d+:I\d+\)$/);
    expect(at('人口', 'G').v).toBe(0.4);
    expect(notes).toContain('※ 东片区的小计不完整，不含东二村');
    const { cells } = await bench.call('consolidation/get-matrix', { form: 'V', period: '2023Q1' });
    const missing = (indicator: string) =>
      cells.find((cell) => cell.indicator === indicator && cell.unit === 'S')?.missing;
    expect([missing('F'), missing('K')]).toEqual([undefined, ['V2']]);
  });

  test.skipIf(!officePath)('LibreOffice computes every one of them to the very digits', async () => {
    const bench = await startTreeBench();
    await bench.report(
      'T',
      '2023Q1',
      'TJ',
      'K@S=10.1 K@V1=4.7 K@V2=5.4 K@A=1.2 F@V1=0.1 F@V2=0.2 F@A=0.7 G@A=1',
    );
    await bench.report('V', '2023Q1', 'A', 'F=1.1 K=1 U=7');
    await bench.report('V', '2023Q1', 'V1', 'F=2.2 K=0.4 U=1000');
    await bench.report('V', '2023Q1', 'V2', 'F=-1.3 K=0.7 U=5000');
    await bench.accept();
    for (const form of ['T', 'V']) {
      const cells = await recomputeWithOffice(await exported(bench, form));
      expect(cells.length).toBeGreaterThan(2);
      expect(cells.filter((cell) => cell.recomputed !== cell.cached)).toEqual([]);
    }
  });
});

describe('the workbook handed in', () => {
  const rowsOf = async (bench: TreeBench, sheet: string, more: object = {}) => {
    const { bytes } = await bench.call('consolidation/export', { form: 'Q', period: '2023Q1', ...more });
    return XLSX.utils.sheet_to_json<(string | number | null)[]>(XLSX.read(bytes!).Sheets[sheet]!, {
      header: 1,
      defval: null,
    });
  };

  test('has share and rank beside each unit where they are wanted', async () => {
    const bench = await withFirstQuarter();
    const rows = await rowsOf(bench, '汇总表', { columns: ['share', 'rank'] });
    const header = rows.findIndex((row) => row.includes('占比（%）'));
    expect(rows[header]!.slice(2, 11)).toEqual([
      '本期',
      '上年同期',
      '增速（%）',
      '本期',
      '占比（%）',
      '排名',
      '本期',
      '占比（%）',
      '排名',
    ]);
    const investment = rows.find((row) => row[0] === '投资')!;
    expect(investment[2]).toBe(600);
    expect([3, 6, 9].map((from) => investment.slice(from + 2, from + 5))).toEqual([
      [100, 100 / 6, 3],
      [200, 200 / 6, 2],
      [300, 50, 1],
    ]);
    const plain = await rowsOf(bench, '汇总表');
    expect(JSON.stringify(plain)).not.toContain('排名');
  });

  test('says when each unit had to send and whether it was late; as known on a day it says what was known', async () => {
    const bench = await withFirstQuarter();
    const line = (rows: (string | number | null)[][], name: string) => rows.find((row) => row[1] === name)!;
    const now = line(await rowsOf(bench, '上报情况'), '甲镇');
    expect(now.slice(2, 6)).toEqual(['已采用', '2023-07-08', '2023-04-10', '迟报']);
    const then = await rowsOf(bench, '上报情况', { asOf: '2023-04-01' });
    expect(line(then, '甲镇').slice(2, 6)).toEqual(['未报', null, '2023-04-10', null]);
    expect(JSON.stringify(await rowsOf(bench, '封面', { asOf: '2023-04-01' }))).toContain('截至2023年4月1日');
  });

  test('lists findings in the order of the units, and says where a figure compared with came from', async () => {
    const bench = await startTreeBench();
    await bench.report('Q', '2022Q1', 'A', 'F=5');
    await bench.report('Q', '2022Q1', 'B', 'F=5');
    await bench.report('Q', '2022Q1', 'C', 'F=5');
    await bench.accept();
    for (const unit of ['C', 'B', 'A']) await bench.report('Q', '2023Q1', unit, 'F=50');
    await bench.accept();
    await bench.call('observations/import', {
      text: 'indicator,unit,period,value,status,series,source\nF,R,2023Q1,15000,核定,部门,统计快报\n',
    });
    const findings = (await rowsOf(bench, '问题与说明')).map((row) => row[1]);
    const named = findings.filter((name) => ['甲镇', '乙镇', '丙乡'].includes(String(name)));
    expect(named.length).toBeGreaterThan(1);
    expect(
      [...named].sort((a, b) => '甲乙丙'.indexOf(String(a)[0]!) - '甲乙丙'.indexOf(String(b)[0]!)),
    ).toEqual(named);
    expect(JSON.stringify(await rowsOf(bench, '与部门数之差'))).toContain('统计快报');
  });
});
