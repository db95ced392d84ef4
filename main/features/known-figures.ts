import { indexKnownFigures } from '../../shared/calc/check/known-figures.ts';
import type { KnownFigures } from '../../shared/calc/check/screen-figures.ts';
import type { Indicator } from '../../shared/domain/plan.ts';
import type { ReadHandle } from '../db/handles.ts';
import { countHeld, listHeldValues } from '../db/tables/held-figures.ts';

/* What the office holds, for checks: the history of observations and the accepted returns. */

/** A history of so many rows is loaded at once; of a longer one only the units that a batch is about. */
const mostHeldAtOnce = 150_000;

/** What the office holds, loaded when first asked. */
export interface HeldHistory {
  readonly of: (period: string) => KnownFigures;
  /** Loads now what a batch will ask for, for a caller that has to wait anyway. */
  load(): void;
}

/** Indexed for any period. `by-unit`: for a few returns, not for a batch. */
export function loadKnownFigures(
  db: ReadHandle,
  indicators: ReadonlyMap<string, Indicator>,
  extent: 'any' | 'by-unit' = 'any',
): HeldHistory {
  const codes = [...indicators.keys()];
  const indexes = new Map<string, ReturnType<typeof indexKnownFigures>>();
  let small = extent === 'by-unit' ? false : undefined;
  const isSmall = () => (small ??= countHeld(db) <= mostHeldAtOnce);
  const indexFor = (unit: string) => {
    const key = isSmall() ? '' : unit;
    let index = indexes.get(key);
    if (!index) {
      const held = listHeldValues(db, isSmall() ? {} : { indicators: codes, units: [unit] });
      indexes.set(key, (index = indexKnownFigures(indicators, held)));
    }
    return index;
  };
  const of = (period: string): KnownFigures => {
    const byUnit = new Map<string, KnownFigures>();
    const about = (unit: string): KnownFigures => {
      let known = byUnit.get(unit);
      if (!known) byUnit.set(unit, (known = indexFor(unit)(period)));
      return known;
    };
    return {
      own: (indicator, unit) => about(unit).own(indicator, unit),
      previousYear: (indicator, unit) => about(unit).previousYear(indicator, unit),
      priorPeriod: (indicator, unit) => about(unit).priorPeriod(indicator, unit),
      current: (reference, unit) => about(reference.unit ?? unit).current(reference, unit),
      history: (indicator, unit, least) => about(unit).history(indicator, unit, least),
    };
  };
  return {
    of,
    load() {
      if (isSmall()) indexFor('');
    },
  };
}
