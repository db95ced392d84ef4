import { compareEvaluations } from '../../../shared/calc/judge/compare-evaluations.ts';
import type { CommitmentRecord } from '../../../shared/domain/judgement.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle } from '../../db/handles.ts';
import {
  insertBreak,
  insertCommitmentRecord,
  insertProjectRecord,
  listCauses,
  type StoredProjectRecord,
  writeCause,
  writeOverride,
} from '../../db/tables/judging.ts';
import { findRecord } from '../../db/tables/pack-records.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import { evaluate } from '../evaluate.ts';
import { listKnownProjectRecords } from '../project-records.ts';
import type { Services } from '../services.ts';

function requireIndicator(db: ReadHandle, code: string): void {
  if (!findRecord(db, 'indicators', { code })) throw new AppError('not-found', { what: 'indicator', code });
}

export const evaluationHandlers = {
  'evaluation/get': queryHandler<'evaluation/get', Services>('evaluation/get', (db, input) =>
    evaluate(db, input.date, input.asOf),
  ),
  'evaluation/compare': queryHandler<'evaluation/compare', Services>(
    'evaluation/compare',
    (db, { before, after }) => ({
      changes: compareEvaluations(
        evaluate(db, before.date, before.asOf),
        evaluate(db, after.date, after.asOf),
      ),
    }),
  ),
  'evaluation/override': commandHandler<'evaluation/override', Services>('evaluation/override', {
    apply(db, _prepared, { indicator, date, verdict, reason, by }, call) {
      requireIndicator(db, indicator);
      writeOverride(db, { indicator, date, verdict, reason, by }, call.now.toISOString());
      return { indicator };
    },
    summary: (_output, { indicator, date, verdict, reason }) => ({ indicator, date, verdict, reason }),
  }),
  'evaluation/set-cause': commandHandler<'evaluation/set-cause', Services>('evaluation/set-cause', {
    apply(db, _prepared, { indicator, cause, measure, by }, call) {
      requireIndicator(db, indicator);
      writeCause(
        db,
        { indicator, cause: cause || null, measure: measure || null },
        by,
        call.now.toISOString(),
      );
      return { indicator };
    },
    summary: (_output, { indicator }) => ({ indicator }),
  }),
  'evaluation/list-causes': queryHandler<'evaluation/list-causes', Services>(
    'evaluation/list-causes',
    (db) => ({
      causes: listCauses(db),
    }),
  ),
  'evaluation/record-break': commandHandler<'evaluation/record-break', Services>('evaluation/record-break', {
    apply(db, _prepared, { indicator, period, note, bridged, by }, call) {
      requireIndicator(db, indicator);
      insertBreak(
        db,
        { indicator, period, note, ...(bridged ? { bridged } : {}) },
        by,
        call.now.toISOString(),
      );
      return { indicator };
    },
    summary: (_output, { indicator, period, note }) => ({ indicator, period, note }),
  }),
  'commitments/record': commandHandler<'commitments/record', Services>('commitments/record', {
    apply(db, _prepared, { records }, call) {
      for (const record of records) {
        requireIndicator(db, record.indicator);
        insertCommitmentRecord(db, record as CommitmentRecord, call.now.toISOString());
      }
      return { recorded: records.length };
    },
    summary: (output, { records }) => ({
      recorded: output.recorded,
      indicators: records.map((one) => one.indicator),
    }),
  }),
  'projects/record': commandHandler<'projects/record', Services>('projects/record', {
    apply(db, _prepared, { records }, call) {
      for (const record of records) {
        if (!findRecord(db, 'projects', { code: record.project }))
          throw new AppError('not-found', { what: 'project', code: record.project });
        insertProjectRecord(db, record as Omit<StoredProjectRecord, 'id'>, call.now.toISOString());
      }
      return { recorded: records.length };
    },
    summary: (output, { records }) => ({
      recorded: output.recorded,
      projects: records.map((one) => one.project),
    }),
  }),
  'projects/list-records': queryHandler<'projects/list-records', Services>(
    'projects/list-records',
    (db, input) => ({
      records: listKnownProjectRecords(db, input.project),
    }),
  ),
};
