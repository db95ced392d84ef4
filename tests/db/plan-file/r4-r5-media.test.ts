import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createPlanFile, openPlanFile } from '../../../main/db/plan-file/plan-file.ts';
import { hashOf } from '../../../main/db/plan-file/returns-container.ts';
import { mountSmallDisk } from '../../support/faults/small-disk.ts';
import {
  codesOf,
  readState,
  temporaryPlan,
  text,
  textOf,
  writeStates,
  writing,
} from '../../support/faults/temporary-plan.ts';

const probe = mountSmallDisk(1 << 20);
probe?.release();
const mountable = probe !== undefined;
if (!mountable)
  console.warn('R4/R5: this machine allows no tmpfs; the cases on a small and a read-only disk are skipped');

let release: (() => void) | undefined;
afterEach(() => release?.());

function smallDisk(bytes: number) {
  const disk = mountSmallDisk(bytes);
  if (!disk) throw new Error('no tmpfs');
  release = disk.release;
  return disk;
}

/** No compression anywhere: length is what counts. */
const megabyte = (letter: string) => text(letter.repeat(1 << 20));
const record = (sequence: number) => ({ sequence, statements: [] });
const temps = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.tmp'));

describe.skipIf(!mountable)('R4 disk full', () => {
  it('keeps the plan, leaves no temporary file, and works again when there is room', async () => {
    const { folder } = smallDisk(1.7 * (1 << 20));
    const path = join(folder, 'a.plan');
    const plan = await createPlanFile(path, megabyte('a')(), writing);
    await expect(plan.commit(record(2), megabyte('b'))).rejects.toMatchObject({
      code: 'write-failed',
      details: { path, cause: 'ENOSPC' },
    });
    expect(temps(folder)).toEqual([]);
    expect(plan.sequence).toBe(1);
    expect((await readState(path)).slice(0, 3)).toBe('aaa');
    await plan.commit(record(2), text('small again'));
    await plan.close(text('small again'));
    expect(await readState(path)).toBe('small again');
  });

  it('a journal record that finds no room falls back or fails, and comes back in neither case', async () => {
    const { folder } = smallDisk(1 << 20);
    const path = join(folder, 'a.plan');
    const plan = await createPlanFile(path, text('1')(), { ...writing, journalBeyondBytes: 0 });
    for (const sequence of [2, 3, 4]) await plan.commit(record(sequence), text(`${sequence}`));
    await writeFile(join(folder, 'filler'), Buffer.alloc(2 << 20)).catch(() => undefined);
    const large = { sequence: 5, statements: [{ sql: 'x'.repeat(1 << 16), params: [] }] };
    await expect(plan.commit(large, text('5'.repeat(1 << 16)))).rejects.toMatchObject({
      code: 'write-failed',
    });
    const reader = await openPlanFile(path, { ...writing, mode: 'read' });
    expect([textOf(reader.image), reader.journal.map((one) => one.sequence)]).toEqual(['3', [4]]);
    await rm(join(folder, 'filler'));
    await plan.commit(large, text('5'));
    await plan.close(text('5'));
    expect(await readState(path)).toBe('5');
  });

  it('neither originals nor an export are left half-written under their names', async () => {
    const { folder } = smallDisk(1.7 * (1 << 20));
    const path = join(folder, 'a.plan');
    const plan = await createPlanFile(path, megabyte('a')(), writing);
    const bytes = megabyte('r')();
    await expect(plan.storeReturns([{ hash: hashOf(bytes), bytes }])).rejects.toMatchObject({
      code: 'write-failed',
    });
    expect(readdirSync(join(`${path}.d`, 'returns'))).toEqual([]);
    const packed = join(folder, 'all.planpack');
    await expect(plan.packFile(packed, megabyte('a'))).rejects.toMatchObject({
      code: 'write-failed',
      details: { cause: 'ENOSPC' },
    });
    expect(readdirSync(folder).sort()).toEqual(['a.plan', 'a.plan.d']);
    await plan.close(megabyte('a'));
  });

  it('a full disk can still be read', async () => {
    const { folder } = smallDisk(1 << 20);
    const path = join(folder, 'a.plan');
    await writeStates(path, 2);
    await writeFile(join(folder, 'filler'), Buffer.alloc(2 << 20)).catch(() => undefined);
    const plan = await openPlanFile(path, writing);
    expect([plan.readOnly, codesOf(plan), textOf(plan.image)]).toEqual([
      true,
      ['read-only-medium'],
      'state 2',
    ]);
  });
});

describe('R5 read-only', () => {
  it.skipIf(!mountable)('a write-protected stick opens read-only and says so', async () => {
    const disk = smallDisk(1 << 20);
    const path = join(disk.folder, 'a.plan');
    await writeStates(path, 2);
    disk.remountReadOnly();
    const plan = await openPlanFile(path, writing);
    expect([plan.readOnly, textOf(plan.image)]).toEqual([true, 'state 2']);
    expect(plan.notices).toEqual([{ code: 'read-only-medium', details: { cause: 'EROFS' } }]);
    await expect(plan.saveWhole(text('x'))).rejects.toMatchObject({ code: 'plan-read-only' });
    await plan.close(text('x'));
  });

  it.each([
    ['file', (path: string) => path, 0o444, 'read-only-file'],
    ['folder', (path: string) => join(path, '..'), 0o555, 'read-only-folder'],
  ])(
    'a write-protected %s opens read-only, for the superuser too, and is not touched',
    async (_, target, mode, cause) => {
      const temporary = temporaryPlan();
      release = () => {
        chmodSync(temporary.folder, 0o755);
        temporary.release();
      };
      await writeStates(temporary.path, 2);
      const before = readFileSync(temporary.path);
      chmodSync(target(temporary.path), mode);
      const plan = await openPlanFile(temporary.path, writing);
      expect(plan.notices).toEqual([{ code: 'read-only-medium', details: { cause } }]);
      await expect(plan.commit(record(3), text('x'))).rejects.toMatchObject({ code: 'plan-read-only' });
      await plan.close(text('x'));
      expect(readFileSync(temporary.path).equals(before)).toBe(true);
      expect(readdirSync(`${temporary.path}.d`)).not.toContain('lock');
    },
  );
});
