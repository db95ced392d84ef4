import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { isLocked } from '../../db/tables/period-states.ts';
import { listFigures } from '../../db/tables/return-figures.ts';
import { findReturn, listReturns, type ReturnRow, settleReturn } from '../../db/tables/returns.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';

function requireReturn(db: ReadHandle, id: number): ReturnRow {
  const row = findReturn(db, id);
  if (!row) throw new AppError('not-found', { what: 'return', id });
  return row;
}

/** Takes returns out of the count; the version before does not come back by itself. */
export const withdrawReturns = commandHandler<'returns/withdraw', Services>('returns/withdraw', {
  apply(db, _prepared, input, call) {
    for (const id of input.ids) {
      const row = requireReturn(db, id);
      if (row.state !== 'staged' && row.state !== 'accepted')
        throw new AppError('conflict', { reason: 'not-staged', id, state: row.state });
      if (row.state === 'accepted' && row.form && row.period && isLocked(db, row.form, row.period))
        throw new AppError('period-locked', { form: row.form, period: row.period });
      settleReturn(db, row, 'withdrawn', { at: call.now.toISOString(), by: input.by, reason: input.reason });
    }
    return { withdrawn: input.ids };
  },
  summary: (output, input) => ({ ids: output.withdrawn, reason: input.reason }),
});

/** Cell by cell against another version; without one named, against the version before of the same sender, form and period. */
export const compareVersions = queryHandler<'returns/differences', Services>(
  'returns/differences',
  (db, input) => {
    const row = requireReturn(db, input.id);
    const other = input.with === undefined ? versionBefore(db, row) : requireReturn(db, input.with);
    const keyOf = (figure: { indicator: string; unit: string; column: string }) =>
      JSON.stringify([figure.indicator, figure.unit, figure.column]);
    const countedValue = (figure: { value: string | null; adjudicated?: string | null }) =>
      figure.adjudicated ?? figure.value;
    const before = new Map((other ? listFigures(db, other.id) : []).map((figure) => [keyOf(figure), figure]));
    const after = new Map(listFigures(db, row.id).map((figure) => [keyOf(figure), figure]));
    const figures = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
      const [old, now] = [before.get(key), after.get(key)];
      const [was, is] = [old ? countedValue(old) : null, now ? countedValue(now) : null];
      const { indicator, unit, column, cell } = (now ?? old)!;
      return was === is ? [] : [{ indicator, unit, column, before: was, after: is, cell }];
    });
    return { id: row.id, with: other?.id ?? null, figures };
  },
);

function versionBefore(db: ReadHandle, row: ReturnRow): ReturnRow | undefined {
  if (!row.form || !row.sender || !row.period) return undefined;
  return listReturns(db, { form: row.form, sender: row.sender, period: row.period })
    .filter((other) => other.version < row.version && other.state !== 'refused')
    .sort((a, b) => b.version - a.version || b.id - a.id)[0];
}
