import { copyFile, cp, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareCopies } from '../../../main/db/plan-file/copies.ts';
import { nodeFileSystem } from '../../../main/db/plan-file/file-system-port.ts';
import { readHeaderOf } from '../../../main/db/plan-file/generations.ts';
import { openPlanFile, type PlanFile } from '../../../main/db/plan-file/plan-file.ts';
import {
  codesOf,
  type TemporaryPlan,
  temporaryPlan,
  text,
  textOf,
  writeStates,
  writing,
} from '../../support/faults/temporary-plan.ts';

let temporary: TemporaryPlan;
let [first, second] = ['', ''];
beforeEach(async () => {
  temporary = temporaryPlan();
  [first, second] = ['stick-1', 'stick-2'].map((stick) => join(temporary.folder, stick, 'a.plan')) as [
    string,
    string,
  ];
  await mkdir(join(first, '..'));
  await writeStates(first, 3);
  await cp(join(first, '..'), join(second, '..'), { recursive: true });
});
afterEach(() => temporary.release());

async function work(path: string, name: string, saves = 1): Promise<PlanFile> {
  const plan = await openPlanFile(path, writing);
  for (let count = 0; count < saves; count += 1) await plan.saveWhole(text(`${name} ${count}`));
  await plan.close(text(name));
  return plan;
}

async function compare() {
  const [one, other] = [
    await readHeaderOf(nodeFileSystem, first),
    await readHeaderOf(nodeFileSystem, second),
  ];
  return compareCopies(one!, other!);
}

describe('two copies of one plan on two sticks', () => {
  it('knows the same, the newer, and those that went apart', async () => {
    expect(await compare()).toEqual({ relation: 'same', commonSequence: 3 });
    await work(second, 'b');
    expect(await compare()).toEqual({ relation: 'second-newer', commonSequence: 3 });
    await work(first, 'a', 4);
    expect(await compare()).toEqual({ relation: 'diverged', commonSequence: 3 });
  });

  it('knows them after many more saves than the list of ancestors holds', async () => {
    await work(second, 'b', 60);
    expect((await compare()).relation).toBe('unclear');
    await work(first, 'a', 60);
    expect((await compare()).relation).toBe('diverged');
  });

  it('says so when a diverged copy is put over the other one', async () => {
    await work(first, 'a', 2);
    await work(second, 'b', 1);
    await copyFile(second, first);
    const plan = await openPlanFile(first, writing);
    expect(codesOf(plan)).toEqual(['copies-diverged']);
    expect(plan.notices[0]?.details).toEqual({ sequence: 4, lastKnownSequence: 5, commonSequence: 3 });
    expect(textOf(plan.image)).toBe('b 0');
    await plan.saveWhole(text('joined'));
    expect(plan.sequence).toBe(6);
    await plan.close(text('joined'));
  });

  it('says nothing when a copy that went on elsewhere comes back, and warns of an older one', async () => {
    await work(second, 'b', 2);
    await copyFile(first, join(temporary.folder, 'old'));
    await copyFile(second, first);
    expect(codesOf(await work(first, 'c'))).toEqual([]);
    await copyFile(join(temporary.folder, 'old'), first);
    expect(codesOf(await work(first, 'd'))).toEqual(['older-copy']);
  });

  it('says so when the folder is another plan’s', async () => {
    const other = join(temporary.folder, 'other.plan');
    await writeStates(other, 2);
    await rename(`${first}.d`, join(temporary.folder, 'away'));
    await cp(`${other}.d`, `${first}.d`, { recursive: true });
    expect(codesOf(await openPlanFile(first, { ...writing, mode: 'read' }))).toEqual([
      'folder-of-other-plan',
    ]);
  });

  it('is told by the folder’s absence when the file came alone', async () => {
    await rename(`${first}.d`, join(temporary.folder, 'away'));
    expect(codesOf(await work(first, 'a'))).toEqual(['folder-missing']);
  });

  it('finds the folder that stayed behind when the file was renamed', async () => {
    const renamed = join(first, '..', '新名.plan');
    await rename(first, renamed);
    const plan = await openPlanFile(renamed, { ...writing, mode: 'read' });
    expect(plan.notices).toEqual([
      { code: 'folder-missing', details: { folder: `${renamed}.d`, found: `${first}.d` } },
    ]);
  });
});
