import type { WriteHandle } from '../../db/handles.ts';
import { insertFindings } from '../../db/tables/findings.ts';
import { insertContexts, insertParked, insertRecords } from '../../db/tables/return-content.ts';
import { insertFigures } from '../../db/tables/return-figures.ts';
import { insertReturns, type NewReturnRow } from '../../db/tables/returns.ts';
import { placeBatch, type VersionPlace } from './place-in-versions.ts';
import type { ReadReturn } from './read-return.ts';

/* Readings into the plan: a row for each, staged or refused, and what was read under it. A batch is written together. */

export interface Origin {
  readonly file: string;
  readonly hash?: string;
  readonly by: string | undefined;
  readonly at: string;
  readonly evidence?: string;
}

/** A reading on its way into the plan. Of a refused one only form, sender, period and codes are kept. */
export interface NewReading {
  readonly reading: ReadReturn;
  readonly origin: Origin;
}

export interface StoredReading {
  readonly id: number;
  readonly row: NewReturnRow;
  /** Id of the first parked row, the others follow. */
  readonly firstParked: number;
}

/** Stores a reading as a new staged return; returns its id. */
export function storeReading(db: WriteHandle, reading: ReadReturn, origin: Origin): number {
  return storeReadings(db, [{ reading, origin }])[0]!.id;
}

/** Stores readings in their order. */
export function storeReadings(db: WriteHandle, readings: readonly NewReading[]): StoredReading[] {
  const places = placeBatch(
    db,
    readings.filter(({ reading }) => !reading.refused).map(({ reading }) => reading),
  );
  const rows = readings.map(
    (one): NewReturnRow => (one.reading.refused ? refusalRow(one) : stagedRow(one, places.shift()!)),
  );
  const first = insertReturns(db, rows);
  const ids = rows.map((_, at) => first + at);
  const staged = readings.flatMap(({ reading }, at) =>
    reading.refused ? [] : [[ids[at]!, reading] as const],
  );
  const parked = storeContents(db, staged);
  return rows.map((row, at) => ({ id: ids[at]!, row, firstParked: parked.get(ids[at]!) ?? 0 }));
}

function identityOf({ identification }: ReadReturn) {
  const { form, sender, period } = identification;
  return {
    identification,
    ...(form ? { form: form.code } : {}),
    ...(sender ? { sender: sender.code } : {}),
    ...(period ? { period: period.value } : {}),
  };
}

function stagedRow({ reading, origin }: NewReading, place: VersionPlace): NewReturnRow {
  const { unit } = reading.identification;
  const { file, hash, evidence, by } = origin;
  return {
    ...identityOf(reading),
    version: place.version,
    part: place.part,
    state: 'staged',
    file,
    codes: [],
    stagedAt: origin.at,
    ...(hash === undefined ? {} : { hash }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(by === undefined ? {} : { stagedBy: by }),
    ...(reading.format === undefined ? {} : { format: reading.format }),
    ...(unit ? { unit: unit.code } : {}),
  };
}

/** Nothing of the file is kept: form, sender, period, time and codes. */
function refusalRow({ reading, origin }: NewReading): NewReturnRow {
  return {
    ...identityOf(reading),
    version: 0,
    part: 1,
    state: 'refused',
    codes: [...new Set(reading.findings.map((finding) => finding.code))],
    stagedAt: origin.at,
    ...(origin.by === undefined ? {} : { stagedBy: origin.by }),
  };
}

/** Figures, context, parked rows and findings under returns that are already there; by return the id of the first parked row. */
export function storeContents(
  db: WriteHandle,
  readings: readonly (readonly [returnId: number, reading: ReadReturn])[],
): Map<number, number> {
  insertFigures(
    db,
    readings.map(([id, { figures }]) => [id, figures]),
  );
  insertContexts(
    db,
    readings.map(([id, { context }]) => [id, context]),
  );
  insertFindings(
    db,
    readings.map(([id, { findings }]) => [id, findings]),
  );
  const firstParked = new Map<number, number>();
  for (const [id, reading] of readings) {
    insertRecords(db, id, reading.records);
    const parked = reading.parked.map((one) => ({ ...one, finding: numberOf(reading, one) }));
    firstParked.set(id, insertParked(db, id, parked));
  }
  return firstParked;
}

function numberOf(
  reading: ReadReturn,
  parked: { readonly sheet: string; readonly cell: string },
): number | undefined {
  const at = reading.findings.findIndex(
    (finding) =>
      finding.severity === 'parked' && finding.sheet === parked.sheet && finding.cell === parked.cell,
  );
  return at < 0 ? undefined : at + 1;
}
