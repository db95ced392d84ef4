import { readFile } from 'node:fs/promises';
import { readRecordFile } from '../../../shared/calc/pack/read-pack.ts';
import type { Observation } from '../../../shared/domain/plan.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle, WriteHandle } from '../../db/handles.ts';
import { listHeldFigures } from '../../db/tables/held-figures.ts';
import { getPlanHeader, insertRecords, listRecords } from '../../db/tables/pack-records.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';

/* The history of figures: rows are added, never changed; what was known on a past day can always be asked. */

function requireCodes(db: ReadHandle, figures: readonly Observation[]): void {
  const indicators = new Set(listRecords(db, 'indicators').map((one) => one.code));
  const units = new Set(listRecords(db, 'units').map((one) => one.code));
  for (const { indicator, unit } of figures) {
    if (!indicators.has(indicator)) throw new AppError('not-found', { what: 'indicator', code: indicator });
    if (!units.has(unit)) throw new AppError('not-found', { what: 'unit', code: unit });
  }
}

function keyOf(one: Observation): string {
  return JSON.stringify([
    one.indicator,
    one.unit,
    one.period,
    one.value,
    one.status,
    one.series,
    one.source ?? '',
    one.recorded ?? '',
  ]);
}

function slotOf(one: Observation): string {
  return JSON.stringify([one.indicator, one.unit, one.period, one.status, one.series]);
}

export const observationHandlers = {
  'observations/list': queryHandler<'observations/list', Services>('observations/list', (db, input) => ({
    figures: listHeldFigures(db, {
      ...(input.indicators === undefined ? {} : { indicators: input.indicators }),
      ...(input.units === undefined ? {} : { units: input.units }),
      asOf: input.asOf,
    }),
  })),
  'observations/record': commandHandler<'observations/record', Services>('observations/record', {
    apply(db, _prepared, input, call) {
      const { root } = getPlanHeader(db);
      const recorded = call.now.toISOString();
      const figures = input.figures.map(
        (figure): Observation => ({
          indicator: figure.indicator,
          unit: figure.unit ?? root,
          period: figure.period,
          value: figure.value,
          status: figure.status,
          series: figure.series,
          recorded,
          ...(figure.source === undefined ? {} : { source: figure.source }),
        }),
      );
      requireCodes(db, figures);
      insertRecords(db, 'observations', figures);
      return { recorded: figures.length };
    },
    summary: (output, input) => ({
      recorded: output.recorded,
      indicators: [...new Set(input.figures.map((figure) => figure.indicator))],
      ...(input.reason === undefined ? {} : { reason: input.reason }),
    }),
  }),
  'observations/import': commandHandler<'observations/import', Services, ImportReading>(
    'observations/import',
    {
      async prepare(db, input) {
        const text = input.text ?? decodeCsv(await readCsv(input.path));
        return readImport(db, text);
      },
      apply(db, reading, _input, call) {
        if (reading.faults.length > 0) return { imported: 0, unchanged: 0, faults: reading.faults };
        return { ...storeNew(db, reading.observations, call.now.toISOString()), faults: [] };
      },
      summary: (output, input) => ({
        imported: output.imported,
        ...(input.path === undefined ? {} : { file: input.path.split(/[\\/]/).at(-1) }),
      }),
    },
  ),
};

export interface ImportReading {
  readonly observations: readonly Observation[];
  readonly faults: ReturnType<typeof readRecordFile>['faults'];
}

async function readCsv(path: string | undefined): Promise<Uint8Array> {
  if (path === undefined) throw new AppError('usage', { reason: 'path' });
  return readFile(path).catch((error: unknown) => {
    throw new AppError('not-found', { what: 'file', path, cause: String(error) });
  });
}

function decodeCsv(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** The columns of observations.csv; whole or not at all, references included. */
function readImport(db: ReadHandle, text: string): ImportReading {
  const known = {
    indicators: new Set(listRecords(db, 'indicators').map((one) => one.code)),
    units: new Set(listRecords(db, 'units').map((one) => one.code)),
  };
  const { root } = getPlanHeader(db);
  const { records, faults } = readRecordFile(
    'observations',
    text,
    (key, code) => known[key as keyof typeof known]?.has(code) ?? false,
    root,
  );
  return {
    observations: records.map((one) => ({
      ...(one as unknown as Observation),
      unit: (one.unit as string | undefined) ?? root,
    })),
    faults,
  };
}

/** What the office holds last of each cell, status and series: the value a new row is compared with. */
function newestHeld(observations: readonly Observation[]): Map<string, Observation> {
  const newest = new Map<string, Observation>();
  for (const one of observations) {
    const held = newest.get(slotOf(one));
    if (!held || (one.recorded ?? '') >= (held.recorded ?? '')) newest.set(slotOf(one), one);
  }
  return newest;
}

/**
 * A row that is there already, word for word, is not stored twice: importing again changes nothing. A row without a
 * moment becomes known now, so that it supersedes what was held before and "as known on" leaves it out of earlier days;
 * where it only repeats the newest figure held, it says nothing new.
 */
function storeNew(
  db: WriteHandle,
  observations: readonly Observation[],
  now: string,
): { imported: number; unchanged: number } {
  const stored = listRecords(db, 'observations');
  const held = new Set(stored.map(keyOf));
  const newest = newestHeld(stored);
  const fresh: Observation[] = [];
  for (const one of observations) {
    const same = newest.get(slotOf(one));
    const dated = one.recorded === undefined ? { ...one, recorded: now } : one;
    const repeats = one.recorded === undefined && same?.value === one.value && same.source === one.source;
    if (repeats || held.has(keyOf(dated))) continue;
    held.add(keyOf(dated));
    fresh.push(dated);
  }
  insertRecords(db, 'observations', fresh);
  return { imported: fresh.length, unchanged: observations.length - fresh.length };
}
