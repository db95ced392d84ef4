import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPlanFile } from '../../../main/db/plan-file/check-plan-file.ts';
import { decodeHeader, encodeHeader, headerLength } from '../../../main/db/plan-file/header.ts';
import { createPlanFile, openPlanFile } from '../../../main/db/plan-file/plan-file.ts';
import { hashOf } from '../../../main/db/plan-file/returns-container.ts';
import { seededRandom } from '../../support/faults/seeded-random.ts';
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
beforeEach(async () => {
  temporary = temporaryPlan();
});
afterEach(() => temporary.release());

const random = seededRandom(7);
function flipped(bytes: Buffer, position: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[position >> 3]! ^= 1 << (position & 7);
  return changed;
}

// Minutes on a machine that does other work as well.
describe('R7 damaged plan', { timeout: 300_000 }, () => {
  it('sees each of 1,000 flipped bits, and opens the state before with a notice', async () => {
    await writeStates(temporary.path, 3);
    const sound = await readFile(temporary.path);
    for (let count = 0; count < 1000; count += 1) {
      await writeFile(temporary.path, flipped(sound, Math.floor(random() * sound.length * 8)));
      await expect(
        openPlanFile(temporary.path, { ...readingOnly, whenDamaged: 'refuse' }),
      ).rejects.toMatchObject({
        code: 'plan-damaged',
      });
      const plan = await openPlanFile(temporary.path, readingOnly);
      expect([codesOf(plan), textOf(plan.image)]).toEqual([['recovered-from-generation'], 'state 2']);
    }
  });

  it.each([
    ['empty', (bytes: Buffer) => bytes.subarray(0, 0)],
    ['1 byte', (bytes: Buffer) => bytes.subarray(0, 1)],
    ['512 bytes', (bytes: Buffer) => bytes.subarray(0, 512)],
    ['the header alone', (bytes: Buffer) => bytes.subarray(0, headerLength)],
    ['half', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['all but the last byte', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['one byte too many', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')])],
    ['a block of zeros', (bytes: Buffer) => Buffer.from(bytes).fill(0, 4096, 8192)],
    ['a workbook', () => Buffer.from('PK\x03\x04 a workbook of some length '.repeat(200))],
  ])('%s: recovered with a notice; the first save keeps the damaged file aside', async (_, damage) => {
    const long = (state: string) => text(`${state} ${'潘津镇'.repeat(3000)}`);
    const plan = await createPlanFile(temporary.path, long('state 1')(), writing);
    await plan.saveWhole(long('state 2'));
    await plan.close(long('state 2'));
    const damaged = damage(await readFile(temporary.path));
    await writeFile(temporary.path, damaged);
    const again = await openPlanFile(temporary.path, writing);
    expect(textOf(again.image).slice(0, 7)).toBe('state 1');
    expect(again.notices[0]).toMatchObject({
      code: 'recovered-from-generation',
      details: { sequence: 1, lastKnownSequence: 2 },
    });
    expect((await readFile(temporary.path)).equals(damaged)).toBe(true);
    await again.commit({ sequence: again.sequence + 1, statements: [] }, text('state 3'));
    const kept = again.notices.find((notice) => notice.code === 'damaged-kept-aside');
    expect((await readFile(String(kept?.details.kept))).equals(damaged)).toBe(true);
    await again.close(text('state 3'));
    const after = await openPlanFile(temporary.path, readingOnly);
    expect([textOf(after.image), after.sequence, codesOf(after)]).toEqual(['state 3', 3, []]);
  });

  it('refuses where there is no earlier state, and leaves the file as it is', async () => {
    await writeStates(temporary.path, 1);
    const damaged = (await readFile(temporary.path)).subarray(0, -1);
    await writeFile(temporary.path, damaged);
    await expect(openPlanFile(temporary.path, writing)).rejects.toMatchObject({
      code: 'plan-damaged',
      details: { cause: 'truncated' },
    });
    expect((await readFile(temporary.path)).equals(damaged)).toBe(true);
    expect(await readdir(`${temporary.path}.d`)).not.toContain('lock');
  });

  it('makes no folder beside a file that is no plan', async () => {
    await writeFile(temporary.path, Buffer.from('PK\x03\x04 a workbook'));
    await expect(openPlanFile(temporary.path, writing)).rejects.toMatchObject({ code: 'plan-damaged' });
    expect(await readdir(temporary.folder)).toEqual(['a.plan']);
  });

  it('passes over damaged generations to the newest sound one', async () => {
    await writeStates(temporary.path, 4);
    const generations = join(`${temporary.path}.d`, 'generations');
    const newest = (await readdir(generations)).sort().at(-1)!;
    await writeFile(
      join(generations, newest),
      flipped(await readFile(join(generations, newest)), 30_000 % 16_000),
    );
    await rm(temporary.path);
    await writeFile(temporary.path, '');
    expect(textOf((await openPlanFile(temporary.path, readingOnly)).image)).toBe('state 2');
  });

  it('a newer format is refused by name and never touched', async () => {
    await writeStates(temporary.path, 2);
    const bytes = await readFile(temporary.path);
    const newer = encodeHeader(
      (decodeHeader(bytes) as { header: Parameters<typeof encodeHeader>[0] }).header,
    );
    newer.writeUInt16LE(9, 8);
    const { createHash } = await import('node:crypto');
    createHash('sha256')
      .update(newer.subarray(0, headerLength - 32))
      .digest()
      .copy(newer, headerLength - 32);
    const whole = Buffer.concat([newer, bytes.subarray(headerLength)]);
    await writeFile(temporary.path, whole);
    await expect(openPlanFile(temporary.path, writing)).rejects.toMatchObject({
      code: 'plan-newer',
      details: { version: 9 },
    });
    expect((await readFile(temporary.path)).equals(whole)).toBe(true);
    // A flipped bit in the version alone is damage, not a newer program.
    await writeFile(temporary.path, flipped(bytes, 8 * 8 + 3));
    expect(codesOf(await openPlanFile(temporary.path, readingOnly))).toEqual(['recovered-from-generation']);
  });

  it('sees each flipped bit of journal, originals, generations', async () => {
    const options = { ...writing, journalBeyondBytes: 0 };
    const plan = await createPlanFile(temporary.path, text('state 1')(), options);
    const original = text('上报表'.repeat(50))();
    await plan.storeReturns([{ hash: hashOf(original), bytes: original }]);
    for (const sequence of [2, 3, 4, 5, 6]) {
      await plan.commit(
        { sequence, statements: [{ sql: 'x', params: [sequence] }] },
        text(`state ${sequence}`),
      );
    }
    const folder = `${temporary.path}.d`;
    const parts = ['journal', ...['returns', 'generations'].map((part) => part)];
    for (const part of parts) {
      const path =
        part === 'journal' ? join(folder, part) : join(folder, part, (await readdir(join(folder, part)))[0]!);
      const sound = await readFile(path);
      for (let count = 0; count < 150; count += 1) {
        await writeFile(path, flipped(sound, Math.floor(random() * sound.length * 8)));
        const check = await checkPlanFile(temporary.path);
        const seen = check.parts.some((one) => one.state === 'damaged' || Number(one.details.bytes ?? 0) > 0);
        expect(seen).toBe(true);
      }
      await writeFile(path, sound);
    }
    expect((await checkPlanFile(temporary.path)).ok).toBe(true);
    await plan.close(text('state 6'));
  });
});
