import { describe, expect, it } from 'vitest';
import {
  createPlanFile,
  openPlanFile,
  type PlanFile,
  type PlanFileOptions,
} from '../../../main/db/plan-file/plan-file.ts';
import { hashOf } from '../../../main/db/plan-file/returns-container.ts';
import { type CrashState, ModelDisk } from '../../support/faults/model-disk.ts';
import { optionsFor, planPath } from '../../support/faults/model-session.ts';
import { text, textOf } from '../../support/faults/temporary-plan.ts';

const cheap = { keyDerivation: { logN: 10, r: 8, p: 1 } };
const state = (number: number) => text(`潘津镇 ${number}`);
const original = text('潘津镇的上报表')();
const hash = hashOf(original);

async function change(disk: ModelDisk, from: string | null, to: string | null): Promise<void> {
  const given = from === null ? {} : { password: from };
  const plan = await createPlanFile(planPath, state(1)(), optionsFor(disk, { ...cheap, ...given }));
  await plan.storeReturns([{ hash, bytes: original }]);
  await plan.saveWhole(state(2));
  await plan.changePassword(to, state(2));
}

/** With the old or the new password, whichever the plan has now. */
async function openEither(
  disk: ModelDisk,
  passwords: readonly (string | null)[],
): Promise<PlanFile | undefined> {
  for (const password of passwords) {
    const options: PlanFileOptions = optionsFor(disk, password === null ? {} : { password });
    const plan = await openPlanFile(planPath, options).catch(() => undefined);
    if (plan) return plan;
  }
  return undefined;
}

const changes = [
  [null, '新口令'],
  ['旧口令', '新口令'],
  ['旧口令', null],
] as const;

const readingOnly = ['read', 'stat', 'list', 'open-read', 'real-path', 'close'];

describe('R2 power loss while the password changes', { timeout: 300_000 }, () => {
  it.each(changes)(
    '%s → %s: opens with one of the two, complete, without a word of alarm',
    async (from, to) => {
      const states = new Map<string, { state: CrashState; folders: readonly string[] }>();
      const collect = (): void => {
        for (const state of disk.crashStates()) {
          const files = [...state].map(([path, bytes]) => `${path} ${Buffer.from(bytes).toString('base64')}`);
          states.set(files.sort().join(), { state: new Map(state), folders: disk.folders });
        }
      };
      const disk = new ModelDisk({
        before: (operation) => {
          if (watching && !readingOnly.includes(operation)) collect();
          return undefined;
        },
      });
      let watching = false;
      const given = from === null ? {} : { password: from };
      const options = optionsFor(disk, { ...cheap, ...given, journalBeyondBytes: 0 });
      const plan = await createPlanFile(planPath, state(1)(), options);
      await plan.storeReturns([{ hash, bytes: original }]);
      for (const sequence of [2, 3, 4]) {
        await plan.commit({ sequence, statements: [{ sql: 'x', params: [sequence] }] }, state(sequence));
      }
      watching = true;
      await plan.changePassword(to, state(4));
      collect();
      expect(states.size).toBeGreaterThan(30);
      for (const { state: files, folders } of states.values()) {
        const after = new ModelDisk({}, files, folders);
        const opened = await openEither(after, [from, to]);
        const saved = textOf(opened?.image);
        const commands = opened?.journal.map((one) => one.sequence);
        expect([[saved, commands]]).toContainEqual(
          saved === textOf(state(3)()) ? [saved, [4]] : [textOf(state(4)()), []],
        );
        expect(await opened?.readReturn(hash)).toEqual(original);
        const said = opened?.notices.map((one) => one.code) ?? [];
        expect(said.filter((code) => !['journal-replayed', 'stale-lock-taken'].includes(code))).toEqual([]);
        await opened?.abandon();
      }
    },
  );
});

describe('R3 the n-th file operation fails while the password changes', { timeout: 300_000 }, () => {
  it.each(changes)(
    '%s → %s: the plan opens with one of the two, complete, and leaves nothing readable beside it',
    async (from, to) => {
      const sound = new ModelDisk();
      await change(sound, from, to);
      for (let at = 1; at <= sound.operations; at += 1) {
        let broken = true;
        const disk = new ModelDisk({
          before: () => {
            if (broken && disk.operations === at) throw Object.assign(new Error('EIO'), { code: 'EIO' });
            return undefined;
          },
        });
        const failure = await change(disk, from, to).catch((error: unknown) => error);
        broken = false;
        const plan = await openEither(disk, failure ? [from, to] : [to]);
        if (!plan) {
          // Only while it was being created may there be no plan.
          expect(disk.files.has(planPath)).toBe(false);
          continue;
        }
        const content = textOf(plan.image);
        expect([state(1), state(2)].map((one) => textOf(one()))).toContain(content);
        const stored = await plan.readReturn(hash);
        if (content === textOf(state(2)())) expect(stored).toEqual(original);
        if (plan.encrypted) {
          const readable = [...disk.files].filter(([, bytes]) => Buffer.from(bytes).includes('潘津镇'));
          expect(readable.map(([path]) => `${path} after ${at}`)).toEqual([]);
        }
        await plan.abandon();
      }
    },
  );
});
