import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findingSentence } from '../../renderer/words/findings.ts';
import type { ReturnReport } from '../../shared/contract/returns.ts';
import { listRows, listWorkbook, usualValues, writeRows } from '../support/made-up-returns.ts';
import { smallPack, startBench, type TestBench, temporaryFolder } from '../support/test-bench.ts';

/** What persons decide, and what is checked again because of it. */

const by = { by: '王工', reason: '电话核对原始记录' };

/** The small pack with other checks. */
function packWith(checks: readonly string[], more: Readonly<Record<string, readonly string[]>> = {}): string {
  const folder = path.join(temporaryFolder(), 'pack');
  cpSync(smallPack, folder, { recursive: true });
  writeFileSync(path.join(folder, 'checks.csv'), ['form,severity,expression,message', ...checks].join('\n'));
  for (const [name, lines] of Object.entries(more)) {
    const file = path.join(folder, name);
    writeFileSync(file, [readFileSync(file, 'utf8').trimEnd(), ...lines].join('\n'));
  }
  return folder;
}

async function stage(bench: TestBench, name: string, bytes: Uint8Array): Promise<ReturnReport> {
  const { files } = await bench.call('returns/stage', { files: [{ name, bytes }] });
  return files[0]!;
}

const stageValues = (bench: TestBench, name: string, values: Record<string, string | number | null>) =>
  stage(bench, `${name}.xlsx`, listWorkbook({ sender: '白河乡', values: { ...usualValues(2), ...values } }));

const open = (report: ReturnReport, code: string) =>
  report.findings.filter((one) => one.code === code && one.resolution === undefined);
const figureOf = (report: ReturnReport, indicator: string) =>
  report.figures.find((one) => one.indicator === indicator && one.column === 'current');

async function decide(
  bench: TestBench,
  report: ReturnReport,
  code: string,
  decision: { as: 'repaired' | 'as-is' | 'explained'; value?: string },
): Promise<ReturnReport> {
  const finding = open(report, code)[0]!;
  await bench.call('returns/resolve', {
    decisions: [{ kind: 'finding', id: report.id!, finding: finding.id, ...decision }],
    ...by,
  });
  return bench.call('returns/get', { id: report.id! });
}

describe('a corrected figure', () => {
  test('is checked again: what it broke is asked, what it mended is cleared', async () => {
    const bench = await startBench(
      packWith(['Q1,error,[B03] <= [B02],水浇地不能大于耕地面积', 'Q1,query,[B05] <= [B04],参保人数偏多']),
    );
    const staged = await stageValues(bench, 'a', {
      '其中：水浇地': 12_000,
      常住人口: '１９０００',
      参保人数: 18_000,
    });
    expect(open(staged, 'check-error')).toHaveLength(1);
    // The full-width number is put right by a person who mistypes it: the other check must notice.
    const mistyped = await decide(bench, staged, 'full-width', { as: 'repaired', value: '1900' });
    expect(open(mistyped, 'check-query')).toMatchObject([{ details: { left: '18000', right: '1900' } }]);
    const corrected = await decide(bench, mistyped, 'check-query', { as: 'repaired', value: '1800' });
    expect(figureOf(corrected, 'B05')).toMatchObject({ value: '18000', adjudicated: '1800' });
    expect(open(corrected, 'check-query')).toHaveLength(0);
    const wrongAgain = await decide(bench, corrected, 'check-error', { as: 'repaired', value: '11000' });
    expect(open(wrongAgain, 'check-error')).toMatchObject([{ details: { left: '11000', right: '10000' } }]);
    const done = await decide(bench, wrongAgain, 'check-error', { as: 'repaired', value: '9000' });
    expect(done.findings.filter((one) => one.severity !== 'note' && !one.resolution)).toEqual([]);
    const { accepted } = await bench.call('returns/accept', { ids: [done.id!], by: '王工' });
    expect(accepted).toEqual([done.id]);
  });

  test('clears other findings that rested on it, by nobody', async () => {
    const bench = await startBench(
      packWith(['Q1,error,[B03] <= [B02],水浇地大', 'Q1,query,[B03] <= 9000,水浇地很多']),
    );
    const staged = await stageValues(bench, 'a', { '其中：水浇地': 12_000 });
    const done = await decide(bench, staged, 'check-error', { as: 'repaired', value: '8000' });
    const query = done.findings.find((one) => one.code === 'check-query');
    expect(query?.resolution).toBe('cleared');
    expect(query?.resolvedBy).toBeUndefined();
  });

  test('a decision to keep a figure holds only for the figures it was made about', async () => {
    const bench = await startBench(packWith(['Q1,error,[B03] <= [B02],水浇地大']));
    const staged = await stageValues(bench, 'a', { '其中：水浇地': 12_000, 耕地面积: '１００００' });
    const kept = await decide(bench, staged, 'check-error', { as: 'as-is' });
    const same = await decide(bench, kept, 'full-width', { as: 'repaired' });
    expect(open(same, 'check-error')).toHaveLength(0);
    const other = await stageValues(bench, 'b', { '其中：水浇地': 12_000, 耕地面积: '１１０００' });
    const keptOther = await decide(bench, other, 'check-error', { as: 'as-is' });
    const changed = await decide(bench, keptOther, 'full-width', { as: 'repaired', value: '1100' });
    expect(open(changed, 'check-error')).toMatchObject([{ details: { left: '12000', right: '1100' } }]);
  });

  test('stays corrected when the workbook is read anew', async () => {
    const bench = await startBench();
    const rows = listRows({
      sender: '白河乡',
      values: { ...usualValues(2), 工业总产值: '21OO', 常住人口: '１９０００' },
      extraRows: [[9, '冷水鱼产量', '吨', 35, null]],
    });
    const staged = await stage(bench, 'a.xlsx', writeRows(rows));
    const corrected = await decide(bench, staged, 'full-width', { as: 'repaired', value: '19500' });
    const again = await bench.call('returns/identify', { id: corrected.id!, by: '王工' });
    expect(figureOf(again, 'B04')).toMatchObject({ value: '19000', adjudicated: '19500' });
    expect(open(again, 'full-width')).toHaveLength(0);
  });
});

describe('a parked row', () => {
  test('gives its figures as soon as a person says what it is, without a second step', async () => {
    const bench = await startBench();
    const { 人均可支配收入: income, ...rest } = usualValues(2);
    const rows = listRows({
      sender: '白河乡',
      values: { ...rest, 人均可支配收入: null },
    }).filter((row) => row[1] !== '人均可支配收入');
    const staged = await stage(
      bench,
      'a.xlsx',
      writeRows([...rows, [8, '居民腰包数', '元', income ?? null, null]]),
    );
    expect(staged.parked.map((one) => one.raw)).toEqual(['居民腰包数']);
    await bench.call('returns/resolve', {
      decisions: [
        { kind: 'parked', id: staged.id!, parked: staged.parked[0]!.id!, as: 'matched', indicator: 'B07' },
      ],
      ...by,
    });
    const report = await bench.call('returns/get', { id: staged.id! });
    expect(figureOf(report, 'B07')?.value).toBe(String(income));
    expect(report.parked).toEqual([]);
    expect(open(report, 'blank').filter((one) => one.indicator === 'B07')).toEqual([]);
  });
});

describe('checks on what a workbook lacks or names', () => {
  test('present() is asked about a row that is not there at all', async () => {
    const bench = await startBench(packWith(['Q1,error,present([B06]),参保率必须有']));
    const rows = listRows({ sender: '白河乡', values: usualValues(2) }).filter((row) => row[1] !== '参保率');
    const staged = await stage(bench, 'a.xlsx', writeRows(rows));
    expect(open(staged, 'check-error')).toMatchObject([{ indicator: 'B06', unit: 'BH' }]);
  });

  test('but not about the rows of another part', async () => {
    const bench = await startBench(packWith(['Q1,error,present([B06]),参保率必须有']));
    const rows = listRows({ sender: '白河乡', values: usualValues(2) });
    const staged = await stage(bench, 'a.xlsx', writeRows(rows.slice(0, 6)));
    expect(open(staged, 'check-error')).toEqual([]);
  });

  test('a unit named in a rule is found in the same matrix, and such a rule runs once', async () => {
    const bench = await startBench(
      packWith([
        'M1,error,[B02#QS] <= [B02#BH],青石镇不应大于白河乡',
        'M1,query,[B02#HL] <= [B02],红柳镇最小',
      ]),
    );
    const staged = await stage(
      bench,
      'm.xlsx',
      writeRows([
        ['农业情况半年报'],
        ['填报单位：市农业农村局', null, '2023年上半年'],
        ['单位名称', '耕地面积（亩）', '水浇地（亩）'],
        ['青石镇', 6000, 10],
        ['白河乡', 5000, 10],
        ['红柳镇', 5500, 10],
      ]),
    );
    expect(open(staged, 'check-error')).toMatchObject([{ details: { left: '6000', right: '5000' } }]);
    expect(open(staged, 'check-query')).toMatchObject([{ unit: 'BH' }]);
  });

  test('a rule across forms is asked of whichever form comes last', async () => {
    const pack = packWith(['Q1,error,[M1.B02] = [B02],与农业局的耕地面积不一致']);
    const matrix = (area: number) =>
      writeRows([
        ['农业情况半年报'],
        ['填报单位：市农业农村局', null, '2023年上半年'],
        ['单位名称', '耕地面积（亩）', '水浇地（亩）'],
        ['青石镇', 5000, 10],
        ['白河乡', area, 10],
        ['红柳镇', 5500, 10],
      ]);
    const first = await startBench(pack);
    const list = await stageValues(first, 'a', {});
    await first.call('returns/accept', { ids: [list.id!], by: '王工', explain: '已与台账核对' });
    const late = await stage(first, 'm.xlsx', matrix(9000));
    expect(open(late, 'check-error')).toMatchObject([
      { unit: 'BH', details: { left: '9000', right: '10000' } },
    ]);
    // Both waiting: neither was accepted when the other was read, so acceptance itself must ask.
    const second = await startBench(pack);
    await stageValues(second, 'a', {});
    await stage(second, 'm.xlsx', matrix(9000));
    const result = await second.call('returns/accept', { all: true, by: '王工', explain: '已与台账核对' });
    expect([result.accepted.length, result.blocked.length]).toEqual([1, 1]);
  });
});

describe('rules over the total', () => {
  test('run once everything is brought together, and say both sides', async () => {
    const pack = packWith(
      [
        'Q1,error,[B04#root] = [M1.B02#root],常住人口与耕地应相等（虚构）',
        'Q1,query,[B04] <= 0.5 * [B04#root],一个单位占了一半以上',
        'Q1,query,[B01#root] >= [B01#root@previous],全市工业总产值下降',
      ],
      { 'observations.csv': ['B01,XG,2022Q2,3000,最终,核定,上年核定,2022-08-01'] },
    );
    const bench = await startBench(pack);
    for (const [name, scale] of [
      ['青石镇', 1],
      ['白河乡', 1.5],
    ] as const)
      await stage(bench, `${name}.xlsx`, listWorkbook({ sender: name, values: usualValues(scale) }));
    await bench.call('returns/accept', { all: true, by: '王工', explain: '已与台账核对' });
    const { checks } = await bench.call('consolidation/get', { form: 'Q1', period: '2023Q2' });
    // No department has sent M1: a rule over what isn't there is skipped.
    expect(checks).toMatchObject([
      { severity: 'query', unit: 'BH', left: '15000', right: '12500' },
      { severity: 'query', left: '2625', right: '3000', operator: '>=' },
    ]);
  });
});

describe('an explanation', () => {
  test('that explains nothing is taken and flagged; the last one is at hand the next time', async () => {
    const bench = await startBench(packWith(['Q1,query,[B05] <= [B04],参保人数偏多']));
    const more = { 参保人数: 30_000 };
    const first = await stageValues(bench, 'a', more);
    const answered = await decide(bench, first, 'check-query', { as: 'explained' });
    expect(answered.findings.find((one) => one.code === 'check-query')?.emptyReason).toBeUndefined();
    const second = await stageValues(bench, 'b', { ...more, 投资增长: 6 });
    expect(open(second, 'check-query')[0]?.lastReason).toBe(by.reason);
    await bench.call('returns/accept', { ids: [second.id!], by: '王工', explain: '经核实，数据属实' });
    const flagged = await bench.call('returns/get', { id: second.id! });
    expect(flagged.findings.find((one) => one.code === 'check-query')?.emptyReason).toBe(true);
  });
});

describe('零报', () => {
  test('is zero where something is counted, blank where it is a rate, and waits for acceptance', async () => {
    const bench = await startBench(packWith([]));
    const common = { form: 'Q1', period: '2023Q2', unit: 'KF', evidence: '7月3日电话：园区停产', by: '李工' };
    const entered = await bench.call('returns/enter', { ...common, zero: true });
    // A park has no farmland: those items don't apply to it, and a rate of nothing is not zero.
    expect(entered.figures.map(({ indicator, value, raw }) => [indicator, value, raw])).toEqual([
      ['B01', '0', '零报'],
      ['B04', '0', '零报'],
      ['B05', '0', '零报'],
    ]);
    const { accepted } = await bench.call('returns/accept', { ids: [entered.id!], by: '王工' });
    expect(accepted).toEqual([entered.id]);
    const matrix = { ...common, form: 'M1', period: '2023H1', unit: 'NY', zero: true };
    const refused = await bench.app.call('returns/enter', { plan: bench.plan, ...matrix });
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    const stranger = { ...common, figures: [{ indicator: 'XX', value: '1' }] };
    expect(await bench.app.call('returns/enter', { plan: bench.plan, ...stranger })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });
});

describe('sentences', () => {
  test('name the unit of their numbers, and where an issued row went', () => {
    const details = { value: '12', known: '10', measure: '万元', was: '表!D4', now: '表!D5' };
    expect(findingSentence({ code: 'previous-differs', details })).toContain('12万元，与已核定的 10万元');
    expect(findingSentence({ code: 'row-inserted', details })).toContain('原在 表!D4，现在 表!D5');
  });
});

describe('parts and versions', () => {
  const values = usualValues(2);
  const part = (labels: readonly string[], scale = 1) => {
    const rows = listRows({ sender: '白河乡', values });
    return writeRows([
      ...rows.slice(0, 3),
      ...rows
        .slice(3)
        .filter((row) => labels.includes(String(row[1])))
        .map((row) => row.map((cell, at) => (at === 3 && typeof cell === 'number' ? cell * scale : cell))),
    ]);
  };
  const first = ['工业总产值', '耕地面积', '其中：水浇地'];
  const second = ['常住人口', '参保人数', '参保率', '人均可支配收入', '投资增长'];
  const totals = async (bench: TestBench) => {
    const { figures } = await bench.call('consolidation/get', { form: 'Q1', period: '2023Q2' });
    return ['B01', 'B04'].map((code) => figures.find((one) => one.indicator === code)?.value);
  };

  test.each([true, false])(
    'a part sent again leaves the other part counting (accepted between: %s)',
    async (between) => {
      const bench = await startBench(packWith([]));
      const accept = () => bench.call('returns/accept', { all: true, by: '王工', explain: '已与台账核对' });
      await stage(bench, '1.xlsx', part(first));
      await stage(bench, '2.xlsx', part(second));
      if (between) await accept();
      const again = await stage(bench, '1改.xlsx', part(first, 1.1));
      expect(again.version).toBe(2);
      const { superseded } = await accept();
      expect(superseded).toEqual([1]);
      expect(await totals(bench)).toEqual(['2310', '20000']);
    },
  );

  test('one figure taken down by phone replaces that figure and not the workbook', async () => {
    const bench = await startBench(packWith([]));
    const staged = await stageValues(bench, 'a', {});
    await bench.call('returns/accept', { ids: [staged.id!], by: '王工', explain: '已与台账核对' });
    const entered = await bench.call('returns/enter', {
      form: 'Q1',
      period: '2023Q2',
      unit: 'BH',
      figures: [{ indicator: 'B01', value: '2200' }],
      evidence: '电话记录',
      by: '李工',
    });
    await bench.call('returns/accept', { ids: [entered.id!], by: '王工', explain: '已与台账核对' });
    expect(await totals(bench)).toEqual(['2200', '20000']);
  });

  test('a return whose sender a person names is a version among the others of that sender', async () => {
    const bench = await startBench(packWith([]));
    const known = await stageValues(bench, 'a', {});
    await bench.call('returns/accept', { ids: [known.id!], by: '王工', explain: '已与台账核对' });
    const nameless = await stage(
      bench,
      '新表.xlsx',
      listWorkbook({ sender: '某某', values: { ...usualValues(2), 工业总产值: 2150 } }),
    );
    const named = await bench.call('returns/identify', { id: nameless.id!, unit: 'BH', by: '王工' });
    expect([named.version, named.part]).toEqual([2, 1]);
    const { superseded } = await bench.call('returns/accept', {
      ids: [named.id!],
      by: '王工',
      explain: '已与台账核对',
    });
    expect(superseded).toEqual([known.id]);
  });
});

describe('a return refused for personal data', () => {
  /** Made up: the check digit is right, the person is nobody. */
  const number = ['110101', '19900307', '7715'].join('');

  test('is known by its sender, form and period, and holds nothing else', async () => {
    const bench = await startBench();
    const rows = listRows({
      sender: '白河乡',
      values: usualValues(2),
      extraRows: [['', '联系人证件', number]],
    });
    const refused = await stage(bench, '附件1.xlsx', writeRows(rows));
    expect(refused).toMatchObject({
      outcome: 'refused',
      form: { code: 'Q1' },
      sender: { code: 'BH', how: 'content' },
      period: { value: '2023Q2' },
      figures: [],
    });
    const status = await bench.call('returns/status', { form: 'Q1', period: '2023Q2' });
    expect(status.senders.find((one) => one.sender === 'BH')?.state).toBe('refused');
    const kept = JSON.stringify(await bench.call('returns/get', { id: refused.id! }));
    expect([kept.includes(number), kept.includes('附件1')]).toEqual([false, false]);
  });
});
