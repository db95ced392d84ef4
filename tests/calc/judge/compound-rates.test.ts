import { Decimal as DecimalJs } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageRate, compoundRates, logarithm, rootOf } from '../../../shared/calc/judge/compound-rates.ts';
import { Decimal } from '../../../shared/text/decimal.ts';

const Reference = DecimalJs.clone({ precision: 50 });
const positive = fc.tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: -6, max: 9 }));

describe('logarithm and root', () => {
  it('agree with a general logarithm to 28 digits', () => {
    fc.assert(
      fc.property(positive, ([digits, exponent]) => {
        const value = new Decimal(digits).times(new Decimal(10).pow(exponent));
        const exact = new Reference(value.toString()).ln();
        const error = new Reference(logarithm(value)!.toString()).minus(exact).abs();
        expect(error.lessThan('1e-28')).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(logarithm(new Decimal(1))?.toString()).toBe('0');
    expect(logarithm(new Decimal(0))).toBeUndefined();
    expect(logarithm(new Decimal(-1))).toBeUndefined();
  });

  it('takes roots of whole months that give the value again', () => {
    const factor = fc.integer({ min: 1, max: 50_000 }).map((digits) => new Decimal(digits).div(1000));
    fc.assert(
      fc.property(factor, fc.integer({ min: 1, max: 120 }), (value, months) => {
        const years = new Decimal(months).div(12);
        const exact = new Reference(value.toString()).pow(new Reference(12).div(months));
        const root = new Reference(rootOf(value, years).toString());
        expect(root.div(exact).minus(1).abs().lessThan('1e-24')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('compounds and averages exactly where the numbers are round', () => {
    const ten = new Decimal(10);
    expect(compoundRates([ten, ten], 'growth').toString()).toBe('21');
    expect(compoundRates([ten, ten], 'decline').toString()).toBe('19');
    expect(averageRate(new Decimal('1.21'), new Decimal(2), 'growth')?.toString()).toBe('10');
    expect(averageRate(new Decimal('-1'), new Decimal(2), 'growth')).toBeUndefined();
  });
});
