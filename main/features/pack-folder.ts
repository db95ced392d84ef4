import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PackTexts } from '../../shared/calc/pack/read-pack.ts';
import { AppError } from '../../shared/errors/app-error.ts';

/* Pack folders on disk: bytes to text and back. WPS saves CSV as GB18030, so both encodings are read. */

const largestFile = 200 * 1024 * 1024;

function decode(bytes: Uint8Array): { text: string; gb18030: boolean } | undefined {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), gb18030: false };
  } catch {
    try {
      return { text: new TextDecoder('gb18030', { fatal: true }).decode(bytes), gb18030: true };
    } catch {
      return undefined;
    }
  }
}

/** Reads the CSV files and `pack.json` of a folder. Throws not-found where there is no such folder. */
export async function readPackFolder(folder: string): Promise<PackTexts> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new AppError('not-found', { what: 'folder', path: folder, cause: String(error) });
  });
  const files = new Map<string, string>();
  const gb18030: string[] = [];
  const undecodable: string[] = [];
  for (const name of names.sort().filter((one) => one === 'pack.json' || /\.csv$/i.test(one))) {
    const file = path.join(folder, name);
    if ((await stat(file)).size > largestFile) throw new AppError('too-big', { path: file });
    const decoded = decode(await readFile(file));
    if (!decoded) undecodable.push(name);
    else {
      files.set(name, decoded.text);
      if (decoded.gb18030) gb18030.push(name);
    }
  }
  return { files, gb18030, undecodable };
}

/** Writes a pack folder: everything into a sibling first, then one rename; an existing folder must be empty. */
export async function writePackFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const target = path.resolve(folder);
  const existing = await readdir(target).catch(() => [] as string[]);
  if (existing.length > 0) throw new AppError('target-exists', { path: target });
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await mkdir(temporary, { recursive: true });
    for (const [name, text] of files) await writeFile(path.join(temporary, name), text, 'utf8');
    await rm(target, { recursive: true, force: true });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    const cause = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new AppError('write-failed', { path: target, cause }, { cause: error });
  }
}
