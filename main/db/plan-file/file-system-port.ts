/**
 * The few file operations that the plan file needs, as an interface: tests inject a disk that fails, fills up or
 * loses its power at any of them. `nodeFileSystem` is the real one.
 */
import { constants, type Stats } from 'node:fs';
import * as fs from 'node:fs/promises';

export interface OpenFile {
  /** Bytes actually written: may be fewer than asked. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  /** Bytes actually read; 0 at the end. */
  read(into: Uint8Array, position: number): Promise<number>;
  /** Content and length are on the medium when this resolves. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

export interface FileStat {
  readonly size: number;
  readonly kind: 'file' | 'folder' | 'other';
  /** False where the mode bits forbid writing: the superuser's access check would not say so. */
  readonly writable: boolean;
}

export interface FileSystemPort {
  /** Windows: a target that another program holds refuses to be renamed over for a while; no folder sync there. */
  readonly windows: boolean;
  /** `create` fails with EEXIST where the path exists (mode 0600). */
  open(path: string, mode: 'read' | 'create' | 'update'): Promise<OpenFile>;
  /** Undefined where nothing is at the path. */
  stat(path: string): Promise<FileStat | undefined>;
  /** Names inside a folder; empty where the folder is missing. */
  list(path: string): Promise<readonly string[]>;
  /** One level; an existing folder is fine. Resolves to true where it was made. */
  makeFolder(path: string): Promise<boolean>;
  rename(from: string, to: string): Promise<void>;
  link(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Names of the folder are on the medium when this resolves. */
  syncFolder(path: string): Promise<void>;
  /** Follows symbolic links; throws ENOENT where nothing is there. */
  realPath(path: string): Promise<string>;
  pause(milliseconds: number): Promise<void>;
}

/** The system's code of a failed operation (`ENOSPC`), or the error's name. */
export function causeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown';
}

export function isMissing(error: unknown): boolean {
  const cause = causeOf(error);
  return cause === 'ENOENT' || cause === 'ENOTDIR';
}

const windows = process.platform === 'win32';

function wrap(handle: fs.FileHandle): OpenFile {
  return {
    write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
    read: async (into, position) => (await handle.read(into, 0, into.length, position)).bytesRead,
    sync: () => handle.sync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
}

const openFlags = {
  read: constants.O_RDONLY,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
  update: constants.O_RDWR,
} as const;

function describe(stats: Stats): FileStat {
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
  // Windows sets the read-only attribute on ordinary folders (Documents), where it means nothing.
  const writable = (windows && kind === 'folder') || (stats.mode & 0o222) !== 0;
  return { size: stats.size, kind, writable };
}

async function missingAs<T>(value: T, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return value;
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  if (windows) return;
  const handle = await fs.open(path, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems know no folder sync; every other failure counts.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(causeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}

export const nodeFileSystem: FileSystemPort = {
  windows,
  open: async (path, mode) => wrap(await fs.open(path, openFlags[mode], 0o600)),
  stat: (path) => missingAs<FileStat | undefined>(undefined, fs.stat(path).then(describe)),
  list: (path) => missingAs<readonly string[]>([], fs.readdir(path)),
  makeFolder: async (path) => {
    try {
      await fs.mkdir(path);
      return true;
    } catch (error) {
      if (causeOf(error) === 'EEXIST') return false;
      throw error;
    }
  },
  rename: (from, to) => fs.rename(from, to),
  link: (from, to) => fs.link(from, to),
  remove: (path) => fs.unlink(path),
  syncFolder,
  realPath: (path) => fs.realpath(path),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
