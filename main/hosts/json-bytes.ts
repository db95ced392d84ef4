/** Binary values cross JSON as `{"$bytes": base64}`; the page turns them back (renderer/api). */
export function stringifyWithBytes(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Uint8Array
      ? { $bytes: Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('base64') }
      : part,
  );
}

/** Parses JSON from a page; names that would reach a prototype are dropped. */
export function parseJson(text: string): unknown {
  return JSON.parse(text, (key, part: unknown) => (key === '__proto__' ? undefined : part));
}
