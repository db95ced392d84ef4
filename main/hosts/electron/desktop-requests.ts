import path from 'node:path';
import { type BrowserWindow, ClipboardItem, clipboard, dialog, type FileFilter, shell } from 'electron';
import { z } from 'zod';
import { desktopWords } from '../../../renderer/words/desktop.ts';
import { folderPurposes } from '../../../shared/contract/desktop-bridge.ts';
import type { Envelope } from '../../../shared/contract/method.ts';
import { channels, notices } from './channels.ts';
import { handleChecked } from './checked-ipc.ts';
import type { OpenedPlans } from './opened-plans.ts';
import { plainFileName, writeChosenFile } from './save-file.ts';
import type { FolderUse, Settings } from './settings.ts';

/* What only a desktop can do, asked for by the page: dialogs, printing, showing a file, settings. */

const fileName = z.string().min(1).max(300);
const filePath = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => path.isAbsolute(text) && !/^[\\/]{2}[.?][\\/]/.test(text) && !text.includes('\u0000'));
const pageSettings = z.strictObject({
  person: z.string().max(200).optional(),
  columnWidths: z.record(z.string().max(200), z.record(z.string().max(200), z.number())).optional(),
});

export const desktopRequest = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('opened-plans') }),
  z.strictObject({ ask: z.literal('choose-plan') }),
  z.strictObject({ ask: z.literal('choose-new-plan'), name: fileName }),
  z.strictObject({ ask: z.literal('choose-folder'), purpose: z.enum(folderPurposes) }),
  z.strictObject({ ask: z.literal('choose-returns') }),
  z.strictObject({ ask: z.literal('save-file'), name: fileName, content: z.instanceof(Uint8Array) }),
  z.strictObject({ ask: z.literal('show-in-folder'), path: filePath }),
  z.strictObject({ ask: z.literal('print') }),
  z.strictObject({ ask: z.literal('print-to-pdf'), name: fileName }),
  z.strictObject({ ask: z.literal('copy'), text: z.string(), html: z.string().optional() }),
  z.strictObject({ ask: z.literal('get-settings') }),
  z.strictObject({ ask: z.literal('set-settings'), changes: pageSettings }),
  z.strictObject({ ask: z.literal('recent-plans') }),
  z.strictObject({ ask: z.literal('forget-recent-plan'), path: z.string().max(4096) }),
]);
export type DesktopRequest = z.output<typeof desktopRequest>;

export interface DesktopParts {
  readonly window: () => BrowserWindow;
  readonly settings: Settings;
  readonly opened: OpenedPlans;
  readonly onRecentChanged: () => void;
}

const words = desktopWords.dialogs;
const filters = {
  plan: [{ name: words.planFiles, extensions: ['plan'] }],
  returns: [
    { name: words.workbooks, extensions: ['xlsx', 'xlsm', 'xls', 'et', 'csv'] },
    { name: words.allFiles, extensions: ['*'] },
  ],
  pdf: [{ name: words.pdf, extensions: ['pdf'] }],
} satisfies Record<string, FileFilter[]>;

export function serveDesktopRequests(parts: DesktopParts): void {
  handleChecked(channels.desktop, desktopRequest, (request, sender) => {
    if (request.ask === 'opened-plans')
      return parts.opened.take((plan) => {
        if (!sender.isDestroyed()) sender.send(notices.event, { kind: 'open-plan', path: plan });
      });
    return answerRequest(parts, request);
  });
}

function answerRequest(parts: DesktopParts, request: Exclude<DesktopRequest, { ask: 'opened-plans' }>) {
  const { settings } = parts;
  switch (request.ask) {
    case 'choose-plan':
      return choosePlan(parts);
    case 'choose-new-plan':
      return askWhere(parts, 'plan', words.newPlan, withEnding(request.name, '.plan'), filters.plan);
    case 'choose-folder':
      return chooseFolder(parts, request.purpose);
    case 'choose-returns':
      return chooseReturns(parts);
    case 'save-file':
      return saveFile(parts, request.name, request.content);
    case 'show-in-folder':
      return shell.showItemInFolder(path.normalize(request.path));
    case 'print':
      return print(parts);
    case 'print-to-pdf':
      return printToPdf(parts, request.name);
    case 'copy':
      return clipboard.write([copied(request.text, request.html)]);
    case 'get-settings':
      return settings.page;
    case 'set-settings':
      return settings.changePage(withoutUndefined(request.changes));
    case 'recent-plans':
      return settings.recentPlans;
    case 'forget-recent-plan':
      settings.forgetRecentPlans(request.path);
      return parts.onRecentChanged();
  }
}

function copied(text: string, html: string | undefined): ClipboardItem {
  return new ClipboardItem({ 'text/plain': text, ...(html === undefined ? {} : { 'text/html': html }) });
}

/** The settings file takes JSON alone. */
function withoutUndefined<Part extends object>(part: Part) {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
}

function withEnding(name: string, ending: string): string {
  const plain = plainFileName(name);
  return plain.toLowerCase().endsWith(ending) ? plain : `${plain}${ending}`;
}

export async function choosePlan(parts: DesktopParts): Promise<string | undefined> {
  const [chosen] = await choose(parts, 'plan', words.openPlan, ['openFile'], filters.plan);
  return chosen;
}

async function chooseFolder(parts: DesktopParts, purpose: (typeof folderPurposes)[number]) {
  const [chosen] = await choose(parts, purpose, words[purpose], ['openDirectory', 'createDirectory']);
  return chosen;
}

function chooseReturns(parts: DesktopParts): Promise<readonly string[]> {
  return choose(parts, 'returns', words.chooseReturns, ['openFile', 'multiSelections'], filters.returns);
}

type Properties = ('openFile' | 'openDirectory' | 'multiSelections' | 'createDirectory')[];

async function choose(
  { window, settings }: DesktopParts,
  use: FolderUse,
  title: string,
  properties: Properties,
  shown: FileFilter[] = [],
): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
    title,
    properties,
    filters: shown,
    defaultPath: settings.lastFolder(use) ?? '',
  });
  const [first] = filePaths;
  if (canceled || first === undefined) return [];
  settings.rememberFolder(use, properties.includes('openDirectory') ? first : path.dirname(first));
  return filePaths;
}

async function askWhere(
  { window, settings }: DesktopParts,
  use: FolderUse,
  title: string,
  name: string,
  shown: FileFilter[],
): Promise<string | undefined> {
  const { canceled, filePath: chosen } = await dialog.showSaveDialog(window(), {
    title,
    defaultPath: path.join(settings.lastFolder(use) ?? '', name),
    filters: shown,
  });
  if (canceled || chosen === '') return undefined;
  settings.rememberFolder(use, path.dirname(chosen));
  return chosen;
}

async function saveFile(
  parts: DesktopParts,
  name: string,
  content: Uint8Array,
): Promise<Envelope<string | undefined>> {
  const plain = plainFileName(name);
  const ending = path.extname(plain).slice(1);
  const shown = ending === '' ? [] : [{ name: ending, extensions: [ending] }];
  const target = await askWhere(parts, 'save', words.saveAs, plain, shown);
  return target === undefined ? { ok: true, value: undefined } : writeChosenFile(target, content);
}

export function print({ window }: DesktopParts): Promise<boolean> {
  return new Promise((resolve) => window().webContents.print({}, resolve));
}

export async function printToPdf(parts: DesktopParts, name: string): Promise<Envelope<string | undefined>> {
  const target = await askWhere(parts, 'save', words.saveAs, withEnding(name, '.pdf'), filters.pdf);
  if (target === undefined) return { ok: true, value: undefined };
  const content = await parts.window().webContents.printToPDF({
    pageSize: 'A4',
    landscape: true,
    printBackground: true,
    preferCSSPageSize: true,
  });
  return writeChosenFile(target, content);
}
