import { expect, test } from 'vitest';
import { findingSentence } from '../../renderer/words/findings.ts';
import { listRows, listWorkbook, usualValues, writeRows } from '../support/made-up-returns.ts';
import { startBench } from '../support/test-bench.ts';

test('staging answers with exactly what the stored return is read back as', async () => {
  const bench = await startBench();
  const values = { ...usualValues(1), 工业总产值: '1,050.00', 常住人口: '—', 参保人数: null, 参保率: 390 };
  const rows = listRows({ sender: '青石镇', values, extraRows: [[9, '没有的指标', '万元', 12, 11]] });
  rows[2]!.push('备注');
  rows[4]!.push('含新增地块');
  const { files } = await bench.call('returns/stage', {
    files: [{ name: '青石镇.xlsx', bytes: writeRows(rows) }],
  });
  const [report] = files;
  expect(report!.findings.length).toBeGreaterThan(3);
  expect(report!.parked.length).toBeGreaterThan(0);
  expect(report!.context.length).toBeGreaterThan(0);
  expect(await bench.call('returns/get', { id: report!.id! })).toEqual(report);
});

test('a brief answer tells of each file as a whole, and why one was refused', async () => {
  const bench = await startBench();
  const { files, summary } = await bench.call('returns/stage', {
    brief: true,
    files: [
      { name: '青石镇.xlsx', bytes: writeRows(listRows({ sender: '青石镇', values: usualValues(1) })) },
      { name: '坏.xlsx', bytes: new Uint8Array([1, 2, 3]) },
    ],
  });
  const [taken, refused] = ['青石镇.xlsx', '坏.xlsx'].map((name) => files.find(({ file }) => file === name));
  expect(taken).toMatchObject({ outcome: 'staged', figures: [], context: [], parked: [], findings: [] });
  expect(taken!.period?.value).toBe('2023Q2');
  expect(refused!.findings.length).toBeGreaterThan(0);
  expect(summary).toMatchObject({ staged: 1, refused: 1 });
  expect((await bench.call('returns/get', { id: taken!.id! })).figures.length).toBeGreaterThan(0);
});

test('a query is asked with what the same sender said about it last time, and with nothing of another sender', async () => {
  const bench = await startBench();
  const stage = async (sender: string, income: number) => {
    const bytes = listWorkbook({
      sender,
      values: { ...usualValues(1), 工业总产值: income, 投资增长: null },
    });
    const { files } = await bench.call('returns/stage', {
      files: [{ name: `${sender}${income}.xlsx`, bytes }],
    });
    return files[0]!;
  };
  const queriesOf = (report: Awaited<ReturnType<typeof stage>>) =>
    report.findings.filter(({ severity }) => severity === 'query');
  const first = await stage('青石镇', 5000);
  const asked = queriesOf(first);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.some(({ lastReason }) => lastReason !== undefined)).toBe(false);
  await bench.call('returns/resolve', {
    by: '测试',
    decisions: asked.map((finding) => ({
      kind: 'finding' as const,
      id: first.id!,
      finding: finding.id,
      as: 'explained' as const,
    })),
    reason: '新厂投产',
  });
  const told = queriesOf(await stage('青石镇', 6000));
  const same = told.filter((finding) =>
    asked.some(({ code, indicator }) => code === finding.code && indicator === finding.indicator),
  );
  expect(same.length).toBeGreaterThan(0);
  expect(same.map(({ lastReason }) => lastReason)).toEqual(same.map(() => '新厂投产'));
  const other = queriesOf(await stage('白河乡', 6000));
  expect(other.some(({ lastReason }) => lastReason !== undefined)).toBe(false);
});

test('a column of an earlier period that differs from what was accepted for it is asked about', async () => {
  const bench = await startBench();
  const stage = async (sender: string, rows: (string | number | null)[][]) => {
    const { files } = await bench.call('returns/stage', {
      files: [{ name: `${sender}${rows.length}${rows[2]!.length}.xlsx`, bytes: writeRows(rows) }],
    });
    return files[0]!;
  };
  const table = (period: string, header: string[], figures: (string | number | null)[][]) => [
    ['乡镇经济季报'],
    ['填报单位：青石镇', null, null, period],
    ['指标名称', '计量单位', ...header],
    ...figures,
  ];
  const first = await stage('青石镇', [
    ...table(
      '2023年一季度',
      ['本期'],
      [
        ['耕地面积', '亩', 5000],
        ['常住人口', '人', 10_000],
        ['人均可支配收入', '元', 9000],
        ['参保人数', '人', 8000],
      ],
    ),
  ]);
  await bench.call('returns/accept', { ids: [first.id!], by: '测试', explain: '首报', setAsideParked: true });
  const second = await stage('青石镇', [
    ...table(
      '2023年二季度',
      ['一季度', '二季度'],
      [
        ['耕地面积', '亩', 5000, 5100],
        ['常住人口', '人', 11_500, 11_600],
        ['人均可支配收入', '元', 9000.2, 9900],
        ['参保人数', '人', null, 8100],
      ],
    ),
  ]);
  expect(second.figures.find(({ indicator }) => indicator === 'B04')).toMatchObject({
    value: '11600',
    cell: 'D5',
  });
  const told = second.findings.filter(({ code }) => code === 'previous-differs');
  expect(told).toMatchObject([{ indicator: 'B04', cell: 'C5', severity: 'query' }]);
  expect(findingSentence(told[0]!)).toContain('2023Q1 一列填的是 11500，与已核定的 10000 不一致');
});

test('copies of a file that is refused are refused too, and the rest of the batch is taken in', async () => {
  const bench = await startBench();
  const bad = new Uint8Array([1, 2, 3]);
  const { files, summary } = await bench.call('returns/stage', {
    files: [
      { name: '坏.xlsx', bytes: bad },
      { name: '坏（副本）.xlsx', bytes: bad },
      { name: '青石镇.xlsx', bytes: writeRows(listRows({ sender: '青石镇', values: usualValues(1) })) },
    ],
  });
  expect(summary).toMatchObject({ staged: 1, refused: 2, duplicate: 0 });
  expect(new Set(files.map(({ id }) => id)).size).toBe(3);
  const [first, second] = files.filter(({ outcome }) => outcome === 'refused');
  expect(second!.findings).toEqual(first!.findings);
});
