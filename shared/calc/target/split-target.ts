import { AppError } from '../../errors/app-error.ts';
import { Decimal, type DecimalText, printDecimal, printedDecimals, roundTo } from '../../text/decimal.ts';
import { divideExactly } from './largest-remainder.ts';

/** What a split must reproduce: the end point of a level, the sum of a [ ] total, or a change compounded from rates. */
export const splitKinds = ['level', 'total', 'rate'] as const;
export type SplitKind = (typeof splitKinds)[number];

export const splitShapes = ['equal-steps', 'equal-rates', 'front-loaded', 'back-loaded', 'by-hand'] as const;
export type SplitShape = (typeof splitShapes)[number];

export interface SplitRequest {
  readonly kind: SplitKind;
  readonly shape: SplitShape;
  /** Years of the plan, ascending. */
  readonly years: readonly number[];
  /** level: last value; total: sum; rate: change over all years in %. */
  readonly target: DecimalText;
  /** Base-year value: needed for a level; a total with equal rates grows from it. */
  readonly base?: DecimalText;
  /** Decimals of the indicator; a target or base printed with more keeps them. */
  readonly decimals: number;
  /** rate: does a positive figure mean a decline? */
  readonly trend?: 'growth' | 'decline';
  /** by-hand: one value per year, null where none was entered yet. */
  readonly byHand?: readonly (DecimalText | null)[];
  /** Points of completion that a year may lie behind the schedule before the split is called back-loaded; 0.05. */
  readonly backLoadedRoom?: DecimalText;
}

export interface AnnualSplit {
  readonly parts: readonly { readonly year: number; readonly value: DecimalText | null }[];
  /** The parts give the target exactly (rates: at the target's printed decimals). */
  readonly closes: boolean;
  /** Target minus what the parts give; null where a year is blank. */
  readonly gap: DecimalText | null;
  /** 前松后紧. */
  readonly backLoaded: boolean;
  /** Decimals of the parts: rates may need more than the indicator's to close. */
  readonly decimals: number;
}

function weightsOf(shape: SplitShape, count: number): Decimal[] {
  return Array.from({ length: count }, (_, index) => {
    if (shape === 'front-loaded') return new Decimal(count - index);
    return new Decimal(shape === 'back-loaded' ? index + 1 : 1);
  });
}

/** Steps of constant growth from base to target. */
function growthSteps(base: Decimal, target: Decimal, count: number): Decimal[] {
  if (!base.greaterThan(0) || !target.greaterThan(0)) return weightsOf('equal-steps', count);
  const factor = target.div(base).pow(new Decimal(1).div(count));
  return Array.from({ length: count }, (_, index) => base.times(factor.pow(index)).times(factor.minus(1)));
}

function splitLevel(request: SplitRequest, decimals: number): Decimal[] {
  if (request.base === undefined) throw new AppError('invalid-input', { field: 'base' });
  const [base, target] = [new Decimal(request.base), new Decimal(request.target)];
  const count = request.years.length;
  const weights =
    request.shape === 'equal-rates' ? growthSteps(base, target, count) : weightsOf(request.shape, count);
  let level = base;
  return divideExactly(
    target.minus(base),
    weights.map((weight) => weight.abs()),
    decimals,
  ).map((step) => (level = level.plus(step)));
}

/** Yearly factor with which amounts that grow from the base year's add up to the total: found by bisection. */
function growthOfTotal(base: number, total: number, count: number): number {
  const sumAt = (factor: number) => {
    let [sum, amount] = [0, base];
    for (let year = 0; year < count; year += 1) sum += amount *= factor;
    return sum;
  };
  let [low, high] = [0, 2];
  while (sumAt(high) < total && high < 1e6) high *= 2;
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (sumAt(middle) < total) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function splitTotal(request: SplitRequest, decimals: number): Decimal[] {
  const total = new Decimal(request.target);
  const count = request.years.length;
  let weights = weightsOf(request.shape, count);
  const base = request.base === undefined ? undefined : new Decimal(request.base);
  if (request.shape === 'equal-rates' && base?.greaterThan(0) && total.greaterThan(0)) {
    // Only the shape comes from a double: the parts are exact whatever the weights.
    const factor = growthOfTotal(base.toNumber(), total.toNumber(), count);
    weights = weights.map((_, index) => new Decimal(factor).pow(index));
  }
  return divideExactly(total, weights, decimals);
}

function factorOf(rate: Decimal, request: SplitRequest): Decimal {
  const share = rate.div(100);
  return request.trend === 'decline' ? new Decimal(1).minus(share) : share.plus(1);
}

function compounded(rates: readonly Decimal[], request: SplitRequest): Decimal {
  const factor = rates.reduce((product, rate) => product.times(factorOf(rate, request)), new Decimal(1));
  const share = request.trend === 'decline' ? new Decimal(1).minus(factor) : factor.minus(1);
  return share.times(100);
}

/** Compounded rates meet a total only at its printed decimals: 5 × 2.86 % make 13.505 %, which is printed 13.5. */
function reproduces(rates: readonly Decimal[], request: SplitRequest): boolean {
  const decimals = printedDecimals(request.target);
  return roundTo(compounded(rates, request), decimals).equals(roundTo(new Decimal(request.target), decimals));
}

/** Rates are cut and raised unit by unit, largest remainders first, until they compound to the total. */
function splitRate(request: SplitRequest, decimals: number): { values: Decimal[]; decimals: number } {
  const whole = factorOf(new Decimal(request.target), request);
  if (!whole.greaterThan(0)) throw new AppError('invalid-input', { field: 'target' });
  const weights = weightsOf(request.shape, request.years.length);
  const sum = Decimal.sum(...weights);
  const exact = weights.map((weight) => {
    const factor = whole.pow(weight.div(sum));
    return (request.trend === 'decline' ? new Decimal(1).minus(factor) : factor.minus(1)).times(100);
  });
  for (let places = decimals; places < decimals + 8; places += 1) {
    const values = closeRates(exact, places, request);
    if (values) return { values, decimals: places };
  }
  return { values: exact.map((rate) => roundTo(rate, decimals + 8)), decimals: decimals + 8 };
}

function closeRates(
  exact: readonly Decimal[],
  decimals: number,
  request: SplitRequest,
): Decimal[] | undefined {
  const unit = new Decimal(10).pow(-decimals);
  const floors = exact.map((rate) => rate.toDecimalPlaces(decimals, Decimal.ROUND_FLOOR));
  const order = exact
    .map((rate, index) => ({ index, remainder: rate.minus(floors[index]!) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  for (let raised = 0; raised <= order.length; raised += 1) {
    const chosen = new Set(order.slice(0, raised).map((entry) => entry.index));
    const values = floors.map((floor, index) => (chosen.has(index) ? floor.plus(unit) : floor));
    if (reproduces(values, request)) return values;
  }
  return undefined;
}

function gapOf(values: readonly Decimal[], request: SplitRequest): Decimal {
  const target = new Decimal(request.target);
  if (request.kind === 'total') return target.minus(Decimal.sum(0, ...values));
  if (request.kind === 'level') return target.minus(values.at(-1) ?? request.base ?? 0);
  return reproduces(values, request) ? new Decimal(0) : target.minus(compounded(values, request));
}

/** Planned completion at the end of each year. */
function completions(values: readonly Decimal[], request: SplitRequest): number[] {
  const target = new Decimal(request.target);
  if (request.kind === 'level') {
    const base = new Decimal(request.base ?? 0);
    const range = target.minus(base);
    return values.map((value) => (range.isZero() ? 1 : value.minus(base).div(range).toNumber()));
  }
  return values.map((_, index) => {
    const done = values.slice(0, index + 1);
    if (request.kind === 'total')
      return target.isZero()
        ? 1
        : Decimal.sum(...done)
            .div(target)
            .toNumber();
    const whole = Math.log(factorOf(target, request).toNumber());
    const factor = done.reduce((product, rate) => product * factorOf(rate, request).toNumber(), 1);
    return whole === 0 ? 1 : Math.log(factor) / whole;
  });
}

function isBackLoaded(values: readonly Decimal[], request: SplitRequest): boolean {
  const room = Number(request.backLoadedRoom ?? '0.05');
  return completions(values, request).some(
    (done, index) => done < (index + 1) / request.years.length - room - 1e-9,
  );
}

function readByHand(request: SplitRequest): (Decimal | undefined)[] {
  return request.years.map((_, index) => {
    const text = request.byHand?.[index];
    return text === null || text === undefined ? undefined : new Decimal(text);
  });
}

/**
 * Splits a target over the years (年度分解). The parts reproduce the target exactly; a split by hand is checked instead.
 * @throws AppError `invalid-input` for a level without base, or a rate that no yearly rates can give
 */
export function splitTarget(request: SplitRequest): AnnualSplit {
  const printed = [request.target, request.base ?? ''].map(printedDecimals);
  const decimals = request.kind === 'rate' ? request.decimals : Math.max(request.decimals, ...printed);
  if (request.shape === 'by-hand') return finish(readByHand(request), decimals, request);
  if (request.kind === 'level') return finish(splitLevel(request, decimals), decimals, request);
  if (request.kind === 'total') return finish(splitTotal(request, decimals), decimals, request);
  const rates = splitRate(request, decimals);
  return finish(rates.values, rates.decimals, request);
}

function finish(
  values: readonly (Decimal | undefined)[],
  decimals: number,
  request: SplitRequest,
): AnnualSplit {
  const known = values.filter((value) => value !== undefined);
  const complete = known.length === values.length;
  const gap = complete ? gapOf(known, request) : undefined;
  return {
    parts: request.years.map((year, index) => {
      const value = values[index];
      return { year, value: value ? printDecimal(value) : null };
    }),
    closes: gap?.isZero() ?? false,
    gap: gap ? printDecimal(gap) : null,
    backLoaded: complete && isBackLoaded(known, request),
    decimals,
  };
}
