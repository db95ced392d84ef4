import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { openZipPackage } from '../../../main/excel/read/zip-package.ts';
import { makeZip, type ZipEntry } from './make-zip.ts';

/* A part that is the same in the next file is not unpacked again; one that only looks the same is. */

const name = 'xl/styles.xml';

function unpack(entry: Omit<ZipEntry, 'name'>): string | undefined {
  const bytes = openZipPackage(makeZip([{ name, ...entry }]), defaultLimits).bytes(name);
  return bytes && Buffer.from(bytes).toString();
}

describe('parts of one file after the other', () => {
  it.each([false, true])('are those of their own file (stored: %j)', (stored) => {
    for (const data of ['<a>1</a>', '<a>1</a>', '<a>2</a>', '<a>1</a>', '<a/>', ''])
      expect(unpack({ data, stored })).toBe(data);
  });

  it('are refused for a lie although the file before had the same bytes', () => {
    const data = '<a>1</a>';
    for (const lie of [{ crc: 1 }, { size: 7 }, { size: 900 }]) {
      expect(unpack({ data })).toBe(data);
      expect(() => unpack({ data, ...lie })).toThrow('damaged');
    }
    expect(unpack({ data })).toBe(data);
  });

  it('stay as they are when the file they came from is overwritten', () => {
    const data = '<a>kept</a>';
    const file = makeZip([{ name, data, stored: true }]);
    expect(openZipPackage(file, defaultLimits).bytes(name)).toHaveLength(data.length);
    file.fill(0);
    expect(unpack({ data, stored: true })).toBe(data);
  });
});
