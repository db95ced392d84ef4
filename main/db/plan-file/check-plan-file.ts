/** `plan check`: every byte of file, journal, generations and returns, without changing anything and without a password. */
import { basename } from 'node:path';
import { reading } from './atomic-save.ts';
import { compareCopies } from './copies.ts';
import { causeOf, type FileSystemPort, nodeFileSystem } from './file-system-port.ts';
import { listGenerations, readVerifiedPlan } from './generations.ts';
import { type PlanHeader, shortHash } from './header.ts';
import { readJournal } from './journal.ts';
import { findLockHolder, nodeProcesses, type ProcessPort } from './lock.ts';
import { type PlanPaths, planPaths } from './plan-paths.ts';
import { readLastSave, readPlan } from './read-plan.ts';
import { checkContainer, listContainers } from './returns-container.ts';

export type PlanPartState = 'ok' | 'damaged' | 'missing' | 'foreign' | 'held';

export interface PlanPartCheck {
  readonly part: 'file' | 'folder' | 'journal' | 'generation' | 'returns' | 'lock' | 'copy' | 'kept-aside';
  readonly name: string;
  readonly state: PlanPartState;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface PlanCheck {
  readonly path: string;
  /** False where any part is damaged, missing or foreign; a held lock is no fault. */
  readonly ok: boolean;
  readonly sequence?: number;
  readonly savedAt?: Date;
  readonly encrypted?: boolean;
  readonly parts: readonly PlanPartCheck[];
}

interface CheckContext {
  readonly files: FileSystemPort;
  readonly processes: ProcessPort;
  readonly paths: PlanPaths;
  readonly header: PlanHeader | undefined;
}

type Details = Readonly<Record<string, unknown>>;

function partOf(
  part: PlanPartCheck['part'],
  path: string,
  state: PlanPartState,
  details: Details = {},
): PlanPartCheck {
  return { part, name: basename(path), state, details };
}

async function checkFolder({ files, paths, header }: CheckContext): Promise<PlanPartCheck[]> {
  if ((await files.stat(paths.folder)) === undefined) return [partOf('folder', paths.folder, 'missing')];
  const lastSave = await readLastSave(files, paths);
  if (!lastSave || !header) return [partOf('folder', paths.folder, 'ok')];
  const comparison = compareCopies(header, lastSave);
  const fits = comparison.relation === 'same' || comparison.relation === 'first-newer';
  const details = { ...comparison, sequence: header.sequence, lastKnownSequence: lastSave.sequence };
  return [
    partOf('folder', paths.folder, 'ok'),
    ...(fits ? [] : [partOf('copy', paths.plan, 'foreign', details)]),
  ];
}

/** The content of an encrypted journal stays closed here: its checksums need no key. */
async function checkJournal({ files, paths, header }: CheckContext): Promise<PlanPartCheck[]> {
  const journal = await readJournal(files, paths, 'checksums-only');
  if (journal.kind === 'missing')
    return header?.journalOpen ? [partOf('journal', paths.journal, 'missing')] : [];
  if (journal.kind === 'damaged')
    return [partOf('journal', paths.journal, 'damaged', { cause: journal.cause })];
  const saves = header
    ? [{ sequence: header.sequence, hash: shortHash(header.bodyHash) }, ...header.ancestors]
    : [];
  const own = saves.some((one) => one.sequence === journal.base.sequence && one.hash === journal.base.hash);
  const details = {
    records: journal.records.length,
    bytes: journal.dropped,
    stranded: journal.strandedRecords,
  };
  const state = journal.strandedRecords > 0 ? 'damaged' : own || !header ? 'ok' : 'foreign';
  return [partOf('journal', paths.journal, state, details)];
}

async function stateOf(work: Promise<boolean>): Promise<[PlanPartState, Details]> {
  return work.then(
    (right) => [right ? 'ok' : 'damaged', {}] as [PlanPartState, Details],
    (error: unknown) => ['damaged', { cause: causeOf(error) }] as [PlanPartState, Details],
  );
}

async function checkGenerations({ files, paths, header }: CheckContext): Promise<PlanPartCheck[]> {
  const parts: PlanPartCheck[] = [];
  for (const generation of await listGenerations(files, paths)) {
    const found = readVerifiedPlan(files, generation.path);
    const [state, details] = await stateOf(found.then((one) => one !== undefined));
    const foreign = state === 'ok' && header && (await found)?.header.fileId !== header.fileId;
    const told = { ...details, sequence: generation.sequence, savedAt: generation.savedAt.toISOString() };
    parts.push(partOf('generation', generation.path, foreign ? 'foreign' : state, told));
  }
  return parts;
}

async function checkReturns({ files, paths }: CheckContext): Promise<PlanPartCheck[]> {
  const parts: PlanPartCheck[] = [];
  for (const path of await listContainers(files, paths)) {
    const [state, details] = await stateOf(checkContainer(files, path).then((one) => one === 'ok'));
    parts.push(partOf('returns', path, state, details));
  }
  return parts;
}

async function checkRest({ files, paths, processes }: CheckContext): Promise<PlanPartCheck[]> {
  const holder = await findLockHolder(files, paths, processes).catch(() => undefined);
  const lock = holder ? [partOf('lock', paths.lock, 'held', { pid: holder.pid, host: holder.host })] : [];
  const kept = [...(await files.list(paths.damaged)), ...(await files.list(paths.kept))];
  return [...lock, ...kept.map((name) => partOf('kept-aside', name, 'ok'))];
}

async function checkParts(
  paths: PlanPaths,
  files: FileSystemPort,
  processes: ProcessPort,
): Promise<PlanCheck> {
  const result = await readPlan(files, paths.plan);
  const header = result.header;
  const context: CheckContext = { files, paths, header, processes };
  const damage = result.kind === 'damaged' ? { cause: result.cause } : {};
  const parts = [partOf('file', paths.plan, result.kind === 'intact' ? 'ok' : 'damaged', damage)];
  for (const check of [checkFolder, checkJournal, checkGenerations, checkReturns, checkRest]) {
    parts.push(...(await check(context)));
  }
  const ok = parts.every((part) => part.state === 'ok' || part.state === 'held');
  const facts = header && {
    sequence: header.sequence,
    savedAt: new Date(header.savedAt),
    encrypted: header.encryption !== undefined,
  };
  return { path: paths.plan, ok, ...facts, parts };
}

/** Errors: plan-missing, plan-newer, wrong-type, plan-damaged {part: medium}; everything else is in the answer. */
export async function checkPlanFile(
  path: string,
  options: { readonly files?: FileSystemPort; readonly processes?: ProcessPort } = {},
): Promise<PlanCheck> {
  const files = options.files ?? nodeFileSystem;
  const paths = planPaths(await files.realPath(path).catch(() => path));
  return reading(path, () => checkParts(paths, files, options.processes ?? nodeProcesses));
}
