import type { Indicator } from '../../domain/plan.ts';
import { Decimal, type DecimalText, printDecimal, roundTo } from '../../text/decimal.ts';

/** How figures are printed in a report: rounded once, half up, from the unrounded value. */

/** Decimals of an indicator's figures: growth rates carry one, others the indicator's own (two where it names none). */
export function decimalsOf(indicator: Indicator): number {
  return indicator.measure === 'growth' ? 1 : (indicator.decimals ?? 2);
}

/** `65.1`, growth always with one decimal (`9.0`); other trailing zeros are dropped as the plan prints them. */
export function printFigure(indicator: Indicator, value: DecimalText | Decimal): string {
  const rounded = roundTo(new Decimal(value), decimalsOf(indicator));
  return indicator.measure === 'growth' ? rounded.toFixed(1) : printDecimal(rounded);
}

/** A small derived quantity (a yearly need): at least one significant decimal more than would print as zero. */
export function printNeed(indicator: Indicator, value: DecimalText | Decimal): string {
  const exact = new Decimal(value);
  for (let decimals = decimalsOf(indicator); decimals < 8; decimals++) {
    const rounded = roundTo(exact, decimals);
    if (!rounded.isZero() || exact.isZero())
      return indicator.measure === 'growth' ? rounded.toFixed(1) : printDecimal(rounded);
  }
  return printDecimal(exact);
}

/** A fraction as per cent with one decimal: 0.35 → `35.0`. */
export function printShare(share: DecimalText | Decimal): string {
  return roundTo(new Decimal(share).times(100), 1).toFixed(1);
}

/** Unit of a difference: shares in % and rates differ by 个百分点, everything else by its own unit. */
export function differenceUnit(indicator: Indicator): string {
  return indicator.unit === '%' ? '个百分点' : indicator.unit;
}
