import type { z } from 'zod';

/**
 * A method of the workbench: everything a host or a screen can ask for is one of these.
 * Queries read, commands write; both validate their input before any code of ours sees it.
 */
export interface MethodSpec<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly kind: 'query' | 'command';
  readonly input: Input;
  readonly output: Output;
}

export function query<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) {
  return { kind: 'query', input, output } as const satisfies MethodSpec<Input, Output>;
}

export function command<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) {
  return { kind: 'command', input, output } as const satisfies MethodSpec<Input, Output>;
}

/** What `call` answers, whatever the host. */
export type Envelope<Value> =
  | { readonly ok: true; readonly value: Value; readonly revision?: number }
  | { readonly ok: false; readonly error: EnvelopeError };

export interface EnvelopeError {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Progress of a running job; `done` of `total` files or rows. */
export interface Progress {
  readonly job: string;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly detail?: string;
}
