/**
 * Writing a file so that a power cut leaves the old or the new content, never a mixture: temporary file in the same
 * folder → fsync → read back → rename → fsync of the folder. Never "delete the target, then rename".
 */
import { AppError } from '../../../shared/errors/app-error.ts';
import { causeOf, type FileSystemPort, isMissing, type OpenFile } from './file-system-port.ts';

const pieceLength = 1 << 20;

/** Short writes happen (full disks, network shares): loops until all is written. */
export async function writeFully(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await file.write(bytes.subarray(done), position + done);
    if (written <= 0) throw Object.assign(new Error('nothing written'), { code: 'EIO' });
    done += written;
  }
}

/** Fewer bytes than asked only at the end of the file. */
export async function readFully(
  file: OpenFile,
  length: number,
  position: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const count = await file.read(bytes.subarray(done), position + done);
    if (count <= 0) return bytes.slice(0, done);
    done += count;
  }
  return bytes;
}

export async function withFile<T>(file: OpenFile, work: (file: OpenFile) => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work(file);
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  // A failing close can be the first sign of a failed write (network shares, quotas): it counts.
  await file.close();
  return result;
}

export async function readWhole(files: FileSystemPort, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const size = (await files.stat(path))?.size ?? 0;
  return withFile(await files.open(path, 'read'), (file) => readFully(file, size, 0));
}

/** Compared byte by byte: cheaper than hashing both sides, and it finds a file that is too long as well. */
async function holdsExactly(file: OpenFile, parts: readonly Uint8Array[]): Promise<boolean> {
  let position = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += pieceLength) {
      const wanted = part.subarray(at, at + pieceLength);
      const found = await readFully(file, wanted.length, position);
      if (Buffer.compare(found, wanted) !== 0) return false;
      position += wanted.length;
    }
  }
  return (await file.read(new Uint8Array(1), position)) === 0;
}

async function writeParts(file: OpenFile, parts: readonly Uint8Array[], durable: boolean): Promise<void> {
  let position = 0;
  for (const part of parts) {
    await writeFully(file, part, position);
    position += part.length;
  }
  if (durable) await file.sync();
}

/** Creates `path` with the parts one after the other, durable and read back; removes it again when anything fails. */
export async function writeVerified(
  files: FileSystemPort,
  path: string,
  parts: readonly Uint8Array[],
  durable = true,
): Promise<void> {
  try {
    await withFile(await files.open(path, 'create'), (file) => writeParts(file, parts, durable));
    const right = await withFile(await files.open(path, 'read'), (file) => holdsExactly(file, parts));
    if (!right) throw Object.assign(new Error('read back differs'), { code: 'EIO' });
  } catch (error) {
    await removeQuietly(files, path);
    throw error;
  }
}

export async function removeQuietly(files: FileSystemPort, path: string): Promise<void> {
  await files.remove(path).catch(() => undefined);
}

/** Virus scanners, indexers, previews and Excel hold a file for moments, sometimes for long. */
const heldCodes = ['EPERM', 'EACCES', 'EBUSY'];
const patience = 7000;

/** rename over an existing target; on Windows waits up to 7 s for whoever holds it. */
export async function renameOver(files: FileSystemPort, from: string, to: string): Promise<void> {
  let waited = 0;
  for (let wait = 10; ; wait = Math.min(wait * 2, 1000)) {
    try {
      await files.rename(from, to);
      return;
    } catch (error) {
      if (!files.windows || !heldCodes.includes(causeOf(error)) || waited >= patience) throw error;
    }
    await files.pause(wait);
    waited += wait;
  }
}

/** A second name for the same content where the medium knows links, a verified copy where it doesn't (FAT, exFAT). */
export async function linkOrCopy(
  files: FileSystemPort,
  from: string,
  to: string,
  temp: string,
): Promise<void> {
  try {
    await files.link(from, to);
  } catch (error) {
    const cause = causeOf(error);
    if (cause === 'EEXIST') return;
    if (isMissing(error)) throw error;
    await writeVerified(files, temp, [await readWhole(files, from)]);
    await giveName(files, temp, to);
  }
}

/** The finished temporary file gets its name; it is removed where that fails. */
export async function giveName(files: FileSystemPort, temp: string, path: string): Promise<void> {
  try {
    await renameOver(files, temp, path);
  } catch (error) {
    await removeQuietly(files, temp);
    throw error;
  }
}

/**
 * Small files of the companion folder: written, verified, put in place; not `durable`: a power cut may leave it damaged
 * or old, for files that carry a checksum and can be missed.
 */
export async function replaceFile(
  files: FileSystemPort,
  target: { readonly folder: string; readonly path: string; readonly temp: string },
  parts: readonly Uint8Array[],
  durable = true,
): Promise<void> {
  await writeVerified(files, target.temp, parts, durable);
  await giveName(files, target.temp, target.path);
  if (durable) await files.syncFolder(target.folder);
}

/** An error of the system carries a code; anything else is a fault of the program and must not pass for one. */
function isSystemError(error: unknown): boolean {
  // ENOSPC, EIO …, but not Node's own ERR_INVALID_ARG_TYPE.
  return error instanceof Error && /^E[A-Z0-9]+$/.test(String((error as { code?: unknown }).code));
}

/** System errors become write-failed {path, step, cause}; everything else stays what it is. */
export function asWriteFailed(error: unknown, path: string, step: string, details: object = {}): unknown {
  if (error instanceof AppError || !isSystemError(error)) return error;
  return new AppError('write-failed', { path, step, cause: causeOf(error), ...details }, { cause: error });
}

/**
 * Reading itself failed: nobody may conclude that the content is damaged, and replace it.
 * System errors become plan-damaged {path, part: medium, cause}; everything else stays what it is.
 */
export async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError || !isSystemError(error)) throw error;
    throw new AppError('plan-damaged', { path, part: 'medium', cause: causeOf(error) }, { cause: error });
  }
}
