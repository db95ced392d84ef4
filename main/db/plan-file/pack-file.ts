/**
 * A plan and its folder as one file, for a stick or a mail: magic, length of the list, list (path, length, SHA-256),
 * SHA-256 of all before; then the contents. Encrypted parts stay encrypted. Names from a packed file are never a path:
 * only the few names that the list of patterns knows are accepted.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import {
  asWriteFailed,
  giveName,
  readFully,
  reading,
  readWhole,
  withFile,
  writeVerified,
} from './atomic-save.ts';
import { type FileSystemPort, nodeFileSystem, type OpenFile } from './file-system-port.ts';
import { listGenerations } from './generations.ts';
import { decodeHeader } from './header.ts';
import { type PlanPaths, planPaths, requirePlanName, tempPath } from './plan-paths.ts';
import { hashOf, listContainers } from './returns-container.ts';

const packMagic = Buffer.from('\x89PLANPAK', 'latin1');
const headLength = 48;
const listLimit = 16 << 20;
const planEntry = 'plan';
const allowedNames = [
  /^plan$/,
  /^returns\/[0-9a-f]{40}\.returns$/,
  /^generations\/\d{12}-[0-9a-f]{16}(-pinned)?\.plan$/,
];

const listSchema = z.array(
  z.object({ name: z.string(), length: z.number().int().min(0), hash: z.string().length(64) }),
);
type PackEntry = z.infer<typeof listSchema>[number];

export function isPacked(bytes: Uint8Array): boolean {
  return packMagic.equals(bytes.subarray(0, packMagic.length));
}

async function collectFolder(files: FileSystemPort, paths: PlanPaths): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  const found = [
    ...(await listContainers(files, paths)),
    ...(await listGenerations(files, paths)).filter((one) => one.intact).map((one) => one.path),
  ];
  for (const path of found) {
    const name = path.slice(paths.folder.length + 1).replaceAll('\\', '/');
    if (allowedNames.some((pattern) => pattern.test(name))) contents.set(name, await readWhole(files, path));
  }
  return contents;
}

function encodeHead(list: readonly PackEntry[]): Uint8Array[] {
  const text = Buffer.from(JSON.stringify(list));
  const head = Buffer.alloc(headLength);
  packMagic.copy(head);
  head.writeUInt32LE(1, 8);
  head.writeUInt32LE(text.length, 12);
  createHash('sha256').update(head.subarray(0, 16)).update(text).digest().copy(head, 16);
  return [head, text];
}

/** `plan`: the parts of a plan file whose journal is closed. Errors: plan-exists {path}, write-failed. */
export async function writePackFile(
  files: FileSystemPort,
  paths: PlanPaths,
  outPath: string,
  plan: readonly Uint8Array[],
): Promise<void> {
  try {
    if ((await files.stat(outPath)) !== undefined) throw new AppError('plan-exists', { path: outPath });
    const contents = new Map([
      [planEntry, Buffer.concat(plan) as Uint8Array],
      ...(await collectFolder(files, paths)),
    ]);
    const list = [...contents].map(([name, bytes]) => ({ name, length: bytes.length, hash: hashOf(bytes) }));
    await putInPlace(files, planPaths(outPath), [...encodeHead(list), ...contents.values()]);
  } catch (error) {
    throw asWriteFailed(error, outPath, 'pack');
  }
}

/** Under its final name only when it is complete. */
async function putInPlace(
  files: FileSystemPort,
  target: PlanPaths,
  parts: readonly Uint8Array[],
): Promise<void> {
  const temp = tempPath(target, target.parent);
  await writeVerified(files, temp, parts);
  await giveName(files, temp, target.plan);
  await files.syncFolder(target.parent);
}

function packageInvalid(path: string, reason: string): AppError {
  return new AppError('package-invalid', { path, reason });
}

async function readList(file: OpenFile, path: string): Promise<{ list: PackEntry[]; start: number }> {
  const head = Buffer.from(await readFully(file, headLength, 0));
  if (head.length < headLength || !head.subarray(0, packMagic.length).equals(packMagic)) {
    throw packageInvalid(path, 'not-a-packed-plan');
  }
  const length = head.readUInt32LE(12);
  if (head.readUInt32LE(8) !== 1) throw new AppError('plan-newer', { path, version: head.readUInt32LE(8) });
  if (length > listLimit) throw packageInvalid(path, 'list-too-long');
  const text = await readFully(file, length, headLength);
  const checksum = createHash('sha256').update(head.subarray(0, 16)).update(text).digest();
  if (!checksum.equals(head.subarray(16, headLength))) throw packageInvalid(path, 'list-checksum');
  return { list: parseList(text, path), start: headLength + length };
}

function parseJson(text: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(text).toString('utf8'));
  } catch {
    return undefined;
  }
}

function parseList(text: Uint8Array, path: string): PackEntry[] {
  const parsed = listSchema.safeParse(parseJson(text));
  if (!parsed.success) throw packageInvalid(path, 'list');
  const names = parsed.data.map((entry) => entry.name);
  const known = names.every((name) => allowedNames.some((pattern) => pattern.test(name)));
  if (!known || new Set(names).size !== names.length || !names.includes(planEntry))
    throw packageInvalid(path, 'names');
  return parsed.data;
}

async function readEntries(files: FileSystemPort, path: string): Promise<Map<string, Uint8Array>> {
  const size = (await files.stat(path))?.size;
  if (size === undefined) throw new AppError('plan-missing', { path });
  return withFile(await files.open(path, 'read'), async (file) => {
    const { list, start } = await readList(file, path);
    if (start + list.reduce((sum, entry) => sum + entry.length, 0) !== size)
      throw packageInvalid(path, 'length');
    const contents = new Map<string, Uint8Array>();
    let at = start;
    for (const entry of list) {
      const bytes = await readFully(file, entry.length, at);
      if (hashOf(bytes) !== entry.hash) throw packageInvalid(path, `checksum of ${entry.name}`);
      contents.set(entry.name, bytes);
      at += entry.length;
    }
    return contents;
  });
}

function requirePlan(bytes: Uint8Array | undefined, path: string): Uint8Array {
  const decoded = bytes && decodeHeader(bytes);
  if (bytes && decoded?.kind === 'header') return bytes;
  throw packageInvalid(path, decoded?.kind === 'newer' ? 'plan-newer' : 'plan');
}

/**
 * Writes plan and folder from a packed file; everything is verified before the first byte is written, and the plan
 * itself comes last. Errors: plan-exists, plan-missing, package-invalid {path, reason}, plan-newer, write-failed.
 */
export async function unpackPlanFile(
  packPath: string,
  planPath: string,
  options: { readonly files?: FileSystemPort } = {},
): Promise<void> {
  const files = options.files ?? nodeFileSystem;
  requirePlanName(planPath, files.windows);
  const paths = planPaths(planPath);
  const taken = (await files.stat(paths.plan)) ?? (await files.stat(paths.folder));
  if (taken !== undefined) throw new AppError('plan-exists', { path: planPath });
  const contents = await reading(packPath, () => readEntries(files, packPath));
  const plan = requirePlan(contents.get(planEntry), packPath);
  try {
    for (const folder of [paths.folder, paths.returns, paths.generations]) await files.makeFolder(folder);
    for (const [name, bytes] of contents) {
      if (name !== planEntry) await writeVerified(files, join(paths.folder, name), [bytes]);
    }
    for (const folder of [paths.returns, paths.generations, paths.folder]) await files.syncFolder(folder);
    await putInPlace(files, paths, [plan]);
  } catch (error) {
    throw asWriteFailed(error, planPath, 'unpack');
  }
}
