import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listWorkbook, usualValues } from '../support/made-up-returns.ts';
import { startBench } from '../support/test-bench.ts';

/* What stands in a folder beside returns: pipes, links, files of any size. Windows makes none of the first two so simply. */

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'planbench-odd-'));
  await mkdir(path.join(folder, 'in'));
  return folder;
}

test.skipIf(process.platform === 'win32')(
  'pipes and dead links are listed as refused, links to returns are read, links to folders are not walked',
  async () => {
    const folder = await makeFolder();
    const inside = (name: string) => path.join(folder, 'in', name);
    await writeFile(path.join(folder, 'a.xlsx'), listWorkbook({ sender: '青石镇', values: usualValues(1) }));
    await copyFile(path.join(folder, 'a.xlsx'), inside('青石镇.xlsx'));
    await writeFile(path.join(folder, 'b.xlsx'), listWorkbook({ sender: '白河乡', values: usualValues(2) }));
    await symlink('../b.xlsx', inside('白河乡.xlsx'));
    await symlink('nowhere.xlsx', inside('断.xlsx'));
    await symlink('..', inside('圈'));
    execFileSync('mkfifo', [inside('管道.xlsx')]);
    const bench = await startBench();
    const { files } = await bench.call('returns/stage', { files: [{ path: path.join(folder, 'in') }] });
    const outcomes = files.map((one) => [one.file, one.outcome, one.findings[0]?.code]);
    expect(outcomes).toEqual([
      ['断.xlsx', 'refused', 'damaged'],
      ['白河乡.xlsx', 'staged', undefined],
      ['管道.xlsx', 'refused', 'damaged'],
      ['青石镇.xlsx', 'staged', undefined],
    ]);
    const alone = await bench.call('returns/stage', { files: [{ path: inside('管道.xlsx') }] });
    expect(alone.files.map(({ outcome }) => outcome)).toEqual(['refused']);
  },
);

test('a file of three gigabytes is refused for its size and not loaded', async () => {
  const folder = await makeFolder();
  const big = path.join(folder, 'in', '全部.xlsx');
  await writeFile(big, 'PK\u0003\u0004');
  await truncate(big, 3 * 2 ** 30);
  const bench = await startBench();
  const { files } = await bench.call('returns/stage', { files: [{ path: path.join(folder, 'in') }] });
  expect(files[0]).toMatchObject({ outcome: 'refused', findings: [{ code: 'too-big' }] });
});
