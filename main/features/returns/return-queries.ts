import { AppError } from '../../../shared/errors/app-error.ts';
import { countOpenFindings } from '../../db/tables/findings.ts';
import { findReturn, listReturns } from '../../db/tables/returns.ts';
import { queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';
import { getReturnReport } from './return-report.ts';

export const returnQueries = {
  'returns/list': queryHandler<'returns/list', Services>('returns/list', (db, input) => {
    const open = countOpenFindings(db);
    const returns = listReturns(db, { form: input.form, period: input.period }).map((row) => {
      const counts = open.get(row.id);
      return {
        id: row.id,
        file: row.file ?? null,
        form: row.form ?? null,
        sender: row.sender ?? null,
        period: row.period ?? null,
        version: row.version,
        part: row.part,
        state: row.state,
        stagedAt: row.stagedAt,
        settledAt: row.settledAt ?? null,
        settledBy: row.settledBy ?? null,
        open: {
          errors: counts?.get('error') ?? 0,
          repairs: counts?.get('repair') ?? 0,
          queries: counts?.get('query') ?? 0,
          parked: counts?.get('parked') ?? 0,
          notes: counts?.get('note') ?? 0,
        },
      };
    });
    return { returns };
  }),
  'returns/get': queryHandler<'returns/get', Services>('returns/get', (db, input) =>
    getReturnReport(db, input.id),
  ),
  /** The original is read again each time: only figures are kept in the plan, never every cell. */
  'returns/get-sheets': queryHandler<'returns/get-sheets', Services>(
    'returns/get-sheets',
    async (db, input, services, call) => {
      const row = findReturn(db, input.id);
      if (!row?.hash) throw new AppError('not-found', { what: 'original', id: input.id });
      const bytes = await services.store.file.readReturn(row.hash);
      if (!bytes) throw new AppError('not-found', { what: 'original', id: input.id, file: row.file ?? '' });
      const outcome = await services.reader.read(bytes, row.file ?? '', { signal: call.signal });
      if (!outcome.ok)
        throw new AppError(outcome.code === 'picture-only' ? 'wrong-type' : outcome.code, outcome.details);
      return {
        file: row.file ?? '',
        sheets: outcome.workbook.sheets.map((sheet) => ({
          name: sheet.name,
          visibility: sheet.visibility,
          rows: 1 + Math.max(-1, ...sheet.cells.slice(-1).map((cell) => cell.row)),
          columns: 1 + sheet.cells.reduce((most, cell) => Math.max(most, cell.column), -1),
          merges: sheet.merges,
          cells: sheet.cells.map(({ row: at, column, text, kind }) => ({ row: at, column, text, kind })),
        })),
      };
    },
  ),
};
