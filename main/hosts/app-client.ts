import { Worker } from 'node:worker_threads';
import type { Envelope } from '../../shared/contract/method.ts';
import type { App } from '../create-app.ts';
import type { AppReply, AppRequest, AppWorkerSettings } from './app-messages.ts';

/*
 * The host's side of main/hosts/app-worker.ts: the same `call` and `close` as the app itself, so that a host
 * can't tell which of the two it holds.
 */

export interface AppClientOptions extends AppWorkerSettings {
  /** The built `out/main/app-worker.js`. */
  readonly workerPath: string;
  /** Unexpected errors, as text for the host's log. */
  readonly report?: (text: string, method: string) => void;
  /** The worker died. Calls under way were answered with `internal`; what was acknowledged is in the file. */
  readonly onLost?: (reason: string) => void;
}

type CallOptions = NonNullable<Parameters<App['call']>[2]>;

interface Waiting {
  readonly options: CallOptions;
  readonly answer: (envelope: Envelope<unknown>) => void;
}

export function startAppWorker(options: AppClientOptions): App {
  const { readerWorker, installation } = options;
  const settings: AppWorkerSettings = { readerWorker, ...(installation && { installation }) };
  const worker = new Worker(options.workerPath, { workerData: settings });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let lost: string | undefined;
  let closing: Promise<void> | undefined;
  let onClosed = () => {};

  const post = (request: AppRequest) => worker.postMessage(request);
  const receive = (reply: AppReply) => {
    if (reply.type === 'answer') waiting.get(reply.id)?.answer(reply.envelope);
    else if (reply.type === 'progress') waiting.get(reply.id)?.options.onProgress?.(reply.progress);
    else if (reply.type === 'fault') options.report?.(reply.text, reply.method);
    else onClosed();
  };
  const lose = (reason: string) => {
    if (lost !== undefined) return;
    lost = reason;
    for (const { answer } of waiting.values()) answer(failed(reason));
    onClosed();
    if (!closing) options.onLost?.(reason);
  };
  worker.on('message', receive);
  worker.on('error', (error) => lose(String(error)));
  worker.on('exit', (code) => lose(`exit ${code}`));

  const call = (method: string, input: unknown, callOptions: CallOptions = {}) =>
    new Promise<Envelope<unknown>>((resolve) => {
      if (lost !== undefined || closing) return resolve(failed(lost ?? 'closed'));
      const id = ++lastId;
      const cancel = () => post({ type: 'cancel', id });
      const answer = (envelope: Envelope<unknown>) => {
        waiting.delete(id);
        callOptions.signal?.removeEventListener('abort', cancel);
        resolve(envelope);
      };
      waiting.set(id, { options: callOptions, answer });
      const { job, signal } = callOptions;
      try {
        post({ type: 'call', id, method, input, ...(job === undefined ? {} : { job }) });
      } catch (error) {
        return answer({
          ok: false,
          error: { code: 'invalid-input', details: { method, cause: String(error) } },
        });
      }
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
    });

  const close = async () => {
    const closed = new Promise<void>((resolve) => {
      onClosed = resolve;
    });
    if (lost === undefined) {
      post({ type: 'close' });
      await closed;
    }
    await worker.terminate();
  };

  return { call: call as App['call'], close: () => (closing ??= close()) };
}

function failed(cause: string): Envelope<never> {
  return { ok: false, error: { code: 'internal', details: { cause } } };
}
