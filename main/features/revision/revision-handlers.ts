import { targetsInForce } from '../../../shared/calc/revise-targets.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { findRecord } from '../../db/tables/pack-records.ts';
import {
  insertRevision,
  insertRevisionStep,
  listRevisions,
  type Revision,
  type RevisionState,
  updateRevision,
} from '../../db/tables/revisions.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';

/*
 * Targets change only by the documented procedure: 提出 → 论证 → 征求意见 → 人大常委会批准 → 生效 (the plan's 17.3 asks
 * the approval for every change). A revision comes into force only after an approval with body, date and document.
 */

const order = ['argued', 'consulted', 'approved', 'in-force'] as const;

function requireRevision(db: ReadHandle, id: number): Revision {
  const revision = listRevisions(db).find((one) => one.id === id);
  if (!revision) throw new AppError('not-found', { what: 'revision', id });
  return revision;
}

/** What the target says now: the plan's text under the revisions already in force. */
function currentText(db: ReadHandle, indicator: string, field: Revision['field']): string | null {
  const record = findRecord(db, 'targets', { indicator })?.record;
  const standing = listRevisions(db).flatMap((one) =>
    one.state === 'in-force' && one.inForceFrom !== null ? [{ ...one, inForceFrom: one.inForceFrom }] : [],
  );
  const [target] = targetsInForce(
    record ? [record] : [],
    standing.filter((one) => one.indicator === indicator),
    '9999-12-31',
  );
  return target?.[field] ?? null;
}

function checkOrder(
  revision: Revision,
  step: string,
  document: string | undefined,
  body: string | undefined,
): void {
  if (revision.state !== 'proposed')
    throw new AppError('conflict', { reason: 'revision-closed', id: revision.id, state: revision.state });
  const done = new Set(revision.steps.map((one) => one.step));
  const at = order.indexOf(step as (typeof order)[number]);
  const missing = order.slice(0, Math.max(0, at)).filter((earlier) => !done.has(earlier));
  if (missing.length > 0)
    throw new AppError('conflict', { reason: 'steps-missing', id: revision.id, missing });
  if (step === 'approved' && (!document || !body))
    throw new AppError('invalid-input', { reason: 'approval-needs-document', id: revision.id });
}

export const revisionHandlers = {
  'revisions/list': queryHandler<'revisions/list', Services>('revisions/list', (db) => ({
    revisions: listRevisions(db),
  })),
  'revisions/propose': commandHandler<'revisions/propose', Services>('revisions/propose', {
    apply(db, _prepared, { indicator, field, after, reason, by }, call) {
      if (!findRecord(db, 'indicators', { code: indicator }))
        throw new AppError('not-found', { what: 'indicator', code: indicator });
      const before = currentText(db, indicator, field);
      if (before === after) throw new AppError('conflict', { reason: 'nothing-changes', indicator });
      const id = insertRevision(db, {
        indicator,
        field,
        before,
        after,
        reason,
        state: 'proposed',
        inForceFrom: null,
        by,
        at: call.now.toISOString(),
      });
      return { id };
    },
    summary: (output, { indicator, field, after, reason }) => ({
      id: output.id,
      indicator,
      field,
      after,
      reason,
    }),
  }),
  'revisions/record-step': commandHandler<'revisions/record-step', Services>('revisions/record-step', {
    apply(db, _prepared, input) {
      const revision = requireRevision(db, input.id);
      checkOrder(revision, input.step, input.document, input.body);
      insertRevisionStep(
        db,
        revision.id,
        {
          step: input.step,
          body: input.body ?? null,
          date: input.date,
          document: input.document ?? null,
          note: input.note ?? null,
        },
        input.by,
      );
      const state: RevisionState =
        input.step === 'in-force' ? 'in-force' : input.step === 'dropped' ? 'dropped' : 'proposed';
      if (state !== 'proposed')
        updateRevision(db, revision.id, state, state === 'in-force' ? input.date : null);
      return { id: revision.id, state };
    },
    summary: (output, { step, date, document }) => ({
      id: output.id,
      step,
      date,
      ...(document === undefined ? {} : { document }),
    }),
  }),
};
