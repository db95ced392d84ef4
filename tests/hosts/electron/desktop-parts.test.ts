import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { readPlanArgument } from '../../../main/hosts/electron/desktop/opened-plans.ts';
import { plainFileName } from '../../../main/hosts/electron/desktop/save-file.ts';
import { placeOnScreen } from '../../../main/hosts/electron/desktop/window-place.ts';
import { measurePayload, payloadLimits } from '../../../main/hosts/electron/measure-payload.ts';

vi.mock('electron', async () => (await import('./electron-double.ts')).electronDouble);

describe('E9 arguments', () => {
  test.each(['a.plan', '规划/泽州.PLAN', '/data/b.plan', './c.plan'])('%s is a plan', (argument) => {
    expect(readPlanArgument(argument, '/home')).toBe(path.resolve('/home', argument));
  });

  test.each([
    '',
    '.',
    '--inspect',
    '--x.plan',
    '/etc/passwd',
    'a.plan.exe',
    'a.xlsx',
    'https://example.com/a.plan',
    'file:///a.plan',
    'app://workbench/a.plan',
    'javascript:a.plan',
    '\\\\.\\pipe\\a.plan',
    '\\\\?\\C:\\a.plan',
    '//./a.plan',
    'a\u0000.plan',
    'a\n.plan',
    `${'x'.repeat(5000)}.plan`,
  ])('%j is none', (argument) => {
    expect(readPlanArgument(argument, '/home')).toBeUndefined();
  });
});

describe('names suggested by the page', () => {
  test.each([
    ['汇总表.xlsx', '汇总表.xlsx'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['a\\b:c*d?.xlsx', 'a_b_c_d_.xlsx'],
    ['...', '_'],
    ['结尾. ', '结尾'],
    ['\u0000x', '_x'],
  ])('%j becomes %j', (given, wanted) => {
    expect(plainFileName(given)).toBe(wanted);
  });

  test('are never a path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const plain = plainFileName(name);
        expect(path.basename(plain)).toBe(plain);
        expect(path.win32.basename(plain)).toBe(plain);
        expect(['.', '..', '']).not.toContain(plain);
      }),
    );
  });
});

describe('the window on its screen', () => {
  const laptop = { x: 0, y: 0, width: 1366, height: 728 };
  const scaled = { x: 0, y: 0, width: 910, height: 472 };
  const beside = { x: 1366, y: 0, width: 1920, height: 1040 };
  const usual = { width: 1280, height: 800, maximized: false };

  test.each([
    ['first start', usual, [laptop], { width: 1280, height: 728 }],
    ['150 % scaling', usual, [scaled], { width: 910, height: 472 }],
    [
      'second screen',
      { ...usual, x: 1500, y: 50 },
      [laptop, beside],
      { x: 1500, y: 50, width: 1280, height: 800 },
    ],
    ['second screen gone', { ...usual, x: 1500, y: 50 }, [laptop], { width: 1280, height: 728 }],
    ['half outside', { ...usual, x: 1000, y: -300 }, [laptop], { x: 86, y: 0, width: 1280, height: 728 }],
    ['shrunk to nothing', { ...usual, width: 200, height: 200 }, [laptop], { width: 800, height: 440 }],
    ['no screen', usual, [], { width: 1280, height: 800 }],
  ])('%s', (_name, state, areas, wanted) => {
    expect(placeOnScreen(state, areas)).toEqual(wanted);
  });
});

describe('E3 size of a message', () => {
  test('plain data of any shape passes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const reserved = /"(__proto__|constructor|prototype)":/.test(JSON.stringify(value));
        expect(measurePayload(value)).toBe(reserved ? 'malformed' : undefined);
      }),
    );
  });

  test('sizes just inside and just outside', () => {
    const half = payloadLimits.size / 2;
    expect(measurePayload(['x'.repeat(half), new Uint8Array(half - 100)])).toBeUndefined();
    expect(measurePayload(['x'.repeat(half), new Uint8Array(half)])).toBe('too-big');
    expect(measurePayload(new Array(payloadLimits.values + 1).fill(null))).toBe('too-big');
  });
});
