import { readFile as readWith, stat as statWith } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../../shared/errors/app-error.ts';
import { defaultLimits } from '../../excel/read/limits.ts';

/** Half the work for this thread of the reader in `fs/promises`, which makes a file object and five promises for each. */
const readFile = promisify(readWith);
const statFile = promisify(statWith);

/**
 * Of a file beyond the limit only so much as shows that it is: it is refused for its size, whatever it holds. A pipe or a
 * device has no end and may have no beginning; it is refused as unreadable, and so is a link to nothing.
 */
async function readReturn(file: string): Promise<Uint8Array> {
  const found = await statFile(file);
  if (!found.isFile()) throw new Error('not a file');
  return found.size > defaultLimits.fileBytes ? readStart(file, defaultLimits.fileBytes + 1) : readFile(file);
}

async function readStart(file: string, length: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer;
  } finally {
    await handle.close();
  }
}

/** A file to take in: a name for people (relative to the folder that was named) and its bytes, read once. */
export interface CollectedFile {
  readonly name: string;
  readonly read: () => Promise<Uint8Array>;
}

export type FileSource = { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array };

/** Lock files of office programs and what file managers leave behind are no returns. */
function isLitter(name: string): boolean {
  return /^(~\$|\.~lock\.|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);
}

/** Files in the order of cli.md: by path (NFC, code points). Folders are walked. Throws not-found for a path that isn't there. */
export async function collectFiles(sources: readonly FileSource[]): Promise<CollectedFile[]> {
  const collected: CollectedFile[] = [];
  for (const source of sources) {
    if ('bytes' in source) collected.push({ name: source.name, read: async () => source.bytes });
    else collected.push(...(await collectPath(source.path)));
  }
  const keys = new Map(collected.map(({ name }) => [name, codePointsOf(name)]));
  return collected.sort((a, b) => compareCodePoints(keys.get(a.name)!, keys.get(b.name)!));
}

async function collectPath(file: string): Promise<CollectedFile[]> {
  const found = await stat(file).catch((error: unknown) => {
    throw new AppError('not-found', { what: 'file', path: file, cause: String(error) });
  });
  if (!found.isDirectory()) return [{ name: path.basename(file), read: () => readReturn(file) }];
  const names = await readdir(file, { recursive: true, withFileTypes: true });
  const kept = names.filter((entry) => !entry.isDirectory() && !isLitter(entry.name));
  const files = await Promise.all(
    kept.map(async (entry) => {
      const full = path.join(entry.parentPath ?? entry.path, entry.name);
      // A link to a folder is not walked: it may lead back here.
      if (entry.isSymbolicLink() && (await isFolder(full))) return [];
      return [{ name: path.relative(file, full).split(path.sep).join('/'), read: () => readReturn(full) }];
    }),
  );
  return files.flat();
}

async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function codePointsOf(name: string): Uint32Array {
  return Uint32Array.from(name.normalize('NFC'), (sign) => sign.codePointAt(0)!);
}

/** Order by code points, which JavaScript's own string order is not for signs beyond the first plane. */
function compareCodePoints(left: Uint32Array, right: Uint32Array): number {
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = left[at]! - right[at]!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
