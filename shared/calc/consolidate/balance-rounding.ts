import { Decimal, type DecimalText, printDecimal, roundTo } from '../../text/decimal.ts';

export interface BalancedColumn {
  readonly total: DecimalText;
  /** In the order given; `adjusted`: its last digit was moved so that the parts add up. */
  readonly parts: readonly { readonly value: DecimalText; readonly adjusted: boolean }[];
}

/**
 * 舍位平衡: rounds a total and its parts to so many decimals and moves the last digit of as few parts as needed, so that
 * the printed parts add up to the printed total. The digits go to the parts whose rounding lost (or won) most; the total
 * itself is only rounded (statistical practice for tables printed in 万元).
 * @param parts exact figures that add up to the total
 */
export function balanceRounding(parts: readonly DecimalText[], decimals: number): BalancedColumn {
  const exact = parts.map((part) => new Decimal(part));
  const total = roundTo(
    exact.reduce((sum, part) => sum.plus(part), new Decimal(0)),
    decimals,
  );
  const rounded = exact.map((part) => roundTo(part, decimals));
  const unit = new Decimal(10).pow(-decimals);
  const gap = total
    .minus(rounded.reduce((sum, part) => sum.plus(part), new Decimal(0)))
    .div(unit)
    .toNumber();
  const direction = Math.sign(gap);
  const order = exact
    .map((part, at) => ({ at, lost: part.minus(rounded[at]!).times(direction) }))
    .sort((a, b) => b.lost.cmp(a.lost) || a.at - b.at)
    .slice(0, Math.abs(gap));
  const moved = new Set(order.map(({ at }) => at));
  return {
    total: printDecimal(total),
    parts: rounded.map((part, at) => ({
      value: printDecimal(moved.has(at) ? part.plus(unit.times(direction)) : part),
      adjusted: moved.has(at),
    })),
  };
}
