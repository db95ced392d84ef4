import { mkdtempSync, rmSync } from 'node:fs';
import { copyFile, cp, mkdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createPlanFile,
  type JournalRecord,
  openPlanFile,
  type PlanFile,
  type PlanFileOptions,
} from '../../../main/db/plan-file/plan-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  path = join(folder, 'a.plan');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options: PlanFileOptions = {
  now: () => new Date('2023-07-01T08:00:00Z'),
  mode: 'write',
  journalBeyondBytes: 0,
};
const state = (number: number) => (): Uint8Array => new TextEncoder().encode(`state ${number}`);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const record = (sequence: number): JournalRecord => ({
  sequence,
  statements: [
    { sql: 'insert', params: [sequence, '潘津镇', null, 1.5, new Uint8Array([1, 2, 255]), Number.NaN] },
  ],
});
const codes = (plan: PlanFile): string[] => plan.notices.map((notice) => notice.code);

/** A copy of file and folder at this moment, as a crash would leave them, without the lock. */
async function crashCopy(): Promise<string> {
  const copy = join(folder, 'crash', 'a.plan');
  await cp(`${path}.d`, `${copy}.d`, { recursive: true });
  await copyFile(path, copy);
  await rm(`${copy}.d/lock`, { force: true });
  return copy;
}

/** States 1 to 3 as whole saves (the journal opens with the third), 4 to `last` as journal records. */
async function planWithJournal(last: number): Promise<PlanFile> {
  const plan = await createPlanFile(path, state(1)(), options);
  for (let sequence = 2; sequence <= last; sequence += 1)
    await plan.commit(record(sequence), state(sequence));
  return plan;
}

describe('journal', () => {
  it('takes commands of a large plan as records and hands them over after a crash', async () => {
    const plan = await planWithJournal(6);
    const copy = await crashCopy();
    const again = await openPlanFile(copy, options);
    expect(textOf(again.image)).toBe('state 3');
    expect(again.journal).toEqual([record(4), record(5), record(6)]);
    expect(again.sequence).toBe(6);
    expect(codes(again)).toEqual(['journal-replayed']);
    await again.close(state(6));
    await plan.close(state(6));
  });

  it('folds the journal in at closing: the file alone holds everything', async () => {
    const plan = await planWithJournal(6);
    await plan.close(state(6));
    await expect(stat(`${path}.d/journal`)).rejects.toMatchObject({ code: 'ENOENT' });
    await rename(`${path}.d`, join(folder, 'elsewhere'));
    const alone = await openPlanFile(path, { ...options, mode: 'read' });
    expect([textOf(alone.image), alone.sequence, codes(alone)]).toEqual(['state 6', 6, ['folder-missing']]);
  });

  it('warns loudly where the file says that its journal is open and it is not there', async () => {
    const plan = await planWithJournal(5);
    const copy = await crashCopy();
    await plan.close(state(5));
    await rm(`${copy}.d/journal`);
    const again = await openPlanFile(copy, options);
    expect(codes(again)).toEqual(['plan-journal-missing']);
    expect(textOf(again.image)).toBe('state 3');
    await again.close(state(3));
    expect(codes(await openPlanFile(copy, { ...options, mode: 'read' }))).toContain('plan-journal-missing');
  });

  it('passes over a torn end and says so', async () => {
    const plan = await planWithJournal(6);
    const copy = await crashCopy();
    await plan.close(state(6));
    const { size } = await stat(`${copy}.d/journal`);
    await truncate(`${copy}.d/journal`, size - 3);
    const again = await openPlanFile(copy, { ...options, mode: 'read' });
    expect(again.journal).toEqual([record(4), record(5)]);
    expect(codes(again)).toEqual(['journal-replayed', 'journal-tail-dropped']);
  });

  it('tells damage inside from a torn end, uses what stands before it and keeps the damaged journal', async () => {
    const plan = await planWithJournal(8);
    const copy = await crashCopy();
    await plan.close(state(8));
    const bytes = await readFile(`${copy}.d/journal`);
    const at = bytes.indexOf('JREC', bytes.indexOf('JREC') + 4) + 60;
    bytes[at] = bytes[at]! ^ 1;
    await writeFile(`${copy}.d/journal`, bytes);
    const again = await openPlanFile(copy, options);
    expect(again.journal).toEqual([record(4)]);
    expect(again.sequence).toBe(8);
    expect(codes(again)).toEqual(['journal-replayed', 'journal-damaged', 'damaged-kept-aside']);
    expect(again.notices[1]!.details).toMatchObject({ readable: 1, stranded: 3 });
    await again.close(state(4));
  });

  it('does not use the journal of a copy that went apart', async () => {
    const plan = await planWithJournal(5);
    const copy = await crashCopy();
    await plan.saveWhole(state(6));
    await plan.commit(record(7), state(7));
    await copyFile(`${path}.d/journal`, `${copy}.d/journal`);
    await plan.close(state(7));
    const again = await openPlanFile(copy, options);
    expect(again.journal).toEqual([]);
    expect(codes(again)).toEqual(['journal-of-other-copy', 'plan-journal-missing', 'damaged-kept-aside']);
    await again.close(state(3));
  });

  it('goes on after folding when idle', async () => {
    const plan = await planWithJournal(5);
    await plan.foldJournal(state(5));
    await plan.commit(record(6), () => expect.fail('a record would do'));
    const copy = await crashCopy();
    const again = await openPlanFile(copy, { ...options, mode: 'read' });
    expect([textOf(again.image), again.journal]).toEqual(['state 5', [record(6)]]);
    await plan.close(state(6));
  });

  it('opens on a slow disk as well, by the measured time of the last whole save', async () => {
    const slow = { now: options.now, mode: 'write', journalBeyondMilliseconds: 0 } as const;
    const plan = await createPlanFile(path, state(1)(), slow);
    for (const sequence of [2, 3]) await plan.commit(record(sequence), state(sequence));
    await plan.commit(record(4), () => expect.fail('a record would do'));
    await plan.close(state(4));
  });

  it('is not opened for a single command, which costs one whole save', async () => {
    const plan = await planWithJournal(2);
    await expect(stat(`${path}.d/journal`)).rejects.toMatchObject({ code: 'ENOENT' });
    await plan.close(() => expect.fail('nothing to fold'));
  });

  it.each([true, false])(
    'a stick that is pulled and comes back loses nothing (journal %s)',
    async (journal) => {
      const stick = join(folder, 'stick');
      await mkdir(stick);
      const onStick = join(stick, 'a.plan');
      const plan = await createPlanFile(
        onStick,
        state(1)(),
        journal ? options : { ...options, journalBeyondBytes: 1e9 },
      );
      for (const sequence of [2, 3, 4]) await plan.commit(record(sequence), state(sequence));
      await rename(stick, join(folder, 'pulled'));
      await expect(plan.commit(record(5), state(5))).rejects.toMatchObject({
        code: 'write-failed',
        details: { path: onStick, cause: 'ENOENT' },
      });
      await rename(join(folder, 'pulled'), stick);
      await plan.commit(record(5), state(5));
      await plan.close(state(5));
      const again = await openPlanFile(onStick, { ...options, mode: 'read' });
      expect([textOf(again.image), again.sequence, codes(again)]).toEqual(['state 5', 5, []]);
    },
  );

  it('encrypts its records', async () => {
    const secret = { ...options, password: '口令', keyDerivation: { logN: 10, r: 8, p: 1 } };
    const plan = await createPlanFile(path, state(1)(), secret);
    for (let sequence = 2; sequence <= 5; sequence += 1) await plan.commit(record(sequence), state(sequence));
    const copy = await crashCopy();
    expect((await readFile(`${copy}.d/journal`)).includes(Buffer.from('潘津镇'))).toBe(false);
    const again = await openPlanFile(copy, { ...secret, mode: 'read' });
    expect(again.journal).toEqual([record(4), record(5)]);
    await plan.close(state(5));
  });
});
