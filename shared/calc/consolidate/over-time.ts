import type { Indicator } from '../../domain/plan.ts';
import { Decimal, type DecimalText, printDecimal, printDerived } from '../../text/decimal.ts';
import { type Period, type PeriodKey, periodOfFigure, printPeriod } from '../../text/period.ts';

/** One reported figure of one unit and indicator. */
export interface TimedFigure {
  readonly period: PeriodKey;
  readonly value: DecimalText | null;
}

export interface OverTime<Figure extends TimedFigure> {
  readonly value: DecimalText | null;
  /** The figures it was made of; one and the same period: the figure itself. */
  readonly from: readonly Figure[];
  /** Whole periods for which nothing was reported, as keys of the parts' own type. */
  readonly missing: readonly PeriodKey[];
  /** Both the whole and all its parts exist and differ: the whole is used, the sum is said. */
  readonly partsDiffer?: DecimalText;
}

/**
 * A figure for a period out of what was reported (domain.md "over time", pack.md periods): a year-to-date figure stands
 * for its whole span; flows add up when their parts tile the period; stocks and ratios take the last part; growth is
 * taken only as typed for the very period; annual index changes compound. The whole wins over its parts.
 */
export function figureOverPeriod<Figure extends TimedFigure>(
  indicator: Pick<Indicator, 'measure' | 'reporting' | 'trend'>,
  figures: readonly Figure[],
  key: PeriodKey,
): OverTime<Figure> {
  const target = periodOfFigure(key);
  if (!target) throw new RangeError(`no period key: ${key}`);
  const [only] = figures;
  if (figures.length === 1 && only?.period === key && only.value !== null) return single(only);
  const dated = figures.flatMap((figure) => {
    const period = periodOfFigure(figure.period);
    return period ? [{ figure, period }] : [];
  });
  const whole = dated.find(({ period }) => isSame(indicator, period, target));
  if (indicator.reporting === 'ytd' || indicator.measure === 'growth') return single(whole?.figure);
  if (indicator.measure === 'stock' || indicator.measure === 'ratio')
    return single(whole?.figure ?? lastWithin(dated, target));
  const parts = tile(dated, target);
  if (whole?.figure.value != null)
    return { ...single(whole.figure), ...difference(indicator, whole.figure, parts) };
  return fromParts(indicator, parts);
}

interface Dated<Figure> {
  readonly figure: Figure;
  readonly period: Period;
}

/** A ytd figure is known by its end alone; others by both ends. */
function isSame(indicator: Pick<Indicator, 'reporting'>, period: Period, target: Period): boolean {
  if (period.lastMonth !== target.lastMonth || (period.type === 'span') !== (target.type === 'span'))
    return false;
  return indicator.reporting === 'ytd' || period.firstMonth === target.firstMonth;
}

function single<Figure extends TimedFigure>(figure: Figure | undefined): OverTime<Figure> {
  return figure
    ? { value: figure.value, from: [figure], missing: [] }
    : { value: null, from: [], missing: [] };
}

function lastWithin<Figure extends TimedFigure>(
  dated: readonly Dated<Figure>[],
  target: Period,
): Figure | undefined {
  return dated.find(({ period }) => period.type !== 'span' && period.lastMonth === target.lastMonth)?.figure;
}

interface Tiling<Figure> {
  readonly parts: readonly Figure[];
  readonly missing: readonly PeriodKey[];
}

/** The coarsest reported parts that cover the target from its first month on; gaps named by the finest type seen. */
function tile<Figure extends TimedFigure>(dated: readonly Dated<Figure>[], target: Period): Tiling<Figure> {
  const inside = dated.filter(
    ({ period, figure }) =>
      figure.value !== null &&
      period.type !== 'span' &&
      period.firstMonth >= target.firstMonth &&
      period.lastMonth <= target.lastMonth &&
      period.lastMonth - period.firstMonth < target.lastMonth - target.firstMonth,
  );
  const shortest = Math.min(...inside.map(({ period }) => period.lastMonth - period.firstMonth + 1));
  const parts: Figure[] = [];
  const missing: PeriodKey[] = [];
  for (let month = target.firstMonth; month <= target.lastMonth && inside.length > 0; ) {
    const next = inside
      .filter(({ period }) => period.firstMonth === month)
      .sort((a, b) => b.period.lastMonth - a.period.lastMonth)[0];
    if (next) {
      parts.push(next.figure);
      month = next.period.lastMonth + 1;
    } else {
      missing.push(gapKey(month, shortest));
      month += shortest;
    }
  }
  return { parts, missing };
}

function gapKey(month: number, length: number): PeriodKey {
  const year = Math.floor(month / 12);
  const inYear = month - year * 12;
  if (length === 12) return `${year}`;
  if (length === 6) return `${year}H${Math.floor(inYear / 6) + 1}`;
  if (length === 3) return `${year}Q${Math.floor(inYear / 3) + 1}`;
  return printPeriod({ type: 'month', year, index: inYear + 1, firstMonth: month, lastMonth: month });
}

function fromParts<Figure extends TimedFigure>(
  indicator: Pick<Indicator, 'measure' | 'trend'>,
  { parts, missing }: Tiling<Figure>,
): OverTime<Figure> {
  if (parts.length === 0) return { value: null, from: [], missing };
  return { value: combine(indicator, parts), from: parts, missing };
}

function combine(
  indicator: Pick<Indicator, 'measure' | 'trend'>,
  parts: readonly TimedFigure[],
): DecimalText {
  const values = parts.map((part) => new Decimal(part.value!));
  if (indicator.measure !== 'index-change')
    return printDecimal(values.reduce((sum, value) => sum.plus(value)));
  const sign = indicator.trend === 'growth' ? 1 : -1;
  const index = values.reduce(
    (product, value) => product.times(value.times(sign).div(100).plus(1)),
    new Decimal(1),
  );
  return printDerived(index.minus(1).times(100).times(sign));
}

function difference(
  indicator: Pick<Indicator, 'measure' | 'trend'>,
  whole: TimedFigure,
  { parts, missing }: Tiling<TimedFigure>,
): { partsDiffer?: DecimalText } {
  if (parts.length === 0 || missing.length > 0) return {};
  const sum = combine(indicator, parts);
  return new Decimal(sum).eq(whole.value!) ? {} : { partsDiffer: sum };
}
