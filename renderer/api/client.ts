import type { MethodCall, MethodName, MethodOutput } from '../../shared/contract/index.ts';
import type { EnvelopeError, Progress } from '../../shared/contract/method.ts';
import { createDesktopTransport } from './desktop-transport.ts';
import { createHttpTransport } from './http-transport.ts';
import type { Transport } from './transport.ts';

/** A call that the workbench refused; `failure` holds code and details for the sentence in renderer/words. */
export class CallFailure extends Error {
  readonly failure: EnvelopeError;

  constructor(failure: EnvelopeError) {
    super(failure.code);
    this.name = 'CallFailure';
    this.failure = failure;
  }
}

export function failureOf(error: unknown): EnvelopeError {
  return error instanceof CallFailure
    ? error.failure
    : { code: 'internal', details: { cause: String(error) } };
}

export interface Client {
  readonly transport: Transport;
  /** Runs a method. Rejects with CallFailure. */
  call<Name extends MethodName>(
    method: Name,
    input: MethodCall<Name>,
    options?: { readonly job?: string },
  ): Promise<MethodOutput<Name>>;
  /** A long call with progress that can be given up. */
  run<Name extends MethodName>(
    method: Name,
    input: MethodCall<Name>,
    onProgress: (progress: Progress) => void,
  ): { readonly done: Promise<MethodOutput<Name>>; readonly cancel: () => void };
}

export function chooseTransport(): Transport {
  return window.workbench ? createDesktopTransport(window.workbench) : createHttpTransport();
}

export function createClient(transport: Transport): Client {
  let jobs = 0;
  const call: Client['call'] = async (method, input, options) => {
    const envelope = await transport.call(method, input, options);
    if (!envelope.ok) throw new CallFailure(envelope.error);
    return envelope.value as MethodOutput<typeof method>;
  };
  return {
    transport,
    call,
    run(method, input, onProgress) {
      const job = `${method}-${++jobs}-${crypto.randomUUID()}`;
      const stop = transport.onProgress((progress) => progress.job === job && onProgress(progress));
      return { done: call(method, input, { job }).finally(stop), cancel: () => transport.cancel(job) };
    },
  };
}
