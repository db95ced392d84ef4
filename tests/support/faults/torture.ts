/** All fault searches one after the other, within a time limit, as rows of one table. */

import { readFile, writeFile } from 'node:fs/promises';
import { cpus, platform, release, totalmem } from 'node:os';
import { openPlanFile, type PlanFileOptions } from '../../../main/db/plan-file/plan-file.ts';
import { tryFailingOperations } from './failing-operations.ts';
import { type KillResult, runKillTrials } from './kill-trial.ts';
import type { DiskOptions } from './model-disk.ts';
import { tryPowerLoss } from './power-loss.ts';
import { seededRandom } from './seeded-random.ts';
import { codesOf, readingOnly, temporaryPlan, writeStates } from './temporary-plan.ts';

export interface TortureRow {
  readonly case: string;
  readonly runs: number;
  readonly lost: number;
  readonly unreadable: number;
  /** Crash states opened, or commands acknowledged before the kill. */
  readonly looked: string;
  /** A planted fault must be found; everything else must find nothing. */
  readonly planted: boolean;
  readonly seconds: number;
}

export interface TortureOptions {
  readonly killChild: string;
  readonly killRuns: number;
  /** Milliseconds since 1970: no trial is begun later. */
  readonly killUntil: number;
  readonly firstSeed: number;
  readonly print: (row: TortureRow) => void;
}

type Counted = Pick<TortureRow, 'runs' | 'lost' | 'unreadable' | 'looked'>;

async function killMany(options: TortureOptions, runs: number, planted: boolean): Promise<KillResult[]> {
  const results: KillResult[] = [];
  let next = options.firstSeed;
  const work = async (): Promise<void> => {
    while (results.length < runs && Date.now() < options.killUntil) {
      const seed = next++;
      const secret = seed % 10 === 0 ? { password: '口令' } : {};
      const kind = { seed, journal: seed % 2 === 0 && !planted, planted, ...secret };
      results.push(...(await runKillTrials(options.killChild, kind)));
    }
  };
  // Three at a time: each spends most of its life waiting for its end.
  await Promise.all([work(), work(), work()]);
  return results;
}

function countKills(results: readonly KillResult[]): Counted {
  const of = (outcome: KillResult['outcome']): number =>
    results.filter((one) => one.outcome === outcome).length;
  const acknowledged = results.reduce((sum, one) => sum + one.acknowledged, 0);
  const looked = `${acknowledged} commands acknowledged`;
  return { runs: results.length, lost: of('lost') + of('not started'), unreadable: of('unreadable'), looked };
}

async function countPowerLoss(faults: DiskOptions, extra: Partial<PlanFileOptions>): Promise<Counted> {
  const { operations, states, lost, unreadable } = await tryPowerLoss(faults, extra);
  return { runs: operations, lost, unreadable, looked: `${states} crash states` };
}

async function countFailing(extra: Partial<PlanFileOptions>): Promise<Counted> {
  const total = { runs: 0, lost: 0, unreadable: 0 };
  const codes = ['EIO', 'ENOSPC', 'EACCES', 'EMFILE'];
  for (const code of codes) {
    for (const persistence of ['once', 'for good'] as const) {
      const found = await tryFailingOperations(code, persistence, extra);
      total.runs += found.runs;
      total.lost += found.lost + found.contradicted + found.unnamed;
      total.unreadable += found.unreadable;
    }
  }
  return { ...total, looked: `${codes.join(' ')}, once and for good` };
}

/** Lost: opened without a word although a bit was wrong. */
async function countFlippedBits(runs: number, seed: number): Promise<Counted> {
  const temporary = temporaryPlan();
  const random = seededRandom(seed);
  let [lost, unreadable] = [0, 0];
  try {
    await writeStates(temporary.path, 3);
    const sound = await readFile(temporary.path);
    for (let count = 0; count < runs; count += 1) {
      const bytes = Buffer.from(sound);
      const bit = Math.floor(random() * bytes.length * 8);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      await writeFile(temporary.path, bytes);
      const plan = await openPlanFile(temporary.path, readingOnly).catch(() => undefined);
      if (!plan) unreadable += 1;
      else if (!codesOf(plan).includes('recovered-from-generation')) lost += 1;
    }
    return { runs, lost, unreadable, looked: 'each seen, opened from the state before' };
  } finally {
    temporary.release();
  }
}

const journal = { journalBeyondBytes: 0 };
const password = { ...journal, password: '口令', keyDerivation: { logN: 10, r: 8, p: 1 } };

type Case = readonly [name: string, planted: boolean, run: (options: TortureOptions) => Promise<Counted>];

const cases: readonly Case[] = [
  ['R2 power loss, whole saves', false, () => countPowerLoss({}, {})],
  ['R2 power loss, journal', false, () => countPowerLoss({}, journal)],
  ['R2 power loss, medium without links', false, () => countPowerLoss({ noLinks: true }, journal)],
  ['R2 power loss, password', false, () => countPowerLoss({}, password)],
  ['R2 planted: no fsync of files', true, () => countPowerLoss({ ignoreFileSync: true }, {})],
  ['R2 planted: no fsync of files, journal', true, () => countPowerLoss({ ignoreFileSync: true }, journal)],
  ['R2 planted: no fsync of folders', true, () => countPowerLoss({ ignoreFolderSync: true }, {})],
  [
    'R2 planted: no fsync of folders, journal',
    true,
    () => countPowerLoss({ ignoreFolderSync: true }, journal),
  ],
  ['R3 n-th file operation fails, whole saves', false, () => countFailing({})],
  ['R3 n-th file operation fails, journal', false, () => countFailing(journal)],
  ['R7 flipped bits of the plan file', false, (options) => countFlippedBits(5000, options.firstSeed)],
  [
    'R1 planted: written in place, kill -9',
    true,
    async (options) => countKills(await killMany(options, 30, true)),
  ],
  ['R1 kill -9', false, async (options) => countKills(await killMany(options, options.killRuns, false))],
];

export async function runTorture(options: TortureOptions): Promise<TortureRow[]> {
  const rows: TortureRow[] = [];
  for (const [name, planted, run] of cases) {
    const started = performance.now();
    const counted = await run(options);
    const row = {
      case: name,
      planted,
      ...counted,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    };
    rows.push(row);
    options.print(row);
  }
  return rows;
}

/** True where a sound case found nothing and a planted one found something. */
export function isAsExpected(row: TortureRow): boolean {
  const found = row.lost + row.unreadable > 0;
  return found === row.planted && row.runs > 0;
}

export function describeMachine(): string {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${platform()} ${release()}, ${cpus().length} × ${processor}, ${memory} GB, Node ${process.versions.node}`;
}
