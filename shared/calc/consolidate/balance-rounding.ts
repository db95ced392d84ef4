import { Decimal, type DecimalText, printDecimal, roundTo } from '../../text/decimal.ts';
import { nestSums, type PlaceSum } from './nested-sums.ts';

export interface BalancedFigure {
  readonly value: DecimalText;
  /** Its last digit was moved so that the parts add up. */
  readonly adjusted: boolean;
}

export interface BalancedColumn {
  readonly total: DecimalText;
  /** In the order given. */
  readonly parts: readonly BalancedFigure[];
}

/**
 * 舍位平衡: rounds a total and its parts to so many decimals and moves the last digit of as few parts as needed, so that
 * the printed parts add up to the printed total. The digits go to the parts whose rounding lost (or won) most; the total
 * itself is only rounded (statistical practice for tables printed in 万元).
 * @param parts exact figures that add up to the total
 */
export function balanceRounding(parts: readonly DecimalText[], decimals: number): BalancedColumn {
  const exact = parts.map((part) => new Decimal(part));
  const total = roundTo(sumOf(exact), decimals);
  const values = distribute(exact, total, decimals);
  return {
    total: printDecimal(total),
    parts: values.map((value, at) => balanced(value, exact[at]!, decimals)),
  };
}

/**
 * The same with subtotals between: the total is rounded, its parts are made to add up to it, then the parts of each of
 * these. A figure without a fraction below the last digit never moves, and none moves by more than one digit.
 * @param figures exact figures by place; those of `sums` add up exactly
 * @param sums wholes over reporters, the grand total last
 */
export function balanceNested(
  figures: ReadonlyMap<string, DecimalText>,
  sums: readonly PlaceSum[],
  decimals: number,
): ReadonlyMap<string, BalancedFigure> {
  const printed = new Map<string, Decimal>();
  const exact = (place: string) => new Decimal(figures.get(place)!);
  const direct = new Map(nestSums(sums).map(({ whole, parts }) => [whole, parts]));
  const inside = new Set([...direct.values()].flat());
  const settle = (place: string, value: Decimal) => {
    printed.set(place, value);
    const parts = direct.get(place) ?? [];
    for (const [at, part] of distribute(parts.map(exact), value, decimals).entries())
      settle(parts[at]!, part);
  };
  for (const whole of direct.keys()) if (!inside.has(whole)) settle(whole, roundTo(exact(whole), decimals));
  return new Map([...printed].map(([place, value]) => [place, balanced(value, exact(place), decimals)]));
}

function balanced(value: Decimal, exact: Decimal, decimals: number): BalancedFigure {
  return { value: printDecimal(value), adjusted: !value.eq(roundTo(exact, decimals)) };
}

function sumOf(figures: readonly Decimal[]): Decimal {
  return figures.reduce((sum, figure) => sum.plus(figure), new Decimal(0));
}

/** @param target the exact sum, rounded up or down */
function distribute(exact: readonly Decimal[], target: Decimal, decimals: number): Decimal[] {
  const rounded = exact.map((part) => roundTo(part, decimals));
  const unit = new Decimal(10).pow(-decimals);
  const gap = target.minus(sumOf(rounded)).div(unit).toNumber();
  const direction = Math.sign(gap);
  const order = exact
    .map((part, at) => ({ at, lost: part.minus(rounded[at]!).times(direction) }))
    .sort((a, b) => b.lost.cmp(a.lost) || a.at - b.at)
    .slice(0, Math.abs(gap));
  const moved = new Set(order.map(({ at }) => at));
  return rounded.map((part, at) => (moved.has(at) ? part.plus(unit.times(direction)) : part));
}
