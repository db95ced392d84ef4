import type { Envelope, Progress } from '../../shared/contract/method.ts';
import type { AppOptions } from '../create-app.ts';

/** What goes between a host and the worker that runs its app. */

export interface AppWorkerSettings {
  /** The built `out/main/reader-worker.js`. */
  readonly readerWorker: string;
  readonly installation?: AppOptions['installation'];
}

export type AppRequest =
  | {
      readonly type: 'call';
      readonly id: number;
      readonly method: string;
      readonly input: unknown;
      readonly job?: string;
    }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close' };

export type AppReply =
  | { readonly type: 'answer'; readonly id: number; readonly envelope: Envelope<unknown> }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'fault'; readonly method: string; readonly text: string }
  | { readonly type: 'closed' };
