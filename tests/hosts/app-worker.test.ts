import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { App } from '../../main/create-app.ts';
import { startAppWorker } from '../../main/hosts/app-client.ts';
import type { MethodCall, MethodName } from '../../shared/contract/index.ts';
import type { Progress } from '../../shared/contract/method.ts';
import { listWorkbook, usualValues } from '../support/made-up-returns.ts';
import { projectRoot, readerWorker, smallPack, startApp, temporaryFolder } from '../support/test-bench.ts';

/* The app in a worker thread answers as the app itself does. */

const workerPath = path.join(projectRoot, 'out/main/app-worker.js');

function startWorker(onLost?: (reason: string) => void): App {
  const app = startAppWorker({ workerPath, readerWorker, ...(onLost ? { onLost } : {}) });
  onTestFinished(() => app.close());
  return app;
}

/** Values with what differs by time and folder taken out, and bytes by their hash. */
function comparable(value: unknown, folder: string): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) => {
      if (['at', 'openedAt', 'stagedAt', 'receivedAt', 'id', 'durationMs'].includes(key)) return undefined;
      if (part instanceof Uint8Array) return createHash('sha256').update(part).digest('hex');
      if (typeof part === 'string') return part.replaceAll(folder, 'FOLDER');
      return part;
    }),
  );
}

async function runCircle(app: App): Promise<unknown[]> {
  const folder = temporaryFolder();
  const answers: unknown[] = [];
  const call = async <Name extends MethodName>(method: Name, input: MethodCall<Name>) => {
    const envelope = await app.call(method, input);
    answers.push([method, comparable(envelope, folder)]);
    return envelope;
  };
  const opened = await call('plans/create', { path: path.join(folder, 'a.plan'), pack: smallPack });
  if (!opened.ok) throw new Error(opened.error.code);
  const { plan } = opened.value;
  const bytes = listWorkbook({ sender: '青石镇', values: usualValues(1) });
  await call('returns/stage', {
    plan,
    files: [
      { name: '青石镇.xlsx', bytes },
      { name: '坏.xlsx', bytes: new Uint8Array(300) },
    ],
  });
  expect(bytes.byteLength).toBeGreaterThan(0);
  await call('returns/accept', { plan, all: true, by: '王工', explain: '已核实' });
  await call('consolidation/get', { plan, form: 'Q1', period: '2023Q2' });
  await call('plan/get-content', { plan });
  await call('returns/get', { plan } as never);
  await call('no/such' as never, {} as never);
  await call('plans/open', { path: path.join(folder, 'none.plan') });
  return answers;
}

describe('app in a worker', () => {
  test('gives the same answers', async () => {
    const direct = await runCircle(startApp(() => new Date()));
    expect(await runCircle(startWorker())).toEqual(direct);
    const outcomes = direct.map((answer) => (answer as [string, { ok: boolean }])[1].ok);
    expect(outcomes).toEqual([true, true, true, true, true, false, false, false]);
  });

  test('passes progress on and can be cancelled', async () => {
    const app = startWorker();
    const folder = temporaryFolder();
    const opened = await app.call('plans/create', { path: path.join(folder, 'a.plan'), pack: smallPack });
    if (!opened.ok) throw new Error(opened.error.code);
    const files = Array.from({ length: 30 }, (_, at) => {
      const file = path.join(folder, `${at}.xlsx`);
      writeFileSync(file, listWorkbook({ sender: '青石镇', values: usualValues(at + 1) }));
      return { path: file };
    });
    const controller = new AbortController();
    const seen: Progress[] = [];
    const answer = await app.call(
      'returns/stage',
      { plan: opened.value.plan, files },
      {
        job: 'j',
        signal: controller.signal,
        onProgress: (progress) => {
          seen.push(progress);
          controller.abort();
        },
      },
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(seen[0]).toMatchObject({ job: 'j' });
    const stored = await app.call('returns/list', { plan: opened.value.plan } as never);
    expect(stored).toMatchObject({ ok: true, value: { returns: [] } });
  });

  test('a call that was given up before it began is cancelled too', async () => {
    const app = startWorker();
    const folder = temporaryFolder();
    const opened = await app.call('plans/create', { path: path.join(folder, 'a.plan'), pack: smallPack });
    if (!opened.ok) throw new Error(opened.error.code);
    const files = [{ name: 'a.xlsx', bytes: listWorkbook({ sender: '青石镇', values: usualValues(1) }) }];
    const answer = await app.call(
      'returns/stage',
      { plan: opened.value.plan, files },
      { signal: AbortSignal.abort() },
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  test('what cannot be sent is invalid input, not silence', async () => {
    const answer = await startWorker().call('plans/list-open', { run: () => 1 } as never);
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });

  test('after close every call is answered, and closing twice is one closing', async () => {
    const app = startWorker();
    expect(await app.call('plans/list-open', {})).toMatchObject({ ok: true });
    await Promise.all([app.close(), app.close()]);
    expect(await app.call('plans/list-open', {})).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  test('a worker that dies answers what was under way and says so once', async () => {
    const folder = temporaryFolder();
    const broken = path.join(folder, 'broken.mjs');
    writeFileSync(
      broken,
      "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(7));",
    );
    const lost: string[] = [];
    const app = startAppWorker({ workerPath: broken, readerWorker, onLost: (reason) => lost.push(reason) });
    const answers = await Promise.all([app.call('plans/list-open', {}), app.call('plans/list-open', {})]);
    expect(answers).toMatchObject([{ error: { code: 'internal' } }, { error: { code: 'internal' } }]);
    expect(await app.call('plans/list-open', {})).toMatchObject({ error: { code: 'internal' } });
    expect(lost).toEqual(['exit 7']);
    await app.close();
  });
});
