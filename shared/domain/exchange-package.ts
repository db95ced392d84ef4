import { z } from 'zod';

/**
 * What one office hands to the office one level up: its consolidated figures for a form and period, numbered, chained to
 * the package before, and signed. Nothing in it is ever a path or a formula.
 */
const code = z.string().min(1).max(64);
const decimal = z.string().regex(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);

export const exchangeBody = z.strictObject({
  format: z.literal('planbench-exchange'),
  version: z.literal(1),
  plan: code,
  sender: z.strictObject({ code, name: z.string().min(1).max(200) }),
  form: code,
  period: z.string().min(4).max(10),
  /** 1 for the first package of a form and period. */
  sequence: z.int().min(1),
  /** Hash of the package before; null for the first. */
  previous: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  madeAt: z.string().max(40),
  figures: z
    .array(
      z.strictObject({
        indicator: code,
        name: z.string().max(200),
        unit: z.string().max(40),
        value: decimal.nullable(),
        complete: z.boolean(),
        missing: z.array(z.string().max(200)).max(5000),
        /** Rests on too few reporters to be handed on; the value is null then. */
        withheld: z.literal(true).optional(),
      }),
    )
    .max(5000),
});
export type ExchangeBody = z.output<typeof exchangeBody>;

/** `hash` is SHA-256 of the body's canonical text, `signature` Ed25519 over the hash, both hex; the key is raw hex. */
export const exchangePackage = z.strictObject({
  body: exchangeBody,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  publicKey: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type ExchangePackage = z.output<typeof exchangePackage>;

/** Keys in order at every level, so that one content has one text and one hash. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalText(part)}`).join(',')}}`;
}
