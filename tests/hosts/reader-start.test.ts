import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createApp, untilSeen } from '../../main/create-app.ts';
import { smallPack, temporaryFolder } from '../support/test-bench.ts';

/* When the thread that reads workbooks is started: with the plan, or once the plan has been looked at. */

/** A thread that leaves a mark where it was started. */
function threadThatMarks(folder: string, name: string) {
  const [script, mark] = [path.join(folder, `${name}.cjs`), path.join(folder, `${name}.mark`)];
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
  return { script, started: () => existsSync(mark) };
}

async function openPlan(readerStartsAfter?: number) {
  const folder = temporaryFolder();
  const reader = threadThatMarks(folder, 'reader');
  const app = createApp({
    readerWorker: reader.script,
    ...(readerStartsAfter !== undefined && { readerStartsAfter }),
  });
  onTestFinished(() => app.close());
  const file = path.join(folder, 'a.plan');
  const made = await app.call('plans/create', { path: file, pack: smallPack });
  if (!made.ok) throw new Error(made.error.code);
  await app.call('plans/close', { plan: made.value.plan });
  expect((await app.call('plans/open', { path: file, mode: 'write' })).ok).toBe(true);
  // Another thread had the time to start; so had the reader, were it started.
  const other = threadThatMarks(folder, 'other');
  await once(new Worker(other.script), 'exit');
  expect(other.started()).toBe(true);
  return reader;
}

describe('the reader of workbooks', () => {
  test('starts with the plan', async () => {
    const reader = await openPlan();
    await vi.waitFor(() => expect(reader.started()).toBe(true));
  });

  test('waits where a person looks at the plan first', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const reader = await openPlan(untilSeen);
    expect(reader.started()).toBe(false);
    vi.advanceTimersByTime(untilSeen);
    vi.useRealTimers();
    await vi.waitFor(() => expect(reader.started()).toBe(true));
  });
});
