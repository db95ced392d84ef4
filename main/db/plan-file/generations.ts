/**
 * Earlier states of the plan file, kept in `generations/`: three of the newest day, the last of each earlier day, ten
 * in all. Their order is their sequence number; the clock only names the day, so a clock that jumps can't make an old
 * state look new.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { linkOrCopy, readFully, withFile } from './atomic-save.ts';
import type { FileSystemPort } from './file-system-port.ts';
import { decodeHeader, headerLength, type PlanHeader } from './header.ts';
import { type PlanPaths, tempPath } from './plan-paths.ts';

export interface Generation {
  readonly sequence: number;
  /** First 16 hex digits of the body's hash: tells two states of one number apart. */
  readonly hash: string;
  readonly savedAt: Date;
  readonly bytes: number;
  readonly path: string;
  /** False where header or length is wrong; reading verifies all of it. */
  readonly intact: boolean;
  /** Encrypted. */
  readonly sealed: boolean;
  /** The state before a restoring or a migration: kept longer than the commands of a busy hour would let it. */
  readonly pinned: boolean;
}

export const generationNamePattern = /^(\d{12})-([0-9a-f]{16})(-pinned)?\.plan$/;
const keptOfNewestDay = 3;
const keptPinned = 3;
const keptInAll = 10;

export function generationName(header: Pick<PlanHeader, 'sequence' | 'bodyHash'>, pinned: boolean): string {
  return `${String(header.sequence).padStart(12, '0')}-${header.bodyHash.slice(0, 16)}${pinned ? '-pinned' : ''}.plan`;
}

export async function readHeaderOf(files: FileSystemPort, path: string): Promise<PlanHeader | undefined> {
  const bytes = await withFile(await files.open(path, 'read'), (file) => readFully(file, headerLength, 0));
  const decoded = decodeHeader(bytes);
  return decoded.kind === 'header' ? decoded.header : undefined;
}

async function describe(files: FileSystemPort, path: string, name: RegExpExecArray): Promise<Generation> {
  const stat = await files.stat(path);
  const header = await readHeaderOf(files, path).catch(() => undefined);
  const bytes = stat?.size ?? 0;
  const intact = header !== undefined && bytes === headerLength + header.bodyLength;
  const savedAt = new Date(header?.savedAt ?? 0);
  const sealed = header?.encryption !== undefined;
  const pinned = name[3] !== undefined;
  return { sequence: Number(name[1]), hash: name[2] ?? '', savedAt, bytes, path, intact, sealed, pinned };
}

/** Newest first, by sequence number. */
export async function listGenerations(files: FileSystemPort, paths: PlanPaths): Promise<Generation[]> {
  const found: Generation[] = [];
  for (const name of await files.list(paths.generations)) {
    const match = generationNamePattern.exec(name);
    if (match) found.push(await describe(files, join(paths.generations, name), match));
  }
  return found.sort((a, b) => b.sequence - a.sequence || (a.hash < b.hash ? 1 : -1));
}

/** Header and body as stored; undefined where any byte of it is damaged. */
export async function readVerifiedPlan(
  files: FileSystemPort,
  path: string,
): Promise<{ header: PlanHeader; body: Uint8Array<ArrayBuffer> } | undefined> {
  const header = await readHeaderOf(files, path);
  const stat = await files.stat(path);
  if (!header || stat?.size !== headerLength + header.bodyLength) return undefined;
  const body = await withFile(await files.open(path, 'read'), (file) =>
    readFully(file, header.bodyLength, headerLength),
  );
  const right = createHash('sha256').update(body).digest('hex') === header.bodyHash;
  return right ? { header, body } : undefined;
}

/**
 * `decode` throws where the content doesn't belong to the plan's key: another file of the same number may.
 * Errors: not-found {sequence}; plan-damaged {part: generation}.
 */
export async function readGenerationFile(
  files: FileSystemPort,
  paths: PlanPaths,
  sequence: number,
  decode: (header: PlanHeader, body: Uint8Array<ArrayBuffer>) => Uint8Array,
): Promise<Uint8Array> {
  const candidates = (await listGenerations(files, paths)).filter((one) => one.sequence === sequence);
  if (candidates.length === 0) throw new AppError('not-found', { what: 'generation', sequence });
  for (const candidate of candidates) {
    const found = await readVerifiedPlan(files, candidate.path);
    if (!found) continue;
    try {
      return decode(found.header, found.body);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  throw new AppError('plan-damaged', { path: candidates[0]?.path, part: 'generation', sequence });
}

function dayOf(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

/**
 * Pure: which generations go. `generations` newest first. "Today" is the day of the newest, not of the clock. Pinned
 * ones (three at most) count within the ten, not within their day.
 */
export function planPruning(generations: readonly Generation[]): Generation[] {
  // Two files of one number (copies that went apart, a change of password under way) share one decision.
  const numbers = new Map(generations.map((generation) => [generation.sequence, generation]));
  const pinned = new Set(generations.filter((one) => one.pinned).map((one) => one.sequence));
  const kept = new Set([...pinned].slice(0, keptPinned));
  const days = new Map<string, number>();
  const today = generations[0] && dayOf(generations[0].savedAt);
  for (const [sequence, { savedAt }] of numbers) {
    if (pinned.has(sequence)) continue;
    const day = dayOf(savedAt);
    const before = days.get(day) ?? 0;
    days.set(day, before + 1);
    if (before < (day === today ? keptOfNewestDay : 1) && kept.size < keptInAll) kept.add(sequence);
  }
  return generations.filter((generation) => !kept.has(generation.sequence));
}

/** Gives the plan file as it is now a second name among the generations; does nothing where it is there already. */
export async function keepGeneration(
  files: FileSystemPort,
  paths: PlanPaths,
  header: PlanHeader,
  pinned: boolean,
): Promise<string> {
  const target = join(paths.generations, generationName(header, pinned));
  if ((await files.stat(target)) === undefined) {
    await linkOrCopy(files, paths.plan, target, tempPath(paths, paths.generations));
  }
  return target;
}

/** Removes what `planPruning` names, after the newest was read and verified and its name is durable. */
export async function pruneGenerations(files: FileSystemPort, paths: PlanPaths): Promise<number> {
  const generations = await listGenerations(files, paths);
  const going = planPruning(generations.filter((one) => one.intact));
  const newest = generations[0];
  if (going.length === 0 || !newest || !(await readVerifiedPlan(files, newest.path))) return 0;
  await files.syncFolder(paths.generations);
  for (const generation of going) await files.remove(generation.path);
  return going.length;
}
