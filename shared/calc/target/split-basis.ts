import type { Indicator, TargetTexts } from '../../domain/plan.ts';
import type { TargetColumn } from '../../domain/target.ts';
import type { DecimalText } from '../../text/decimal.ts';
import { parseTarget } from './parse-target.ts';
import { type AnnualSplit, type SplitKind, type SplitRequest, splitTarget } from './split-target.ts';

/** What of a target is divided into years; `target` absent: its texts hold no figure to divide. */
export interface SplitBasis {
  readonly kind: SplitKind;
  readonly target?: DecimalText;
  readonly base?: DecimalText;
}

function amountOf(
  text: string | undefined,
  column: TargetColumn,
  indicator: Indicator,
): DecimalText | undefined {
  if (text === undefined) return undefined;
  const { parts } = parseTarget(text, column, {
    unit: indicator.unit,
    indicator: { unit: indicator.unit, measure: indicator.measure },
  });
  for (const part of parts) if ('value' in part && !part.aspirational) return part.value;
  return undefined;
}

/** A [ ] total of a flow, a compounded change, else the way from base to target. */
export function splitBasis(indicator: Indicator, texts: Omit<TargetTexts, 'indicator'>): SplitBasis {
  const total = amountOf(texts.total, 'total', indicator);
  const base = amountOf(texts.base, 'base', indicator);
  const withBase = base === undefined ? {} : { base };
  if (indicator.measure === 'flow' && total !== undefined)
    return { kind: 'total', target: total, ...withBase };
  if (indicator.measure === 'index-change' && total !== undefined)
    return { kind: 'rate', target: total, ...withBase };
  const target = amountOf(texts.year, 'year', indicator);
  return { kind: 'level', ...(target === undefined ? {} : { target }), ...withBase };
}

/** The split of an indicator's target in a shape; undefined where its texts hold no figure to divide. */
export function splitIndicator(
  indicator: Indicator,
  texts: Omit<TargetTexts, 'indicator'>,
  years: readonly number[],
  how: Pick<SplitRequest, 'shape' | 'byHand'>,
): AnnualSplit | undefined {
  const { kind, target, base } = splitBasis(indicator, texts);
  if (target === undefined) return undefined;
  return splitTarget({
    kind,
    years,
    target,
    decimals: indicator.decimals ?? 2,
    ...how,
    ...(base === undefined ? {} : { base }),
    ...(indicator.trend === undefined ? {} : { trend: indicator.trend }),
  });
}
