import path from 'node:path';
import { expect, test } from 'vitest';
import { createApp } from '../../main/create-app.ts';
import { readerWorker, smallPack, temporaryFolder } from '../support/test-bench.ts';

test('a plan with a password locks itself after a quarter of an hour without use; one without does not', async () => {
  let time = Date.parse('2023-07-08T08:00:00Z');
  const app = createApp({ readerWorker, now: () => new Date(time) });
  const folder = temporaryFolder();
  const open = async (name: string, password?: string) => {
    const made = await app.call('plans/create', {
      path: path.join(folder, name),
      pack: smallPack,
      ...(password ? { password } : {}),
    });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    return made.value.plan;
  };
  const sealed = await open('密.plan', '不告诉你');
  const plain = await open('明.plan');
  time += 14 * 60_000;
  expect((await app.call('plan/show', { plan: sealed })).ok).toBe(true);
  time += 16 * 60_000;
  expect(await app.call('plan/show', { plan: sealed })).toMatchObject({
    ok: false,
    error: { code: 'password-needed' },
  });
  expect((await app.call('plan/show', { plan: plain })).ok).toBe(true);
  expect(await app.call('plans/open', { path: path.join(folder, '密.plan') })).toMatchObject({
    error: { code: 'password-needed' },
  });
  expect(
    (await app.call('plans/open', { path: path.join(folder, '密.plan'), password: '不告诉你' })).ok,
  ).toBe(true);
  await app.close();
});
