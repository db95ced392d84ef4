import type { Indicator } from '../../domain/plan.ts';
import type { DecimalText } from '../../text/decimal.ts';
import {
  type PeriodKey,
  parsePeriod,
  periodOfFigure,
  previousYear,
  printPeriod,
  priorPeriod,
  yearToDateKey,
} from '../../text/period.ts';
import type { KnownFigures } from './screen-figures.ts';

/** A figure the office holds: accepted from a return, or an observation of the history. */
export interface HeldFigure {
  readonly indicator: string;
  readonly unit: string;
  readonly period: PeriodKey;
  readonly value: DecimalText;
  /** Form of the return it was accepted in; absent for observations. */
  readonly form?: string;
}

/**
 * What the office holds, indexed for the checks of one period. Figures come in order of preference:
 * the first one given for a cell counts. A ytd indicator's names of one span are one key (pack.md).
 */
export function indexKnownFigures(
  indicators: ReadonlyMap<string, Indicator>,
  held: readonly HeldFigure[],
): (period: PeriodKey) => KnownFigures {
  // Unit, indicator, span: asked once for each figure of a batch, so that making one key out of two counts.
  const cells = new Map<string, Map<string, Map<PeriodKey, HeldFigure>>>();
  const isYtd = (indicator: string) => indicators.get(indicator)?.reporting === 'ytd';
  const spans = new Map<PeriodKey, PeriodKey>();
  const spanKey = (indicator: string, period: PeriodKey) => {
    if (!isYtd(indicator)) return period;
    let span = spans.get(period);
    if (span === undefined) {
      const parsed = parsePeriod(period);
      spans.set(period, (span = parsed ? yearToDateKey(parsed) : period));
    }
    return span;
  };
  for (const figure of held) {
    let own = cells.get(figure.unit);
    if (!own) cells.set(figure.unit, (own = new Map()));
    let periods = own.get(figure.indicator);
    if (!periods) own.set(figure.indicator, (periods = new Map()));
    const span = spanKey(figure.indicator, figure.period);
    if (!periods.has(span)) periods.set(span, figure);
  }
  const isStock = (indicator: string) => indicators.get(indicator)?.measure === 'stock';
  const find = (indicator: string, unit: string, period: PeriodKey) => {
    const held = cells.get(unit)?.get(indicator);
    const same = held?.get(spanKey(indicator, period));
    return same ?? (held && isStock(indicator) ? atSameMoment(held, period) : undefined);
  };

  return (period) => {
    const parsed = parsePeriod(period);
    const now = parsed?.type === 'span' ? undefined : parsed;
    const yearBefore = now && printPeriod(previousYear(now));
    const before = now && printPeriod(priorPeriod(now));
    return {
      own: (indicator, unit) => find(indicator, unit, period)?.value,
      previousYear: (indicator, unit) =>
        yearBefore === undefined ? undefined : find(indicator, unit, yearBefore)?.value,
      priorPeriod: (indicator, unit) => {
        if (!now || before === undefined || (isYtd(indicator) && now.index === 1)) return undefined;
        return find(indicator, unit, before)?.value;
      },
      current: (reference, unit) => {
        const figure = find(reference.indicator, reference.unit ?? unit, period);
        return reference.form === undefined || figure?.form === undefined || figure.form === reference.form
          ? figure?.value
          : undefined;
      },
      history(indicator, unit, least) {
        const held = cells.get(unit)?.get(indicator);
        return held && held.size >= least ? comparable(held, period, isYtd(indicator)) : [];
      },
    };
  };
}

/** A stock is counted at a moment: what a half-year form says of the end of June a quarterly one says too. */
function atSameMoment(held: ReadonlyMap<PeriodKey, HeldFigure>, period: PeriodKey): HeldFigure | undefined {
  const moment = periodOfFigure(period)?.lastMonth;
  if (moment === undefined) return undefined;
  for (const [key, figure] of held) if (periodOfFigure(key)?.lastMonth === moment) return figure;
  return undefined;
}

/** Earlier figures of the same period type; for a ytd indicator only those that end in the same month. */
function comparable(
  periods: ReadonlyMap<PeriodKey, HeldFigure>,
  key: PeriodKey,
  ytd: boolean,
): readonly DecimalText[] {
  const now = periodOfFigure(key);
  if (!now) return [];
  const found: HeldFigure[] = [];
  for (const figure of periods.values()) {
    const period = periodOfFigure(figure.period);
    if (!period || period.type === 'span' || period.lastMonth >= now.lastMonth) continue;
    const fits = ytd ? (now.lastMonth - period.lastMonth) % 12 === 0 : period.type === now.type;
    if (fits) found.push(figure);
  }
  const monthOf = ({ period }: HeldFigure) => periodOfFigure(period)!.lastMonth;
  return found.sort((a, b) => monthOf(a) - monthOf(b)).map(({ value }) => value);
}
