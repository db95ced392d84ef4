import { contract, isMethodName, type MethodName } from '../../shared/contract/index.ts';
import type { Envelope, Progress } from '../../shared/contract/method.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { PlanStore } from '../db/plan-store.ts';
import type { Call } from './handler.ts';

/*
 * The one way in: validate, find the plan, then either run a query on the read handle, or prepare a command
 * and apply it in the store's queue. Whatever happens, the caller gets an envelope.
 */

export interface CallOptions {
  /** Name of the running job for progress and cancel. */
  readonly job?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Handlers after their types were checked where they were written. */
export interface AnyHandler {
  readonly kind: 'query' | 'command' | 'app';
  // biome-ignore lint/suspicious/noExplicitAny: the contract already ties each handler to its method's types.
  readonly [part: string]: any;
}

export interface Dispatcher {
  call(method: string, input: unknown, options?: CallOptions): Promise<Envelope<unknown>>;
}

export interface DispatcherParts<Services> {
  readonly handlers: ReadonlyMap<string, AnyHandler>;
  readonly storeOf: (plan: string) => PlanStore;
  readonly servicesOf: (store: PlanStore) => Services;
  readonly now: () => Date;
  /** Outputs are checked against the contract too (tests, demo); costs time on large answers. */
  readonly checkOutputs: boolean;
  readonly report: (error: unknown, method: string) => void;
}

export function createDispatcher<Services>(parts: DispatcherParts<Services>): Dispatcher {
  const run = async (name: MethodName, input: unknown, options: CallOptions): Promise<Envelope<unknown>> => {
    const handler = parts.handlers.get(name);
    if (!handler) throw new AppError('unknown-method', { method: name });
    const parsed = contract[name].input.safeParse(input);
    if (!parsed.success)
      throw new AppError('invalid-input', {
        method: name,
        issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
      });
    const call = makeCall(parsed.data, options, parts.now());
    if (handler.kind === 'app') return { ok: true, value: await handler.run(parsed.data, call) };
    const store = parts.storeOf((parsed.data as { plan: string }).plan);
    const services = parts.servicesOf(store);
    if (handler.kind === 'query')
      return {
        ok: true,
        value: await handler.run(store.read, parsed.data, services, call),
        revision: store.revision(),
      };
    return runCommand(name, handler, parsed.data, store, services, call);
  };

  return {
    async call(method, input, options = {}) {
      try {
        if (!isMethodName(method)) throw new AppError('unknown-method', { method });
        const envelope = await run(method, input, options);
        if (parts.checkOutputs && envelope.ok) contract[method].output.parse(envelope.value);
        return envelope;
      } catch (error) {
        if (!(error instanceof AppError)) parts.report(error, method);
        return { ok: false, error: toEnvelopeError(error) };
      }
    },
  };
}

async function runCommand(
  name: MethodName,
  handler: AnyHandler,
  input: unknown,
  store: PlanStore,
  services: unknown,
  call: Call,
): Promise<Envelope<unknown>> {
  if (store.readOnly) throw new AppError('plan-read-only', { path: store.path });
  const prepared = await handler.prepare(store.read, input, services, call);
  if (call.signal.aborted) throw new AppError('cancelled');
  const { value, revision } = await store.write(
    (output) => ({
      method: name,
      ...(call.by === undefined ? {} : { by: call.by }),
      at: call.now.toISOString(),
      summary: handler.summary(output, input),
      ...(handler.undoOf ? { undoOf: handler.undoOf(prepared) } : {}),
    }),
    (db) => {
      const seen = (input as { seenRevision?: number }).seenRevision;
      if (seen !== undefined && seen !== store.revision())
        throw new AppError('stale', { seen, current: store.revision() });
      return handler.apply(db, prepared, input, call);
    },
  );
  return { ok: true, value, revision };
}

function makeCall(input: unknown, options: CallOptions, now: Date): Call {
  const { by } = input as { by?: string };
  const job = options.job ?? '';
  return {
    by,
    now,
    signal: options.signal ?? new AbortController().signal,
    progress: (step) => options.onProgress?.({ job, ...step }),
  };
}

function toEnvelopeError(error: unknown): { code: string; details: Readonly<Record<string, unknown>> } {
  if (error instanceof AppError) return { code: error.code, details: error.details };
  return { code: 'internal', details: { cause: error instanceof Error ? error.message : String(error) } };
}
