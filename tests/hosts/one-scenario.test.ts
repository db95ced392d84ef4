import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { startWebHost } from '../../main/hosts/web/web-host.ts';
import { listWorkbook, usualValues } from '../support/made-up-returns.ts';
import { projectRoot, smallPack, startApp, temporaryFolder } from '../support/test-bench.ts';

/** One scenario through every host: take in two returns, accept them, read the consolidated figure. */

const run = promisify(execFile);
const wanted = '3150';

function writeReturns(folder: string): string {
  const returns = path.join(folder, '报表');
  mkdirSync(returns);
  writeFileSync(
    path.join(returns, '青石镇.xlsx'),
    listWorkbook({ sender: '青石镇', values: usualValues(1) }),
  );
  writeFileSync(
    path.join(returns, '白河乡.xls'),
    listWorkbook({ sender: '白河乡', values: usualValues(2) }, 'biff8'),
  );
  return returns;
}

async function planbench(...args: string[]): Promise<{ exit: number; json: Record<string, unknown> }> {
  const { stdout, code } = await run(process.execPath, [
    path.join(projectRoot, 'out/main/cli.js'),
    ...args,
    '--json',
  ]).then(
    (done) => ({ stdout: done.stdout, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  );
  return { exit: code, json: JSON.parse(stdout) as Record<string, unknown> };
}

const outputOf = (view: { figures: readonly { indicator: string; value: string | null }[] }) =>
  view.figures.find((figure) => figure.indicator === 'B01')?.value;

describe('one scenario', () => {
  test('by direct call', async () => {
    const folder = temporaryFolder();
    const app = startApp();
    const opened = await app.call('plans/create', { path: path.join(folder, 'a.plan'), pack: smallPack });
    if (!opened.ok) throw new Error(opened.error.code);
    const { plan } = opened.value;
    await app.call('returns/stage', { plan, files: [{ path: writeReturns(folder) }] });
    await app.call('returns/accept', { plan, all: true, by: '王工', explain: '已核实' });
    const view = await app.call('consolidation/get', { plan, form: 'Q1', period: '2023Q2' });
    expect(view.ok && outputOf(view.value)).toBe(wanted);
  });

  test('by the command line, with its exit codes', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const plan = path.join(folder, 'a.plan');
    expect(await planbench('plan', 'new', plan, '--pack', smallPack)).toMatchObject({
      exit: 0,
      json: { contract: 1 },
    });
    expect((await planbench('plan', 'new', plan, '--pack', smallPack)).json).toMatchObject({
      error: { code: 'plan-exists' },
    });
    const staged = await planbench('returns', 'stage', plan, writeReturns(folder));
    expect(staged).toMatchObject({ exit: 0, json: { contract: 1, summary: { staged: 2 } } });
    expect((await planbench('returns', 'accept', plan, '--all', '--by', '王工')).exit).toBe(0);
    const view = await planbench('consolidate', plan, '--form', 'Q1', '--period', '2023Q2');
    expect(view.exit).toBe(1);
    expect(outputOf(view.json as never)).toBe(wanted);
    expect((await planbench('nonsense')).exit).toBe(2);
    expect((await planbench('plan', 'show', path.join(folder, 'none.plan'))).exit).toBe(3);
    expect(await planbench('plan', 'check', plan)).toMatchObject({ exit: 0, json: { ok: true } });
    expect((await planbench('plan', 'show', plan)).json).toMatchObject({
      counts: { units: 6, indicators: 8 },
    });
  });

  test('by the web host, with its guards', async () => {
    const folder = temporaryFolder();
    const app = startApp();
    const host = await startWebHost({ app, rendererFolder: path.join(projectRoot, 'out/renderer') });
    try {
      const origin = `http://127.0.0.1:${host.port}`;
      const token = host.url.split('#token=')[1]!;
      const post = (route: string, body: unknown, headers: Record<string, string> = {}) =>
        fetch(`${origin}/${route}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin, ...headers },
          body: JSON.stringify(body),
        });
      expect((await post('call', { method: 'plans/list-open', input: {} })).status).toBe(401);
      expect((await post('session', { token: 'wrong' })).status).toBe(401);
      expect((await post('session', { token }, { origin: 'http://evil.example' })).status).toBe(403);
      const session = await post('session', { token });
      const cookie = session.headers.get('set-cookie')!.split(';')[0]!;
      expect(session.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
      expect((await post('session', { token })).status).toBe(401);
      const call = async (method: string, input: unknown) =>
        (await (await post('call', { method, input }, { cookie })).json()) as { ok: boolean; value: never };
      const opened = await call('plans/create', { path: path.join(folder, 'a.plan'), pack: smallPack });
      const { plan } = opened.value as { plan: string };
      const upload = await fetch(`${origin}/upload`, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream', origin, cookie },
        body: Buffer.from(listWorkbook({ sender: '青石镇', values: usualValues(3) })),
      });
      const { upload: sent } = (await upload.json()) as { upload: string };
      await call('returns/stage', { plan, files: [{ name: '青石镇.xlsx', upload: sent }] });
      await call('returns/accept', { plan, all: true, by: '王工', explain: '已核实' });
      const view = await call('consolidation/get', { plan, form: 'Q1', period: '2023Q2' });
      expect(outputOf(view.value)).toBe(wanted);
      expect(await call('no/such', {})).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
      expect(await call('returns/get', { plan })).toMatchObject({
        ok: false,
        error: { code: 'invalid-input' },
      });
    } finally {
      await host.close();
    }
  });
});
