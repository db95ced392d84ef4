import { expect, test } from 'vitest';
import { listRows, usualValues, writeRows } from '../support/made-up-returns.ts';
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
