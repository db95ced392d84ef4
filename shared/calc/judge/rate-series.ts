import type { Indicator, Observation } from '../../domain/plan.ts';
import { Decimal } from '../../text/decimal.ts';
import { type RateTrend, yearFactor } from './compound-rates.ts';
import type { BaseReading } from './measured.ts';
import type { Figure } from './observation-index.ts';
import { yearValue } from './yearly-values.ts';

/** Growth over some years as one factor: 1.05 for a year of 5 %, 0.91 for a decline of 9 % over three. */
export interface RateStep {
  readonly year: number;
  readonly years: number;
  readonly factor: Decimal;
  readonly inputs: readonly Observation[];
}

export interface RateSeries {
  readonly trend: RateTrend;
  /** Without gap from the first plan year on. */
  readonly steps: readonly RateStep[];
  /** A year after the gap that does have a figure. */
  readonly beyondGap?: number;
}

/** 降低 and 下降 in the name say which way a positive figure of an index-change goes, where the pack doesn't. */
export function trendOf(indicator: Indicator): RateTrend {
  if (indicator.measure !== 'index-change') return 'growth';
  return indicator.trend ?? (/[降减]/.test(indicator.name) ? 'decline' : 'growth');
}

/** Can annual rates be had: typed ones, or, where the indicator asks for it, from its levels? */
export function hasRates(indicator: Indicator): boolean {
  if (indicator.measure === 'growth') return true;
  if (indicator.measure === 'index-change') return indicator.basis !== 'since-base';
  return indicator.recompute;
}

function typedStep(indicator: Indicator, figures: readonly Figure[], year: number): RateStep | undefined {
  const trend = trendOf(indicator);
  const single = yearValue(indicator, figures, year);
  if (single) return { year, years: 1, factor: yearFactor(single.value, trend), inputs: single.inputs };
  const span = figures.find((figure) => figure.span && figure.firstMonth === year * 12);
  if (!span) return undefined;
  const years = (span.lastMonth - span.firstMonth + 1) / 12;
  const factor = yearFactor(span.value, trend);
  // A growth rate of a span is its yearly average, an index change its total (plans print them so).
  const whole = indicator.measure === 'growth' ? factor.pow(years) : factor;
  return { year: year + years - 1, years, factor: whole, inputs: [span.observation] };
}

function levelStep(
  indicator: Indicator,
  figures: readonly Figure[],
  year: number,
  base: { readonly year: number; readonly reading: BaseReading },
): RateStep | undefined {
  const now = yearValue(indicator, figures, year);
  const isFirst = year - 1 === base.year;
  const typed = yearValue(indicator, figures, year - 1);
  const before = isFirst ? (base.reading.value ?? typed?.value) : typed?.value;
  if (!now || !before?.greaterThan(0)) return undefined;
  const inputs = [...(isFirst ? base.reading.inputs : (typed?.inputs ?? [])), ...now.inputs];
  return { year, years: 1, factor: now.value.div(before), inputs };
}

/** Annual factors from the first plan year on, up to the first gap. */
export function readRates(
  indicator: Indicator,
  figures: readonly Figure[],
  baseYear: number,
  lastYear: number,
  base: BaseReading,
): RateSeries {
  const typed = indicator.measure === 'growth' || indicator.measure === 'index-change';
  const stepOf = (year: number) =>
    typed
      ? typedStep(indicator, figures, year)
      : levelStep(indicator, figures, year, { year: baseYear, reading: base });
  const steps: RateStep[] = [];
  for (let year = baseYear + 1; year <= lastYear; ) {
    const step = stepOf(year);
    if (!step || step.year > lastYear) break;
    steps.push(step);
    year = step.year + 1;
  }
  const reached = steps.at(-1)?.year ?? baseYear;
  for (let year = reached + 2; year <= lastYear; year += 1)
    if (yearValue(indicator, figures, year)) return { trend: trendOf(indicator), steps, beyondGap: year };
  return { trend: trendOf(indicator), steps };
}

export function factorOf(steps: readonly RateStep[]): Decimal {
  return steps.reduce((product, step) => product.times(step.factor), new Decimal(1));
}

export function yearsOf(steps: readonly RateStep[]): number {
  return steps.reduce((sum, step) => sum + step.years, 0);
}
