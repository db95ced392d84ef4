import type { ReturnReport } from '../../../shared/contract/returns.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle, WriteHandle } from '../../db/handles.ts';
import { insertFindings } from '../../db/tables/findings.ts';
import { findRecord } from '../../db/tables/pack-records.ts';
import { insertContext, insertParked, insertRecords } from '../../db/tables/return-content.ts';
import { insertFigures } from '../../db/tables/return-figures.ts';
import { findReturnByHash, insertReturn, listStoredHashes, type ReturnRow } from '../../db/tables/returns.ts';
import { commandHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';
import { collectFiles } from './collect-files.ts';
import { placeInVersions } from './place-in-versions.ts';
import { type Incoming, readIncoming } from './read-incoming.ts';
import { createReturnReader, type ReadReturn } from './read-return.ts';
import { assembleReport, countOpen, reportOf } from './return-report.ts';

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
    const origin = { by: input.by, at: call.now.toISOString(), taken: listTaken(db, incoming) };
    const files = incoming.map((one) => storeIncoming(db, one, origin));
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

interface Taking {
  readonly by: string | undefined;
  readonly at: string;
  /** Hashes of what the plan holds, with those that this call has added. */
  readonly taken: Set<string>;
}

/** Between reading and storing another call may have taken the same file in. */
function listTaken(db: ReadHandle, incoming: readonly Incoming[]): Set<string> {
  return listStoredHashes(
    db,
    incoming.flatMap((one) => (one.kind === 'staged' ? [one.hash] : [])),
  );
}

function storeIncoming(db: WriteHandle, incoming: Incoming, { by, at, taken }: Taking): ReturnReport {
  if (incoming.kind === 'refused') return storeRefusal(db, incoming.file, incoming.reading, by, at);
  const { file, hash } = incoming;
  if (incoming.kind === 'duplicate' || taken.has(hash)) return reportDuplicate(db, file, hash);
  taken.add(hash);
  const { reading } = incoming;
  return reportStored(db, storeStaged(db, reading, { file, hash, by, at }), reading);
}

/** The report of what was stored a moment ago, without reading a whole batch back from the database. */
function reportStored(db: ReadHandle, { row, firstParked }: Stored, reading: ReadReturn): ReturnReport {
  return assembleReport(db, row, {
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
  });
}

function reportDuplicate(db: ReadHandle, file: string, hash: string): ReturnReport {
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

/** Nothing of the file is kept: form, sender, period, time and codes. The answer still names it. */
function storeRefusal(
  db: WriteHandle,
  file: string,
  reading: ReadReturn,
  by: string | undefined,
  at: string,
): ReturnReport {
  const { form, sender, period } = reading.identification;
  const id = insertReturn(db, {
    version: 0,
    part: 1,
    state: 'refused',
    identification: reading.identification,
    codes: [...new Set(reading.findings.map((finding) => finding.code))],
    stagedAt: at,
    ...(by === undefined ? {} : { stagedBy: by }),
    ...(form ? { form: form.code } : {}),
    ...(sender ? { sender: sender.code } : {}),
    ...(period ? { period: period.value } : {}),
  });
  return {
    file,
    outcome: 'refused',
    id,
    form: form ?? null,
    sender: sender ?? null,
    unit: reading.identification.unit ?? null,
    period: period ?? null,
    figures: [],
    context: [],
    parked: [],
    findings: reading.findings.map((finding, index) => ({ id: index + 1, ...finding })),
  };
}

interface Origin {
  readonly file: string;
  readonly hash?: string;
  readonly by: string | undefined;
  readonly at: string;
  readonly evidence?: string;
}

interface Stored {
  readonly row: ReturnRow;
  readonly firstParked: number;
}

/** Stores a reading as a new staged return; returns its id. */
export function storeReading(db: WriteHandle, reading: ReadReturn, origin: Origin): number {
  return storeStaged(db, reading, origin).row.id;
}

function storeStaged(db: WriteHandle, reading: ReadReturn, origin: Origin): Stored {
  const { form, sender, unit, period } = reading.identification;
  const place = placeInVersions(db, reading);
  const row = {
    ...place,
    state: 'staged' as const,
    file: origin.file,
    identification: reading.identification,
    codes: [],
    stagedAt: origin.at,
    ...(origin.hash === undefined ? {} : { hash: origin.hash }),
    ...(origin.evidence === undefined ? {} : { evidence: origin.evidence }),
    ...(origin.by === undefined ? {} : { stagedBy: origin.by }),
    ...(reading.format === undefined ? {} : { format: reading.format }),
    ...(form ? { form: form.code } : {}),
    ...(sender ? { sender: sender.code } : {}),
    ...(unit ? { unit: unit.code } : {}),
    ...(period ? { period: period.value } : {}),
  };
  const id = insertReturn(db, row);
  return { row: { ...row, id }, firstParked: storeContent(db, id, reading) };
}

/** Figures, context, parked rows and findings of a reading, under a return that is already there; the first parked row's id. */
export function storeContent(db: WriteHandle, id: number, reading: ReadReturn): number {
  insertFigures(db, id, reading.figures);
  insertContext(db, id, reading.context);
  insertRecords(db, id, reading.records);
  insertFindings(db, id, reading.findings);
  return insertParked(
    db,
    id,
    reading.parked.map((parked) => ({ ...parked, finding: numberOf(reading, parked) })),
  );
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
