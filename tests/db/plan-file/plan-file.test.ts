import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlanFile, openPlanFile } from '../../../main/db/plan-file/plan-file.ts';
import { hashOf } from '../../../main/db/plan-file/returns-container.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = (): Date => new Date('2023-07-01T08:00:00Z');
const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const record = (sequence: number) => ({ sequence, statements: [] });

describe('plan file', () => {
  it('gives back what was committed, after closing and opening', async () => {
    const path = join(folder, '规划.plan');
    const plan = await createPlanFile(path, text('state 1'), { now, mode: 'write' });
    await plan.commit(record(2), () => text('state 2'));
    await plan.saveWhole(() => text('state 3'));
    await plan.close(() => text('state 3'));
    const again = await openPlanFile(path, { now, mode: 'write' });
    expect(textOf(again.image)).toBe('state 3');
    expect(again.sequence).toBe(3);
    expect(again.notices).toEqual([]);
    expect((await again.listGenerations()).map((one) => one.sequence)).toEqual([2, 1]);
    expect(textOf(await again.readGeneration(1))).toBe('state 1');
    await again.close(() => text('state 3'));
  });

  it('refuses to create over an existing file and leaves it as it is', async () => {
    const path = join(folder, 'a.plan');
    await writeFile(path, 'something else');
    await expect(createPlanFile(path, text('x'), { now, mode: 'write' })).rejects.toMatchObject({
      code: 'plan-exists',
    });
    expect(await readFile(path, 'utf8')).toBe('something else');
  });

  it('stores a batch of returns in one container and gives each back', async () => {
    const path = join(folder, 'a.plan');
    const plan = await createPlanFile(path, text('x'), { now, mode: 'write' });
    const batch = ['甲', '乙', '丙'].map((content) => ({
      hash: hashOf(text(content)),
      bytes: text(content),
    }));
    await plan.storeReturns(batch);
    await plan.storeReturns(batch.slice(0, 2));
    for (const one of batch) expect(await plan.readReturn(one.hash)).toEqual(one.bytes);
    expect(await plan.readReturn('0'.repeat(64))).toBeUndefined();
    await plan.close(() => text('x'));
    const again = await openPlanFile(path, { now, mode: 'read' });
    expect(textOf((await again.readReturn(batch[1]!.hash)) ?? new Uint8Array())).toBe('乙');
    expect(await again.listReturns()).toEqual(batch.map((one) => one.hash).sort());
  });

  it('names what is missing', async () => {
    const missing = openPlanFile(join(folder, 'no.plan'), { now, mode: 'write' });
    await expect(missing).rejects.toMatchObject({ code: 'plan-missing' });
    await expect(stat(join(folder, 'no.plan.d'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('keeps a password out of everything it writes, and tells a wrong one from damage', async () => {
    const path = join(folder, 'a.plan');
    const options = { now, mode: 'write', keyDerivation: { logN: 10, r: 8, p: 1 } } as const;
    const plan = await createPlanFile(path, text('潘津镇'), { ...options, password: '口令' });
    await plan.storeReturns([{ hash: hashOf(text('吉尔格朗')), bytes: text('吉尔格朗') }]);
    await plan.close(() => text('潘津镇'));
    await expect(openPlanFile(path, options)).rejects.toMatchObject({ code: 'password-needed' });
    await expect(openPlanFile(path, { ...options, password: '别的' })).rejects.toMatchObject({
      code: 'wrong-password',
    });
    for (const password of ['口令', plan.recoveryKey!]) {
      const again = await openPlanFile(path, { ...options, password });
      expect(textOf(again.image)).toBe('潘津镇');
      expect(textOf((await again.readReturn(hashOf(text('吉尔格朗')))) ?? new Uint8Array())).toBe('吉尔格朗');
      await again.close(() => text('潘津镇'));
    }
    expect((await readFile(path)).includes(Buffer.from('潘津镇'))).toBe(false);
  });
});
