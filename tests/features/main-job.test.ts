import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as XLSX from 'xlsx';
import { listWorkbook, usualValues, writeRows } from '../support/made-up-returns.ts';
import { startApp, startBench, type TestBench } from '../support/test-bench.ts';

/** The main job on made-up returns: take in, decide, accept, consolidate, explain. */

const file = (name: string, bytes: Uint8Array) => ({ name, bytes });

async function stageAll(bench: TestBench, files: { name: string; bytes: Uint8Array }[]) {
  return bench.call('returns/stage', { files });
}

/** Three townships and a park; the park has no farmland. */
function fourReturns() {
  return [
    file('青石镇.xlsx', listWorkbook({ sender: '青石乡人民政府', values: usualValues(1) })),
    file('白河乡.xls', listWorkbook({ sender: '白河乡', values: usualValues(2) }, 'biff8')),
    file('红柳镇.xlsx', listWorkbook({ sender: '红柳镇', values: usualValues(1.5) })),
    file(
      '开发区.xlsx',
      listWorkbook({
        sender: '河西开发区',
        values: { ...usualValues(3), 耕地面积: null, '其中：水浇地': null },
      }),
    ),
  ];
}

describe('the main job', () => {
  test('stages, accepts and consolidates by each rule', async () => {
    const bench = await startBench();
    const staged = await stageAll(bench, fourReturns());
    expect(staged.summary).toMatchObject({ staged: 4, refused: 0, errors: 0 });
    expect(staged.files.map((one) => one.unit?.code).sort()).toEqual(['BH', 'HL', 'KF', 'QS']);
    const accepted = await bench.call('returns/accept', { all: true, by: '王工', explain: '已电话核实' });
    expect(accepted.blocked).toEqual([]);
    const { figures } = await bench.call('consolidation/get', { form: 'Q1', period: '2023Q2' });
    const of = (code: string) => figures.find((figure) => figure.indicator === code)!;
    expect(of('B01')).toMatchObject({ value: '7875', rule: 'sum', complete: true, contributors: 4 });
    // An item that does not apply to parks is neither missing nor zero.
    expect(of('B02')).toMatchObject({ value: '22500', complete: true, contributors: 3, missing: [] });
    expect(of('B06')).toMatchObject({ value: '90', rule: 'ratio' });
    // Σ income·people / Σ people = (21000·1 + 22000·2 + 21500·1.5 + 23000·3) / 7.5
    expect(Number(of('B07').value)).toBeCloseTo((21_000 + 44_000 + 32_250 + 69_000) / 7.5, 9);
    expect(of('B08')).toMatchObject({ value: null, rule: 'none' });
  });

  test('a total with gaps names the missing units and is incomplete; blank is not zero', async () => {
    const bench = await startBench();
    await stageAll(bench, [
      file('a.xlsx', listWorkbook({ sender: '青石镇', values: { ...usualValues(1), 工业总产值: null } })),
      file('b.xlsx', listWorkbook({ sender: '白河乡', values: { ...usualValues(2), 工业总产值: '—' } })),
      file('c.xlsx', listWorkbook({ sender: '红柳镇', values: { ...usualValues(1), 工业总产值: 0 } })),
    ]);
    await bench.call('returns/accept', { all: true, by: '王工', explain: '已核实' });
    const view = await bench.call('consolidation/get', { form: 'Q1', period: '2023Q2' });
    const output = view.figures.find((figure) => figure.indicator === 'B01')!;
    expect(output).toMatchObject({
      value: '0',
      complete: false,
      missing: ['QS', 'BH', 'KF'],
      contributors: 1,
    });
    expect(view.notSent).toEqual(['KF']);
  });

  test('findings block until settled; repairs keep the raw text', async () => {
    const bench = await startBench();
    const values = {
      ...usualValues(1),
      工业总产值: '1,050.00',
      常住人口: '１００００',
      '其中：水浇地': 6000,
    };
    const staged = await stageAll(bench, [file('青石镇.xlsx', listWorkbook({ sender: '青石镇', values }))]);
    const [report] = staged.files;
    const codes = report!.findings.map((finding) => finding.code);
    expect(codes).toEqual(expect.arrayContaining(['text-number', 'full-width', 'check-error']));
    const id = report!.id!;
    const first = await bench.call('returns/accept', {
      ids: [id],
      by: '王工',
      acceptRepairs: true,
      explain: '已核实',
    });
    const broken = report!.findings.find((finding) => finding.code === 'check-error')!;
    expect(first.blocked).toEqual([{ id, by: [broken.id] }]);
    await bench.call('returns/resolve', {
      decisions: [{ kind: 'finding', id, finding: broken.id, as: 'repaired', value: '3600' }],
      by: '李工',
      reason: '电话核实，多写一位',
    });
    expect(
      (await bench.call('returns/accept', { ids: [id], by: '王工', acceptRepairs: true })).accepted,
    ).toEqual([id]);
    const trace = await bench.call('consolidation/trace', { indicator: 'B03', period: '2023Q2', unit: 'QS' });
    expect(trace).toMatchObject({ value: '3600', rule: 'as-reported' });
    expect(trace.contributions[0]).toMatchObject({
      raw: '6000',
      repairedFrom: '6000',
      reason: '电话核实，多写一位',
      acceptedBy: '王工',
    });
  });

  test('scale errors are seen against last year and repaired with the proposal', async () => {
    const bench = await startBench();
    const staged = await stageAll(bench, [
      file(
        'q.xlsx',
        listWorkbook({ sender: '青石镇', values: { ...usualValues(1), 工业总产值: 10_500_000 } }),
      ),
    ]);
    const finding = staged.files[0]!.findings.find((one) => one.code === 'unit-scale')!;
    expect(finding).toMatchObject({
      severity: 'error',
      indicator: 'B01',
      cell: 'D4',
      details: { proposed: '1050', power: 4 },
    });
    const id = staged.files[0]!.id!;
    await bench.call('returns/resolve', {
      decisions: [{ kind: 'finding', id, finding: finding.id, as: 'repaired' }],
      by: '李工',
      reason: '单位填成了元',
    });
    await bench.call('returns/accept', { ids: [id], by: '王工', explain: '已核实' });
    const view = await bench.call('consolidation/get', { form: 'Q1', period: '2023Q2' });
    expect(view.figures.find((figure) => figure.indicator === 'B01')!.value).toBe('1050');
  });

  test('stated units convert exactly, other dimensions are an error', async () => {
    const bench = await startBench();
    const staged = await stageAll(bench, [
      file(
        'a.xlsx',
        listWorkbook({
          sender: '青石镇',
          values: { ...usualValues(1), 耕地面积: 333.333333, 工业总产值: 0.105 },
          units: { 耕地面积: '公顷', 工业总产值: '亿元' },
        }),
      ),
      file('b.xlsx', listWorkbook({ sender: '白河乡', values: usualValues(1), units: { 耕地面积: '吨' } })),
    ]);
    const figures = staged.files[0]!.figures;
    expect(figures.find((figure) => figure.indicator === 'B02')).toMatchObject({
      value: '5000',
      statedUnit: '公顷',
      factor: '15',
    });
    expect(figures.find((figure) => figure.indicator === 'B01')).toMatchObject({
      value: '1050',
      factor: '10000',
    });
    expect(staged.files[1]!.findings.map((one) => one.code)).toContain('unit-dimension');
  });

  test('bad files are listed and stop nothing; of a refused one only the refusal is kept', async () => {
    const bench = await startBench();
    const person = writeRows([
      ['姓名', '身份证号'],
      ['某某', '11010519491231002X'],
    ]);
    const staged = await stageAll(bench, [
      file('红柳镇.xlsx', person),
      file('坏.xlsx', listWorkbook({ sender: '白河乡', values: usualValues(1) }).slice(0, 900)),
      file('说明.pdf', new TextEncoder().encode('%PDF-1.7 not a table')),
      file(
        '青石镇.xlsx',
        listWorkbook({
          sender: '青石镇',
          values: usualValues(1),
          foot: ['负责人：', '某某', '联系电话：13800138000'],
        }),
      ),
    ]);
    const outcome = Object.fromEntries(
      staged.files.map((one) => [one.file, [one.outcome, one.findings[0]?.code]]),
    );
    expect(outcome['红柳镇.xlsx']).toEqual(['refused', 'personal-data']);
    expect(outcome['坏.xlsx']).toEqual(['refused', 'damaged']);
    expect(outcome['说明.pdf']).toEqual(['refused', 'wrong-type']);
    expect(outcome['青石镇.xlsx']![0]).toBe('staged');
    await bench.app.close();
    const stored = readFileSync(bench.planPath);
    for (const secret of ['11010519491231002X', '13800138000', '某某'])
      expect(stored.includes(secret)).toBe(false);
  });

  test('the same bytes twice are a duplicate; new figures are the next version and supersede', async () => {
    const bench = await startBench();
    const original = listWorkbook({ sender: '青石镇', values: usualValues(1) });
    const first = await stageAll(bench, [file('一.xlsx', original), file('二.xlsx', original)]);
    expect(first.summary).toMatchObject({ staged: 1, duplicate: 1 });
    expect(first.files[1]!.duplicateOf).toEqual({ id: first.files[0]!.id, file: '一.xlsx' });
    await bench.call('returns/accept', { all: true, by: '王工', explain: '已核实' });
    const corrected = listWorkbook({ sender: '青石镇', values: { ...usualValues(1), 工业总产值: 1100 } });
    const second = await stageAll(bench, [file('更正.xlsx', corrected)]);
    expect(second.files[0]).toMatchObject({ outcome: 'staged', version: 2 });
    const differences = await bench.call('returns/differences', { id: second.files[0]!.id! });
    expect(differences.figures).toEqual([
      { indicator: 'B01', unit: 'QS', column: 'current', before: '1050', after: '1100', cell: 'D4' },
    ]);
    const accepted = await bench.call('returns/accept', { all: true, by: '王工', explain: '已核实' });
    expect(accepted).toMatchObject({ accepted: [second.files[0]!.id], superseded: [first.files[0]!.id] });
    const again = await bench.call('returns/accept', { all: true, by: '王工', explain: '已核实' });
    expect(again).toEqual(accepted);
  });

  test('a stale decision is refused and changes nothing', async () => {
    const bench = await startBench();
    const staged = await stageAll(bench, [
      file('a.xlsx', listWorkbook({ sender: '青石镇', values: usualValues(1) })),
    ]);
    const envelope = await bench.app.call('returns/accept', {
      plan: bench.plan,
      ids: [staged.files[0]!.id!],
      by: '王工',
      seenRevision: 1,
    });
    expect(envelope).toMatchObject({ ok: false, error: { code: 'stale' } });
    const { returns } = await bench.call('returns/list', {});
    expect(returns[0]!.state).toBe('staged');
  });

  test('everything acknowledged is there after reopening, and every change can be undone and redone', async () => {
    const bench = await startBench();
    await stageAll(bench, fourReturns());
    await bench.call('returns/accept', { all: true, by: '王工', explain: '已核实' });
    const before = await bench.call('consolidation/get', { form: 'Q1', period: '2023Q2' });
    await bench.app.close();
    const app = startApp();
    const opened = await app.call('plans/open', { path: bench.planPath });
    if (!opened.ok) throw new Error(opened.error.code);
    const { plan } = opened.value;
    const get = async () => {
      const envelope = await app.call('consolidation/get', { plan, form: 'Q1', period: '2023Q2' });
      if (!envelope.ok) throw new Error(envelope.error.code);
      return envelope.value;
    };
    expect(await get()).toEqual(before);
    await app.call('history/undo', { plan, by: '王工' });
    expect((await get()).figures.every((figure) => figure.value === null)).toBe(true);
    await app.call('history/redo', { plan, by: '王工' });
    expect(await get()).toEqual(before);
    const history = await app.call('history/list', { plan });
    expect(history).toMatchObject({ ok: true, value: { brokenAt: null } });
  });

  test('the exported workbook holds the totals with live sums, and no formula from foreign text', async () => {
    const bench = await startBench();
    const files = fourReturns();
    files[0] = file(
      '=cmd|calc!A1.xlsx',
      listWorkbook({ sender: '青石镇', values: { ...usualValues(1), 投资增长: '=1+1|x' } }),
    );
    await stageAll(bench, files);
    await bench.call('returns/accept', { all: true, by: '王工', explain: '=HYPERLINK("x")' });
    const out = path.join(bench.folder, '汇总.xlsx');
    await bench.call('consolidation/export', { form: 'Q1', period: '2023Q2', out });
    const workbook = XLSX.read(readFileSync(out), { cellFormula: true });
    const formulas = workbook.SheetNames.flatMap((name) =>
      Object.entries(workbook.Sheets[name]!).flatMap(([address, cell]) =>
        typeof cell === 'object' && cell && 'f' in cell
          ? [{ address, f: String(cell.f), v: (cell as XLSX.CellObject).v }]
          : [],
      ),
    );
    expect(formulas.some(({ f, v }) => /^SUM\(/.test(f) && v === 7875)).toBe(true);
    expect(formulas.every(({ f }) => !/cmd|HYPERLINK|1\+1/.test(f))).toBe(true);
  });

  test('the chase list tells who is late', async () => {
    const bench = await startBench();
    await stageAll(bench, [file('a.xlsx', listWorkbook({ sender: '青石镇', values: usualValues(1) }))]);
    const status = await bench.call('returns/status', { form: 'Q1', period: '2023Q2', date: '2023-07-20' });
    // Ten days after 30 June is a Monday.
    expect(status.due).toBe('2023-07-10');
    const by = Object.fromEntries(status.senders.map((one) => [one.sender, [one.state, one.late]]));
    expect(by).toMatchObject({ QS: ['staged', false], BH: ['not-sent', true], KF: ['not-sent', true] });
  });
});
