import { rmdir } from 'node:fs/promises';
import { readPack } from '../../../shared/calc/pack/read-pack.ts';
import { writePack } from '../../../shared/calc/pack/write-pack.ts';
import type { MethodInput, MethodOutput } from '../../../shared/contract/index.ts';
import type { OpenedPlan } from '../../../shared/contract/plans.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { findBrokenLink } from '../../db/change-log.ts';
import { quickCheck } from '../../db/open-database.ts';
import { checkPlanFile } from '../../db/plan-file/check-plan-file.ts';
import { type PlanFileOptions, unpackPlanFile } from '../../db/plan-file/plan-file.ts';
import { createPlan, openPlan, type PlanStore } from '../../db/plan-store.ts';
import { getPlanContent, getPlanHeader, writePlanContent } from '../../db/tables/pack-records.ts';
import { countContent } from '../counts.ts';
import { readPackFolder, writePackFolder } from '../pack-folder.ts';

/* Plan files and packs: what happens before a plan is open and when it is put away. */

type FileOptions = Pick<PlanFileOptions, 'now' | 'files' | 'processes' | 'keyDerivation'>;

export async function checkPack(
  input: MethodInput<'plans/check-pack'>,
): Promise<MethodOutput<'plans/check-pack'>> {
  const reading = readPack(await readPackFolder(input.folder));
  if (!reading.ok) return { ok: false, faults: reading.faults, notes: [], counts: {} };
  return {
    ok: true,
    faults: [],
    notes: reading.notes,
    counts: countContent(reading.content),
    title: reading.content.header.title,
  };
}

/** Throws pack-invalid with every fault (no plan file is left behind), plan-exists, write-failed. */
export async function createPlanFromPack(
  input: MethodInput<'plans/create'>,
  options: FileOptions,
): Promise<{ store: PlanStore; recoveryKey?: string }> {
  const reading = readPack(await readPackFolder(input.pack));
  if (!reading.ok) throw new AppError('pack-invalid', { folder: input.pack, faults: reading.faults });
  const creating = createPlan(
    input.path,
    { ...options, mode: 'write', ...(input.password === undefined ? {} : { password: input.password }) },
    {
      method: 'plans/create',
      at: options.now().toISOString(),
      summary: { title: reading.content.header.title, pack: reading.content.header.id },
      ...(input.by === undefined ? {} : { by: input.by }),
    },
    (db) => writePlanContent(db, reading.content),
  );
  const store = await creating.catch(async (error: unknown) => {
    // The companion folder is made before the file; an empty one must not stay behind when the disk was full.
    await rmdir(`${input.path}.d`).catch(() => undefined);
    throw error;
  });
  const { recoveryKey } = store.file;
  return { store, ...(recoveryKey === undefined ? {} : { recoveryKey }) };
}

export function openPlanFileFor(input: MethodInput<'plans/open'>, options: FileOptions): Promise<PlanStore> {
  return openPlan(input.path, {
    ...options,
    mode: input.mode,
    whenDamaged: input.whenDamaged,
    ...(input.takeOverLock === undefined ? {} : { takeOverLock: input.takeOverLock }),
    ...(input.password === undefined ? {} : { password: input.password }),
  });
}

export function describePlan(handle: string, store: PlanStore): OpenedPlan {
  return {
    plan: handle,
    path: store.path,
    readOnly: store.readOnly,
    notices: store.notices.map(({ code, details }) => ({ code, details: { ...details } })),
    header: getPlanHeader(store.read),
    revision: store.revision(),
  };
}

/** Header, checksum, generations, journal and originals by the file layer; then SQLite's own check and the chain of changes. */
export async function checkPlan(
  input: MethodInput<'plans/check-file'>,
  fileOptions: FileOptions,
): Promise<MethodOutput<'plans/check-file'>> {
  const given = input.password === undefined ? {} : { password: input.password };
  const check = await checkPlanFile(input.path, fileOptions);
  const problems: { code: string; details: Record<string, unknown> }[] = check.parts
    .filter((part) => part.state !== 'ok' && part.state !== 'held')
    .map(({ part, name, state, details }) => ({ code: `${part}-${state}`, details: { name, ...details } }));
  if (check.ok) {
    const store = await openPlan(input.path, { ...fileOptions, mode: 'read', ...given });
    try {
      const complaint = await quickCheck(store.exportImage());
      if (complaint !== undefined) problems.push({ code: 'database-damaged', details: { complaint } });
      const broken = findBrokenLink(store.read);
      if (broken !== undefined) problems.push({ code: 'history-broken', details: { change: broken } });
    } finally {
      await store.close();
    }
  }
  return {
    ok: check.ok && problems.length === 0,
    problems,
    details: { parts: check.parts, sequence: check.sequence ?? null },
  };
}

/** Writes plan and companion folder from what `plans/pack-file` made; nothing is replaced. */
export async function unpackFile(
  { path, out }: MethodInput<'plans/unpack-file'>,
  { files }: FileOptions,
): Promise<MethodOutput<'plans/unpack-file'>> {
  await unpackPlanFile(path, out, files === undefined ? {} : { files });
  return { out };
}

export async function exportPack(
  store: PlanStore,
  folder: string,
): Promise<MethodOutput<'plans/export-pack'>> {
  const files = writePack(getPlanContent(store.read));
  await writePackFolder(folder, files);
  return { folder, files: [...files.keys()] };
}

export async function packPlanFile(store: PlanStore, out: string): Promise<MethodOutput<'plans/pack-file'>> {
  await store.file.packFile(out, store.exportImage);
  return { out };
}
