import { Decimal, type DecimalText, printDerived } from '../../text/decimal.ts';

/**
 * Annual rates accumulate by multiplication (domain.md section 1, "never add rates"): declines of 2.01, 3.6 and 3.7 %
 * make 9.03 %, not 9.31 %. Rates are percentages here.
 */

export type RateTrend = 'growth' | 'decline';

/** 3.7 (%) → 0.963 for a decline, 1.037 for growth. */
export function yearFactor(rate: Decimal, trend: RateTrend): Decimal {
  const share = rate.div(100);
  return trend === 'decline' ? new Decimal(1).minus(share) : new Decimal(1).plus(share);
}

/** 0.9097 → 9.03 (%) for a decline. */
export function rateOfFactor(factor: Decimal, trend: RateTrend): Decimal {
  const share = trend === 'decline' ? new Decimal(1).minus(factor) : factor.minus(1);
  return share.times(100);
}

/** Fixed-point numbers of 36 digits: whole BigInt arithmetic, several times quicker than a general logarithm. */
const fixedDigits = 36;
const one = 10n ** BigInt(fixedDigits);
const logOfTwo = 2n * inverseHyperbolicTangent(one / 3n);

/** artanh z = z + z³/3 + z⁵/5 …, for |z| ≤ 1/3. */
function inverseHyperbolicTangent(z: bigint): bigint {
  const square = (z * z) / one;
  let [sum, power] = [z, z];
  for (let odd = 3n; ; odd += 2n) {
    power = (power * square) / one;
    if (power === 0n) return sum;
    sum += power / odd;
  }
}

/**
 * Natural logarithm, right to 30 digits for the factors of a plan; undefined where the number is not positive.
 * ln x = 2·artanh((x−1)/(x+1)), after halving or doubling x into 2/3…4/3.
 */
export function logarithm(value: Decimal): Decimal | undefined {
  if (!value.greaterThan(0)) return undefined;
  const halvings = Math.round(Math.log2(value.toNumber()));
  const near = value.div(new Decimal(2).pow(halvings)).times(new Decimal(10).pow(fixedDigits));
  const fixed = BigInt(near.toFixed(0));
  const log =
    2n * inverseHyperbolicTangent(((fixed - one) * one) / (fixed + one)) + BigInt(halvings) * logOfTwo;
  return new Decimal(log.toString()).div(new Decimal(10).pow(fixedDigits));
}

/** Years as a fraction of whole months in lowest terms: 2.5 → 5/2. */
function fractionOf(years: Decimal): readonly [number, number] {
  let [months, twelve] = [Math.round(years.times(12).toNumber()), 12];
  for (const prime of [2, 2, 3])
    if (months % prime === 0 && twelve % prime === 0) [months, twelve] = [months / prime, twelve / prime];
  return [months, twelve];
}

/**
 * value^(1/years) for a positive value and whole months. Newton's method on x^m = value^t doubles the right digits at
 * each step, so two steps take a double's 15 digits beyond the 40 kept; a general power would cost ten times as much.
 */
export function rootOf(value: Decimal, years: Decimal): Decimal {
  const [degree, power] = fractionOf(years);
  const radicand = value.pow(power);
  if (degree === 1) return radicand;
  let root = new Decimal(value.toNumber() ** (power / degree));
  for (let step = 0; step < 2; step += 1) {
    const below = root.pow(degree - 1);
    root = root.minus(below.times(root).minus(radicand).div(below.times(degree)));
  }
  return root.toSignificantDigits(30);
}

/** The change over all years from each year's change, in %. */
export function compoundRates(rates: readonly Decimal[], trend: RateTrend): Decimal {
  const factor = rates.reduce((product, rate) => product.times(yearFactor(rate, trend)), new Decimal(1));
  return rateOfFactor(factor, trend);
}

/** The constant yearly rate that gives the same change, in %. Undefined where the factor is not positive. */
export function averageRate(factor: Decimal, years: Decimal, trend: RateTrend): Decimal | undefined {
  return factor.greaterThan(0) ? rateOfFactor(rootOf(factor, years), trend) : undefined;
}

/** Why adding rates is refused: both numbers, and how far the sum is off, in points. */
export interface RateSumRefusal {
  readonly refused: true;
  readonly rates: readonly DecimalText[];
  readonly sum: DecimalText;
  readonly compound: DecimalText;
  readonly difference: DecimalText;
}

/**
 * Asked to add annual rates (import, formula, report), says what the sum would be and what is right.
 * @param rates each year's change in %, plain decimals
 */
export function refuseRateSum(rates: readonly DecimalText[], trend: RateTrend): RateSumRefusal {
  const values = rates.map((rate) => new Decimal(rate));
  const sum = values.reduce((total, rate) => total.plus(rate), new Decimal(0));
  const compound = compoundRates(values, trend);
  return {
    refused: true,
    rates,
    sum: printDerived(sum),
    compound: printDerived(compound),
    difference: printDerived(sum.minus(compound)),
  };
}
