import path from 'node:path';
import { type BrowserWindow, dialog, type FileFilter } from 'electron';
import { desktopWords } from '../../../../renderer/words/desktop.ts';
import type { FolderPurpose } from '../../../../shared/contract/desktop-bridge.ts';
import type { Settings } from '../../settings.ts';
import { plainFileName } from './save-file.ts';

/* The system's dialogs for files and folders; each use remembers its last folder. */

export interface DialogParts {
  readonly window: () => BrowserWindow;
  readonly settings: Settings;
}

type FolderUse = FolderPurpose | 'plan' | 'save';
type Properties = ('openFile' | 'openDirectory' | 'multiSelections' | 'createDirectory')[];

const words = desktopWords.dialogs;
const filters = {
  plan: [{ name: words.planFiles, extensions: ['plan'] }],
  returns: [
    { name: words.workbooks, extensions: ['xlsx', 'xlsm', 'xls', 'et', 'csv'] },
    { name: words.allFiles, extensions: ['*'] },
  ],
} satisfies Record<string, FileFilter[]>;

export async function choosePlan(parts: DialogParts): Promise<string | undefined> {
  const [chosen] = await choose(parts, 'plan', words.openPlan, ['openFile'], filters.plan);
  return chosen;
}

export async function chooseFolder(parts: DialogParts, purpose: FolderPurpose): Promise<string | undefined> {
  const [chosen] = await choose(parts, purpose, words[purpose], ['openDirectory', 'createDirectory']);
  return chosen;
}

export function chooseReturns(parts: DialogParts): Promise<readonly string[]> {
  return choose(parts, 'returns', words.chooseReturns, ['openFile', 'multiSelections'], filters.returns);
}

async function choose(
  { window, settings }: DialogParts,
  use: FolderUse,
  title: string,
  properties: Properties,
  shown: FileFilter[] = [],
): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
    title,
    properties,
    filters: shown,
    defaultPath: settings.values.lastFolders[use] ?? '',
  });
  const [first] = filePaths;
  if (canceled || first === undefined) return [];
  rememberFolder(settings, use, properties.includes('openDirectory') ? first : path.dirname(first));
  return filePaths;
}

export function chooseNewPlan(parts: DialogParts, name: string): Promise<string | undefined> {
  return askWhere(parts, 'plan', words.newPlan, withEnding(name, '.plan'));
}

/** Where a file goes; its ending decides what the dialog offers. */
export function chooseTarget(parts: DialogParts, name: string): Promise<string | undefined> {
  return askWhere(parts, 'save', words.saveAs, plainFileName(name));
}

export function withEnding(name: string, ending: string): string {
  const plain = plainFileName(name);
  return plain.toLowerCase().endsWith(ending) ? plain : `${plain}${ending}`;
}

async function askWhere(
  { window, settings }: DialogParts,
  use: FolderUse,
  title: string,
  name: string,
): Promise<string | undefined> {
  const ending = path.extname(name).slice(1);
  const { canceled, filePath: chosen } = await dialog.showSaveDialog(window(), {
    title,
    defaultPath: path.join(settings.values.lastFolders[use] ?? '', name),
    filters: use === 'plan' ? filters.plan : ending === '' ? [] : [{ name: ending, extensions: [ending] }],
  });
  if (canceled || chosen === '') return undefined;
  rememberFolder(settings, use, path.dirname(chosen));
  return chosen;
}

function rememberFolder(settings: Settings, use: FolderUse, folder: string): void {
  settings.change({ lastFolders: { ...settings.values.lastFolders, [use]: folder } });
}
