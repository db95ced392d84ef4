import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPlanFile } from '../../../main/db/plan-file/check-plan-file.ts';
import { unpackPlanFile } from '../../../main/db/plan-file/pack-file.ts';
import {
  createPlanFile,
  openPlanFile,
  type PlanFile,
  type PlanFileOptions,
} from '../../../main/db/plan-file/plan-file.ts';
import { hashOf } from '../../../main/db/plan-file/returns-container.ts';
import { writing } from '../../support/faults/temporary-plan.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pack-'));
  path = join(folder, 'a.plan');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options: PlanFileOptions = writing;
const text = (content: string) => (): Uint8Array => new TextEncoder().encode(content);
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const original = text('上报表')();

async function filled(): Promise<PlanFile> {
  const plan = await createPlanFile(path, text('one')(), options);
  await plan.storeReturns([{ hash: hashOf(original), bytes: original }]);
  await plan.saveWhole(text('two'));
  return plan;
}

async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[at < 0 ? bytes.length + at : at]! ^= 4;
  await writeFile(file, bytes);
}

describe('export as one file', () => {
  it('packs plan, originals and generations, and unpacks them elsewhere', async () => {
    const plan = await filled();
    const packed = join(folder, 'all.planpack');
    await plan.packFile(packed, text('two'));
    await plan.close(text('two'));
    const copy = join(folder, '别处.plan');
    await unpackPlanFile(packed, copy);
    const again = await openPlanFile(copy, options);
    expect([textOf(again.image), again.sequence, again.notices]).toEqual(['two', 2, []]);
    expect(textOf(await again.readReturn(hashOf(original)))).toBe('上报表');
    expect(textOf(await again.readGeneration(1))).toBe('one');
    await again.close(text('two'));
  });

  it('refuses a packed file with any bit changed, and writes nothing of it', async () => {
    const plan = await filled();
    const packed = join(folder, 'all.planpack');
    await plan.packFile(packed, text('two'));
    await plan.close(text('two'));
    const bytes = await readFile(packed);
    for (let at = 0; at < bytes.length; at += 97) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1 << (at % 8);
      await writeFile(packed, changed);
      await expect(unpackPlanFile(packed, join(folder, 'b.plan'))).rejects.toThrow();
      expect((await readdir(folder)).filter((name) => name.startsWith('b.plan'))).toEqual([]);
    }
  });

  it('takes no path from a packed file', async () => {
    const plan = await filled();
    const packed = join(folder, 'all.planpack');
    await plan.packFile(packed, text('two'));
    await plan.close(text('two'));
    const { createHash } = await import('node:crypto');
    const bytes = await readFile(packed);
    const length = bytes.readUInt32LE(12);
    for (const name of ['../evil', 'returns/../../evil', '/etc/evil', 'C:evil', 'returns\\evil']) {
      const list = JSON.parse(bytes.toString('utf8', 48, 48 + length)) as { name: string }[];
      list[1]!.name = name;
      const changed = Buffer.from(JSON.stringify(list));
      const head = Buffer.from(bytes.subarray(0, 48));
      head.writeUInt32LE(changed.length, 12);
      createHash('sha256').update(head.subarray(0, 16)).update(changed).digest().copy(head, 16);
      await writeFile(packed, Buffer.concat([head, changed, bytes.subarray(48 + length)]));
      await expect(unpackPlanFile(packed, join(folder, 'b.plan'))).rejects.toMatchObject({
        code: 'package-invalid',
        details: { reason: 'names' },
      });
    }
    await expect(stat(join(folder, 'b.plan.d'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is recognised when it is opened as a plan', async () => {
    const plan = await filled();
    await plan.packFile(join(folder, 'b.plan'), text('two'));
    await plan.close(text('two'));
    await expect(openPlanFile(join(folder, 'b.plan'), options)).rejects.toMatchObject({ code: 'wrong-type' });
    await expect(plan.packFile(join(folder, 'b.plan'), text('two'))).rejects.toMatchObject({
      code: 'plan-exists',
    });
  });
});

describe('plan check', () => {
  it('finds nothing wrong with a sound plan', async () => {
    const plan = await filled();
    expect(await checkPlanFile(path)).toMatchObject({ ok: true, sequence: 2, encrypted: false });
    expect((await checkPlanFile(path)).parts.map((part) => `${part.part} ${part.state}`)).toEqual([
      'file ok',
      'folder ok',
      'generation ok',
      'returns ok',
      'lock held',
    ]);
    await plan.close(text('two'));
  });

  it.each(['generations', 'returns'])('names the damaged file among the %s', async (part) => {
    const plan = await filled();
    await plan.close(text('two'));
    const [name] = await readdir(join(`${path}.d`, part));
    await flip(join(`${path}.d`, part, name!), -2);
    const check = await checkPlanFile(path);
    expect(check.ok).toBe(false);
    expect(check.parts.filter((one) => one.state === 'damaged').map((one) => one.name)).toEqual([name]);
  });

  it('says that the file is damaged, that the folder is missing, that the folder is another copy’s', async () => {
    const plan = await filled();
    await plan.close(text('two'));
    await rename(`${path}.d`, join(folder, 'away'));
    expect((await checkPlanFile(path)).parts.find((one) => one.part === 'folder')?.state).toBe('missing');
    await rename(join(folder, 'away'), `${path}.d`);
    const [name] = await readdir(join(`${path}.d`, 'generations'));
    const present = await readFile(path);
    await writeFile(path, await readFile(join(`${path}.d`, 'generations', name!)));
    expect((await checkPlanFile(path)).parts.find((one) => one.part === 'copy')).toMatchObject({
      state: 'foreign',
    });
    await writeFile(path, present.subarray(0, -1));
    expect((await checkPlanFile(path)).parts[0]).toMatchObject({
      state: 'damaged',
      details: { cause: 'truncated' },
    });
    await rm(path);
    await expect(checkPlanFile(path)).rejects.toMatchObject({ code: 'plan-missing' });
  });
});
