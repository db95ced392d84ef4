import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { MethodName } from '../../shared/contract/index.ts';
import type { Envelope } from '../../shared/contract/method.ts';
import { createApp, untilSeen } from '../create-app.ts';
import type { AppReply, AppRequest, AppWorkerSettings } from './app-messages.ts';

/*
 * The app in a worker thread, so that a long query never keeps the host's main thread from painting or answering.
 * Values are copied from thread to thread: the app may keep the bytes it answered with.
 */

function serve(port: MessagePort): void {
  const { readerWorker, installation } = workerData as AppWorkerSettings;
  const say = (reply: AppReply) => port.postMessage(reply);
  const running = new Map<number, AbortController>();
  const app = createApp({
    readerWorker,
    readerStartsAfter: untilSeen,
    ...(installation && { installation }),
    report: (error, method) => say({ type: 'fault', method, text: textOf(error) }),
  });

  const call = async ({ id, method, input, job }: Extract<AppRequest, { type: 'call' }>) => {
    const controller = new AbortController();
    running.set(id, controller);
    const envelope = await app.call(method as MethodName, input as never, {
      signal: controller.signal,
      onProgress: (progress) => say({ type: 'progress', id, progress }),
      ...(job === undefined ? {} : { job }),
    });
    running.delete(id);
    answer(id, envelope);
  };

  /** An answer that can't be copied is our fault, and its caller must not wait for ever. */
  const answer = (id: number, envelope: Envelope<unknown>) => {
    try {
      say({ type: 'answer', id, envelope });
    } catch (error) {
      const details = { cause: String(error) };
      say({ type: 'answer', id, envelope: { ok: false, error: { code: 'internal', details } } });
    }
  };

  const close = async () => {
    for (const controller of running.values()) controller.abort();
    try {
      await app.close();
    } catch (error) {
      say({ type: 'fault', method: 'close', text: textOf(error) });
    }
    say({ type: 'closed' });
  };

  port.on('message', (request: AppRequest) => {
    if (request.type === 'call') void call(request);
    else if (request.type === 'cancel') running.get(request.id)?.abort();
    else void close();
  });
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

if (parentPort) serve(parentPort);
