import { Decimal, type DecimalText } from '../../text/decimal.ts';

/* How far a figure lies from its own past, by the modified z-score of Iglewicz and Hoaglin (1993). */

/** So many earlier figures have to be there before anybody is asked. */
export const enoughHistory = 6;
const modifiedZLimit = 3.5;
/** 0.6745 is the upper quartile of the normal distribution: it makes the score comparable with a standard score. */
const quartile = 0.6745;
/** A very even history makes any small step look far away; below a fifth of the median nobody need be asked. */
const leastChange = 0.2;

export interface FarFromHistory {
  readonly median: Decimal;
  /** 0.6745·(value − median) / MAD. */
  readonly score: Decimal;
}

/** Undefined where the figure is no outlier, or the history is too short or knows one value only. */
export function farFromHistory(
  value: DecimalText,
  history: readonly DecimalText[],
): FarFromHistory | undefined {
  if (history.length < enoughHistory || isSurelyNear(Number(value), history.map(Number))) return undefined;
  const values = history.map((one) => new Decimal(one));
  const centre = median(sorted(values));
  const deviation = median(sorted(values.map((one) => one.minus(centre).abs())));
  if (deviation.isZero()) return undefined;
  const change = new Decimal(value).minus(centre);
  const score = change.times(quartile).div(deviation);
  if (score.abs().lte(modifiedZLimit) || change.abs().lte(centre.abs().times(leastChange))) return undefined;
  return { median: centre, score };
}

function median(ordered: readonly Decimal[]): Decimal {
  const middle = Math.floor(ordered.length / 2);
  return ordered.length % 2 === 1 ? ordered[middle]! : ordered[middle - 1]!.plus(ordered[middle]!).div(2);
}

function sorted(values: readonly Decimal[]): Decimal[] {
  return [...values].sort((a, b) => a.cmp(b));
}

/** Far above what reading, adding and halving binary numbers can be off (2^-53 of the largest, a few times). */
const margin = 2 ** -40;
/** Beyond these binary numbers are not as fine as that. */
const [smallest, largest] = [1e-100, 1e100];

/**
 * Clearly no outlier. Nearly every figure is none, and sorting decimals costs more than all other checks together; whatever
 * comes near a limit is computed exactly. A median moves no further than the values that it is taken of.
 */
function isSurelyNear(value: number, history: readonly number[]): boolean {
  const size = history.reduce((most, one) => Math.max(most, Math.abs(one)), Math.abs(value));
  if (!(size >= smallest && size <= largest)) return false;
  const off = size * margin;
  const centre = numberMedian(history);
  const change = Math.abs(value - centre) + off;
  if (change <= leastChange * (Math.abs(centre) - off)) return true;
  const deviation = numberMedian(history.map((one) => Math.abs(one - centre)));
  return quartile * change <= modifiedZLimit * (deviation - off);
}

function numberMedian(values: readonly number[]): number {
  const ordered = Float64Array.from(values).sort();
  const middle = ordered.length >> 1;
  return ordered.length % 2 === 1 ? ordered[middle]! : (ordered[middle - 1]! + ordered[middle]!) / 2;
}
