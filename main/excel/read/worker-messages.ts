/** What the reader and its worker say to each other. */
import type { ReadLimits } from './limits.ts';
import type { FileToRead } from './read-workbook.ts';
import type { OutcomeMessage } from './workbook-message.ts';

export interface WorkerSettings {
  readonly limits: ReadLimits;
}

export interface ReadRequest extends FileToRead {
  readonly id: number;
}

/** The worker's first word is `ready`; from then on the clock of a file runs. */
export type WorkerReply =
  | { readonly type: 'ready' }
  | { readonly type: 'read'; readonly id: number; readonly outcome: OutcomeMessage };
