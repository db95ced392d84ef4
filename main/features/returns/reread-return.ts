import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle, WriteHandle } from '../../db/handles.ts';
import { listFindings, type Resolution, resolveFinding } from '../../db/tables/findings.ts';
import { clearReading } from '../../db/tables/return-content.ts';
import { listFigures, type StoredFigure, setAdjudicated } from '../../db/tables/return-figures.ts';
import { findReturn, type ReturnRow, updateReturn } from '../../db/tables/returns.ts';
import type { ReadOutcome } from '../../excel/read/read-outcome.ts';
import { commandHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';
import { placeInVersions } from './place-in-versions.ts';
import { createReturnReader, type ReadReturn } from './read-return.ts';
import { getReturnReport } from './return-report.ts';
import { startRescreening } from './screen-again.ts';
import { storeContents } from './store-readings.ts';

/*
 * Reads a staged return anew from its stored original: after a person said what form, sender or period it is, or what a
 * label means. What had been settled before stays settled where the same finding turns up at the same cell.
 */

/** A staged return and its original, read but not yet understood. */
export interface Original {
  readonly row: ReturnRow;
  readonly outcome: ReadOutcome & { readonly ok: true };
}

/** Throws not-found where the return or its original is missing, conflict where it is settled, and what reading throws. */
export async function readOriginal(
  db: ReadHandle,
  services: Services,
  id: number,
  signal: AbortSignal,
): Promise<Original> {
  const row = findReturn(db, id);
  if (!row) throw new AppError('not-found', { what: 'return', id });
  if (row.state !== 'staged')
    throw new AppError('conflict', { reason: 'not-staged', id: row.id, state: row.state });
  const bytes = row.hash === undefined ? undefined : await services.store.file.readReturn(row.hash);
  if (!bytes) throw new AppError('not-found', { what: 'original', id: row.id });
  const outcome = await services.reader.read(bytes, row.file ?? '', { signal });
  if (!outcome.ok)
    throw new AppError(outcome.code === 'picture-only' ? 'wrong-type' : outcome.code, outcome.details);
  return { row, outcome };
}

export const rereadReturn = commandHandler<'returns/identify', Services, Original>('returns/identify', {
  prepare: (db, input, services, call) => readOriginal(db, services, input.id, call.signal),
  apply(db, original, input, call) {
    understandAgain(db, original, call.now.toISOString(), input);
    return getReturnReport(db, original.row.id);
  },
  summary: (_output, { id, form, unit, period }) => ({
    id,
    ...(form === undefined ? {} : { form }),
    ...(unit === undefined ? {} : { unit }),
    ...(period === undefined ? {} : { period }),
  }),
});

/** Recognises the original with what is known now and puts the result in the place of the earlier reading. */
export function understandAgain(
  db: WriteHandle,
  { row, outcome }: Original,
  at: string,
  decided: Decided = {},
): void {
  const choices = decidedBefore(row, decided);
  const reading = createReturnReader(db, {}).understand(outcome, row.file ?? '', choices);
  replaceReading(db, row, reading, at);
}

function replaceReading(db: WriteHandle, row: ReturnRow, reading: ReadReturn, at: string): void {
  const settled = listFindings(db, row.id).filter((finding) => finding.resolution !== undefined);
  const corrected = listFigures(db, row.id).filter((figure) => figure.adjudicated != null);
  clearReading(db, row.id);
  const { form, sender, unit, period } = reading.identification;
  updateReturn(db, row.id, {
    form: form?.code ?? null,
    sender: sender?.code ?? null,
    unit: unit?.code ?? null,
    period: period?.value ?? null,
    identification: JSON.stringify(reading.identification),
    ...(isSameReturn(row, reading) ? {} : { ...placeInVersions(db, reading, row.id) }),
  });
  storeContents(db, [[row.id, reading]]);
  restoreCorrected(db, row.id, corrected);
  for (const finding of listFindings(db, row.id)) {
    const before = settled.find(
      (one) =>
        one.code === finding.code &&
        one.sheet === finding.sheet &&
        one.cell === finding.cell &&
        one.raw === finding.raw,
    );
    // A corrected field of a register is read anew with its text: the question comes back.
    const lost = before?.resolution === 'repaired' && reading.records.length > 0;
    if (before && !lost)
      resolveFinding(db, finding.rowId, before.resolution as Resolution, {
        at: before.resolvedAt ?? at,
        by: before.resolvedBy,
        reason: before.reason,
      });
  }
  if (corrected.length > 0) startRescreening(db).screen(db, findReturn(db, row.id)!, at);
}

/** Once it is known whose return it is, it is a version among that sender's others. */
function isSameReturn(row: ReturnRow, { identification: { form, sender, period } }: ReadReturn): boolean {
  return row.form === form?.code && row.sender === sender?.code && row.period === period?.value;
}

/** A figure that a person corrected stays corrected where the same text still stands in the same cell for the same thing. */
function restoreCorrected(db: WriteHandle, id: number, corrected: ReturnType<typeof listFigures>): void {
  if (corrected.length === 0) return;
  const keyOf = ({ indicator, unit, column, sheet, cell, raw }: StoredFigure) =>
    JSON.stringify([indicator, unit, column, sheet, cell, raw]);
  const values = new Map(corrected.map((figure) => [keyOf(figure), figure.adjudicated ?? null]));
  for (const figure of listFigures(db, id)) {
    const value = values.get(keyOf(figure));
    if (value != null) setAdjudicated(db, figure, value);
  }
}

interface Decided {
  readonly form?: string | undefined;
  readonly unit?: string | undefined;
  readonly period?: string | undefined;
}

/** What a person says now, else what a person had said before. */
function decidedBefore({ identification }: ReturnRow, input: Decided): Decided {
  const byPerson = (one: { readonly how: string } | undefined) => one?.how === 'person';
  const { form, sender, period } = identification;
  return {
    form: input.form ?? (byPerson(form) ? form?.code : undefined),
    unit: input.unit ?? (byPerson(sender) ? sender?.code : undefined),
    period: input.period ?? (byPerson(period) ? period?.value : undefined),
  };
}
