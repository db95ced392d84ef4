import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findIdentityNumbers,
  isCreditCode,
  readNumericIdentity,
} from '../../../shared/calc/personal-data/identity-number.ts';
import { makeIdentity } from './make-identity.ts';

const found = (text: string): string[] => findIdentityNumbers(text).map((number) => number.digits);
const fullWidth = (text: string): string =>
  [...text].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join('');

describe('identity-card numbers', () => {
  const numbers = Array.from({ length: 200 }, (_, index) => makeIdentity(index * 37 + 11));

  it.each([
    ['alone', (id: string) => id],
    ['among words', (id: string) => `联系人张三，身份证号：${id}，地址`],
    ['full-width', fullWidth],
    ['in groups', (id: string) => `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`],
    ['with hyphens', (id: string) => `${id.slice(0, 6)}-${id.slice(6, 14)}-${id.slice(14)}`],
    ['with typographic dashes', (id: string) => `${id.slice(0, 6)}—${id.slice(6, 14)}－${id.slice(14)}`],
    ['with invisible characters', (id: string) => [...id].join('\u200b')],
    ['digit by digit', (id: string) => [...id].join(' ')],
    ['with a small x', (id: string) => id.toLowerCase()],
    ['as a student number', (id: string) => `G${id}`],
    ['in the middle of other numbers', (id: string) => `12 ${id} 3456`],
  ])('finds all 200 %s', (_, write) => {
    expect(numbers.filter((id) => !found(write(id)).includes(id))).toEqual([]);
  });

  it('finds two in one cell', () => {
    expect(found(`${numbers[0]} ${numbers[1]}`)).toEqual([numbers[0], numbers[1]]);
    expect(found(`${numbers[0]}、${numbers[1]}`)).toEqual([numbers[0], numbers[1]]);
  });

  it('believes the check character: one wrong digit is no number', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (seed, at, add) => {
          const id = makeIdentity(seed);
          const digit = (Number(id[at]) + add) % 10;
          const wrong = id.slice(0, at) + digit + id.slice(at + 1);
          return findIdentityNumbers(wrong).every(
            (number) => number.certainty === 'suspected' && wrong.endsWith('000'),
          );
        },
      ),
    );
  });

  it('suspects what a spreadsheet made of a number: three zeros at the end, or fifteen digits', () => {
    expect(findIdentityNumbers('654002198805123000')).toMatchObject([{ certainty: 'suspected', old: false }]);
    expect(findIdentityNumbers('654002880512301')).toMatchObject([{ certainty: 'suspected', old: true }]);
    expect(readNumericIdentity('654002198805121472')).toMatchObject({ certainty: 'suspected' });
    expect(readNumericIdentity('654002198813121472')).toBeUndefined();
    expect(readNumericIdentity('650240198805121472000')).toBeUndefined();
  });

  it.each([
    ['credit codes', '91654002MA77H2QK3X'],
    ['credit codes of digits', '916540027892010021'],
    ['parcel codes', '654002001001GB00012'],
    ['project codes', '2101-654002-04-01-123456'],
    ['real-estate units', '654002 001001 GB00012 F00010001'],
    ['large figures', '123456789012345678'],
    ['figures with a point', '654002198805121.47'],
    ['longer runs', '6540021988051214721234'],
    ['dates and times', '2023-06-30 12:00:00 2023-07-01'],
  ])('leaves %s alone', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('knows a credit code by its own check character', () => {
    expect(isCreditCode('91350100M000100Y43')).toBe(true);
    expect(isCreditCode('91350100M000100Y44')).toBe(false);
  });

  it('is linear', () => {
    for (const piece of ['1', '1 ', '6540021988', '1-', '123456789012345678901234567890 ', '１', '\u200b1'])
      expect(findIdentityNumbers(piece.repeat(100_000 / piece.length))).toEqual([]);
  });
});
