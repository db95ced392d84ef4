/** One session on a model disk: a fixed series of commands, each with the state that it must leave. */
import {
  createPlanFile,
  type JournalRecord,
  openPlanFile,
  type PlanFile,
  type PlanFileOptions,
} from '../../../main/db/plan-file/plan-file.ts';
import { hashOf } from '../../../main/db/plan-file/returns-container.ts';
import type { CrashState, ModelDisk } from './model-disk.ts';

export const planPath = '/plans/a.plan';

/** After a power cut nobody runs any more. */
const afterRestart = { pid: 1, host: 'model', processStart: 'boot', isRunning: () => false };

export function optionsFor(files: ModelDisk, extra: Partial<PlanFileOptions> = {}): PlanFileOptions {
  return {
    files,
    processes: afterRestart,
    now: () => new Date('2023-07-01T08:00:00Z'),
    mode: 'write',
    journalBeyondMilliseconds: Number.POSITIVE_INFINITY,
    ...extra,
  };
}

/** The "database" of these tests: the list of the commands that it has seen. */
export function imageOf(commands: readonly number[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(commands));
}

export const originalOf = (number: number): Uint8Array => new TextEncoder().encode(`original of ${number}`);

export function commandsOf(plan: PlanFile): number[] {
  const saved = JSON.parse(new TextDecoder().decode(plan.image)) as number[];
  return [...saved, ...plan.journal.map((record) => record.statements[0]?.params[0] as number)];
}

function recordOf(plan: PlanFile, command: number): JournalRecord {
  return { sequence: plan.sequence + 1, statements: [{ sql: 'do', params: [command] }] };
}

export interface Progress {
  /** Commands acknowledged so far; undefined before the plan was created. */
  acknowledged: number[] | undefined;
  /** The state that the running operation would lead to. */
  attempted: number[] | undefined;
  originals: number[];
}

/**
 * Creates a plan, imports originals, edits, saves whole, goes back to an earlier state, closes, opens again, edits.
 * `progress` is kept up to date for whoever looks at the disk between two operations.
 */
export async function runSession(
  disk: ModelDisk,
  progress: Progress,
  extra: Partial<PlanFileOptions> = {},
): Promise<void> {
  let commands = [1];
  const attempt = async (next: number[], work: () => Promise<unknown>): Promise<void> => {
    progress.attempted = next;
    await work();
    commands = next;
    progress.acknowledged = next;
  };
  const options = optionsFor(disk, extra);
  let plan!: PlanFile;
  await attempt([1], async () => {
    plan = await createPlanFile(planPath, imageOf([1]), options);
  });
  const edit = (command: number): Promise<void> => {
    const next = [...commands, command];
    return attempt(next, () => plan.commit(recordOf(plan, command), () => imageOf(next)));
  };
  await edit(2);
  await edit(3);
  for (const command of [4, 5]) {
    await plan.storeReturns([{ hash: hashOf(originalOf(command)), bytes: originalOf(command) }]);
    await edit(command);
    progress.originals.push(command);
  }
  await attempt([...commands, 6], () => plan.saveWhole(() => imageOf([...commands, 6])));
  await edit(7);
  const oldest = (await plan.listGenerations()).at(-1)?.sequence ?? 0;
  const earlier = JSON.parse(new TextDecoder().decode(await plan.readGeneration(oldest))) as number[];
  await attempt(earlier, () => plan.saveWhole(() => imageOf(earlier)));
  await edit(8);
  await plan.close(() => imageOf(commands));
  plan = await openPlanFile(planPath, options);
  await edit(9);
  await plan.close(() => imageOf(commands));
}

/** `alarm`: nothing is lost, but the person was frightened for nothing. */
export type Verdict = 'kept' | 'alarm' | 'lost' | 'unreadable';

/** A power cut alone, on a medium that keeps its promises, explains none of these. */
const alarming = [
  'recovered-from-generation',
  'journal-damaged',
  'plan-journal-missing',
  'journal-of-other-copy',
  'folder-missing',
  'folder-of-other-plan',
  'older-copy',
  'copies-diverged',
];

async function holdsOriginals(plan: PlanFile, originals: readonly number[]): Promise<boolean> {
  for (const command of originals) {
    const bytes = await plan.readReturn(hashOf(originalOf(command))).catch(() => undefined);
    if (!bytes) return false;
  }
  return true;
}

/** Work goes on after the crash, and is there at the start after that. */
async function canGoOn(plan: PlanFile, options: PlanFileOptions): Promise<boolean> {
  let commands = commandsOf(plan);
  for (const command of [98, 99]) {
    commands = [...commands, command];
    const next = commands;
    await plan.commit(recordOf(plan, command), () => imageOf(next));
  }
  await plan.abandon();
  const again = await openPlanFile(planPath, options);
  const found = commandsOf(again);
  await again.close(() => imageOf(found));
  return JSON.stringify(found) === JSON.stringify(commands);
}

/** Opens what a crash left, for writing, as the next start of the program would. */
export async function judgeState(
  disk: ModelDisk,
  progress: Progress,
  extra: Partial<PlanFileOptions> = {},
): Promise<Verdict> {
  const options = optionsFor(disk, extra);
  let plan: PlanFile;
  try {
    plan = await openPlanFile(planPath, options);
  } catch {
    return progress.acknowledged ? 'unreadable' : 'kept';
  }
  const found = JSON.stringify(commandsOf(plan));
  const allowed = [progress.acknowledged, progress.attempted].map((commands) => JSON.stringify(commands));
  const alarm = plan.notices.some((notice) => alarming.includes(notice.code));
  const right = allowed.includes(found) && (await holdsOriginals(plan, progress.originals));
  // The same with a password costs a key derivation for each of a thousand states.
  const goesOn = extra.password !== undefined || (await canGoOn(plan, options));
  await plan.abandon();
  if (!right || !goesOn) return 'lost';
  return alarm ? 'alarm' : 'kept';
}

export type { CrashState };
