import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Decimal arithmetic for every stored or printed figure. 40 digits leave room for sums of ratios;
 * the default exponent limits are lifted so that no figure is ever printed with an exponent.
 */
export const Decimal = DecimalJs.clone({
  precision: 40,
  toExpNeg: -1e9,
  toExpPos: 1e9,
  rounding: DecimalJs.ROUND_HALF_UP,
});
export type Decimal = DecimalJs;

/** A plain decimal: `-?\d+(\.\d+)?`, no exponent, no trailing zeros (`-0` is `0`). */
export type DecimalText = string;

const plainNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/** Reads a machine-written number (CSV field, JSON, cell value). Undefined where it is none. */
export function parseDecimal(text: string): Decimal | undefined {
  const trimmed = text.trim();
  return plainNumber.test(trimmed) ? new Decimal(trimmed) : undefined;
}

/** Prints without exponent or trailing zeros, as the contracts ask. */
export function printDecimal(value: Decimal): DecimalText {
  return value.isZero() ? '0' : value.toFixed();
}

/** Significant digits kept in derived figures (shares, ratios, rates): enough for 1e-9 relative. */
const derivedDigits = 20;

/** Prints a derived figure (a quotient or logarithm) at 20 significant digits. */
export function printDerived(value: Decimal): DecimalText {
  return printDecimal(value.toSignificantDigits(derivedDigits));
}

/** Half-up rounding (四舍五入) to a number of decimals: the one rounding policy of the workbench. */
export function roundTo(value: Decimal, decimals: number): Decimal {
  return value.toDecimalPlaces(decimals, DecimalJs.ROUND_HALF_UP);
}

/** Number of decimals a printed number carries: `12.50` → 2. */
export function printedDecimals(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** So many characters of a decimal are a whole number that a double holds without loss. */
const exactLength = 15;

/**
 * The exact sum. Figures of returns have few digits: those are added as whole numbers of their last place, which is exact up
 * to 2^53; longer ones, and sums that would grow beyond, are added as decimals.
 */
export function sumDecimals(texts: readonly DecimalText[]): Decimal {
  const byDecimals: number[] = [];
  let others = new Decimal(0);
  for (const text of texts) {
    const decimals = printedDecimals(text);
    // Of so few digits a double is off by less than half a unit of the last place, and rounding gives the very number.
    const sum = (byDecimals[decimals] ?? 0) + Math.round(Number(text) * 10 ** decimals);
    if (text.length <= exactLength && Number.isSafeInteger(sum)) byDecimals[decimals] = sum;
    else others = others.plus(text);
  }
  return byDecimals.reduce((sum, whole, decimals) => sum.plus(`${whole}e-${decimals}`), others);
}
