/** Lets the n-th file operation of a session fail, once or from then on, until the session runs through without. */

import { openPlanFile, type PlanFileOptions } from '../../../main/db/plan-file/plan-file.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { ModelDisk } from './model-disk.ts';
import { commandsOf, optionsFor, type Progress, planPath, runSession } from './model-session.ts';

export interface FailingResult {
  readonly runs: number;
  /** Runs after which neither the last acknowledged nor the attempted state was there. */
  readonly lost: number;
  readonly unreadable: number;
  /** Runs whose error was no AppError with path and cause. */
  readonly unnamed: number;
  /** Runs that reported "nothing changed" although the new state was there. */
  readonly contradicted: number;
  readonly problems: readonly string[];
}

export type Persistence = 'once' | 'for good';

interface Run {
  readonly disk: ModelDisk;
  readonly progress: Progress;
  readonly error: unknown;
  readonly reached: boolean;
  readonly operation: string;
}

/** A write may fail after a part of it was done, as full disks do. */
async function runWithFault(
  at: number,
  code: string,
  persistence: Persistence,
  extra: Partial<PlanFileOptions>,
): Promise<Run> {
  const fault = { active: true, reached: false, operation: '' };
  const disk = new ModelDisk({
    before: (operation, path) => {
      const now = disk.operations;
      if (!fault.active || now < at || (persistence === 'once' && now > at)) return undefined;
      if (now === at) fault.operation = `${operation} ${path.slice('/plans/'.length)}`;
      fault.reached = true;
      // The first half of a write that fails is on the disk.
      if (operation === 'write' && now === at && code === 'ENOSPC') return 7;
      throw Object.assign(new Error(code), { code });
    },
  });
  const progress: Progress = { acknowledged: undefined, attempted: undefined, originals: [] };
  const error = await runSession(disk, progress, extra).then(
    () => undefined,
    (failed: unknown) => failed,
  );
  fault.active = false;
  return { disk, progress, error, reached: fault.reached, operation: fault.operation };
}

function isNamed(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  // A session that had to open read-only refuses the next command by that name.
  if (error.code === 'plan-read-only') return true;
  return typeof error.details.path === 'string' && typeof error.details.cause === 'string';
}

type Judgement = 'old' | 'new' | 'lost' | 'unreadable' | 'no plan';

async function judge(run: Run, extra: Partial<PlanFileOptions>): Promise<Judgement> {
  const options = optionsFor(run.disk, { ...extra, mode: 'read' });
  const plan = await openPlanFile(planPath, options).catch(() => undefined);
  if (!plan) return run.progress.acknowledged ? 'unreadable' : 'no plan';
  const found = JSON.stringify(commandsOf(plan));
  if (found === JSON.stringify(run.progress.acknowledged)) return 'old';
  return found === JSON.stringify(run.progress.attempted) ? 'new' : 'lost';
}

/** After the fault is gone, the same program goes on with its work on the same medium. */
async function worksAgain(run: Run, extra: Partial<PlanFileOptions>): Promise<boolean> {
  if (!run.progress.acknowledged) return true;
  const plan = await openPlanFile(planPath, optionsFor(run.disk, extra));
  const commands = [...commandsOf(plan), 50];
  const image = (): Uint8Array => new TextEncoder().encode(JSON.stringify(commands));
  await plan.saveWhole(image);
  await plan.close(image);
  const again = await openPlanFile(planPath, optionsFor(run.disk, { ...extra, mode: 'read' }));
  return JSON.stringify(commandsOf(again)) === JSON.stringify(commands);
}

export async function tryFailingOperations(
  code: string,
  persistence: Persistence,
  extra: Partial<PlanFileOptions> = {},
): Promise<FailingResult> {
  const result = { runs: 0, lost: 0, unreadable: 0, unnamed: 0, contradicted: 0, problems: [] as string[] };
  for (let at = 1; ; at += 1) {
    const run = await runWithFault(at, code, persistence, extra);
    if (!run.reached) return result;
    result.runs += 1;
    const judgement = await judge(run, extra);
    const note = (what: string): number =>
      result.problems.push(`${what}: ${code} ${persistence} at ${at} ${run.operation}`);
    if (judgement === 'lost') result.lost += note('lost') && 1;
    if (judgement === 'unreadable') result.unreadable += note('unreadable') && 1;
    if (run.error !== undefined && !isNamed(run.error))
      result.unnamed += note(`unnamed ${String(run.error)}`) && 1;
    const unclear = run.error instanceof AppError && run.error.details.unclear === true;
    if (run.error !== undefined && judgement === 'new' && !unclear)
      result.contradicted += note('contradicted') && 1;
    if (!(await worksAgain(run, extra).catch(() => false))) result.lost += note('does not work again') && 1;
  }
}
