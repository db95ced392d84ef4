import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically } from '../../../main/excel/write/atomic-file.ts';

const bytes = Uint8Array.from([1, 2, 3]);

describe('writeFileAtomically', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'planbench-atomic-'));
  });

  it('writes a new file and replaces an old one, leaving no temp', async () => {
    const path = join(folder, '汇总.xlsx');
    await writeFile(path, 'old');
    await writeFileAtomically(path, bytes);
    expect(new Uint8Array(await readFile(path))).toEqual(bytes);
    expect(await readdir(folder)).toEqual(['汇总.xlsx']);
  });

  it.each(['.~lock.汇总.xlsx#', '~$汇总.xlsx'])(
    'refuses a target open elsewhere (%s) and suggests a free name',
    async (lock) => {
      const path = join(folder, '汇总.xlsx');
      await writeFile(path, 'old');
      await writeFile(join(folder, lock), '');
      await writeFile(join(folder, '汇总（2）.xlsx'), '');
      const error = await writeFileAtomically(path, bytes).catch((caught: unknown) => caught);
      expect(error).toMatchObject({
        code: 'target-busy',
        details: { suggestion: join(folder, '汇总（3）.xlsx') },
      });
      expect(await readFile(path, 'utf8')).toBe('old');
    },
  );

  it('says that the write failed, and leaves nothing, where there is no folder or the target is one', async () => {
    const missing = await writeFileAtomically(join(folder, 'no', 'a.xlsx'), bytes).catch(
      (caught: unknown) => caught,
    );
    expect(missing).toMatchObject({ code: 'write-failed' });
    await mkdir(join(folder, 'a.xlsx', 'b'), { recursive: true });
    const directory = await writeFileAtomically(join(folder, 'a.xlsx'), bytes).catch(
      (caught: unknown) => caught,
    );
    expect(directory).toMatchObject({ code: 'write-failed' });
    expect(await readdir(folder)).toEqual(['a.xlsx']);
  });

  it.skipIf(process.platform === 'win32')('puts nothing in the place of a pipe or a device', async () => {
    const path = join(folder, '管道');
    execFileSync('mkfifo', [path]);
    await expect(writeFileAtomically(path, bytes)).rejects.toMatchObject({ code: 'write-failed' });
    expect((await stat(path)).isFIFO()).toBe(true);
  });
});
