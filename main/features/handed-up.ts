import type { PeriodState } from '../db/tables/period-states.ts';
import type { FormConsolidation } from './consolidate-form.ts';

/* What was handed up: the totals and every unit's figure at the moment of locking, and how today's differ from them. */

/** Figures by place in `items`; `units` holds only units with a figure. */
interface Snapshot {
  readonly items: readonly string[];
  readonly totals: readonly (string | null)[];
  readonly units: readonly (readonly [code: string, values: readonly (string | null)[]])[];
}

export interface HandedUpDifference {
  readonly indicator: string;
  /** Absent: the total. */
  readonly unit?: string;
  readonly handedUp: string | null;
  readonly now: string | null;
}

/** The text that is hashed and kept. */
export function freezeFigures(result: FormConsolidation): string {
  return JSON.stringify(snapshotOf(result));
}

function snapshotOf(result: FormConsolidation): Snapshot {
  const items = result.items.map((item) => item.indicator);
  const units = result.units.flatMap(({ code }) => {
    const values = items.map((item) => result.cells.get(item, code)?.value ?? null);
    return values.every((value) => value === null) ? [] : [[code, values] as const];
  });
  return { items, totals: result.totals.map((total) => total.value), units };
}

/** Totals first, then units in their order; none where nothing was handed up. */
export function differencesFrom({ snapshot }: PeriodState, result: FormConsolidation): HandedUpDifference[] {
  if (snapshot === undefined) return [];
  const then = parseSnapshot(snapshot);
  const now = snapshotOf(result);
  const rows = (one: Snapshot) =>
    new Map<string, readonly (string | null)[]>([['', one.totals], ...one.units]);
  const [before, after] = [rows(then), rows(now)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((unit) =>
    then.items.flatMap((indicator, at): HandedUpDifference[] => {
      if (unit !== '' && then.units.length === 0) return [];
      const handedUp = before.get(unit)?.[at] ?? null;
      const value = after.get(unit)?.[now.items.indexOf(indicator)] ?? null;
      return handedUp === value
        ? []
        : [{ indicator, ...(unit === '' ? {} : { unit }), handedUp, now: value }];
    }),
  );
}

/** Before unit figures were kept a snapshot was a list of totals. */
function parseSnapshot(text: string): Snapshot {
  const parsed = JSON.parse(text) as Snapshot | readonly { indicator: string; value: string | null }[];
  if (!('length' in parsed)) return parsed;
  return {
    items: parsed.map((one) => one.indicator),
    totals: parsed.map((one) => one.value),
    units: [],
  };
}
