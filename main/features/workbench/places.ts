import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { MethodInput, MethodOutput } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors/app-error.ts';

/* Folders of the machine, for hosts whose window has no file dialog, and the packs that come with the program. */

export interface Installation {
  readonly seedsFolder: string;
  readonly version: string;
  /** The log of unexpected errors that the host keeps, where it keeps one. */
  readonly logFile?: string;
}

export async function getPlaces({
  seedsFolder,
  version,
}: Installation): Promise<MethodOutput<'workbench/get-places'>> {
  const names = await readdir(seedsFolder).catch(() => [] as string[]);
  const seeds = await Promise.all(names.sort().map((name) => describeSeed(path.join(seedsFolder, name))));
  const home = homedir();
  const documents = path.join(home, 'Documents');
  return {
    home,
    documents: (await isFolder(documents)) ? documents : home,
    seeds: seeds.filter((seed) => seed !== undefined),
    version,
    platform: process.platform,
  };
}

async function describeSeed(
  folder: string,
): Promise<{ folder: string; title: string; demo: boolean } | undefined> {
  try {
    const pack = JSON.parse(await readFile(path.join(folder, 'pack.json'), 'utf8')) as {
      title?: string;
      settings?: { demo?: boolean };
    };
    return { folder, title: pack.title ?? path.basename(folder), demo: pack.settings?.demo === true };
  } catch {
    return undefined;
  }
}

async function isFolder(name: string): Promise<boolean> {
  return stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

const kinds: Readonly<Record<string, 'plan' | 'workbook'>> = {
  '.plan': 'plan',
  '.xlsx': 'workbook',
  '.xls': 'workbook',
  '.et': 'workbook',
  '.csv': 'workbook',
  '.xlsm': 'workbook',
};

/** Folders first, then files; hidden ones and the plans' companion folders are left out. */
export async function listFolder({
  folder,
}: MethodInput<'workbench/list-folder'>): Promise<MethodOutput<'workbench/list-folder'>> {
  const full = path.resolve(folder);
  const found = await readdir(full, { withFileTypes: true }).catch((error: unknown) => {
    throw new AppError('not-found', { what: 'folder', path: full, cause: String(error) });
  });
  const entries = found
    .filter((entry) => !entry.name.startsWith('.') && !entry.name.endsWith('.plan.d'))
    .map((entry) => ({
      name: entry.name,
      path: path.join(full, entry.name),
      kind: entry.isDirectory()
        ? ('folder' as const)
        : (kinds[path.extname(entry.name).toLowerCase()] ?? ('other' as const)),
    }))
    .sort(
      (a, b) =>
        Number(b.kind === 'folder') - Number(a.kind === 'folder') || a.name.localeCompare(b.name, 'zh-CN'),
    );
  const parent = path.dirname(full);
  return { folder: full, parent: parent === full ? null : parent, entries };
}
