import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compoundRates } from '../../../shared/calc/judge/compound-rates.ts';
import { divideExactly } from '../../../shared/calc/target/largest-remainder.ts';
import { type SplitRequest, splitShapes, splitTarget } from '../../../shared/calc/target/split-target.ts';
import { splitToUnits } from '../../../shared/calc/target/split-to-units.ts';
import { Decimal, printDecimal, roundTo } from '../../../shared/text/decimal.ts';

const years = [2021, 2022, 2023, 2024, 2025];
const values = (request: Omit<SplitRequest, 'years'>) =>
  splitTarget({ ...request, years }).parts.map((part) => part.value);

describe('annual split', () => {
  it('reaches the end point of a level', () => {
    const level = { kind: 'level', base: '63.35', target: '68.35', decimals: 2 } as const;
    expect(values({ ...level, shape: 'equal-steps' })).toEqual(['64.35', '65.35', '66.35', '67.35', '68.35']);
    expect(values({ ...level, shape: 'front-loaded' })).toEqual([
      '65.02',
      '66.35',
      '67.35',
      '68.02',
      '68.35',
    ]);
    expect(values({ ...level, shape: 'back-loaded' })).toEqual(['63.68', '64.35', '65.35', '66.68', '68.35']);
    expect(values({ ...level, shape: 'equal-rates', base: '100', target: '161.051', decimals: 3 })).toEqual([
      '110',
      '121',
      '133.1',
      '146.41',
      '161.051',
    ]);
  });

  it('adds up to a total', () => {
    const total = { kind: 'total', target: '10', decimals: 0 } as const;
    expect(values({ ...total, shape: 'equal-steps' })).toEqual(['2', '2', '2', '2', '2']);
    expect(values({ ...total, target: '6', decimals: 1, shape: 'equal-steps' })).toEqual(
      Array(5).fill('1.2'),
    );
    expect(values({ ...total, target: '11', shape: 'equal-steps' })).toEqual(['3', '2', '2', '2', '2']);
    expect(values({ ...total, target: '671.561', base: '100', decimals: 3, shape: 'equal-rates' })).toEqual([
      '110',
      '121',
      '133.1',
      '146.41',
      '161.051',
    ]);
  });

  it('compounds rates to the printed total', () => {
    const split = splitTarget({
      kind: 'rate',
      trend: 'decline',
      shape: 'equal-rates',
      target: '13.5',
      decimals: 2,
      years,
    });
    expect(split.closes).toBe(true);
    const rates = split.parts.map((part) => new Decimal(part.value!));
    expect(roundTo(compoundRates(rates, 'decline'), 1).toString()).toBe('13.5');
  });

  it('flags a split by hand that does not close, is unfinished, or leaves most to the end', () => {
    const total = { kind: 'total', shape: 'by-hand', target: '10', decimals: 0, years } as const;
    const check = (byHand: readonly (string | null)[]) => splitTarget({ ...total, byHand });
    expect(check(['2', '2', '2', '2', '2'])).toMatchObject({ closes: true, gap: '0', backLoaded: false });
    expect(check(['2', '2', '2', '2', '1'])).toMatchObject({ closes: false, gap: '1' });
    expect(check(['2', '2', null, '2', '2'])).toMatchObject({ closes: false, gap: null });
    expect(check(['1', '1', '2', '2', '4'])).toMatchObject({ closes: true, backLoaded: true });
  });

  it('needs a base for a level', () => {
    expect(() => values({ kind: 'level', shape: 'equal-steps', target: '5', decimals: 0 })).toThrow(
      'invalid-input',
    );
  });

  const shape = fc.constantFrom(...splitShapes.filter((name) => name !== 'by-hand'));
  const decimal = (max: number) =>
    fc
      .tuple(fc.integer({ min: 1, max }), fc.integer({ min: 0, max: 3 }))
      .map(([digits, places]) => printDecimal(new Decimal(digits).div(new Decimal(10).pow(places))));

  it('reproduces every total and every end point exactly', () => {
    fc.assert(
      fc.property(
        decimal(1e7),
        decimal(1e7),
        shape,
        fc.integer({ min: 0, max: 3 }),
        (target, base, form, decimals) => {
          const total = splitTarget({ kind: 'total', shape: form, target, base, decimals, years });
          expect(printDecimal(Decimal.sum(...total.parts.map((part) => part.value!)))).toBe(target);
          expect(total.closes).toBe(true);
          const level = splitTarget({ kind: 'level', shape: form, target, base, decimals, years });
          expect(level.parts.at(-1)?.value).toBe(target);
          expect(level.closes).toBe(true);
        },
      ),
    );
  });

  it('finds rates that compound to every printed total', () => {
    fc.assert(
      fc.property(decimal(500), shape, fc.constantFrom('growth', 'decline'), (target, form, trend) => {
        fc.pre(new Decimal(target).lessThan(95));
        const split = splitTarget({ kind: 'rate', shape: form, target, trend, decimals: 1, years });
        expect(split.closes).toBe(true);
      }),
    );
  });

  it('keeps largest-remainder parts within one unit of their share', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.integer({ min: -100000, max: 100000 }), weights, (total, list) => {
        const parts = divideExactly(
          new Decimal(total),
          list.map((weight) => new Decimal(weight)),
          0,
        );
        expect(Decimal.sum(...parts).toNumber()).toBe(total);
        const sum = list.reduce((a, b) => a + b, 0);
        if (sum === 0) return;
        for (const [index, part] of parts.entries())
          expect(part.minus(new Decimal(total).times(list[index]!).div(sum)).abs().lessThan(1)).toBe(true);
      }),
    );
  });
});

describe('split to units', () => {
  const binding = { attribute: '约束性', measure: 'flow', consolidate: 'auto' } as const;
  const units = [{ code: 'A', weight: '1' }, { code: 'B', weight: '2' }, { code: 'C' }];

  it('divides equally, by weight and by hand', () => {
    const request = { total: '10', decimals: 0, units, indicator: binding } as const;
    const parts = (shape: 'equal' | 'by-weight') =>
      splitToUnits({ ...request, shape }).parts.map((part) => part.value);
    expect(parts('equal')).toEqual(['4', '3', '3']);
    expect(parts('by-weight')).toEqual(['3', '7', '0']);
    const byHand = splitToUnits({
      ...request,
      shape: 'by-hand',
      units: [
        { code: 'A', byHand: '4' },
        { code: 'B', byHand: '5' },
      ],
    });
    expect(byHand).toMatchObject({ closes: false, gap: '1' });
  });

  it('does not divide what is left to the market, or what does not add', () => {
    const request = { shape: 'equal', total: '10', decimals: 0, units } as const;
    const market = { ...binding, attribute: '预期性' } as const;
    expect(splitToUnits({ ...request, indicator: market })).toMatchObject({
      refused: 'market-led',
      parts: [],
    });
    expect(splitToUnits({ ...request, indicator: market, force: true })).toMatchObject({
      refused: null,
      marketLed: true,
    });
    expect(splitToUnits({ ...request, indicator: { ...binding, measure: 'ratio' } })).toMatchObject({
      refused: 'not-additive',
    });
    expect(
      splitToUnits({ ...request, shape: 'by-weight', units: [{ code: 'A' }], indicator: binding }),
    ).toMatchObject({ refused: 'no-weights' });
  });
});
