import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listWorkbook, usualValues } from '../support/made-up-returns.ts';
import { projectRoot, smallPack, startApp, temporaryFolder } from '../support/test-bench.ts';

/**
 * R1 through the whole program: the command line is killed (signal 9) at random moments while it takes returns in and
 * accepts them. What a command had answered before it died is there afterwards, and the plan always opens.
 */
const rounds = 16;

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Ends with what the command had printed when it was killed (or had finished). */
function runAndKill(args: readonly string[], milliseconds: number): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(projectRoot, 'out/main/cli.js'), ...args, '--json'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.once('close', () => {
      clearTimeout(timer);
      resolve(output);
    });
  });
}

const answered = (output: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(output) as Record<string, unknown>;
  } catch {
    return undefined;
  }
};

describe('R1 kill -9 on commands', () => {
  test('an answered command survives, an unanswered one happened or not, and the plan opens', {
    timeout: 300_000,
  }, async () => {
    const folder = temporaryFolder();
    const plan = path.join(folder, 'a.plan');
    const returns = path.join(folder, '报表');
    mkdirSync(returns);
    expect(answered(await runAndKill(['plan', 'new', plan, '--pack', smallPack], 60_000))).toMatchObject({
      contract: 1,
    });
    const random = seeded(7);
    const started = Date.now();
    await runAndKill(['plan', 'show', plan], 60_000);
    const usual = Date.now() - started;
    const acknowledged = new Set<string>();
    let killed = 0;
    for (let round = 0; round < rounds; round++) {
      const name = `${round}.xlsx`;
      writeFileSync(
        path.join(returns, name),
        listWorkbook({ sender: '青石镇', values: { ...usualValues(1), 工业总产值: 1000 + round } }),
      );
      const output = await runAndKill(
        ['returns', 'stage', plan, path.join(returns, name)],
        usual * (0.4 + 1.6 * random()),
      );
      if (answered(output)?.contract === 1 && !('error' in (answered(output) ?? {}))) acknowledged.add(name);
      else killed++;
      const app = startApp();
      const opened = await app.call('plans/open', { path: plan });
      expect(opened.ok, JSON.stringify(opened)).toBe(true);
      const handle = opened.ok ? opened.value.plan : '';
      const list = await app.call('returns/list', { plan: handle });
      const stored = new Set(list.ok ? list.value.returns.map((row) => row.file) : []);
      expect([...acknowledged].filter((file) => !stored.has(file))).toEqual([]);
      const history = await app.call('history/list', { plan: handle });
      expect(history.ok && history.value.brokenAt).toBe(null);
      await app.close();
    }
    console.log(`R1 commands: ${rounds} rounds, ${killed} killed before their answer, 0 acknowledged lost`);
    expect(acknowledged.size + killed).toBe(rounds);
  });

  test('a truncated, foreign or newer plan has its own code, exit 3, and is never overwritten', {
    timeout: 120_000,
  }, async () => {
    const folder = temporaryFolder();
    const plan = path.join(folder, 'a.plan');
    await runAndKill(['plan', 'new', plan, '--pack', smallPack], 60_000);
    const { readFileSync } = await import('node:fs');
    const whole = readFileSync(plan);
    for (const [bytes, code] of [
      [whole.subarray(0, whole.length >> 1), 'plan-damaged'],
      [whole.subarray(0, 5), 'plan-damaged'],
      [
        Buffer.from('PK\u0003\u0004 something else altogether, long enough to be a file of another kind'),
        'plan-damaged',
      ],
    ] as const) {
      writeFileSync(plan, bytes);
      const answer = answered(await runAndKill(['returns', 'accept', plan, '--all', '--by', 'X'], 60_000));
      expect(answer).toMatchObject({ error: { code } });
      expect(readFileSync(plan).equals(Buffer.from(bytes))).toBe(true);
    }
  });
});
