/**
 * The whole save: temporary file → fsync → read back → the present file becomes a generation → rename → fsync of the
 * folder. It is acknowledged after that; what follows (pruning, the folder's note of the last save) may fail without
 * harm and only leaves a notice.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import {
  asWriteFailed,
  linkOrCopy,
  removeQuietly,
  renameOver,
  replaceFile,
  writeVerified,
} from './atomic-save.ts';
import type { PlanKeys } from './encryption.ts';
import { causeOf } from './file-system-port.ts';
import { keepGeneration, pruneGenerations, readHeaderOf } from './generations.ts';
import { encodeHeader, type PlanHeader } from './header.ts';
import { encodePlan, type PlanDraft } from './plan-body.ts';
import type { PlanContext } from './plan-context.ts';
import { tempPath } from './plan-paths.ts';

export interface SaveRequest {
  readonly draft: PlanDraft;
  readonly image: Uint8Array;
  readonly keys: PlanKeys | undefined;
  /** What the plan file holds now; absent at creation. `damaged` is kept aside before it is replaced. */
  readonly present?: { readonly kind: 'intact'; readonly header: PlanHeader } | { readonly kind: 'damaged' };
  /** The folder's note of this save holds the key slots as well: after a change of password it must be durable. */
  readonly keysChanged?: boolean;
  /** The state before is the one before a restoring or a migration. */
  readonly pinPrevious?: boolean;
  /** Runs when the new content is complete but not yet in place. */
  readonly beforeReplace?: (header: PlanHeader) => Promise<void>;
}

/** The folder and its parts, durable by name. Resolves to true where the folder was made. */
export async function makePlanFolder({ files, paths }: PlanContext): Promise<boolean> {
  const made = await files.makeFolder(paths.folder);
  if (made) await files.syncFolder(paths.parent);
  return made;
}

async function makeSubfolder({ files, paths }: PlanContext, path: string): Promise<void> {
  if (await files.makeFolder(path)) await files.syncFolder(paths.folder);
}

/** Unlike every other name so far, even where the clock stands still. */
function asideName({ now }: PlanContext, ending: string): string {
  return `${now().getTime().toString(36)}-${randomBytes(3).toString('hex')}${ending}`;
}

/** A second name, or a copy, in `damaged/`: what lies at the plan's place is never lost by saving over it. */
async function keepAside(context: PlanContext, path: string): Promise<string> {
  const { files, paths } = context;
  await makeSubfolder(context, paths.damaged);
  const kept = join(paths.damaged, asideName(context, '.kept'));
  await linkOrCopy(files, path, kept, tempPath(paths, paths.damaged));
  await files.syncFolder(paths.damaged);
  return kept;
}

export async function keepDamaged(context: PlanContext, path: string): Promise<string> {
  const kept = await keepAside(context, path);
  context.notices.add('damaged-kept-aside', { kept });
  return kept;
}

/** What lies at the plan's place may be gone, or be another program's: it is never simply replaced. */
async function setPresentAside(context: PlanContext, request: SaveRequest): Promise<Aside> {
  const { files, paths, notices } = context;
  const present = request.present;
  if (!present) return { kind: 'created' };
  if ((await files.stat(paths.plan)) === undefined) return { kind: 'nothing' };
  if (present.kind === 'damaged') return { kind: 'file', path: await keepDamaged(context, paths.plan) };
  const found = await readHeaderOf(files, paths.plan);
  if (found?.bodyHash !== present.header.bodyHash) {
    const kept = await keepAside(context, paths.plan);
    notices.add('plan-replaced-outside', { kept });
    return { kind: 'file', path: kept };
  }
  if (present.header.sequence === request.draft.sequence) return { kind: 'nothing' };
  await makeSubfolder(context, paths.generations);
  return {
    kind: 'file',
    path: await keepGeneration(files, paths, present.header, request.pinPrevious === true),
  };
}

/** The plan file could not be replaced: its complete successor stays under a name that is told. */
async function keepTemp(context: PlanContext, temp: string, error: unknown): Promise<never> {
  const { files, paths } = context;
  if (!files.windows) {
    await removeQuietly(files, temp);
    throw error;
  }
  const kept = join(paths.kept, asideName(context, '.plan'));
  const moved = await makeSubfolder(context, paths.kept)
    .then(() => files.rename(temp, kept))
    .then(
      () => kept,
      () => temp,
    );
  throw asWriteFailed(error, paths.plan, 'replace', { kept: moved });
}

/** What goes back where the last step of a save fails. */
type Aside =
  | { readonly kind: 'created' }
  /** Same state as before (journal folded without records), or nothing was there to go back to. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'file'; readonly path: string };

async function restoreAside({ files, paths }: PlanContext, aside: Aside): Promise<void> {
  if (aside.kind === 'created') await files.remove(paths.plan);
  if (aside.kind !== 'file') return;
  const temp = tempPath(paths, paths.parent);
  await linkOrCopy(files, aside.path, temp, tempPath(paths, paths.parent));
  await files.rename(temp, paths.plan);
}

/**
 * The new file is in place but its name may not survive a power cut: the command was not acknowledged, so the old
 * content goes back.
 */
async function putBack(context: PlanContext, aside: Aside, error: unknown): Promise<never> {
  const { files, paths } = context;
  const restored = await restoreAside(context, aside).then(
    () => true,
    () => false,
  );
  await files.syncFolder(paths.parent).catch(() => undefined);
  throw asWriteFailed(error, paths.plan, 'sync-folder', restored ? {} : { unclear: true });
}

async function replacePlan(
  context: PlanContext,
  request: SaveRequest,
  header: PlanHeader,
  temp: string,
): Promise<void> {
  const { files, paths } = context;
  let aside: Aside;
  try {
    aside = await setPresentAside(context, request);
    await request.beforeReplace?.(header);
  } catch (error) {
    await removeQuietly(files, temp);
    throw error;
  }
  await renameOver(files, temp, paths.plan).catch((error: unknown) => keepTemp(context, temp, error));
  await files.syncFolder(paths.parent).catch((error: unknown) => putBack(context, aside, error));
}

async function keepHouse(context: PlanContext, header: PlanHeader, durable: boolean): Promise<void> {
  const { files, paths, notices } = context;
  const lastSave = { folder: paths.folder, path: paths.lastSave, temp: tempPath(paths, paths.folder) };
  const steps = {
    prune: () => pruneGenerations(files, paths),
    'last-save': () => replaceFile(files, lastSave, [encodeHeader(header)], durable),
  };
  for (const [step, run] of Object.entries(steps)) {
    await run().catch((error: unknown) =>
      notices.add('housekeeping-failed', { step, cause: causeOf(error) }),
    );
  }
}

/**
 * Durable when it resolves. Errors: write-failed {path, step, cause} with nothing changed (`unclear: true` where the
 * medium failed in the last step and the old content could not be put back).
 */
export async function savePlan(context: PlanContext, request: SaveRequest): Promise<PlanHeader> {
  const { files, paths } = context;
  const { header, parts } = encodePlan(request.draft, request.image, request.keys);
  const temp = tempPath(paths, paths.parent);
  try {
    await writeVerified(files, temp, parts);
    if (!request.present && (await files.stat(paths.plan)) !== undefined) {
      await removeQuietly(files, temp);
      throw new AppError('plan-exists', { path: paths.plan });
    }
    await replacePlan(context, request, header, temp);
  } catch (error) {
    throw asWriteFailed(error, paths.plan, 'save');
  }
  await keepHouse(context, header, request.keysChanged === true);
  return header;
}
