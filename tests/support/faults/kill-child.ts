/**
 * The process that is killed. Says `try TOKEN` before and `ack TOKEN` after each command on its standard output; the
 * pipe keeps what was written when the process dies.
 */
import { writeSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  createPlanFile,
  openPlanFile,
  type PlanFile,
  type PlanFileOptions,
} from '../../../main/db/plan-file/plan-file.ts';
import { hashOf } from '../../../main/db/plan-file/returns-container.ts';
import { inPlaceFileSystem } from './in-place-file-system.ts';
import type { KillTrial } from './kill-trial.ts';
import { seededRandom } from './seeded-random.ts';
import { openTrialDatabase, runStatements, statementsOf } from './trial-database.ts';

const trial = JSON.parse(process.argv[2] ?? '') as KillTrial;
const random = seededRandom(trial.seed * 1000 + trial.round);
const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

const options: PlanFileOptions = {
  now: () => new Date(),
  mode: 'write',
  ...(trial.journal ? { journalBeyondBytes: 0 } : { journalBeyondMilliseconds: Number.POSITIVE_INFINITY }),
  ...(trial.password === undefined
    ? {}
    : { password: trial.password, keyDerivation: { logN: 10, r: 8, p: 1 } }),
  ...(trial.planted ? { files: inPlaceFileSystem } : {}),
};

/** Rows of 4 kB: a whole save takes long enough to be hit. */
const filler = (): string => String.fromCharCode(0x4e00 + Math.floor(random() * 5000)).repeat(1400);
const newToken = (): string => Math.floor(random() * 2 ** 52).toString(36);

let database = await openTrialDatabase();
const image = (): Uint8Array => database.export();

async function start(): Promise<PlanFile> {
  if ((await stat(trial.path).catch(() => undefined)) === undefined) {
    for (let count = 0; count < 60; count += 1) runStatements(database, statementsOf('first', filler()));
    say('try first');
    const plan = await createPlanFile(trial.path, image(), options);
    say('ack first');
    return plan;
  }
  const plan = await openPlanFile(trial.path, options);
  database = await openTrialDatabase(plan.image);
  for (const record of plan.journal) runStatements(database, record.statements);
  return plan;
}

async function edit(plan: PlanFile): Promise<void> {
  const token = newToken();
  const statements = statementsOf(token, filler());
  runStatements(database, statements);
  say(`try ${token}`);
  await plan.commit({ sequence: plan.sequence + 1, statements }, image);
  say(`ack ${token}`);
}

/** A batch of originals, then the transaction that refers to them. */
async function importReturns(plan: PlanFile): Promise<void> {
  const batch = Array.from({ length: 5 }, () => {
    const bytes = new TextEncoder().encode(filler().repeat(5));
    return { hash: hashOf(bytes), bytes };
  });
  await plan.storeReturns(batch);
  await edit(plan);
  for (const { hash } of batch) say(`original ${hash}`);
}

/** A schema step, saved whole. */
async function migrate(plan: PlanFile): Promise<void> {
  const token = newToken();
  database.exec(`create table if not exists step_${token} (a); pragma user_version = 20`);
  runStatements(database, statementsOf(token, 'migration'));
  say(`try ${token}`);
  await plan.saveWhole(image);
  say(`ack ${token}`);
}

async function restore(plan: PlanFile): Promise<void> {
  const generations = await plan.listGenerations();
  const chosen = generations[Math.floor(random() * generations.length)];
  if (!chosen) return;
  database = await openTrialDatabase(await plan.readGeneration(chosen.sequence));
  await edit(plan);
}

async function act(plan: PlanFile): Promise<void> {
  const choice = random();
  if (choice < 0.6) await edit(plan);
  else if (choice < 0.75) await importReturns(plan);
  else if (choice < 0.85) await migrate(plan);
  else if (choice < 0.93) await plan.foldJournal(image);
  else if (!trial.journal) await restore(plan);
}

let plan = await start();
say('ready');
if (trial.round > 0) await migrate(plan);
for (;;) {
  for (let count = 0; count < 20; count += 1) await act(plan);
  await plan.close(image);
  plan = await openPlanFile(trial.path, options);
}
