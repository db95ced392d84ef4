import type { Indicator } from '../../domain/plan.ts';
import { Decimal, type DecimalText, printDecimal, printedDecimals } from '../../text/decimal.ts';
import { divideExactly } from './largest-remainder.ts';

export const unitSplitShapes = ['equal', 'by-weight', 'by-hand'] as const;
export type UnitSplitShape = (typeof unitSplitShapes)[number];

export interface UnitSplitRequest {
  readonly shape: UnitSplitShape;
  readonly total: DecimalText;
  readonly decimals: number;
  /** In the order in which they are to appear. */
  readonly units: readonly {
    readonly code: string;
    /** Figure of the weight indicator; blank units get nothing by weight. */
    readonly weight?: DecimalText;
    readonly byHand?: DecimalText | null;
  }[];
  readonly indicator: Pick<Indicator, 'attribute' | 'measure' | 'consolidate'>;
  /** A person decided to divide although the flag says not to. */
  readonly force?: boolean;
}

/** market-led: 市场主导类不分解; not-additive: parts of a share or rate don't add up; no-weights: nothing to divide by. */
export type UnitSplitRefusal = 'market-led' | 'not-additive' | 'no-weights';

export interface UnitSplit {
  readonly parts: readonly { readonly unit: string; readonly value: DecimalText | null }[];
  readonly closes: boolean;
  readonly gap: DecimalText | null;
  readonly refused: UnitSplitRefusal | null;
  /** The indicator is market-led, divided or not: shown as a caution. */
  readonly marketLed: boolean;
}

/** 预期性 indicators are left to the market: the state plans don't divide them among lower levels. */
export function isMarketLed(indicator: Pick<Indicator, 'attribute'>): boolean {
  return indicator.attribute === '预期性';
}

function refusalOf(request: UnitSplitRequest): UnitSplitRefusal | null {
  const { indicator, shape } = request;
  if (isMarketLed(indicator) && !request.force) return 'market-led';
  const additive = indicator.measure === 'flow' || indicator.measure === 'stock';
  if (!additive && shape !== 'by-hand') return 'not-additive';
  const weights = request.units.filter((unit) => unit.weight && new Decimal(unit.weight).greaterThan(0));
  return shape === 'by-weight' && weights.length === 0 ? 'no-weights' : null;
}

function divide(request: UnitSplitRequest): (Decimal | undefined)[] {
  const total = new Decimal(request.total);
  const decimals = Math.max(request.decimals, printedDecimals(request.total));
  if (request.shape === 'by-hand')
    return request.units.map((unit) => (unit.byHand == null ? undefined : new Decimal(unit.byHand)));
  const weights = request.units.map((unit) => {
    if (request.shape === 'equal') return new Decimal(1);
    return Decimal.max(0, unit.weight ?? 0);
  });
  return divideExactly(total, weights, decimals);
}

/** Divides a target among units; parts add up to the total exactly. By hand the sum is checked (rates: not at all). */
export function splitToUnits(request: UnitSplitRequest): UnitSplit {
  const refused = refusalOf(request);
  const marketLed = isMarketLed(request.indicator);
  if (refused) return { parts: [], closes: false, gap: null, refused, marketLed };
  const values = divide(request);
  const known = values.filter((value) => value !== undefined);
  const complete = known.length === values.length;
  const additive = request.indicator.measure === 'flow' || request.indicator.measure === 'stock';
  const gap = complete && additive ? new Decimal(request.total).minus(Decimal.sum(0, ...known)) : undefined;
  return {
    parts: request.units.map((unit, index) => {
      const value = values[index];
      return { unit: unit.code, value: value ? printDecimal(value) : null };
    }),
    closes: additive ? (gap?.isZero() ?? false) : complete,
    gap: gap ? printDecimal(gap) : null,
    refused: null,
    marketLed,
  };
}
