import { Decimal, type DecimalText, roundTo } from '../../shared/text/decimal.ts';

/** A figure as people read it: thousands separated, fixed decimals where the indicator names them. */
export function formatFigure(value: DecimalText, decimals?: number): string {
  const rounded = decimals === undefined ? new Decimal(value) : roundTo(new Decimal(value), decimals);
  const [whole = '0', fraction] = (
    decimals === undefined ? rounded.toFixed() : rounded.toFixed(decimals)
  ).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
