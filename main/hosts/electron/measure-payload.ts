/*
 * What a page may send in one message, checked before any schema looks at it: size, depth and kinds of values.
 * Files come as paths; only those without one (dropped from a mail or an archive) come as bytes.
 */

export const payloadLimits = {
  /** Characters of text plus bytes. */
  size: 64 * 1024 * 1024,
  values: 2_000_000,
  depth: 32,
} as const;

export type PayloadFault = 'too-big' | 'malformed';

const reservedNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Why a message is turned away; undefined = acceptable. Only plain data passes: no Map, Date, BigInt, cycles. */
export function measurePayload(payload: unknown): PayloadFault | undefined {
  let size = 0;
  let values = 0;
  let layer: unknown[] = [payload];
  for (let depth = 0; layer.length > 0; depth++) {
    if (depth > payloadLimits.depth) return 'malformed';
    const next: unknown[] = [];
    for (const value of layer) {
      const parts = partsOf(value);
      if (!parts) return 'malformed';
      size += parts.size;
      values += 1 + parts.inner.length;
      if (size > payloadLimits.size || values > payloadLimits.values) return 'too-big';
      for (const part of parts.inner) next.push(part);
    }
    layer = next;
  }
  return undefined;
}

interface Parts {
  readonly size: number;
  readonly inner: readonly unknown[];
}

const nothingInside: readonly unknown[] = [];

function partsOf(value: unknown): Parts | undefined {
  if (typeof value === 'string') return { size: value.length, inner: nothingInside };
  if (value === null || ['undefined', 'boolean', 'number'].includes(typeof value))
    return { size: 8, inner: nothingInside };
  if (typeof value !== 'object') return undefined;
  if (value instanceof Uint8Array) return { size: value.byteLength, inner: nothingInside };
  if (Array.isArray(value)) return { size: 8, inner: value };
  if (![Object.prototype, null].includes(Object.getPrototypeOf(value))) return undefined;
  const names = Object.keys(value);
  if (names.some((name) => reservedNames.has(name))) return undefined;
  return { size: names.join('').length, inner: Object.values(value) };
}
