/**
 * Setting and removing the password converts returns and generations, or they would stay readable (or unreadable)
 * beside the plan. Order: converted copies first, the plan file as the point of no return, old copies last. After a
 * crash before that point the copies are garbage; after it, the next opening finishes the work. Changing a password
 * needs none of this: it only wraps the plan key anew.
 */
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { giveName, removeQuietly, writeVerified } from './atomic-save.ts';
import type { PlanKeys } from './encryption.ts';
import {
  type Generation,
  generationName,
  listGenerations,
  readHeaderOf,
  readVerifiedPlan,
} from './generations.ts';
import type { PlanHeader } from './header.ts';
import { decodeBody, encodePlan } from './plan-body.ts';
import type { PlanContext } from './plan-context.ts';
import { tempPath } from './plan-paths.ts';
import { containerState, listContainers, ReturnsStore, type StoredReturn } from './returns-container.ts';

export interface KeyChange {
  readonly from: PlanKeys | undefined;
  readonly to: PlanKeys | undefined;
}

/** Returns and generations in the form of `keys` (sealed or plain). */
async function listInForm({ files, paths }: PlanContext, sealed: boolean): Promise<string[]> {
  const found: string[] = [];
  for (const path of await listContainers(files, paths)) {
    if ((await containerState(files, path)) === (sealed ? 'sealed' : 'plain')) found.push(path);
  }
  for (const { path } of await listGenerations(files, paths)) {
    const header = await readHeaderOf(files, path).catch(() => undefined);
    if (header && (header.encryption !== undefined) === sealed) found.push(path);
  }
  return found;
}

/** So much is held in memory and written as one container. */
const batchBytes = 16 << 20;

async function convertReturns({ files, paths }: PlanContext, change: KeyChange): Promise<void> {
  const [source, target] = [
    new ReturnsStore(files, paths, change.from),
    new ReturnsStore(files, paths, change.to),
  ];
  let batch: StoredReturn[] = [];
  let length = 0;
  for (const hash of await source.list()) {
    const bytes = await source.read(hash).catch((error: unknown) => {
      // A damaged original can't be converted; it must not stop the others.
      if (error instanceof AppError) return undefined;
      throw error;
    });
    if (!bytes) continue;
    batch.push({ hash, bytes });
    length += bytes.length;
    if (length < batchBytes) continue;
    await target.store(batch);
    [batch, length] = [[], 0];
  }
  await target.store(batch);
}

/** The image of a generation; undefined where it is damaged, or sealed by a key that was never put to use. */
async function readWith(
  { files }: PlanContext,
  generation: Generation,
  keys: PlanKeys | undefined,
): Promise<{ header: PlanHeader; image: Uint8Array } | undefined> {
  const stored = await readVerifiedPlan(files, generation.path);
  if (!stored || generation.sealed !== (keys !== undefined)) return undefined;
  try {
    return { header: stored.header, image: decodeBody(stored.header, stored.body, keys, generation.path) };
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

async function convertGeneration(
  context: PlanContext,
  to: PlanKeys | undefined,
  pinned: boolean,
  found: { header: PlanHeader; image: Uint8Array },
): Promise<void> {
  const { files, paths } = context;
  const { header, parts } = encodePlan(found.header, found.image, to);
  const temp = tempPath(paths, paths.generations);
  await writeVerified(files, temp, parts);
  await giveName(files, temp, join(paths.generations, generationName(header, pinned)));
}

async function convertGenerations(context: PlanContext, change: KeyChange): Promise<void> {
  const { files, paths } = context;
  const generations = await listGenerations(files, paths);
  const done = new Set<number>();
  for (const generation of generations) {
    if (await readWith(context, generation, change.to)) done.add(generation.sequence);
  }
  for (const generation of generations) {
    if (done.has(generation.sequence)) continue;
    const found = await readWith(context, generation, change.from);
    if (found) await convertGeneration(context, change.to, generation.pinned, found);
  }
  if (await files.stat(paths.generations)) await files.syncFolder(paths.generations);
}

async function convert(context: PlanContext, change: KeyChange): Promise<void> {
  await convertReturns(context, change);
  await convertGenerations(context, change);
}

/** Copies in the new form, then `save`; takes the copies back where that fails. `finishConversion` must follow. */
export async function convertAround(
  context: PlanContext,
  change: KeyChange,
  save: () => Promise<void>,
): Promise<void> {
  const before = new Set(await listInForm(context, change.to !== undefined));
  try {
    await convert(context, change);
    await save();
  } catch (error) {
    const copies = (await listInForm(context, change.to !== undefined)).filter((path) => !before.has(path));
    for (const path of copies) await removeQuietly(context.files, path);
    throw error;
  }
}

/** After the plan file is in its new form: the state before it became a generation in the old form. */
export async function finishConversion(context: PlanContext, change: KeyChange): Promise<void> {
  const old = await listInForm(context, change.from !== undefined);
  if (old.length === 0) return;
  await convert(context, change);
  for (const path of old) await removeQuietly(context.files, path);
}

/** Copies kept aside are never touched: whoever sets a password is told which of them are readable. */
export async function listReadableKept({ files, paths }: PlanContext): Promise<string[]> {
  const found: string[] = [];
  for (const folder of [paths.damaged, paths.kept]) {
    for (const name of await files.list(folder)) {
      const path = join(folder, name);
      const header = await readHeaderOf(files, path).catch(() => undefined);
      if (!header?.encryption) found.push(path);
    }
  }
  return found;
}
