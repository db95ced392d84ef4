/** What happens between "open this path" and an open plan: lock, read, recover, compare with the folder, unlock. */

import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { adoptJournal } from './adopt-journal.ts';
import { removeQuietly } from './atomic-save.ts';
import { finishConversion } from './change-password.ts';
import { compareCopies } from './copies.ts';
import { type PlanKeys, unlockKeys } from './encryption.ts';
import { causeOf } from './file-system-port.ts';
import { readHeaderOf } from './generations.ts';
import type { PlanHeader } from './header.ts';
import { acquireLock, findLockHolder, type PlanLock } from './lock.ts';
import { decodeBody } from './plan-body.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlanFileOptions } from './plan-file-types.ts';
import { planPaths, tempSuffix } from './plan-paths.ts';
import type { OpenPlanState, PresentFile } from './plan-session.ts';
import { findRecovery, readLastSave, readPlan, type StoredPlan } from './read-plan.ts';
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

interface FoundPlan {
  readonly stored: StoredPlan;
  readonly present: PresentFile;
  /** Highest number that file, folder or recovered state know. */
  readonly lastKnown: number;
  /** Headers that may hold newer key slots than the recovered state's own. */
  readonly otherHeaders: readonly PlanHeader[];
}

async function recover(
  context: PlanContext,
  cause: string,
  header: PlanHeader | undefined,
  lastSave: PlanHeader | undefined,
): Promise<FoundPlan> {
  const { paths, notices } = context;
  const recovery = await findRecovery(context, header ?? lastSave);
  if (!recovery) throw new AppError('plan-damaged', { path: paths.plan, part: 'file', cause });
  const lastKnown = Math.max(recovery.header.sequence, header?.sequence ?? 0, lastSave?.sequence ?? 0);
  notices.add('recovered-from-generation', {
    cause,
    from: recovery.path,
    sequence: recovery.header.sequence,
    lastKnownSequence: lastKnown,
  });
  const otherHeaders = [header, lastSave].filter((one) => one !== undefined);
  return { stored: recovery, present: { kind: 'damaged' }, lastKnown, otherHeaders };
}

/** Says when file and folder don't belong together as the last save left them. */
function compareWithFolder(context: PlanContext, header: PlanHeader, lastSave: PlanHeader | undefined): void {
  if (!lastSave) return;
  const { relation, commonSequence } = compareCopies(header, lastSave);
  const details = { sequence: header.sequence, lastKnownSequence: lastSave.sequence };
  if (relation === 'unrelated') context.notices.add('folder-of-other-plan', { folder: context.paths.folder });
  if (relation === 'second-newer') context.notices.add('older-copy', details);
  if (relation === 'diverged' || relation === 'unclear') {
    context.notices.add('copies-diverged', { ...details, commonSequence: commonSequence ?? null });
  }
}

async function findPlan(context: PlanContext, options: PlanFileOptions): Promise<FoundPlan> {
  const { files, paths } = context;
  const result = await readPlan(files, paths.plan);
  const lastSave = await readLastSave(files, paths);
  if (result.kind === 'intact') {
    compareWithFolder(context, result.header, lastSave);
    const lastKnown = lastSave?.fileId === result.header.fileId ? lastSave.sequence : 0;
    return {
      stored: result,
      present: { kind: 'intact', header: result.header },
      lastKnown: Math.max(result.header.sequence, lastKnown),
      otherHeaders: [],
    };
  }
  if (options.whenDamaged === 'refuse') {
    throw new AppError('plan-damaged', { path: paths.plan, part: 'file', cause: result.cause });
  }
  return recover(context, result.cause, result.header, lastSave);
}

/** An earlier state carries the password of its day; file and folder may know the present one. The key is the same. */
async function unlock(
  { paths }: PlanContext,
  { stored, otherHeaders }: FoundPlan,
  options: PlanFileOptions,
): Promise<PlanKeys | undefined> {
  const { header } = stored;
  if (!header.encryption) return undefined;
  let failure: unknown;
  for (const { fileId, encryption } of [...otherHeaders, header]) {
    if (!encryption || fileId !== header.fileId) continue;
    const keys = await unlockKeys({ fileId, encryption }, options.password, paths.plan).catch(
      (error: unknown) => {
        failure = error;
      },
    );
    if (keys) return keys;
  }
  throw failure;
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
  const { paths } = context;
  const found = await findPlan(context, options);
  const { header, body } = found.stored;
  const keys = await unlock(context, found, options);
  const image = decodeBody(header, body, keys, paths.plan);
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
  if ((await files.stat(paths.plan)) === undefined) throw await missingError(context);
  if (options.mode === 'read') {
    if ((await files.stat(paths.folder)) === undefined) await noteMissingFolder(context);
    await noteOtherWriter(context);
    return readWhileOthersWrite(context, options);
  }
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

/** A folder without its file (moved, renamed): the error says what is still there. */
async function missingError({ files, paths }: PlanContext): Promise<AppError> {
  const generations = (await files.list(paths.generations).catch(() => [])).length;
  return new AppError('plan-missing', { path: paths.plan, ...(generations > 0 ? { generations } : {}) });
}
