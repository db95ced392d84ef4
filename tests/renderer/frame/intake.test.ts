import path from 'node:path';
import { expect, it } from 'vitest';
import { createClient } from '../../../renderer/api/client.ts';
import type { Transport } from '../../../renderer/api/transport.ts';
import { createSession } from '../../../renderer/frame/session.tsx';
import { defaultPageSettings } from '../../../shared/domain/page-settings.ts';
import { listWorkbook, usualValues } from '../../support/made-up-returns.ts';
import { smallPack, startApp, temporaryFolder } from '../../support/test-bench.ts';

/** What is drawn by React for a change is drawn when the microtasks of the same task run. */
async function restOfTask(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** The way to a real app without a browser in between; notes when files are sent. */
function transportTo(app: ReturnType<typeof startApp>, onSend: () => void): Transport {
  const missing = () => Promise.reject(new Error('not used here'));
  return {
    start: () => Promise.resolve(),
    call: (method, input) => app.call(method as never, input as never),
    cancel: () => undefined,
    onProgress: () => () => undefined,
    async sendFiles(files) {
      onSend();
      return Promise.all(
        files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
      );
    },
    saveFile: missing,
    copy: missing,
    copyPicture: missing,
    settings: {
      read: () => Promise.resolve({ ...defaultPageSettings, person: '王明' }),
      change: () => Promise.resolve(defaultPageSettings),
      recentPlans: () => Promise.resolve([]),
      forgetRecentPlan: () => Promise.resolve(),
    },
  };
}

it('draws that files are sent, sends them, draws what came of them, and has the screens read again: a task each', async () => {
  const app = startApp();
  const made = await app.call('plans/create', {
    path: path.join(temporaryFolder(), 'a.plan'),
    pack: smallPack,
  });
  if (!made.ok) throw new Error(made.error.code);
  let sent = false;
  const session = createSession(createClient(transportTo(app, () => (sent = true))));
  await session.start();
  await session.openPlan(session.store.get().plans[0]!);
  const before = session.store.get().revision;

  const bytes = listWorkbook({ sender: '青石镇', values: usualValues(1) });
  const taken = session.intake.takeFiles([new File([new Uint8Array(bytes)], '青石镇.xlsx')]);
  expect(session.intake.store.get().progress?.stage).toBe('sending');
  await restOfTask();
  expect(sent).toBe(false);

  const told = new Promise<number>((done) => {
    session.intake.store.subscribe(() => {
      if (session.intake.store.get().result) void restOfTask().then(() => done(session.store.get().revision));
    });
  });
  expect(await told).toBe(before);
  await taken;
  expect(sent).toBe(true);
  expect(session.intake.store.get().result?.summary.staged).toBe(1);
  expect(session.store.get()).toMatchObject({ revision: before + 1, saving: 'saved' });
});
