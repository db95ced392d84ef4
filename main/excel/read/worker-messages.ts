/** What the reader and its worker say to each other. */
import type { ReadLimits } from './limits.ts';
import type { FileToRead } from './read-workbook.ts';
import type { OutcomeMessage } from './workbook-message.ts';

export interface WorkerSettings {
  readonly limits: ReadLimits;
}

/** Files to read, in this order. */
export type ReadRequest = readonly FileToRead[];

/** The worker's first word is `ready`, from then on the clock of a file runs; then one answer per file, in their order. */
export type WorkerReply =
  | { readonly type: 'ready' }
  | { readonly type: 'read'; readonly outcome: OutcomeMessage };
