/**
 * A plan as one file with its companion folder: create, open, save atomically, recover. Knows nothing of SQL: it keeps
 * database images and journal records as bytes. What is promised is written in docs/durability.md.
 */
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { asWriteFailed, reading } from './atomic-save.ts';
import { createKeys } from './encryption.ts';
import { isMissing, nodeFileSystem } from './file-system-port.ts';
import { acquireLock, nodeProcesses } from './lock.ts';
import { NoticeList } from './notices.ts';
import { OpenPlan } from './open-plan.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlanFile, PlanFileOptions } from './plan-file-types.ts';
import { planPaths, requirePlanName } from './plan-paths.ts';
import { makePlanFolder, savePlan } from './save-plan.ts';
import { startPlan } from './start-plan.ts';

export { checkPlanFile, type PlanCheck, type PlanPartCheck } from './check-plan-file.ts';
export { compareCopies } from './copies.ts';
export type { Generation } from './generations.ts';
export { type PlanNotice, type PlanNoticeCode, planNoticeCodes } from './notices.ts';
export { unpackPlanFile } from './pack-file.ts';
export type {
  ExportImage,
  JournalRecord,
  PasswordChange,
  PlanFile,
  PlanFileOptions,
  SaveOptions,
  StatementParameter,
} from './plan-file-types.ts';

/** Symbolic links are followed, so that a save replaces the file and not the link. */
async function resolvePath(path: string, context: Pick<PlanContext, 'files'>): Promise<string> {
  try {
    return await context.files.realPath(path);
  } catch (error) {
    if (!isMissing(error))
      throw new AppError('plan-missing', { path, cause: String((error as { code?: unknown }).code) });
    const parent = await context.files.realPath(dirname(path)).catch(() => dirname(path));
    return join(parent, basename(path));
  }
}

async function contextFor(path: string, options: PlanFileOptions): Promise<PlanContext> {
  const files = options.files ?? nodeFileSystem;
  requirePlanName(path, files.windows);
  const resolved = await resolvePath(path, { files });
  return {
    files,
    paths: planPaths(resolved),
    processes: options.processes ?? nodeProcesses,
    now: options.now,
    notices: new NoticeList(),
  };
}

/**
 * Writes a new plan and opens it for writing. `recoveryKey` of the result is to be printed where a password was given.
 * Errors: plan-exists, plan-locked, invalid-input (name), write-failed.
 */
export async function createPlanFile(
  path: string,
  image: Uint8Array,
  options: PlanFileOptions,
): Promise<PlanFile> {
  const context = await contextFor(path, options);
  try {
    if ((await context.files.stat(context.paths.plan)) !== undefined)
      throw new AppError('plan-exists', { path });
    await makePlanFolder(context);
    const lock = await acquireLock(context.files, context.paths, context.processes, context.now());
    try {
      return await firstSave(context, image, options, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw asWriteFailed(error, path, 'create');
  }
}

async function firstSave(
  context: PlanContext,
  image: Uint8Array,
  options: PlanFileOptions,
  lock: Awaited<ReturnType<typeof acquireLock>>,
): Promise<PlanFile> {
  const fileId = randomBytes(16).toString('hex');
  const created =
    options.password === undefined
      ? undefined
      : await createKeys(options.password, fileId, options.keyDerivation);
  const draft = { fileId, sequence: 1, savedAt: context.now().getTime(), journalOpen: false, ancestors: [] };
  const header = await savePlan(context, { draft, image, keys: created?.keys });
  return new OpenPlan(context, options, {
    lock,
    keys: created?.keys,
    ...(created ? { recoveryKey: created.recoveryKey } : {}),
    present: { kind: 'intact', header },
    header,
    sequence: 1,
    image,
    journal: [],
    journalToFold: false,
  });
}

/**
 * Opens an existing plan; the image is verified to the last bit. A damaged file is opened from its newest intact
 * earlier state (unless `whenDamaged: 'refuse'`), with a notice. `mode: 'write'` on a medium that can't be written gives
 * a read-only plan with a notice.
 * Errors: plan-missing, plan-locked (write), plan-damaged, plan-newer, password-needed, wrong-password, wrong-type (a packed plan).
 */
export async function openPlanFile(path: string, options: PlanFileOptions): Promise<PlanFile> {
  const context = await contextFor(path, options);
  return new OpenPlan(context, options, await reading(path, () => startPlan(context, options)));
}
