import type { ReturnReport } from '../../../shared/contract/returns.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle, WriteHandle } from '../../db/handles.ts';
import { findRecord } from '../../db/tables/pack-records.ts';
import { findReturnByHash, listStoredHashes } from '../../db/tables/returns.ts';
import { commandHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';
import { collectFiles } from './collect-files.ts';
import { type Incoming, readIncoming } from './read-incoming.ts';
import { createReturnReader, type ReadReturn } from './read-return.ts';
import { assembleReport, countOpen, reportOf } from './return-report.ts';
import { type StoredReading, storeReadings } from './store-readings.ts';

/*
 * `returns/stage`: files → staged returns. Everything slow happens in prepare (reading, recognising, checking);
 * apply stores what was understood in one transaction. One bad file never stops the others.
 */

export interface StageChoices {
  readonly form?: string | undefined;
  readonly period?: string | undefined;
  readonly unit?: string | undefined;
}

export const stageReturns = commandHandler<'returns/stage', Services, readonly Incoming[]>('returns/stage', {
  prepare: async (db, input, services, call) => {
    requireChoices(db, input);
    return readIncoming(await collectFiles(input.files), {
      db,
      services,
      reader: createReturnReader(db, choicesOf(input)),
      password: input.filePassword,
      call,
    });
  },
  apply(db, incoming, input, call) {
    const files = storeIncoming(db, incoming, input.by, call.now.toISOString());
    const summary = summarise(files);
    return { files: input.brief ? files.map(withoutContent) : files, summary };
  },
  summary: (output) => ({ ...output.summary, files: output.files.length }),
});

/** A form or unit that the plan doesn't have is a slip of the pen, said before anything is read. */
function requireChoices(db: ReadHandle, { form, unit }: StageChoices): void {
  if (form !== undefined && !findRecord(db, 'forms', { code: form }))
    throw new AppError('not-found', { what: 'form', code: form });
  if (unit !== undefined && !findRecord(db, 'units', { code: unit }))
    throw new AppError('not-found', { what: 'unit', code: unit });
}

/** What a report says about a file as a whole; of one that was not taken in also why. */
function withoutContent(report: ReturnReport): ReturnReport {
  const { records: _records, ...whole } = report;
  const findings = report.outcome === 'staged' ? [] : report.findings;
  return { ...whole, figures: [], context: [], parked: [], findings };
}

export function choicesOf(input: StageChoices): StageChoices {
  return { form: input.form, period: input.period, unit: input.unit };
}

/** Reports in the order of the files. A file that another call took in between reading and storing is a duplicate. */
function storeIncoming(
  db: WriteHandle,
  incoming: readonly Incoming[],
  by: string | undefined,
  at: string,
): ReturnReport[] {
  const taken = listStoredHashes(
    db,
    incoming.flatMap((one) => (one.kind === 'staged' ? [one.hash] : [])),
  );
  const fresh = incoming.flatMap((one) =>
    one.kind === 'refused' || (one.kind === 'staged' && !taken.has(one.hash)) ? [one] : [],
  );
  const stored = storeReadings(
    db,
    fresh.map((one) => ({
      reading: one.reading,
      origin: { file: one.file, by, at, ...(one.kind === 'staged' ? { hash: one.hash } : {}) },
    })),
  );
  const reports = new Map<Incoming, ReturnReport>(
    fresh.map((one, index) => [
      one,
      one.kind === 'refused'
        ? reportRefusal(one, stored[index]!.id)
        : reportStored(db, stored[index]!, one.reading),
    ]),
  );
  return incoming.map((one) =>
    one.kind === 'refused' ? reports.get(one)! : (reports.get(one) ?? reportDuplicate(db, one)),
  );
}

type Copy = Exclude<Incoming, { kind: 'refused' }>;

/** The report of what was stored a moment ago, without reading a whole batch back from the database. */
function reportStored(
  db: ReadHandle,
  { id, row, firstParked }: StoredReading,
  reading: ReadReturn,
): ReturnReport {
  return assembleReport(
    db,
    { ...row, id },
    {
      figures: reading.figures,
      context: reading.context,
      parked: reading.parked.map(({ sheet, cell, raw, why, values }, at) => ({
        id: firstParked + at,
        sheet,
        cell,
        raw,
        why,
        values,
      })),
      records: reading.records,
      findings: reading.findings.map((finding, at) => ({ details: {}, ...finding, number: at + 1 })),
    },
  );
}

function reportDuplicate(db: ReadHandle, { file, hash }: Copy): ReturnReport {
  const original = findReturnByHash(db, hash)!;
  const report = reportOf(db, original);
  return {
    ...report,
    file,
    outcome: 'duplicate',
    duplicateOf: { id: original.id, file: original.file ?? '' },
    figures: [],
    context: [],
    parked: [],
    findings: [
      {
        id: 1,
        code: 'duplicate-return',
        severity: 'note',
        details: { original: original.file ?? '', id: original.id },
      },
    ],
  };
}

/** Nothing of the file was kept; the answer still names it. */
function reportRefusal({ file, reading }: Incoming & { kind: 'refused' }, id: number): ReturnReport {
  const { form, sender, unit, period } = reading.identification;
  return {
    file,
    outcome: 'refused',
    id,
    form: form ?? null,
    sender: sender ?? null,
    unit: unit ?? null,
    period: period ?? null,
    figures: [],
    context: [],
    parked: [],
    findings: reading.findings.map((finding, index) => ({ id: index + 1, ...finding })),
  };
}

function summarise(files: readonly ReturnReport[]) {
  const outcome = (name: ReturnReport['outcome']) => files.filter((file) => file.outcome === name).length;
  const open = files.filter((file) => file.outcome === 'staged').map((file) => countOpen(file.findings));
  const sum = (name: keyof ReturnType<typeof countOpen>) =>
    open.reduce((total, counts) => total + counts[name], 0);
  return {
    staged: outcome('staged'),
    refused: outcome('refused'),
    duplicate: outcome('duplicate'),
    errors: sum('errors'),
    repairs: sum('repairs'),
    queries: sum('queries'),
    parked: sum('parked'),
    notes: sum('notes'),
  };
}
