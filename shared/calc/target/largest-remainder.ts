import { Decimal } from '../../text/decimal.ts';

/**
 * Divides a total by weights into parts of so many decimals that add up to it exactly (Hamilton's largest-remainder
 * method): every share is cut, the units left over go to the largest remainders, ties to the earlier part.
 * The total itself must not have more decimals. All-zero weights count as equal ones.
 */
export function divideExactly(total: Decimal, weights: readonly Decimal[], decimals: number): Decimal[] {
  if (weights.length === 0) return [];
  const sum = Decimal.sum(...weights);
  const shares = sum.isZero()
    ? weights.map(() => new Decimal(1).div(weights.length))
    : weights.map((weight) => weight.div(sum));
  const unit = new Decimal(10).pow(-decimals);
  const sign = total.isNegative() ? -1 : 1;
  const units = total.abs().div(unit);
  const exact = shares.map((share) => units.times(share));
  const floors = exact.map((share) => share.floor());
  const left = units.minus(Decimal.sum(...floors)).toNumber();
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share.minus(floors[index]!) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, Math.round(left)).map((entry) => entry.index));
  return floors.map((floor, index) =>
    floor
      .plus(raised.has(index) ? 1 : 0)
      .times(unit)
      .times(sign),
  );
}
