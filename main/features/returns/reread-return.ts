import { AppError } from '../../../shared/errors/app-error.ts';
import {
  clearReading,
  findReturn,
  listFindings,
  type Resolution,
  type ReturnRow,
  resolveFinding,
  updateReturn,
} from '../../db/tables/returns.ts';
import { commandHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';
import { createReturnReader, type ReadReturn } from './read-return.ts';
import { getReturnReport } from './return-report.ts';
import { storeContent } from './stage-returns.ts';

/*
 * Reads a staged return anew from its stored original: after a person said what form, sender or period it is, or what a
 * label means. What had been settled before stays settled where the same finding turns up at the same cell.
 */

export interface Reread {
  readonly row: ReturnRow;
  readonly reading: ReadReturn;
}

export const rereadReturn = commandHandler<'returns/identify', Services, Reread>('returns/identify', {
  async prepare(db, input, services, call) {
    const row = findReturn(db, input.id);
    if (!row) throw new AppError('not-found', { what: 'return', id: input.id });
    if (row.state !== 'staged')
      throw new AppError('conflict', { reason: 'not-staged', id: row.id, state: row.state });
    const bytes = row.hash === undefined ? undefined : await services.store.file.readReturn(row.hash);
    if (!bytes) throw new AppError('not-found', { what: 'original', id: row.id });
    const outcome = await services.reader.read(bytes, row.file ?? '', { signal: call.signal });
    if (!outcome.ok)
      throw new AppError(outcome.code === 'picture-only' ? 'wrong-type' : outcome.code, outcome.details);
    const decided = decidedBefore(row, input);
    return { row, reading: createReturnReader(db, {}).understand(outcome, row.file ?? '', decided) };
  },
  apply(db, { row, reading }, _input, call) {
    const settled = listFindings(db, row.id).filter((finding) => finding.resolution !== undefined);
    clearReading(db, row.id);
    const { form, sender, unit, period } = reading.identification;
    updateReturn(db, row.id, {
      form: form?.code ?? null,
      sender: sender?.code ?? null,
      unit: unit?.code ?? null,
      period: period?.value ?? null,
      identification: JSON.stringify(reading.identification),
    });
    storeContent(db, row.id, reading);
    for (const finding of listFindings(db, row.id)) {
      const before = settled.find(
        (one) =>
          one.code === finding.code &&
          one.sheet === finding.sheet &&
          one.cell === finding.cell &&
          one.raw === finding.raw,
      );
      if (before)
        resolveFinding(db, finding.rowId, before.resolution as Resolution, {
          at: before.resolvedAt ?? call.now.toISOString(),
          by: before.resolvedBy,
          reason: before.reason,
        });
    }
    return getReturnReport(db, row.id);
  },
  summary: (_output, { id, form, unit, period }) => ({
    id,
    ...(form === undefined ? {} : { form }),
    ...(unit === undefined ? {} : { unit }),
    ...(period === undefined ? {} : { period }),
  }),
});

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
