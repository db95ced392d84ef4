import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { planbench } from '../support/planbench.ts';
import { smallPack, temporaryFolder } from '../support/test-bench.ts';

/** cli.md, line by line: what an outsider sees of usage, errors and what is never overwritten. */

const wrong = (exit: number, code: string) => ({ exit, json: { contract: 1, error: { code } } });

describe('wrong usage is said before a file is opened', () => {
  test.each([
    [[]],
    [['plan', 'nonsense', 'a.plan']],
    [['plan', 'show', 'missing.plan', 'too much']],
    [['plan', 'show', 'missing.plan', '--password', 'secret']],
    [['consolidate', 'missing.plan', '--form', 'T1', '--periode', '2023Q2']],
    [['returns', 'accept', 'missing.plan', '--all', '--by']],
    [['pack', 'check']],
  ])('%j', async (args) => {
    expect(await planbench(...args)).toMatchObject(wrong(2, 'usage'));
  });

  test('help is one document too', async () => {
    expect(await planbench('--help')).toMatchObject({ exit: 0, json: { contract: 1 } });
  });

  test('a dash typed as two signs is a text like any other', async () => {
    const { json } = await planbench('target', 'parse', '--text', '--', '--column', 'year');
    expect(json).toMatchObject({ text: '--', parts: [{ op: 'none' }] });
  });
});

describe('what is never overwritten', () => {
  let folder = '';
  let plan = '';
  beforeAll(async () => {
    // The folder lives as long as the file's tests, not as long as this hook.
    const { mkdtempSync } = await import('node:fs');
    const { tmpdir } = await import('node:os');
    folder = mkdtempSync(path.join(tmpdir(), 'contract-'));
    plan = path.join(folder, 'a.plan');
    expect((await planbench('plan', 'new', plan, '--pack', smallPack)).exit).toBe(0);
    return async () => (await import('node:fs')).rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ['consolidate', ['--form', 'Q1', '--period', '2023Q2']],
    ['report', ['--kind', 'annual', '--date', '2023-12-31']],
  ])('a plan, by the output of %s', async (command, more) => {
    const before = readFileSync(plan);
    expect(await planbench(command, plan, ...more, '--out', plan)).toMatchObject(wrong(4, 'plan-exists'));
    expect(readFileSync(plan).equals(before)).toBe(true);
  });

  test.each([
    ['forms', 'issue', ['--out', 'nowhere']],
    ['returns', 'status', []],
  ])(
    "%s %s for a period of another type than the form's is wrong usage, said in a sentence",
    async (noun, verb, more) => {
      const out = path.join(temporaryFolder(), 'out');
      const args = more.map((one) => (one === 'nowhere' ? out : one));
      for (const period of ['2023', '2023H1', '2023-06']) {
        const answer = await planbench(noun, verb, plan, '--form', 'Q1', '--period', period, ...args);
        expect(answer).toMatchObject(wrong(2, 'invalid-input'));
        expect((answer.json.error as { message: string }).message).toContain('按季报送，报告期应写成 2023Q2');
      }
      expect(existsSync(out)).toBe(false);
      expect((await planbench('returns', 'status', plan, '--form', 'Q1', '--period', '2023Q2')).exit).toBe(0);
    },
  );

  test('a folder that holds something, by an exported pack', async () => {
    const out = path.join(temporaryFolder(), 'pack');
    mkdirSync(out);
    writeFileSync(path.join(out, 'units.csv'), 'mine');
    expect(await planbench('plan', 'export-pack', plan, out)).toMatchObject(wrong(4, 'target-exists'));
    expect(readFileSync(path.join(out, 'units.csv'), 'utf8')).toBe('mine');
  });

  test('a packed plan says how to open it, and becomes the same plan again', async () => {
    const folder = temporaryFolder();
    const [one, again] = [path.join(folder, 'one.pack'), path.join(folder, 'b.plan')];
    expect((await planbench('plan', 'pack-file', plan, '--out', one)).exit).toBe(0);
    expect(await planbench('plan', 'show', one)).toMatchObject(wrong(3, 'plan-packed'));
    expect(await planbench('plan', 'check', one)).toMatchObject(wrong(3, 'plan-packed'));
    expect((await planbench('plan', 'unpack', one, again)).exit).toBe(0);
    expect(await planbench('plan', 'unpack', one, again)).toMatchObject(wrong(4, 'plan-exists'));
    expect(await planbench('plan', 'check', again)).toMatchObject({ exit: 0, json: { ok: true } });
    expect((await planbench('plan', 'show', again)).json).toEqual(
      (await planbench('plan', 'show', plan)).json,
    );
    writeFileSync(one, readFileSync(one).subarray(0, 500));
    const broken = await planbench('plan', 'unpack', one, path.join(folder, 'c.plan'));
    expect(broken).toMatchObject(wrong(3, 'plan-damaged'));
    expect(existsSync(path.join(folder, 'c.plan'))).toBe(false);
  });

  test.each([
    ['forms', 'issue', '--form', 'Q1', '--period', '2023Q2', '--out'],
    ['plan', 'export-pack'],
  ])('%s %s below a file', async (group, verb, ...more) => {
    const answer = await planbench(group, verb, plan, ...more, path.join(plan, 'below'));
    expect(answer).toMatchObject(wrong(4, 'write-failed'));
  });

  test.each([
    ['--form', 'form'],
    ['--unit', 'unit'],
  ])('a %s that the plan does not have stops a staging before anything is read', async (option, what) => {
    const answer = await planbench('returns', 'stage', plan, smallPack, option, 'ZZ');
    expect(answer).toMatchObject({ exit: 2, json: { error: { code: 'not-found', details: { what } } } });
  });

  test('a figure typed in is a plain decimal: 1.50 is 1.5, 一千 is refused', async () => {
    const enter = (figure: string) =>
      planbench(
        ...['returns', 'enter', plan, '--form', 'Q1', '--period', '2023Q2', '--unit', 'QS'],
        ...['--evidence', '电话记录', '--by', '王工', '--figure', figure],
      );
    expect((await enter('B01=1.50')).json).toMatchObject({ figures: [{ indicator: 'B01', value: '1.5' }] });
    expect(await enter('B01=一千')).toMatchObject(wrong(2, 'usage'));
  });

  test('a wrong day is said in words', async () => {
    const { exit, json } = await planbench('evaluate', plan, '--date', '2023-02-30');
    expect(exit).toBe(2);
    expect(json.error).toMatchObject({ message: expect.stringContaining('应为日期，如 2023-06-30') });
  });

  test('templates come all or none', async () => {
    const out = temporaryFolder();
    const last = '河西开发区_乡镇经济季报_2023年二季度.xlsx';
    mkdirSync(path.join(out, last));
    const answer = await planbench(
      ...['forms', 'issue', plan, '--form', 'Q1', '--period', '2023Q2', '--out', out],
    );
    expect(answer).toMatchObject(wrong(4, 'write-failed'));
    expect(existsSync(path.join(out, '青石镇_乡镇经济季报_2023年二季度.xlsx'))).toBe(false);
  });
});
