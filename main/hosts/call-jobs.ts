import type { MethodName } from '../../shared/contract/index.ts';
import type { Envelope, Progress } from '../../shared/contract/method.ts';
import type { App } from '../create-app.ts';

/* Calls of a page as any host with a window carries them: a job has a name, tells its progress and can be given up. */

export interface PageCall {
  readonly method: string;
  readonly input: unknown;
  readonly job?: string | undefined;
}

export interface OpenedNotice {
  readonly path: string;
  readonly title: string;
}

export class CallJobs {
  readonly #app: Pick<App, 'call'>;
  readonly #onOpened: (plan: OpenedNotice) => void;
  readonly #jobs = new Map<string, AbortController>();
  #running = 0;

  /** `onOpened` hears of every plan that a page opened or created. */
  constructor(app: Pick<App, 'call'>, onOpened: (plan: OpenedNotice) => void) {
    this.#app = app;
    this.#onOpened = onOpened;
  }

  get running(): number {
    return this.#running;
  }

  /** Refused with `conflict` when a job of that name is under way. */
  async run(
    { method, input, job }: PageCall,
    onProgress: (progress: Progress) => void,
  ): Promise<Envelope<unknown>> {
    if (job !== undefined && this.#jobs.has(job))
      return { ok: false, error: { code: 'conflict', details: { reason: 'job', job } } };
    const controller = new AbortController();
    if (job !== undefined) this.#jobs.set(job, controller);
    this.#running++;
    try {
      const envelope = await this.#app.call(method as MethodName, input as never, {
        signal: controller.signal,
        onProgress,
        ...(job === undefined ? {} : { job }),
      });
      const plan = openedPlan(method, envelope);
      if (plan) this.#onOpened({ path: plan.path, title: plan.header.title });
      return envelope;
    } finally {
      this.#running--;
      if (job !== undefined) this.#jobs.delete(job);
    }
  }

  cancel(job: string): void {
    this.#jobs.get(job)?.abort();
  }

  cancelAll(): void {
    for (const job of this.#jobs.values()) job.abort();
  }
}

const opening: readonly string[] = ['plans/open', 'plans/create', 'workbench/open-demo'];

function openedPlan(method: string, envelope: Envelope<unknown>) {
  if (!envelope.ok || !opening.includes(method)) return undefined;
  return envelope.value as { readonly path: string; readonly header: { readonly title: string } };
}
