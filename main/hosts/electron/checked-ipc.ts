import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { z } from 'zod';
import { pageOrigin } from './channels.ts';
import { measurePayload } from './measure-payload.ts';

/*
 * The only place that listens to pages. Whatever the channel: the sender must be the top frame of our own page, there
 * is exactly one argument, and it passes the size check and its schema before anything else sees it.
 */

/** A message that our own page never sends; the caller sees its code alone. */
export class RefusedMessage extends Error {
  constructor(reason: 'sender' | 'malformed' | 'too-big') {
    super(`refused: ${reason}`);
    this.name = 'RefusedMessage';
  }
}

export function handleChecked<Input>(
  channel: string,
  schema: z.ZodType<Input>,
  run: (input: Input, sender: WebContents) => unknown,
): void {
  ipcMain.handle(channel, (event, ...sent: unknown[]) => {
    if (!isOwnPage(event)) throw new RefusedMessage('sender');
    if (sent.length !== 1) throw new RefusedMessage('malformed');
    const fault = measurePayload(sent[0]);
    if (fault) throw new RefusedMessage(fault);
    const parsed = schema.safeParse(sent[0]);
    if (!parsed.success) throw new RefusedMessage('malformed');
    return run(parsed.data, event.sender);
  });
}

function isOwnPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.origin === pageOrigin;
}
