import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildFaults } from '../../../scripts/build-faults.mjs';
import { type KillResult, runKillTrials } from '../../support/faults/kill-trial.ts';

let script: string;
beforeAll(async () => {
  script = join(await buildFaults(['kill-child']), 'kill-child.mjs');
});

/** Half with a journal, one in ten with a password; the seed is in every result, so that a failure can be repeated. */
async function killMany(runs: number, planted: boolean): Promise<KillResult[]> {
  const results: KillResult[] = [];
  let next = 1;
  const work = async (): Promise<void> => {
    while (results.length < runs) {
      const seed = next++;
      const secret = seed % 10 === 0 ? { password: '口令' } : {};
      results.push(
        ...(await runKillTrials(script, { seed, journal: seed % 2 === 0 && !planted, planted, ...secret })),
      );
    }
  };
  await Promise.all([work(), work()]);
  return results;
}

describe('R1 kill -9 at random moments of edit, import, save, rotation, migration, restore', () => {
  it('loses nothing that was acknowledged in 100 runs', async () => {
    const results = await killMany(100, false);
    expect(results.filter((result) => result.outcome !== 'kept')).toEqual([]);
    expect(results.reduce((sum, result) => sum + result.acknowledged, 0)).toBeGreaterThan(500);
  }, 300_000);

  it('finds losses where the file is written in place', async () => {
    const results = await killMany(40, true);
    expect(results.filter((result) => result.outcome === 'not started')).toEqual([]);
    expect(results.filter((result) => result.outcome !== 'kept').length).toBeGreaterThan(0);
  }, 120_000);
});
