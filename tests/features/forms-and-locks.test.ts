import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as XLSX from 'xlsx';
import { applyFill } from '../../main/excel/fill/apply-fill.ts';
import { planFill } from '../../main/excel/fill/plan-fill.ts';
import { listWorkbook, usualValues, writeRows } from '../support/made-up-returns.ts';
import { startBench, type TestBench } from '../support/test-bench.ts';

/** Templates go out and come back, periods are locked, figures are typed in, departments' templates are filled. */

async function acceptThree(bench: TestBench): Promise<void> {
  await bench.call('returns/stage', {
    files: [
      { name: 'a.xlsx', bytes: listWorkbook({ sender: '青石镇', values: usualValues(1) }) },
      { name: 'b.xlsx', bytes: listWorkbook({ sender: '白河乡', values: usualValues(2) }) },
      { name: 'c.xlsx', bytes: listWorkbook({ sender: '红柳镇', values: usualValues(1.5) }) },
    ],
  });
  await bench.call('returns/accept', { all: true, by: '王工', explain: '已核实' });
}

const withKf = async (bench: TestBench) => {
  await bench.call('returns/stage', {
    files: [{ name: 'd.xlsx', bytes: listWorkbook({ sender: '河西开发区', values: usualValues(3) }) }],
  });
  await bench.call('returns/accept', { all: true, by: '王工', explain: '已核实' });
};

const figureOf = (view: { figures: readonly { indicator: string; value: string | null }[] }, code: string) =>
  view.figures.find((figure) => figure.indicator === code)?.value;

describe('issued templates', () => {
  test('come back filled and are known by their mark, whatever the file is called', async () => {
    const bench = await startBench();
    const { files } = await bench.call('forms/issue', { form: 'Q1', period: '2023Q2' });
    expect(files.map((file) => file.sender)).toEqual(['QS', 'BH', 'HL', 'KF']);
    const template = files[0]!.bytes!;
    const sheet = XLSX.read(template).Sheets;
    const name = Object.keys(sheet)[0]!;
    const row = Object.entries(sheet[name]!)
      .find(([, cell]) => (cell as XLSX.CellObject).v === '工业总产值')![0]
      .replace(/\D/g, '');
    const header = Object.entries(sheet[name]!).find(([, cell]) =>
      /^本期/.test(String((cell as XLSX.CellObject).v ?? '')),
    )![0];
    const cell = `${header.replace(/\d/g, '')}${row}`;
    const plan = planFill(template, [{ sheet: name, cell, value: { number: '1234.5' } }]);
    const filled = applyFill(template, plan.changes);
    const staged = await bench.call('returns/stage', {
      files: [{ name: '随便起的名字.xlsx', bytes: filled }],
    });
    expect(staged.files[0]).toMatchObject({
      outcome: 'staged',
      form: { code: 'Q1', how: 'fingerprint' },
      sender: { code: 'QS', how: 'fingerprint' },
      period: { value: '2023Q2', how: 'fingerprint' },
    });
    expect(staged.files[0]!.figures.find((figure) => figure.indicator === 'B01')).toMatchObject({
      value: '1234.5',
      cell,
    });
  });
});

describe('typed-in figures (代录)', () => {
  test('need evidence, wait for acceptance, and are traced to it', async () => {
    const bench = await startBench();
    const entered = await bench.call('returns/enter', {
      form: 'Q1',
      period: '2023Q2',
      unit: 'QS',
      figures: [{ indicator: 'B01', value: '1010.5' }],
      evidence: '传真件，2023-07-06',
      by: '李工',
    });
    expect(figureOf(await bench.call('consolidation/get', { form: 'Q1', period: '2023Q2' }), 'B01')).toBe(
      null,
    );
    await bench.call('returns/accept', { ids: [entered.id!], by: '王工', explain: '已核实' });
    const trace = await bench.call('consolidation/trace', { indicator: 'B01', period: '2023Q2', unit: 'QS' });
    expect(trace.contributions).toMatchObject([
      { kind: 'entered', value: '1010.5', source: '传真件，2023-07-06' },
    ]);
  });
});

describe('a locked period', () => {
  test('refuses new acceptance, shows what differs, and opens only with a second name and a reason', async () => {
    const bench = await startBench();
    await acceptThree(bench);
    const locked = await bench.call('period/set-state', {
      form: 'Q1',
      period: '2023Q2',
      state: 'locked',
      by: '王工',
      document: '虚发改〔2023〕1号',
    });
    expect(locked.hash).toMatch(/^[0-9a-f]{64}$/);
    const late = await bench.call('returns/stage', {
      files: [{ name: 'd.xlsx', bytes: listWorkbook({ sender: '河西开发区', values: usualValues(3) }) }],
    });
    const refused = await bench.app.call('returns/accept', {
      plan: bench.plan,
      ids: [late.files[0]!.id!],
      by: '王工',
      explain: '核实',
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'period-locked' } });
    const alone = { plan: bench.plan, form: 'Q1', period: '2023Q2', state: 'open', by: '王工' } as const;
    expect(await bench.app.call('period/set-state', alone)).toMatchObject({
      error: { code: 'second-name-needed' },
    });
    expect(
      await bench.app.call('period/set-state', { ...alone, second: '王工', reason: '更正' }),
    ).toMatchObject({
      error: { code: 'second-name-needed' },
    });
    for (const same of ['王　工', ' 王 工 '])
      expect(
        await bench.app.call('period/set-state', {
          ...alone,
          second: same,
          reason: '更正',
        }),
      ).toMatchObject({
        ok: false,
        error: { code: 'second-name-needed', details: { reason: 'same-person' } },
      });
    await bench.call('period/set-state', { ...alone, second: '赵工', reason: '开发区补报' });
    await bench.call('returns/accept', { all: true, by: '王工', explain: '核实' });
    const state = await bench.call('period/get', { form: 'Q1', period: '2023Q2' });
    expect(state.differences).toContainEqual({ indicator: 'B01', handedUp: '4725', now: '7875' });
    expect(state.differences).toContainEqual({ indicator: 'B01', unit: 'KF', handedUp: null, now: '3150' });
    const { bytes } = await bench.call('consolidation/export', { form: 'Q1', period: '2023Q2' });
    const main = XLSX.read(bytes!).Sheets.汇总表!;
    expect(JSON.stringify(XLSX.utils.sheet_to_json(main, { header: 1 }))).toMatch(
      /与已上报的数（虚发改〔2023〕1号）相比有改动：[^"]*工业总产值（上报 4725）/,
    );
    const again = { form: 'Q1', period: '2023Q2', state: 'locked', by: '王工' } as const;
    await bench.call('period/set-state', again);
    expect(await bench.call('period/get', { form: 'Q1', period: '2023Q2' })).toMatchObject({
      document: null,
      differences: [],
    });
  });
});

describe('filling a template', () => {
  test('placeholders get figures, periods and names; nothing else changes', async () => {
    const bench = await startBench();
    await acceptThree(bench);
    await withKf(bench);
    const template = writeRows([
      ['{{unit}} {{period}} 情况'],
      ['工业总产值', '{{B01}}'],
      ['青石镇', '{{B01@QS}}'],
      ['上年', '{{B01@QS@previous}}', '{{B01@previous}}'],
      ['无此指标', '{{NONE}}'],
    ]);
    const written = await bench.call('fill/write', {
      template: { name: '模板.xlsx', bytes: template },
      period: '2023Q2',
    });
    const sheet = XLSX.read(written.bytes!).Sheets.季报!;
    expect(sheet.A1.v).toBe('虚构市 2023年二季度 情况');
    expect([sheet.B2.t, sheet.B2.v]).toEqual(['n', 7875]);
    expect(sheet.B3.v).toBe(1050);
    expect(sheet.B5.v).toBe('{{NONE}}');
  });

  test('what a person said about the cells of a template is used again next period', async () => {
    const bench = await startBench();
    await acceptThree(bench);
    await withKf(bench);
    const form = (period: string, held: number | null) =>
      writeRows([
        [`${period}某部门调查表`],
        ['指标名称', '计量单位', '本期', '备注'],
        ['人口总量', '万人', held, null],
        ['工业总产值', '亿元', null, null],
      ]);
    const template = { name: '调查表.xlsx', bytes: form('2023年一季度', null) };
    const preview = (bytes: Uint8Array) =>
      bench.call('fill/preview', { template: { name: '另一名.xlsx', bytes }, period: '2023Q2' });
    const cells = (await preview(template.bytes)).cells;
    expect(cells.map(({ cell, indicator }) => [cell, indicator])).toContainEqual(['C4', 'B01']);
    expect(cells.find((cell) => cell.cell === 'C3')?.indicator).not.toBe('B04');
    await bench.call('fill/remember-cells', {
      template,
      by: '王工',
      cells: [
        { sheet: '季报', cell: 'C3', indicator: 'B04', measure: '万人' },
        { sheet: '季报', cell: 'D4', indicator: 'B01', unit: 'QS' },
        { sheet: '季报', cell: 'C4', indicator: null },
      ],
    });
    const next = await preview(form('2023年二季度', 7));
    expect(next.cells).toEqual([
      expect.objectContaining({ cell: 'C3', indicator: 'B04', old: '7', remembered: true, why: null }),
      expect.objectContaining({ cell: 'D4', indicator: 'B01', unit: 'QS', new: '1050', remembered: true }),
    ]);
    expect(Number(next.cells[0]!.new) * 10_000).toBeGreaterThan(1_000);
    const other = writeRows([['另一张表'], ['指标名称', '计量单位', '本期'], ['工业总产值', '亿元', null]]);
    expect((await preview(other)).cells.some((cell) => cell.remembered)).toBe(false);
  });

  test('a blank form of somebody else is recognised, in its own unit of measure', async () => {
    const bench = await startBench();
    await acceptThree(bench);
    await withKf(bench);
    const blank = writeRows([
      ['某部门调查表'],
      ['指标名称', '计量单位', '本期'],
      ['常住人口', '万人', null],
      ['工业总产值', '亿元', null],
      ['参保人数', '人', null],
    ]);
    const out = path.join(bench.folder, '填好.xlsx');
    const written = await bench.call('fill/write', {
      template: { name: '空表.xlsx', bytes: blank },
      period: '2023Q2',
      out,
    });
    expect(written.filled).toBe(3);
    const sheet = XLSX.read(readFileSync(out)).Sheets.季报!;
    expect([sheet.C3.v, sheet.C4.v, sheet.C5.v]).toEqual([7.5, 0.7875, 67500]);
  });
});

describe('chasing', () => {
  test('counts reminders, knows extensions and holidays, and writes a text to paste', async () => {
    const bench = await startBench();
    await bench.call('chase/set-calendar', { days: [{ date: '2023-07-10', kind: 'holiday' }], by: '王工' });
    await bench.call('chase/extend', {
      form: 'Q1',
      period: '2023Q2',
      sender: 'BH',
      until: '2023-07-31',
      reason: '人员变动',
      by: '王工',
    });
    const { text } = await bench.call('chase/remind', {
      form: 'Q1',
      period: '2023Q2',
      senders: ['QS', 'HL'],
      by: '王工',
    });
    expect(text).toContain('青石镇、红柳镇');
    const status = await bench.call('returns/status', { form: 'Q1', period: '2023Q2', date: '2023-07-20' });
    expect(status.due).toBe('2023-07-11');
    const by = new Map(status.senders.map((one) => [one.sender, one]));
    expect(by.get('QS')).toMatchObject({ late: true, reminders: 1 });
    expect(by.get('BH')).toMatchObject({ late: false, extendedTo: '2023-07-31' });
  });
});
