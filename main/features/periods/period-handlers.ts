import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { getPlanHeader } from '../../db/tables/pack-records.ts';
import { findPeriodState, type PeriodState, writePeriodState } from '../../db/tables/period-states.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import { consolidateForm } from '../consolidate-form.ts';
import type { Services } from '../services.ts';

/*
 * 收报 → 审核 → 锁定. What was handed up is frozen with its hash; later figures show as differences. Unlocking takes a
 * second name and a reason.
 */

type Frozen = readonly { readonly indicator: string; readonly value: string | null }[];

function freeze(db: ReadHandle, form: string, period: string): Frozen {
  return consolidateForm(db, form, period).totals.map(({ indicator, value }) => ({ indicator, value }));
}

export const periodHandlers = {
  'period/get': queryHandler<'period/get', Services>('period/get', (db, { form, period }) => {
    const state = findPeriodState(db, form, period);
    const handedUp = state.snapshot === undefined ? [] : (JSON.parse(state.snapshot) as Frozen);
    const now = new Map(freeze(db, form, period).map(({ indicator, value }) => [indicator, value]));
    return {
      state: state.state,
      by: state.by ?? null,
      second: state.second ?? null,
      reason: state.reason ?? null,
      document: state.document ?? null,
      at: state.at ?? null,
      hash: state.hash ?? null,
      differences: handedUp
        .filter(({ indicator, value }) => (now.get(indicator) ?? null) !== value)
        .map(({ indicator, value }) => ({ indicator, handedUp: value, now: now.get(indicator) ?? null })),
    };
  }),
  'period/set-state': commandHandler<'period/set-state', Services>('period/set-state', {
    apply(db, _prepared, input, call) {
      const before = findPeriodState(db, input.form, input.period);
      checkSigners(db, before, input);
      const locking = input.state === 'locked';
      const snapshot = locking ? JSON.stringify(freeze(db, input.form, input.period)) : before.snapshot;
      const hash = locking ? createHash('sha256').update(snapshot!).digest('hex') : before.hash;
      const next: PeriodState = {
        form: input.form,
        period: input.period,
        state: input.state,
        by: input.by,
        at: call.now.toISOString(),
        ...(input.second === undefined ? {} : { second: input.second }),
        ...(input.reason === undefined ? {} : { reason: input.reason }),
        ...(input.document === undefined
          ? before.document === undefined
            ? {}
            : { document: before.document }
          : { document: input.document }),
        ...(snapshot === undefined ? {} : { snapshot }),
        ...(hash === undefined ? {} : { hash }),
      };
      if (before.state !== input.state || locking) writePeriodState(db, next);
      return { state: input.state, hash: hash ?? null };
    },
    summary: (output, { form, period, state, second, reason }) => ({
      form,
      period,
      state,
      ...(second === undefined ? {} : { second }),
      ...(reason === undefined ? {} : { reason }),
      ...(output.hash === null ? {} : { hash: output.hash }),
    }),
  }),
};

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
  if (second === undefined || second === by || (unlocking && reason === undefined))
    throw new AppError('second-name-needed', { reason: second === by ? 'same-person' : 'missing' });
}
