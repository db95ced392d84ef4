import { describe, expect, it } from 'vitest';
import { parseJson, stringifyWithBytes } from '../../main/hosts/json-bytes.ts';

describe('answers as text', () => {
  it.each([
    { ok: true, value: { rows: [{ a: null, b: undefined, c: [1, 'x', false] }], none: {} } },
    'text',
    null,
    [],
  ])('is plain JSON where nothing is binary: %j', (value) =>
    expect(stringifyWithBytes(value)).toBe(JSON.stringify(value)),
  );

  it('finds bytes wherever they are', () => {
    const bytes = new Uint8Array([9, 1, 2, 9]).subarray(1, 3);
    const wrapped = { $bytes: 'AQI=' };
    expect(parseJson(stringifyWithBytes({ value: [{ deep: [0, { bytes }] }, bytes] }))).toEqual({
      value: [{ deep: [0, { bytes: wrapped }] }, wrapped],
    });
    expect(parseJson(stringifyWithBytes(bytes))).toEqual(wrapped);
  });
});
