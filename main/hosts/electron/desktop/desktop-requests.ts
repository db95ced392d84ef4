import path from 'node:path';
import { ClipboardItem, clipboard, nativeTheme, shell } from 'electron';
import { z } from 'zod';
import { folderPurposes } from '../../../../shared/contract/desktop-bridge.ts';
import type { Envelope } from '../../../../shared/contract/method.ts';
import { settingsRequests } from '../../../../shared/contract/settings.ts';
import { channels, notices } from '../channels.ts';
import { handleChecked } from '../checked-ipc.ts';
import {
  chooseFolder,
  chooseNewPlan,
  choosePlan,
  chooseReturns,
  chooseTarget,
  type DialogParts,
} from './dialogs.ts';
import type { OpenedPlans } from './opened-plans.ts';
import { print, printToPdf } from './printing.ts';
import { writeChosenFile } from './save-file.ts';

/* What only a desktop can do, asked for by the page: dialogs, printing, showing a file, settings. */

const fileName = z.string().min(1).max(300);
const filePath = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => path.isAbsolute(text) && !/^[\\/]{2}[.?][\\/]/.test(text) && !text.includes('\u0000'));

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
  z.strictObject({ ask: z.literal('copy-picture'), png: z.instanceof(Uint8Array) }),
  z.strictObject({ ask: z.literal('high-contrast') }),
  ...settingsRequests,
]);
export type DesktopRequest = z.output<typeof desktopRequest>;

export interface DesktopParts extends DialogParts {
  readonly opened: OpenedPlans;
  readonly onRecentChanged: () => void;
}

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
  switch (request.ask) {
    case 'choose-plan':
      return choosePlan(parts);
    case 'choose-new-plan':
      return chooseNewPlan(parts, request.name);
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
    case 'copy-picture':
      return clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(request.png)]) })]);
    case 'high-contrast':
      return nativeTheme.shouldUseHighContrastColors;
    default: {
      const answer = parts.settings.answer(request);
      if (request.ask === 'forget-recent-plan') parts.onRecentChanged();
      return answer;
    }
  }
}

function copied(text: string, html: string | undefined): ClipboardItem {
  return new ClipboardItem({ 'text/plain': text, ...(html === undefined ? {} : { 'text/html': html }) });
}

async function saveFile(
  parts: DesktopParts,
  name: string,
  content: Uint8Array,
): Promise<Envelope<string | undefined>> {
  const target = await chooseTarget(parts, name);
  return target === undefined ? { ok: true, value: undefined } : writeChosenFile(target, content);
}
