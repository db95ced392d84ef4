import { randomBytes } from 'node:crypto';
import { access, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../../shared/errors/app-error.ts';

/**
 * Puts a finished workbook under its name: temp file in the same folder, fsync, rename, fsync of the folder. A reader
 * sees the old file or the new one, never a half; when anything fails the old file is as it was and no temp is left.
 */

/** Windows keeps a file locked for a moment after a scanner or the indexer looked at it. */
const retryDelays = [50, 150, 400, 900];
const busyCodes = new Set(['EPERM', 'EACCES', 'EBUSY', 'ETXTBSY']);

/**
 * Writes `bytes` to `path`, replacing what was there.
 * Errors: `target-busy` with `{path, suggestion}` where WPS, Excel or LibreOffice holds the target open (by their
 * lock file or by the system's refusal); `plan-exists` where the target is a plan file; `write-failed` with `{path, reason}` for everything else (no folder, disk full, a device).
 */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  if (await isOpenElsewhere(path)) throw await targetBusy(path);
  await refuseDevice(path);
  if (await isPlan(path)) throw new AppError('plan-exists', { path });
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeSynced(temporary, bytes);
    await renameWithPatience(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (busyCodes.has(code) && (await exists(path))) throw await targetBusy(path, error);
    throw new AppError('write-failed', { path, reason: code, cause: code }, { cause: error });
  }
}

/** A rename would put a file in the place of a device, and a pipe keeps whoever opens it waiting. */
async function refuseDevice(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found && !found.isFile() && !found.isDirectory())
    throw new AppError('write-failed', { path, reason: 'EPERM', cause: 'EPERM' });
}

/** How a plan file begins (main/db/plan-file/header.ts): no export ever replaces one, whatever name was typed. */
const planMagic = Buffer.from('\x89PLAN\r\n\x1a', 'latin1');

async function isPlan(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return false;
  try {
    const { buffer } = await file.read(Buffer.alloc(planMagic.length), 0, planMagic.length, 0);
    return buffer.equals(planMagic);
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

/** The folder for what a command writes, made where it is missing. Errors: `write-failed` with `{path, reason}`. */
export async function makeOutFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('write-failed', { path, reason: code, cause: code }, { cause: error });
  });
}

/** Writes several files or, where one fails, none: those that were not there before are taken away again. */
export async function writeFilesAtomically(
  files: Iterable<{ readonly path: string; readonly bytes: Uint8Array }>,
): Promise<void> {
  const added: string[] = [];
  try {
    for (const { path, bytes } of files) {
      const isNew = !(await exists(path));
      await writeFileAtomically(path, bytes);
      if (isNew) added.push(path);
    }
  } catch (error) {
    for (const path of added) await unlink(path).catch(() => undefined);
    throw error;
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function renameWithPatience(from: string, to: string): Promise<void> {
  for (const delay of retryDelays) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!busyCodes.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await wait(delay);
    }
  }
  await rename(from, to);
}

/** Directories can't be opened on Windows; there the rename itself is journaled. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Excel and WPS keep `~$name` (the first two characters may be cut), LibreOffice `.~lock.name#` beside an open file. */
async function isOpenElsewhere(path: string): Promise<boolean> {
  const name = basename(path);
  const locks = new Set([`.~lock.${name}#`, `~$${name}`, ...(name.length > 8 ? [`~$${name.slice(2)}`] : [])]);
  const beside = await readdir(dirname(path)).catch((): string[] => []);
  return beside.includes(name) && beside.some((other) => locks.has(other));
}

async function targetBusy(path: string, cause?: unknown): Promise<AppError> {
  return new AppError('target-busy', { path, suggestion: await suggestName(path) }, { cause });
}

/** `汇总（2）.xlsx`: the first number that is free. */
async function suggestName(path: string): Promise<string> {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  for (let number = 2; number < 1000; number += 1) {
    const candidate = `${stem}（${number}）${extension}`;
    if (!(await exists(candidate))) return candidate;
  }
  return `${stem}（${randomBytes(4).toString('hex')}）${extension}`;
}
