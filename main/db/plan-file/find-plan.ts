/** The state that an opening starts from: the plan file, or the newest earlier state that can be used. */
import { AppError } from '../../../shared/errors/app-error.ts';
import { compareCopies } from './copies.ts';
import { type PlanKeys, unlockKeys } from './encryption.ts';
import type { PlanHeader } from './header.ts';
import { decodeBody } from './plan-body.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlanFileOptions } from './plan-file-types.ts';
import type { PresentFile } from './plan-session.ts';
import { listRecoveries, readLastSave, readPlan, type StoredPlan } from './read-plan.ts';

export interface FoundPlan {
  readonly header: PlanHeader;
  readonly image: Uint8Array;
  readonly keys: PlanKeys | undefined;
  readonly present: PresentFile;
  /** Highest number that file, folder or recovered state know. */
  readonly lastKnown: number;
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

/** An earlier state carries the password of its day; file and folder may know the present one. The key is the same. */
async function unlock(
  { paths }: PlanContext,
  header: PlanHeader,
  otherHeaders: readonly PlanHeader[],
  options: PlanFileOptions,
): Promise<PlanKeys | undefined> {
  if (!header.encryption) return undefined;
  let failure: unknown;
  for (const { fileId, encryption } of [...otherHeaders, header]) {
    if (!encryption || fileId !== header.fileId) continue;
    const unlocking = unlockKeys({ fileId, encryption }, options.password, paths.plan);
    const keys = await unlocking.catch((error: unknown) => {
      failure = error;
    });
    if (keys) return keys;
  }
  throw failure;
}

async function openStored(
  context: PlanContext,
  { header, body }: StoredPlan,
  otherHeaders: readonly PlanHeader[],
  options: PlanFileOptions,
): Promise<Pick<FoundPlan, 'header' | 'image' | 'keys'>> {
  const keys = await unlock(context, header, otherHeaders, options);
  return { header, keys, image: decodeBody(header, body, keys, context.paths.plan) };
}

/** `headers`: of the damaged file and of the folder's note, where they are readable. */
async function recover(
  context: PlanContext,
  cause: string,
  headers: readonly PlanHeader[],
  options: PlanFileOptions,
): Promise<FoundPlan> {
  const { paths, notices } = context;
  for await (const stored of listRecoveries(context, headers[0])) {
    const opened = await openStored(context, stored, headers, options).catch((error: unknown) => {
      // A copy of an interrupted change of password: whole, but under a key that was never put to use.
      if (error instanceof AppError && error.code === 'plan-damaged') return undefined;
      throw error;
    });
    if (!opened) continue;
    const sequence = stored.header.sequence;
    const lastKnown = Math.max(sequence, ...headers.map((header) => header.sequence));
    notices.add('recovered-from-generation', {
      cause,
      from: stored.path,
      sequence,
      lastKnownSequence: lastKnown,
    });
    return { ...opened, present: { kind: 'damaged' }, lastKnown };
  }
  throw new AppError('plan-damaged', { path: paths.plan, part: 'file', cause });
}

/** Errors: those of `openPlanFile`. */
export async function findPlan(context: PlanContext, options: PlanFileOptions): Promise<FoundPlan> {
  const { files, paths } = context;
  const result = await readPlan(files, paths.plan);
  const lastSave = await readLastSave(files, paths);
  if (result.kind === 'intact') {
    compareWithFolder(context, result.header, lastSave);
    const opened = await openStored(context, result, [], options);
    const noted = lastSave?.fileId === result.header.fileId ? lastSave.sequence : 0;
    const present = { kind: 'intact', header: result.header } as const;
    return { ...opened, present, lastKnown: Math.max(result.header.sequence, noted) };
  }
  if (options.whenDamaged === 'refuse') {
    throw new AppError('plan-damaged', { path: paths.plan, part: 'file', cause: result.cause });
  }
  const headers = [result.header, lastSave].filter((header) => header !== undefined);
  return recover(context, result.cause, headers, options);
}
