import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, printDecimal, sumDecimals } from '../../shared/text/decimal.ts';

const figure = fc
  .tuple(
    fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
    fc.integer({ min: 0, max: 12 }),
    fc.nat({ max: 20 }),
  )
  .map(([digits, decimals, fewer]) =>
    printDecimal(new Decimal(`${digits / 10n ** BigInt(fewer)}e-${decimals}`)),
  );

describe('sumDecimals', () => {
  it('is the exact sum, whatever the length and the decimals of the figures', () => {
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 40 }), (texts) => {
        const slow = texts.reduce((sum, text) => sum.plus(text), new Decimal(0));
        expect(printDecimal(sumDecimals(texts))).toBe(printDecimal(slow));
      }),
      { numRuns: 500 },
    );
  });

  it('stays exact where the sum passes what a double counts one by one', () => {
    expect(printDecimal(sumDecimals(Array.from({ length: 100 }, () => '999999999999.99')))).toBe(
      '99999999999999',
    );
    expect(printDecimal(sumDecimals(Array.from({ length: 3 }, () => '9007199254740.99')))).toBe(
      '27021597764222.97',
    );
    expect(printDecimal(sumDecimals(['0.1', '0.2', '-0.3', '-0.0005']))).toBe('-0.0005');
    expect(printDecimal(sumDecimals([]))).toBe('0');
  });
});
