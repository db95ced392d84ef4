/** What happens between "open this path" and an open plan: lock, read, recover, compare with the folder, unlock. */

import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { adoptJournal } from './adopt-journal.ts';
import { removeQuietly } from './atomic-save.ts';
import { finishConversion } from './change-password.ts';
import type { PlanKeys } from './encryption.ts';
import { causeOf } from './file-system-port.ts';
import { findPlan } from './find-plan.ts';
import { readHeaderOf } from './generations.ts';
import { acquireLock, findLockHolder, type PlanLock } from './lock.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlanFileOptions } from './plan-file-types.ts';
import { planPaths, tempSuffix } from './plan-paths.ts';
import type { OpenPlanState } from './plan-session.ts';
import { readLastSave } from './read-plan.ts';
import { makePlanFolder } from './save-plan.ts';

/** Why the plan can't be written here, before anything is tried; undefined where nothing speaks against it. */
async function findWriteObstacle({ files, paths }: PlanContext): Promise<string | undefined> {
  const file = await files.stat(paths.plan);
  const folder = await files.stat(paths.parent);
  if (file && !file.writable) return 'read-only-file';
  return folder && !folder.writable ? 'read-only-folder' : undefined;
}

/** Undefined where the plan is to be opened read-only. */
async function lockForWriting(context: PlanContext, options: PlanFileOptions): Promise<PlanLock | undefined> {
  const obstacle = await findWriteObstacle(context);
  if (obstacle !== undefined) {
    context.notices.add('read-only-medium', { cause: obstacle });
    return undefined;
  }
  try {
    if (await makePlanFolder(context)) await noteMissingFolder(context);
    const { files, paths, processes, now } = context;
    const lock = await acquireLock(files, paths, processes, now(), options.takeOverLock);
    if (lock.tookOver) context.notices.add('stale-lock-taken', holderDetails(lock.tookOver));
    return lock;
  } catch (error) {
    if (error instanceof AppError) throw error;
    // Read-only media, denied rights, full disks: what can't be written can still be read.
    context.notices.add('read-only-medium', { cause: causeOf(error) });
    return undefined;
  }
}

function holderDetails(holder: NonNullable<PlanLock['tookOver']>): Record<string, unknown> {
  return holder === 'unreadable' ? {} : { pid: holder.pid, since: holder.since };
}

/** A renamed plan often leaves its folder behind under the old name: then the notice says where it is. */
async function findFolderElsewhere({ files, paths }: PlanContext): Promise<string | undefined> {
  const own = await readHeaderOf(files, paths.plan);
  for (const name of await files.list(paths.parent)) {
    const other = planPaths(join(paths.parent, name.replace(/\.d$/, '')));
    if (!name.endsWith('.d') || other.folder === paths.folder) continue;
    if (own && (await readLastSave(files, other))?.fileId === own.fileId) return other.folder;
  }
  return undefined;
}

async function noteMissingFolder(context: PlanContext): Promise<void> {
  const found = await findFolderElsewhere(context).catch(() => undefined);
  const details = { folder: context.paths.folder, ...(found === undefined ? {} : { found }) };
  context.notices.add('folder-missing', details);
}

async function noteOtherWriter({ files, paths, processes, notices }: PlanContext): Promise<void> {
  const holder = await findLockHolder(files, paths, processes).catch(() => undefined);
  if (holder) notices.add('locked-by-other', { pid: holder.pid, host: holder.host, since: holder.since });
}

/** Temporary files of killed sessions: never acknowledged, so nothing is lost with them. */
async function sweepTemps({ files, paths }: PlanContext): Promise<void> {
  for (const folder of [paths.parent, paths.folder, paths.returns, paths.generations, paths.damaged]) {
    for (const name of await files.list(folder).catch(() => [])) {
      const own = name.startsWith(paths.tempPrefix) && name.endsWith(tempSuffix);
      if (own) await removeQuietly(files, join(folder, name));
    }
  }
}

/** A change of password was interrupted after the plan file had its new form: readable copies must not stay. */
async function finishSealing(context: PlanContext, keys: PlanKeys): Promise<void> {
  await finishConversion(context, { from: undefined, to: keys }).catch((error: unknown) =>
    context.notices.add('housekeeping-failed', { step: 'seal', cause: causeOf(error) }),
  );
}

async function readState(
  context: PlanContext,
  options: PlanFileOptions,
  lock: PlanLock | undefined,
): Promise<OpenPlanState> {
  const found = await findPlan(context, options);
  const { header, image, keys } = found;
  const presentIntact = found.present.kind === 'intact';
  if (lock && keys && presentIntact) await finishSealing(context, keys);
  const journal = await adoptJournal(context, { header, keys, presentIntact, mayWrite: lock !== undefined });
  return {
    lock,
    keys,
    present: found.present,
    header,
    sequence: Math.max(found.lastKnown, journal.lastKnown),
    image,
    journal: journal.records,
    journalToFold: presentIntact && journal.whole,
  };
}

/** A writer may replace file and journal between our two reads: then both are read again. */
async function readWhileOthersWrite(context: PlanContext, options: PlanFileOptions): Promise<OpenPlanState> {
  const said = context.notices.list.length;
  for (let tries = 1; ; tries += 1) {
    const state = await readState(context, options, undefined);
    const present = await readHeaderOf(context.files, context.paths.plan).catch(() => undefined);
    const same = state.present.kind === 'damaged' || present?.bodyHash === state.header.bodyHash;
    if (tries === 5 || (same && (!present || present.sequence === state.header.sequence))) return state;
    context.notices.cutTo(said);
  }
}

export async function startPlan(context: PlanContext, options: PlanFileOptions): Promise<OpenPlanState> {
  const { files, paths } = context;
  if ((await files.stat(paths.plan))?.kind !== 'file') throw await missingError(context);
  if (options.mode === 'read') {
    if ((await files.stat(paths.folder)) === undefined) await noteMissingFolder(context);
    await noteOtherWriter(context);
    return readWhileOthersWrite(context, options);
  }
  if (await isNoPlan(context)) return readWhileOthersWrite(context, options);
  const lock = await lockForWriting(context, options);
  try {
    if (!lock) {
      await noteOtherWriter(context);
      return await readWhileOthersWrite(context, options);
    }
    await sweepTemps(context);
    return await readState(context, options, lock);
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/** Reading will refuse it, and nothing can be recovered without a folder: none is made beside somebody's workbook. */
async function isNoPlan({ files, paths }: PlanContext): Promise<boolean> {
  if ((await files.stat(paths.folder)) !== undefined) return false;
  return (await readHeaderOf(files, paths.plan)) === undefined;
}

/** A folder without its file (moved, renamed): the error says what is still there. */
async function missingError({ files, paths }: PlanContext): Promise<AppError> {
  const generations = (await files.list(paths.generations).catch(() => [])).length;
  return new AppError('plan-missing', { path: paths.plan, ...(generations > 0 ? { generations } : {}) });
}
