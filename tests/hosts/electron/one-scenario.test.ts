import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { OpenedPlan } from '../../../shared/contract/plans.ts';
import { listWorkbook, usualValues } from '../../support/made-up-returns.ts';
import { smallPack, temporaryFolder } from '../../support/test-bench.ts';
import { double } from './electron-double.ts';
import { endProgram, type Program, startProgram } from './start-program.ts';

/** The scenario of tests/hosts/one-scenario.test.ts through preload, channel, worker and back. */

let program: Program;
afterEach(() => endProgram());

async function call<Value>(method: string, input: unknown, job?: string): Promise<Value> {
  const envelope = await program.bridge.call(method, input, job === undefined ? {} : { job });
  if (!envelope.ok) throw new Error(`${method}: ${JSON.stringify(envelope.error)}`);
  return envelope.value as Value;
}

test('one scenario through the desktop wiring', async () => {
  const folder = temporaryFolder();
  program = await startProgram(folder);
  const planPath = path.join(folder, 'a.plan');
  const { plan } = await call<OpenedPlan>('plans/create', { path: planPath, pack: smallPack });
  const dropped = path.join(folder, '青石镇.xlsx');
  writeFileSync(dropped, listWorkbook({ sender: '青石镇', values: usualValues(1) }));
  const seen: unknown[] = [];
  const stop = program.bridge.onProgress((progress) => seen.push(progress));
  const [filePath] = program.bridge.pathsOf([{ path: dropped }]);
  const bytes = listWorkbook({ sender: '白河乡', values: usualValues(2) }, 'biff8');
  await call('returns/stage', { plan, files: [{ path: filePath }, { name: '白河乡.xls', bytes }] }, 'job-1');
  stop();
  expect(seen).toContainEqual(expect.objectContaining({ job: 'job-1' }));
  await call('returns/accept', { plan, all: true, by: '王工', explain: '已核实' });
  const view = await call<{ figures: { indicator: string; value: string | null }[] }>('consolidation/get', {
    plan,
    form: 'Q1',
    period: '2023Q2',
  });
  expect(view.figures.find(({ indicator }) => indicator === 'B01')?.value).toBe('3150');
  expect(await program.bridge.listRecentPlans()).toMatchObject([{ path: planPath }]);
  expect(double.app.recent).toEqual([planPath]);
  expect(await program.bridge.call('no/such', {})).toMatchObject({
    ok: false,
    error: { code: 'unknown-method' },
  });
  expect(await program.bridge.call('returns/get', { plan })).toMatchObject({
    ok: false,
    error: { code: 'invalid-input' },
  });
});
