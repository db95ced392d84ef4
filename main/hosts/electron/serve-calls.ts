import { z } from 'zod';
import type { MethodName } from '../../../shared/contract/index.ts';
import type { Envelope } from '../../../shared/contract/method.ts';
import type { App } from '../../create-app.ts';
import { channels, notices } from './channels.ts';
import { handleChecked } from './checked-ipc.ts';

/* `call` over IPC: the contract validates the input, this file only carries it, with progress and cancel. */

const jobName = z.string().min(1).max(200);
const callMessage = z.strictObject({
  method: z.string().min(1).max(64),
  input: z.unknown(),
  job: jobName.optional(),
});

/** `onOpened` hears of every plan that a page opened or created. */
export function serveCalls(app: App, onOpened: (path: string, title: string) => void): void {
  const jobs = new Map<string, AbortController>();

  handleChecked(channels.call, callMessage, async ({ method, input, job }, sender) => {
    if (job !== undefined && jobs.has(job)) return failed('conflict', { reason: 'job' });
    const controller = new AbortController();
    if (job !== undefined) jobs.set(job, controller);
    try {
      const envelope = await app.call(method as MethodName, input as never, {
        signal: controller.signal,
        onProgress: (progress) => {
          if (!sender.isDestroyed()) sender.send(notices.progress, progress);
        },
        ...(job === undefined ? {} : { job }),
      });
      const plan = openedPlan(method, envelope);
      if (plan) onOpened(plan.path, plan.header.title);
      return envelope;
    } finally {
      if (job !== undefined) jobs.delete(job);
    }
  });

  handleChecked(channels.cancel, z.strictObject({ job: jobName }), ({ job }) => {
    jobs.get(job)?.abort();
  });
}

function openedPlan(method: string, envelope: Envelope<unknown>) {
  if (!envelope.ok || (method !== 'plans/open' && method !== 'plans/create')) return undefined;
  return envelope.value as { readonly path: string; readonly header: { readonly title: string } };
}

function failed(code: string, details: Readonly<Record<string, unknown>>): Envelope<never> {
  return { ok: false, error: { code, details } };
}
