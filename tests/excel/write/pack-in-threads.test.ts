import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packInThreads } from '../../../main/excel/write/pack-in-threads.ts';
import { unpackEntry } from '../../../main/excel/write/zip-archive.ts';

const chunk = (seed: number, length: number) =>
  Uint8Array.from({ length }, (_, at) => (at * seed * 7919 + ((at * at) % 251)) & 0xff);

describe('packInThreads', () => {
  it.each([[[]], [[0]], [[1]], [[70_000, 3, 0, 12]], [Array.from({ length: 23 }, (_, at) => at * 1000)]])(
    'makes one deflate stream with the checksum of the whole: chunks of %j',
    async (lengths) => {
      const chunks = lengths.map((length, at) => chunk(at + 1, length));
      const entry = await packInThreads('xl/a.xml', chunks);
      const whole = Buffer.concat(chunks);
      expect(Buffer.from(unpackEntry(entry)).equals(whole)).toBe(true);
      expect(inflateRawSync(entry.stored).equals(whole)).toBe(true);
      expect(entry.size).toBe(whole.length);
    },
  );
});
