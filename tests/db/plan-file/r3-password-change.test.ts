import { describe, expect, it } from 'vitest';
import {
  createPlanFile,
  openPlanFile,
  type PlanFile,
  type PlanFileOptions,
} from '../../../main/db/plan-file/plan-file.ts';
import { hashOf } from '../../../main/db/plan-file/returns-container.ts';
import { ModelDisk } from '../../support/faults/model-disk.ts';
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

describe('R3 the n-th file operation fails while the password changes', { timeout: 300_000 }, () => {
  it.each([
    [null, '新口令'],
    ['旧口令', '新口令'],
    ['旧口令', null],
  ])(
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
