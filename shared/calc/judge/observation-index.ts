import type { Indicator, Observation, ObservationSeries, ObservationStatus } from '../../domain/plan.ts';
import { Decimal } from '../../text/decimal.ts';
import { type Period, parsePeriod } from '../../text/period.ts';

/** One figure that may be judged: the best observation of its span of months. */
export interface Figure {
  readonly firstMonth: number;
  readonly lastMonth: number;
  readonly span: boolean;
  readonly value: Decimal;
  readonly observation: Observation;
}

/** Figures of each indicator, sorted by end, then by beginning. */
export type FigureIndex = ReadonlyMap<string, readonly Figure[]>;

const statusRank: Readonly<Record<ObservationStatus, number>> = { 最终: 3, 核定: 2, 初步: 1, 预计: 0 };
/** Where no series is official: what an office nearer to the statistics says counts for more. */
const seriesRank: Readonly<Record<ObservationSeries, number>> = {
  核定: 4,
  反馈: 3,
  部门: 2,
  汇总: 1,
  填报: 0,
};

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Positive where `a` is to be judged before `b`. Complete, so that the order of the rows never matters. */
function compareObservations(a: Observation, b: Observation): number {
  return (
    statusRank[a.status] - statusRank[b.status] ||
    seriesRank[a.series] - seriesRank[b.series] ||
    order(a.recorded ?? '', b.recorded ?? '') ||
    order(a.value ?? '', b.value ?? '') ||
    order(a.source ?? '', b.source ?? '')
  );
}

/** As known on the day: what was recorded later, or is dated later, is left out. No date of record = always known. */
export function knownOn<T extends { readonly recorded?: string }>(
  rows: readonly T[],
  asOf?: string,
): readonly T[] {
  if (asOf === undefined) return rows;
  const day = asOf.slice(0, 10);
  return rows.filter((row) => row.recorded === undefined || row.recorded.slice(0, 10) <= day);
}

export interface IndexSetting {
  readonly indicators: readonly Indicator[];
  /** The unit whose figures are judged. */
  readonly root: string;
  /** Last month that is over on the evaluation date; periods that end later are not judged. */
  readonly now: number;
}

function firstMonthOf(period: Period, indicator: Indicator): number {
  return indicator.reporting === 'ytd' && period.type !== 'span' ? period.year * 12 : period.firstMonth;
}

/**
 * Picks for each indicator and span of months the one observation that may be judged: root unit, official series,
 * 最终 > 核定 > 初步 > 预计, then the later record. Reads the observations once.
 */
export function indexFigures(observations: readonly Observation[], setting: IndexSetting): FigureIndex {
  const indicators = new Map(setting.indicators.map((indicator) => [indicator.code, indicator]));
  const periods = new Map<string, Period | undefined>();
  const best = new Map<string, Map<number, Figure>>();
  for (const observation of observations) {
    if (observation.unit !== setting.root || observation.value === null) continue;
    const indicator = indicators.get(observation.indicator);
    if (!indicator || (indicator.official && observation.series !== indicator.official)) continue;
    if (!periods.has(observation.period)) periods.set(observation.period, parsePeriod(observation.period));
    const period = periods.get(observation.period);
    if (!period || period.lastMonth > setting.now) continue;
    keepBest(best, indicator, period, observation);
  }
  return new Map([...best].map(([code, slots]) => [code, [...slots.values()].sort(compareFigures)]));
}

function keepBest(
  best: Map<string, Map<number, Figure>>,
  indicator: Indicator,
  period: Period,
  observation: Observation,
): void {
  const firstMonth = firstMonthOf(period, indicator);
  let slots = best.get(indicator.code);
  if (!slots) best.set(indicator.code, (slots = new Map()));
  const slot = firstMonth * 100_000 + period.lastMonth;
  const held = slots.get(slot);
  if (held && compareObservations(held.observation, observation) >= 0) return;
  slots.set(slot, {
    firstMonth,
    lastMonth: period.lastMonth,
    span: period.type === 'span',
    value: new Decimal(observation.value!),
    observation,
  });
}

function compareFigures(a: Figure, b: Figure): number {
  return a.lastMonth - b.lastMonth || a.firstMonth - b.firstMonth;
}

/** The newest figure: latest end; at one end the better status, then the longer span. */
export function latestFigure(figures: readonly Figure[]): Figure | undefined {
  let latest: Figure | undefined;
  for (const figure of figures) {
    if (figure.span) continue;
    if (!latest || figure.lastMonth > latest.lastMonth) latest = figure;
    else if (figure.lastMonth === latest.lastMonth && betterAtOneEnd(figure, latest)) latest = figure;
  }
  return latest;
}

function betterAtOneEnd(a: Figure, b: Figure): boolean {
  const rank = statusRank[a.observation.status] - statusRank[b.observation.status];
  return rank !== 0 ? rank > 0 : a.firstMonth < b.firstMonth;
}

/** The figure of a point in time: the best one that ends with the month. */
export function figureAt(figures: readonly Figure[], month: number): Figure | undefined {
  return latestFigure(figures.filter((figure) => figure.lastMonth === month));
}

/** The figure of exactly these months. */
export function figureOf(
  figures: readonly Figure[],
  firstMonth: number,
  lastMonth: number,
): Figure | undefined {
  return figures.find((figure) => figure.firstMonth === firstMonth && figure.lastMonth === lastMonth);
}

/**
 * Lays figures end to end from the first month on, the longest at each place (where whole and parts exist the whole is
 * used), until a gap or the last month.
 */
export function tileFrom(figures: readonly Figure[], firstMonth: number, lastMonth: number): Figure[] {
  const tiles: Figure[] = [];
  for (let next = firstMonth; next <= lastMonth; ) {
    let longest: Figure | undefined;
    for (const figure of figures)
      if (figure.firstMonth === next && figure.lastMonth <= lastMonth) longest = figure;
    if (!longest) break;
    tiles.push(longest);
    next = longest.lastMonth + 1;
  }
  return tiles;
}
