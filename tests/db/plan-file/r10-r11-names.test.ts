import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlanFile, openPlanFile } from '../../../main/db/plan-file/plan-file.ts';
import { requirePlanName } from '../../../main/db/plan-file/plan-paths.ts';
import { ModelDisk } from '../../support/faults/model-disk.ts';
import { commandsOf, imageOf, optionsFor, planPath } from '../../support/faults/model-session.ts';
import {
  readState,
  type TemporaryPlan,
  temporaryPlan,
  text,
  writeStates,
  writing,
} from '../../support/faults/temporary-plan.ts';

let temporary: TemporaryPlan;
beforeEach(() => {
  temporary = temporaryPlan();
});
afterEach(() => temporary.release());

const names = [
  '伊宁市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要（二〇二三年修订稿）.plan',
  `${'规'.repeat(80)}.plan`,
  `${'a'.repeat(248)}.plan`,
  '带 空格 和 %20 # & ? 号.plan',
  'e\u0301 nfd.plan',
  '\u00e9 nfc.plan',
  '📊.plan',
  '没有后缀',
  '-rf.plan',
];

describe('R10 names and paths', () => {
  it.each(names)('%s', async (name) => {
    const path = join(temporary.folder, name);
    await writeStates(path, 3, { ...writing, journalBeyondBytes: 0 });
    expect(await readState(path)).toBe('state 3');
    expect((await readdir(temporary.folder)).sort()).toEqual([name, `${name}.d`].sort());
  });

  it('a path of more than 1,000 bytes', async () => {
    const folder = join(
      temporary.folder,
      ...Array.from({ length: 10 }, (_, index) => `第${index}层${'夹'.repeat(35)}`),
    );
    await mkdir(folder, { recursive: true });
    const path = join(folder, '规划.plan');
    expect(Buffer.byteLength(path)).toBeGreaterThan(1000);
    await writeStates(path, 2);
    expect(await readState(path)).toBe('state 2');
  });

  it.each([`${'规'.repeat(85)}.plan`, `${'a'.repeat(254)}`])(
    'a name that leaves no room for the folder’s is refused before writing',
    async (name) => {
      const created = createPlanFile(join(temporary.folder, name), text('x')(), writing);
      await expect(created).rejects.toMatchObject({
        code: 'invalid-input',
        details: { reason: 'name-too-long' },
      });
      expect(await readdir(temporary.folder)).toEqual([]);
    },
  );

  it.each(['CON.plan', 'nul', 'a.plan ', 'a.plan.', 'a:b.plan', 'a?.plan'])(
    '%j is refused on Windows',
    (name) => {
      expect(() => requirePlanName(`/plans/${name}`, true)).toThrowError(
        expect.objectContaining({ code: 'invalid-input' }),
      );
      expect(() => requirePlanName(`/plans/${name}`, false)).not.toThrow();
    },
  );

  it('a folder in the plan’s place, and a folder that is not there', async () => {
    await mkdir(temporary.path);
    await expect(openPlanFile(temporary.path, writing)).rejects.toMatchObject({ code: 'plan-missing' });
    expect(await readdir(temporary.folder)).toEqual(['a.plan']);
    await expect(createPlanFile(temporary.path, text('x')(), writing)).rejects.toMatchObject({
      code: 'plan-exists',
    });
    const nowhere = join(temporary.folder, 'no', 'a.plan');
    await expect(createPlanFile(nowhere, text('x')(), writing)).rejects.toMatchObject({
      code: 'write-failed',
    });
    await expect(openPlanFile(nowhere, writing)).rejects.toMatchObject({ code: 'plan-missing' });
  });
});

/** Simulated: the error codes of Windows on a model disk. No Windows ran here. */
describe('R11 a plan file that another program holds (simulated Windows)', () => {
  async function heldPlan(held: { times: number }) {
    const disk = new ModelDisk({
      windows: true,
      before: (operation, path) => {
        if (operation !== 'rename' || path !== planPath || held.times === 0) return undefined;
        held.times -= 1;
        throw Object.assign(new Error('held'), { code: ['EPERM', 'EACCES', 'EBUSY'][held.times % 3] });
      },
    });
    const plan = await createPlanFile(planPath, imageOf([1]), optionsFor(disk));
    return { disk, plan };
  }

  it('waits with growing pauses and saves', async () => {
    const held = { times: 0 };
    const { disk, plan } = await heldPlan(held);
    held.times = 8;
    await plan.saveWhole(() => imageOf([1, 2]));
    expect(disk.paused).toBe(10 + 20 + 40 + 80 + 160 + 320 + 640 + 1000);
    expect(commandsOf(await openPlanFile(planPath, optionsFor(disk, { mode: 'read' })))).toEqual([1, 2]);
  });

  it('gives up after about 7 s, keeps the complete copy under a name that it tells, and loses nothing', async () => {
    const held = { times: 0 };
    const { disk, plan } = await heldPlan(held);
    held.times = 1000;
    const failure = (await plan.saveWhole(() => imageOf([1, 2])).catch((error: unknown) => error)) as {
      code: string;
      details: { kept: string };
    };
    expect(failure.code).toBe('write-failed');
    expect(disk.paused).toBeGreaterThanOrEqual(7000);
    expect(disk.paused).toBeLessThan(9000);
    expect(commandsOf(await openPlanFile(planPath, optionsFor(disk, { mode: 'read' })))).toEqual([1]);
    expect(failure.details.kept).toMatch(/^\/plans\/a\.plan\.d\/kept\/.+\.plan$/);
    const kept = await openPlanFile(failure.details.kept, optionsFor(disk, { mode: 'read' }));
    expect(commandsOf(kept)).toEqual([1, 2]);
    held.times = 0;
    await plan.saveWhole(() => imageOf([1, 2]));
    expect(commandsOf(await openPlanFile(planPath, optionsFor(disk, { mode: 'read' })))).toEqual([1, 2]);
  });
});
