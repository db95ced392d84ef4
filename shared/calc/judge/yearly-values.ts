import type { Indicator, Observation } from '../../domain/plan.ts';
import { Decimal } from '../../text/decimal.ts';
import { type Figure, figureAt, figureOf, latestFigure, tileFrom } from './observation-index.ts';

/** A value with the observations it is made of and the month it reaches. */
export interface Reading {
  readonly value: Decimal;
  readonly lastMonth: number;
  readonly inputs: readonly Observation[];
}

const shareUnit = /^[%％‰]$/;

/**
 * Does only a full year compare with a year's target? True for flows, and for year-to-date figures per head or the like
 * (half a year's income is no income of a year, and doubling it is no forecast); a share in % compares at any time.
 */
export function needsFullYear(indicator: Indicator): boolean {
  if (indicator.measure === 'flow') return true;
  return indicator.reporting === 'ytd' && indicator.measure === 'ratio' && !shareUnit.test(indicator.unit);
}

function readingOf(figure: Figure): Reading {
  return { value: figure.value, lastMonth: figure.lastMonth, inputs: [figure.observation] };
}

/** Adds figures laid end to end. */
export function sumTiles(tiles: readonly Figure[]): Reading | undefined {
  const last = tiles.at(-1);
  return (
    last && {
      value: Decimal.sum(...tiles.map((tile) => tile.value)),
      lastMonth: last.lastMonth,
      inputs: tiles.map((tile) => tile.observation),
    }
  );
}

/** The indicator's value for a calendar year; rates and year-to-date figures only from a figure of the whole year. */
export function yearValue(
  indicator: Indicator,
  figures: readonly Figure[],
  year: number,
): Reading | undefined {
  const [first, last] = [year * 12, year * 12 + 11];
  if (indicator.measure === 'flow') {
    const sum = sumTiles(tileFrom(figures, first, last));
    return sum?.lastMonth === last ? sum : undefined;
  }
  const whole = figureOf(figures, first, last);
  const rate = indicator.measure === 'growth' || indicator.measure === 'index-change';
  if (rate || needsFullYear(indicator)) return whole && readingOf(whole);
  const end = figureAt(figures, last);
  return end && readingOf(end);
}

/** The newest value that compares with a year's target: the last full year where only that compares. */
export function latestValue(
  indicator: Indicator,
  figures: readonly Figure[],
  from: number,
): Reading | undefined {
  const latest = latestFigure(figures);
  if (!latest || latest.lastMonth < from) return undefined;
  const rate = indicator.measure === 'growth' || indicator.measure === 'index-change';
  if (!rate && !needsFullYear(indicator)) return readingOf(latest);
  for (let year = Math.floor(latest.lastMonth / 12); year * 12 + 11 >= from; year -= 1) {
    const value = yearValue(indicator, figures, year);
    if (value) return value;
  }
  return undefined;
}

/** Year → value, for each year of the span that has one. */
export function yearValues(
  indicator: Indicator,
  figures: readonly Figure[],
  years: readonly [number, number],
): ReadonlyMap<number, Reading> {
  const values = new Map<number, Reading>();
  for (let year = years[0]; year <= years[1]; year += 1) {
    const value = yearValue(indicator, figures, year);
    if (value) values.set(year, value);
  }
  return values;
}
