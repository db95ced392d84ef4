import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createApp } from '../../main/create-app.ts';
import { openFaultLog } from '../../main/hosts/fault-log.ts';
import { listWorkbook, usualValues } from '../support/made-up-returns.ts';
import { projectRoot, smallPack, temporaryFolder } from '../support/test-bench.ts';

/* The diagnostic text may leave the office when the plan may not: whatever the plan holds must not be in it. */

test('tells counts, states and places of errors, and nothing of what the plan holds', async () => {
  const folder = temporaryFolder();
  const logFile = path.join(folder, 'logs', '王明的日志.log');
  const log = openFaultLog(logFile);
  const fault = new Error('青石镇 张三.xlsx 里的 12345.67');
  log(fault.stack!, 'returns/stage');
  const app = createApp({
    readerWorker: path.join(projectRoot, 'out/main/reader-worker.js'),
    checkOutputs: true,
    installation: { seedsFolder: path.join(projectRoot, 'seeds'), version: '9.8.7', logFile },
  });
  try {
    const file = path.join(folder, '秘密规划.plan');
    const made = await app.call('plans/create', { path: file, pack: smallPack, by: '赵六' });
    if (!made.ok) throw new Error(made.error.code);
    const { plan, header } = made.value;
    const files = [
      { name: '青石镇.xlsx', bytes: listWorkbook({ sender: '青石镇', values: usualValues(1) }) },
    ];
    const staged = await app.call('returns/stage', { plan, files, by: '赵六' });
    expect(staged.ok).toBe(true);
    const content = await app.call('plan/get-content', { plan });
    if (!content.ok) throw new Error(content.error.code);
    const answer = await app.call('workbench/get-diagnostics', { plan });
    if (!answer.ok) throw new Error(answer.error.code);
    const { text } = answer.value;

    expect(text).toContain('9.8.7');
    expect(text).toMatch(/^file ok：1$/m);
    expect(text).toMatch(/^staged：1$/m);
    expect(text).toMatch(new RegExp(`^indicators：${(content.value.indicators as unknown[]).length}$`, 'm'));
    expect(text).toMatch(/returns\/stage$/m);
    expect(text).toMatch(/^ {4}.*diagnostics\.test\.ts:\d+:\d+$/m);

    const names = [content.value.indicators, content.value.units, content.value.forms, content.value.outline]
      .flat()
      .flatMap((one) => Object.values(one as Record<string, unknown>))
      .filter((value): value is string => typeof value === 'string' && /[一-鿿]{2}/.test(value));
    // The text's own words (规划, 单位) are names in no plan; anything longer must not appear.
    const secrets = names.filter((name) => name.length > 2);
    secrets.push(header.title, folder, '秘密', '王明', '赵六', '张三', '12345');
    expect(secrets.length).toBeGreaterThan(15);
    const told = secrets.filter((secret) => text.includes(secret));
    expect(told).toEqual([]);
  } finally {
    await app.close();
  }
});

test('without a plan, and with a log that is no log, it still says what the machine is', async () => {
  const folder = temporaryFolder();
  const logFile = path.join(folder, 'x.log');
  writeFileSync(logFile, '\u0000\u0001 王明\n2023 x\n    at 王明 (/home/王明/a.js:1:2)\n');
  const app = createApp({
    readerWorker: path.join(projectRoot, 'out/main/reader-worker.js'),
    installation: { seedsFolder: '', version: '1', logFile },
  });
  const answer = await app.call('workbench/get-diagnostics', {});
  await app.close();
  if (!answer.ok) throw new Error(answer.error.code);
  expect(answer.value.text).toContain(process.platform);
  expect(answer.value.text).not.toContain('王明');
});
