import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../../main/db/plan-file/file-system-port.ts';
import {
  acquireLock,
  type LockHolder,
  nodeProcesses,
  type ProcessPort,
} from '../../../main/db/plan-file/lock.ts';
import { openPlanFile } from '../../../main/db/plan-file/plan-file.ts';
import { planPaths } from '../../../main/db/plan-file/plan-paths.ts';
import {
  codesOf,
  readingOnly,
  type TemporaryPlan,
  temporaryPlan,
  text,
  textOf,
  writeStates,
  writing,
} from '../../support/faults/temporary-plan.ts';

let temporary: TemporaryPlan;
beforeEach(() => {
  temporary = temporaryPlan();
});
afterEach(() => temporary.release());

async function leaveLock(holder: Partial<LockHolder>): Promise<void> {
  const whole = {
    pid: process.pid,
    host: hostname(),
    since: '2023-07-01T00:00:00.000Z',
    token: 'left',
    ...holder,
  };
  await writeFile(`${temporary.path}.d/lock`, JSON.stringify(whole));
}

/** A process number that is certainly free: its process has just ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid!;
}

describe('R6 two instances and stale locks', () => {
  it('a second instance is refused for writing and may read the last saved state', async () => {
    await writeStates(temporary.path, 2);
    const first = await openPlanFile(temporary.path, writing);
    await expect(openPlanFile(temporary.path, writing)).rejects.toMatchObject({
      code: 'plan-locked',
      details: { pid: process.pid, host: hostname() },
    });
    await first.saveWhole(text('state 3'));
    const reader = await openPlanFile(temporary.path, readingOnly);
    expect([textOf(reader.image), codesOf(reader), reader.readOnly]).toEqual([
      'state 3',
      ['locked-by-other'],
      true,
    ]);
    await reader.close(text('never'));
    await first.close(text('state 3'));
    const second = await openPlanFile(temporary.path, writing);
    expect(codesOf(second)).toEqual([]);
    await second.close(text('state 3'));
  });

  it('takes over the lock of a process that is gone on this host, and says so', async () => {
    await writeStates(temporary.path, 1);
    await leaveLock({ pid: await endedProcess() });
    const plan = await openPlanFile(temporary.path, writing);
    expect(codesOf(plan)).toEqual(['stale-lock-taken']);
    await plan.close(text('state 1'));
  });

  it.skipIf(nodeProcesses.processStart === undefined)(
    'is not fooled by a process number used again',
    async () => {
      await writeStates(temporary.path, 1);
      await leaveLock({ processStart: 'an earlier boot:1' });
      const plan = await openPlanFile(temporary.path, writing);
      expect(codesOf(plan)).toEqual(['stale-lock-taken']);
      await plan.close(text('state 1'));
    },
  );

  it('never takes over a lock of another host: nobody here can know', async () => {
    await writeStates(temporary.path, 1);
    await leaveLock({ host: '别的电脑', pid: 1 });
    await expect(openPlanFile(temporary.path, writing)).rejects.toMatchObject({
      code: 'plan-locked',
      details: { host: '别的电脑' },
    });
    expect(codesOf(await openPlanFile(temporary.path, readingOnly))).toEqual(['locked-by-other']);
    const confirmed = await openPlanFile(temporary.path, { ...writing, takeOverLock: true });
    expect(codesOf(confirmed)).toEqual(['stale-lock-taken']);
    await confirmed.close(text('state 1'));
  });

  it('whose lock was taken over after a person’s word can save no more', async () => {
    await writeStates(temporary.path, 1);
    const first = await openPlanFile(temporary.path, writing);
    const second = await openPlanFile(temporary.path, { ...writing, takeOverLock: true });
    await expect(first.saveWhole(text('lost'))).rejects.toMatchObject({ code: 'plan-locked' });
    await second.saveWhole(text('state 2'));
    await first.close(text('lost'));
    await second.close(text('state 2'));
    expect(textOf((await openPlanFile(temporary.path, readingOnly)).image)).toBe('state 2');
  });

  it.each(['', '{"pid":', '\0\0\0\0'])(
    'takes over a lock file that a power cut left unreadable (%j)',
    async (content) => {
      await writeStates(temporary.path, 1);
      await writeFile(`${temporary.path}.d/lock`, content);
      const plan = await openPlanFile(temporary.path, writing);
      expect(codesOf(plan)).toEqual(['stale-lock-taken']);
      await plan.close(text('state 1'));
    },
  );

  it('of many that find the same stale lock, one gets it', async () => {
    const paths = planPaths(temporary.path);
    await mkdir(paths.folder);
    for (let round = 0; round < 20; round += 1) {
      await leaveLock({ pid: 999_999, host: 'here' });
      const contenders = Array.from(
        { length: 8 },
        (_, index): ProcessPort => ({
          pid: index + 1,
          host: 'here',
          isRunning: (holder) => holder.pid !== 999_999,
        }),
      );
      const results = await Promise.allSettled(
        contenders.map((one) => acquireLock(nodeFileSystem, paths, one, new Date())),
      );
      const winners = results.filter((result) => result.status === 'fulfilled');
      expect(winners.length).toBe(1);
      const holder = JSON.parse(await readFile(paths.lock, 'utf8')) as LockHolder;
      expect(results[holder.pid - 1]?.status).toBe('fulfilled');
      await winners[0]!.value.release();
      expect(await readdir(paths.folder)).toEqual([]);
    }
  });

  it('stops writing when another process holds the lock now', async () => {
    await writeStates(temporary.path, 1);
    const plan = await openPlanFile(temporary.path, writing);
    await leaveLock({ host: '别的电脑' });
    await expect(plan.saveWhole(text('state 2'))).rejects.toMatchObject({ code: 'plan-locked' });
    await plan.close(text('state 1'));
    expect(JSON.parse(await readFile(`${temporary.path}.d/lock`, 'utf8'))).toMatchObject({
      host: '别的电脑',
    });
  });

  it('goes on when its folder was renamed under it, even with a journal, and loses nothing', async () => {
    const options = { ...writing, journalBeyondBytes: 0 };
    await writeStates(temporary.path, 1);
    const plan = await openPlanFile(temporary.path, options);
    for (const sequence of [2, 3, 4])
      await plan.commit({ sequence, statements: [] }, text(`state ${sequence}`));
    await rename(`${temporary.path}.d`, `${temporary.path}.renamed`);
    await plan.commit({ sequence: 5, statements: [] }, text('state 5'));
    expect(codesOf(plan)).toContain('folder-made-again');
    const reader = await openPlanFile(temporary.path, readingOnly);
    expect([textOf(reader.image), reader.journal]).toEqual(['state 5', []]);
    await plan.close(text('state 5'));
  });

  it('does not replace a file that another program put in the plan’s place: it is kept aside', async () => {
    await writeStates(temporary.path, 2);
    const plan = await openPlanFile(temporary.path, writing);
    await writeFile(temporary.path, 'put here by a backup program');
    await plan.saveWhole(text('state 3'));
    expect(codesOf(plan)).toEqual(['plan-replaced-outside']);
    const notice = plan.notices[0];
    expect(await readFile(String(notice?.details.kept), 'utf8')).toBe('put here by a backup program');
    await plan.close(text('state 3'));
    expect((await stat(temporary.path)).isFile()).toBe(true);
  });

  it('writes through a symbolic link and keeps it', async () => {
    const { symlink, lstat } = await import('node:fs/promises');
    await writeStates(temporary.path, 1);
    const link = join(temporary.folder, '快捷方式.plan');
    await symlink(temporary.path, link);
    const plan = await openPlanFile(link, writing);
    await plan.saveWhole(text('state 2'));
    await plan.close(text('state 2'));
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(textOf((await openPlanFile(temporary.path, readingOnly)).image)).toBe('state 2');
  });
});
