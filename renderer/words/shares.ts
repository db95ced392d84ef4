import { Decimal, type DecimalText, roundTo } from '../../shared/text/decimal.ts';

/** A fraction as a percentage with one decimal: 0.354 → 35.4%. */
export function formatShare(share: DecimalText): string {
  return `${roundTo(new Decimal(share).times(100), 1).toFixed(1)}%`;
}
