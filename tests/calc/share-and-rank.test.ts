import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ranksOf, sharesOf } from '../../shared/calc/consolidate/share-and-rank.ts';

const places = (values: readonly string[], direction: 'up' | 'down') => [
  ...ranksOf(
    values.map((value, at) => ({ unit: `U${at}`, value })),
    direction,
  ),
];

test('equal figures share a place and the next one is left out; less is better where the indicator says so', () => {
  expect(new Map(places(['3', '5', '5.0', '1'], 'up'))).toEqual(
    new Map([
      ['U0', 3],
      ['U1', 1],
      ['U2', 1],
      ['U3', 4],
    ]),
  );
  expect(new Map(places(['3', '5', '5.0', '1'], 'down')).get('U3')).toBe(1);
  expect(places(['3'], 'up')).toEqual([]);
});

test('a place is one more than the number of better figures', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 40 }), (values) => {
      const ranks = new Map(places(values.map(String), 'up'));
      return values.every(
        (value, at) => ranks.get(`U${at}`) === values.filter((other) => other > value).length + 1,
      );
    }),
  );
});

test('shares are of a complete, positive total without negative parts', () => {
  const units = [
    { unit: 'A', value: '1' },
    { unit: 'B', value: '3' },
  ];
  expect([...sharesOf(units, { value: '4', complete: true }).values()]).toEqual(['25', '75']);
  expect(sharesOf(units, { value: '4', complete: false }).size).toBe(0);
  expect(sharesOf([...units, { unit: 'C', value: '-1' }], { value: '3', complete: true }).size).toBe(0);
});
