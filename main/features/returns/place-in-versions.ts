import type { ReadHandle } from '../../db/handles.ts';
import { listFigures } from '../../db/tables/return-figures.ts';
import { listReturns, type ReturnRow, type ReturnState } from '../../db/tables/returns.ts';
import type { ReadReturn } from './read-return.ts';

type Placeable = Pick<ReadReturn, 'identification' | 'figures'>;

export interface VersionPlace {
  readonly version: number;
  readonly part: number;
}

interface Earlier {
  readonly version: number;
  readonly state: ReturnState;
  items(): ReadonlySet<string>;
}

/** Same sender, form and period: other items complete the first (a part), the same items are the next version. `except`: the return itself. */
export function placeInVersions(db: ReadHandle, reading: Placeable, except?: number): VersionPlace {
  const { form, sender, period } = reading.identification;
  if (!form || !sender || !period) return { version: 1, part: 1 };
  const rows = listReturns(db, { form: form.code, sender: sender.code, period: period.value });
  return placeAmong(
    rows.filter(({ id }) => id !== except).flatMap((row) => storedEarlier(db, row)),
    reading,
  );
}

/** Places the returns of a batch, each among those stored before and those of the batch that come before it. */
export function placeBatch(db: ReadHandle, readings: readonly Placeable[]): VersionPlace[] {
  const bySender = new Map<string, Map<string, Earlier[]>>();
  return readings.map((reading) => {
    const { form, sender, period } = reading.identification;
    if (!form || !sender || !period) return { version: 1, part: 1 };
    const key = JSON.stringify([form.code, period.value]);
    let senders = bySender.get(key);
    if (!senders) bySender.set(key, (senders = earlierBySender(db, form.code, period.value)));
    const earlier = senders.get(sender.code) ?? [];
    const place = placeAmong(earlier, reading);
    const items = () => itemsOf(reading.figures);
    senders.set(sender.code, [...earlier, { version: place.version, state: 'staged', items }]);
    return place;
  });
}

function earlierBySender(db: ReadHandle, form: string, period: string): Map<string, Earlier[]> {
  const senders = new Map<string, Earlier[]>();
  for (const row of listReturns(db, { form, period })) {
    if (row.sender !== undefined)
      senders.set(row.sender, [...(senders.get(row.sender) ?? []), ...storedEarlier(db, row)]);
  }
  return senders;
}

function storedEarlier(db: ReadHandle, { id, version, state }: ReturnRow): Earlier[] {
  return state === 'refused' ? [] : [{ version, state, items: () => itemsOf(listFigures(db, id)) }];
}

function placeAmong(earlier: readonly Earlier[], reading: Placeable): VersionPlace {
  const version = Math.max(0, ...earlier.map((one) => one.version));
  const parts = earlier.filter(
    (one) => one.version === version && one.state !== 'withdrawn' && one.state !== 'sent-back',
  );
  if (parts.length === 0) return { version: version + 1, part: 1 };
  const mine = itemsOf(reading.figures);
  const others = parts.flatMap((one) => [...one.items()]);
  const completes = mine.size > 0 && others.length > 0 && !others.some((item) => mine.has(item));
  return completes ? { version, part: parts.length + 1 } : { version: version + 1, part: 1 };
}

/** Items a workbook really has a place for. */
export function itemsOf(
  figures: readonly { indicator: string; unit: string; column: string; cell: string }[],
): Set<string> {
  return new Set(
    figures
      .filter((figure) => figure.cell !== '')
      .map((figure) => JSON.stringify([figure.indicator, figure.unit, figure.column])),
  );
}
