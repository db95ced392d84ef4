import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import { foldText } from '../../../shared/text/names.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { getPlanHeader } from '../../db/tables/pack-records.ts';
import { findPeriodState, type PeriodState, writePeriodState } from '../../db/tables/period-states.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import { consolidateForm } from '../consolidate-form.ts';
import { differencesFrom, freezeFigures } from '../handed-up.ts';
import type { Services } from '../services.ts';

/*
 * 收报 → 审核 → 锁定. What was handed up is frozen with its hash; later figures show as differences. Unlocking takes a
 * second name and a reason.
 */

export const periodHandlers = {
  'period/get': queryHandler<'period/get', Services>('period/get', (db, { form, period }) => {
    const state = findPeriodState(db, form, period);
    return {
      state: state.state,
      by: state.by ?? null,
      second: state.second ?? null,
      reason: state.reason ?? null,
      document: state.document ?? null,
      at: state.at ?? null,
      hash: state.hash ?? null,
      differences: differencesFrom(state, consolidateForm(db, form, period)),
    };
  }),
  'period/set-state': commandHandler<'period/set-state', Services>('period/set-state', {
    apply(db, _prepared, input, call) {
      const before = findPeriodState(db, input.form, input.period);
      checkSigners(db, before, input);
      const locking = input.state === 'locked';
      const snapshot = locking
        ? freezeFigures(consolidateForm(db, input.form, input.period))
        : before.snapshot;
      const hash = locking ? createHash('sha256').update(snapshot!).digest('hex') : before.hash;
      const next: PeriodState = {
        form: input.form,
        period: input.period,
        state: input.state,
        by: input.by,
        at: call.now.toISOString(),
        ...(input.second === undefined ? {} : { second: input.second }),
        ...(input.reason === undefined ? {} : { reason: input.reason }),
        ...documentOf(before, input.document, hash),
        ...(snapshot === undefined ? {} : { snapshot }),
        ...(hash === undefined ? {} : { hash }),
      };
      if (before.state !== input.state || locking) writePeriodState(db, next);
      return { state: input.state, hash: hash ?? null };
    },
    summary: (output, { form, period, state, second, reason, document }) => ({
      form,
      period,
      state,
      ...(second === undefined ? {} : { second }),
      ...(reason === undefined ? {} : { reason }),
      ...(document === undefined ? {} : { document }),
      ...(output.hash === null ? {} : { hash: output.hash }),
    }),
  }),
};

/** A document number stays with the figures it was given for: locking others without a new one leaves them without. */
function documentOf(
  before: PeriodState,
  document: string | undefined,
  hash: string | undefined,
): { document?: string } {
  if (document !== undefined) return { document };
  return before.document === undefined || hash !== before.hash ? {} : { document: before.document };
}

interface Signing {
  readonly state: string;
  readonly by: string;
  readonly second?: string | undefined;
  readonly reason?: string | undefined;
}

/** Unlocking: another person and a reason. Locking: another person where the plan asks for 复核. */
function checkSigners(db: ReadHandle, before: PeriodState, { state, by, second, reason }: Signing): void {
  const unlocking = before.state === 'locked' && state !== 'locked';
  const reviewed = state === 'locked' && getPlanHeader(db).settings.secondSignOff === true;
  if (!unlocking && !reviewed) return;
  const same = second !== undefined && signature(second) === signature(by);
  if (second === undefined || same || (unlocking && reason === undefined))
    throw new AppError('second-name-needed', { reason: same ? 'same-person' : 'missing' });
}

/** A blank or another width in a name makes no second person of it. */
function signature(name: string): string {
  return foldText(name).toLowerCase();
}
