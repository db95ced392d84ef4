import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { copyFile, cp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createKeys,
  defaultDerivation,
  openStream,
  sealStream,
  unlockKeys,
} from '../../../main/db/plan-file/encryption.ts';
import {
  decodeHeader,
  encodeHeader,
  headerLength,
  type PlanHeader,
} from '../../../main/db/plan-file/header.ts';
import type { EncryptionHeader } from '../../../main/db/plan-file/key-slots.ts';
import {
  createPlanFile,
  openPlanFile,
  type PlanFile,
  type PlanFileOptions,
} from '../../../main/db/plan-file/plan-file.ts';
import { parseRecoveryKey, printRecoveryKey } from '../../../main/db/plan-file/recovery-key.ts';
import { hashOf } from '../../../main/db/plan-file/returns-container.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'password-'));
  path = join(folder, 'a.plan');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cheap = { logN: 10, r: 8, p: 1 };
const options: PlanFileOptions = {
  now: () => new Date('2023-07-01T08:00:00Z'),
  mode: 'write',
  journalBeyondMilliseconds: Number.POSITIVE_INFINITY,
  keyDerivation: cheap,
};
/** Long enough that a leak can't hide in a header, and easy to find. */
const secretName = '潘津镇';
const state = (number: number) => (): Uint8Array =>
  new TextEncoder().encode(`${secretName} ${number} `.repeat(50));
const original = new TextEncoder().encode(`${secretName} 上报表 `.repeat(20));
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes).slice(0, 11);

function allFiles(at: string): string[] {
  return readdirSync(at).flatMap((name) => {
    const full = join(at, name);
    return statSync(full).isDirectory() ? allFiles(full) : [full];
  });
}
const readableFiles = (): string[] =>
  allFiles(folder).filter((file) => readFileSync(file).includes(secretName));

/** States 1 to 4 with one original; a journal that holds state 4. */
async function filled(password?: string): Promise<PlanFile> {
  const given = password === undefined ? {} : { password };
  const plan = await createPlanFile(path, state(1)(), { ...options, journalBeyondBytes: 0, ...given });
  await plan.storeReturns([{ hash: hashOf(original), bytes: original }]);
  for (let sequence = 2; sequence <= 4; sequence += 1) {
    await plan.commit({ sequence, statements: [{ sql: 'insert', params: [secretName] }] }, state(sequence));
  }
  return plan;
}

describe('password', () => {
  it('leaves no readable word in file, journal, generations, returns or names', async () => {
    const plan = await filled('口令');
    expect(readableFiles()).toEqual([]);
    const names = allFiles(folder).join('\n');
    expect(names).not.toContain(hashOf(original).slice(0, 16));
    await plan.close(state(4));
    expect(readableFiles()).toEqual([]);
  });

  it('setting one later converts what was written before', async () => {
    const plan = await filled();
    expect(readableFiles().length).toBeGreaterThan(3);
    const { recoveryKey, stillReadable } = await plan.changePassword('新口令', state(4));
    expect(readableFiles()).toEqual([]);
    expect(stillReadable).toEqual([]);
    expect(plan.sequence).toBe(5);
    expect(textOf(await plan.readReturn(hashOf(original)))).toBe(textOf(original));
    for (const sequence of [1, 2, 3]) {
      expect(textOf(await plan.readGeneration(sequence))).toBe(textOf(state(sequence)()));
    }
    await plan.close(state(4));
    const again = await openPlanFile(path, { ...options, password: recoveryKey! });
    expect(textOf(again.image)).toBe(textOf(state(4)()));
    await again.close(state(4));
  });

  it('changing it keeps history readable with the new one, and the recovery key valid', async () => {
    const plan = await filled('旧口令');
    const before = new Set(allFiles(join(`${path}.d`, 'generations')));
    await plan.changePassword('新口令', state(4));
    await plan.close(state(4));
    await expect(openPlanFile(path, { ...options, password: '旧口令' })).rejects.toMatchObject({
      code: 'wrong-password',
    });
    expect(allFiles(join(`${path}.d`, 'generations')).filter((file) => before.has(file)).length).toBe(
      before.size,
    );
    for (const password of ['新口令', plan.recoveryKey!]) {
      const again = await openPlanFile(path, { ...options, password });
      expect(textOf(await again.readGeneration(1))).toBe(textOf(state(1)()));
      expect(textOf(await again.readReturn(hashOf(original)))).toBe(textOf(original));
      await again.close(state(4));
    }
  });

  it('after a change, a damaged file is recovered from a generation of the old password with the new one', async () => {
    const plan = await filled('旧口令');
    await plan.changePassword('新口令', state(4));
    await plan.close(state(4));
    await writeFile(path, 'damaged');
    const again = await openPlanFile(path, { ...options, password: '新口令' });
    expect(again.notices.map((one) => one.code)).toContain('recovered-from-generation');
    await again.close(state(4));
  });

  it('removing it gives back readable files', async () => {
    const plan = await filled('口令');
    await plan.changePassword(null, state(4));
    expect(textOf(await plan.readReturn(hashOf(original)))).toBe(textOf(original));
    expect(textOf(await plan.readGeneration(2))).toBe(textOf(state(2)()));
    await plan.close(state(4));
    const again = await openPlanFile(path, options);
    expect([again.encrypted, textOf(again.image)]).toEqual([false, textOf(state(4)())]);
    await again.close(state(4));
  });

  it('an interrupted setting is finished at the next opening', async () => {
    const plan = await filled();
    await cp(`${path}.d`, join(folder, 'before'), { recursive: true });
    await plan.changePassword('口令', state(4));
    await plan.close(state(4));
    for (const part of ['returns', 'generations']) {
      await cp(join(folder, 'before', part), join(`${path}.d`, part), { recursive: true });
    }
    await rm(join(folder, 'before'), { recursive: true });
    expect(readableFiles().length).toBeGreaterThan(2);
    const again = await openPlanFile(path, { ...options, password: '口令' });
    expect(readableFiles()).toEqual([]);
    expect(textOf(await again.readReturn(hashOf(original)))).toBe(textOf(original));
    await again.close(state(4));
  });

  it('left-overs of a setting that was killed before its end are in nobody’s way', async () => {
    const plan = await filled();
    await cp(folder, `${folder}-before`, { recursive: true });
    await plan.changePassword('第一次', state(4));
    await plan.close(state(4));
    // The killed attempt: its sealed copies are there, the plan file is still the old one.
    await cp(`${folder}-before`, folder, { recursive: true });
    await rm(`${folder}-before`, { recursive: true });
    await rm(join(`${path}.d`, 'lock'), { force: true });
    await rm(join(`${path}.d`, 'last-save'));
    const again = await openPlanFile(path, options);
    await again.changePassword('第二次', state(4));
    expect(readableFiles()).toEqual([]);
    for (const sequence of [1, 2])
      expect(textOf(await again.readGeneration(sequence))).toBe(textOf(state(sequence)()));
    expect(textOf(await again.readReturn(hashOf(original)))).toBe(textOf(original));
    await again.close(state(4));
    await writeFile(path, 'damaged');
    const recovered = await openPlanFile(path, { ...options, password: '第二次' });
    expect(recovered.notices.map((one) => one.code)).toContain('recovered-from-generation');
    await recovered.changePassword(null, state(4));
    expect(textOf(await recovered.readReturn(hashOf(original)))).toBe(textOf(original));
    await recovered.close(state(4));
  });

  it('tells a wrong password from damage, and refuses hostile parameters before any memory is taken', async () => {
    const plan = await filled('口令');
    await plan.close(state(4));
    await expect(openPlanFile(path, { ...options, password: '口令 ' })).rejects.toMatchObject({
      code: 'wrong-password',
    });
    const bytes = await readFile(path);
    const body = Buffer.from(bytes);
    body[body.length - 1]! ^= 1;
    await writeFile(path, body);
    const refused = { ...options, password: '口令', whenDamaged: 'refuse' } as const;
    await expect(openPlanFile(path, refused)).rejects.toMatchObject({ code: 'plan-damaged' });
    const { keys } = await createKeys('x', '0'.repeat(32), cheap);
    const hostile = {
      derivation: { logN: 30, r: 8, p: 1 },
      chunkSize: 1 << 20,
      bodySalt: Buffer.alloc(32),
      slots: keys.slots,
    };
    const before = process.memoryUsage().rss;
    await expect(
      unlockKeys({ fileId: '0'.repeat(32), encryption: hostile }, 'x', path),
    ).rejects.toMatchObject({
      code: 'plan-damaged',
      details: { cause: 'key-derivation-out-of-range' },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 << 20);
  });

  it('a whole file with hostile parameters and right checksums is refused', async () => {
    const plan = await filled('口令');
    await plan.close(state(4));
    const bytes = await readFile(path);
    const { header } = decodeHeader(bytes) as { header: PlanHeader & { encryption: EncryptionHeader } };
    for (const derivation of [
      { logN: 30, r: 8, p: 1 },
      { logN: 17, r: 255, p: 1 },
      { logN: 17, r: 8, p: 255 },
      { logN: 0, r: 0, p: 0 },
    ]) {
      const hostile = encodeHeader({ ...header, encryption: { ...header.encryption, derivation } });
      await writeFile(path, Buffer.concat([hostile, bytes.subarray(headerLength)]));
      await expect(openPlanFile(path, { ...options, password: '口令' })).rejects.toMatchObject({
        code: 'plan-damaged',
        details: { cause: 'key-derivation-out-of-range' },
      });
    }
  });

  it('uses scrypt N=2^17, r=8, p=1 unless told otherwise', async () => {
    expect(defaultDerivation).toEqual({ logN: 17, r: 8, p: 1 });
    const fileId = '1'.repeat(32);
    const { keys } = await createKeys('口令', fileId);
    expect(keys.derivation).toEqual(defaultDerivation);
    const encryption = {
      derivation: keys.derivation,
      chunkSize: 1 << 20,
      bodySalt: Buffer.alloc(32),
      slots: keys.slots,
    };
    const opened = await unlockKeys({ fileId, encryption }, '口令', path);
    expect(opened.master.equals(keys.master)).toBe(true);
  });

  it('two saves of the same content share no block', async () => {
    const plan = await createPlanFile(path, state(1)(), { ...options, password: '口令' });
    const first = await readFile(path);
    await plan.saveWhole(state(1));
    const second = await readFile(path);
    const blocks = new Set(
      Array.from({ length: 30 }, (_, index) => first.toString('hex', 2048 + index * 16, 2064 + index * 16)),
    );
    for (let at = 2048; at + 16 <= second.length; at += 16)
      expect(blocks.has(second.toString('hex', at, at + 16))).toBe(false);
    await plan.close(state(1));
  });

  it('a body of another save, even of the same plan, is not accepted under a header', async () => {
    const plan = await createPlanFile(path, state(1)(), { ...options, password: '口令' });
    await copyFile(path, join(folder, 'first'));
    await plan.saveWhole(state(2));
    await plan.close(state(2));
    const [old, present] = [await readFile(join(folder, 'first')), await readFile(path)];
    await writeFile(path, Buffer.concat([present.subarray(0, 2048), old.subarray(2048)]));
    await expect(
      openPlanFile(path, { ...options, password: '口令', whenDamaged: 'refuse' }),
    ).rejects.toMatchObject({
      code: 'plan-damaged',
    });
  });
});

describe('sealed stream', () => {
  const material = Buffer.alloc(36, 7);
  const associated = Buffer.from('header');
  const content = new Uint8Array(100).map((_, index) => index);
  const seal = (size: number): Buffer => Buffer.concat(sealStream(material, associated, content, size));

  it('gives the content back at every border of the chunks', () => {
    for (const length of [0, 1, 15, 16, 17, 32, 33]) {
      const part = content.slice(0, length);
      expect(
        openStream(material, associated, Buffer.concat(sealStream(material, associated, part, 16)), 16),
      ).toEqual(part);
    }
  });

  it('refuses dropped, swapped, doubled and cut chunks, other headers, and every flipped bit', () => {
    const sealed = seal(25);
    const chunks = [0, 1, 2, 3].map((index) => sealed.subarray(index * 41, (index + 1) * 41));
    const orders = [[0, 1, 2], [1, 2, 3], [0, 2, 1, 3], [0, 1, 1, 2, 3], [0], [3], [0, 1, 2, 3, 3]];
    for (const order of orders) {
      const changed = Buffer.concat(order.map((index) => chunks[index]!));
      expect(openStream(material, associated, changed, 25)).toBeUndefined();
    }
    expect(openStream(material, Buffer.from('other'), sealed, 25)).toBeUndefined();
    for (let length = 0; length < sealed.length; length += 1) {
      expect(openStream(material, associated, sealed.subarray(0, length), 25)).toBeUndefined();
    }
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(openStream(material, associated, changed, 25)).toBeUndefined();
    }
  });
});

describe('recovery key', () => {
  it('is read back from paper: small letters, spaces, O for 0; a slip is noticed', () => {
    const hex = '00112233445566778899aabbccddeeff01234567';
    const printed = printRecoveryKey(hex);
    expect(printed).toMatch(/^([0-9A-Z]{4}-){8}[0-9A-Z]{4}$/);
    expect(parseRecoveryKey(printed.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'))).toBe(hex);
    for (let at = 0; at < printed.length; at += 1) {
      if (printed[at] === '-') continue;
      const slip = printed.slice(0, at) + (printed[at] === '7' ? '8' : '7') + printed.slice(at + 1);
      expect(parseRecoveryKey(slip)).toBeUndefined();
    }
  });
});
