/**
 * Binary values cross JSON as `{"$bytes": base64}`; the page turns them back (renderer/api). Few answers have any, and
 * being asked about every value doubles the time of a large one.
 */
export function stringifyWithBytes(value: unknown): string {
  if (!holdsBytes(value)) return JSON.stringify(value);
  return JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Uint8Array
      ? { $bytes: Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('base64') }
      : part,
  );
}

function holdsBytes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Uint8Array) return true;
  if (Array.isArray(value)) return value.some(holdsBytes);
  for (const key in value) if (holdsBytes(value[key as keyof typeof value])) return true;
  return false;
}

/** Parses JSON from a page; names that would reach a prototype are dropped. */
export function parseJson(text: string): unknown {
  return JSON.parse(text, (key, part: unknown) => (key === '__proto__' ? undefined : part));
}
