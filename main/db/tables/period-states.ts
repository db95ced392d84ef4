import type { ReadHandle, WriteHandle } from '../handles.ts';

/* Where a form's period stands: open (收报), review (审核), locked (锁定), with what was handed up. */

export type PeriodStateName = 'open' | 'review' | 'locked';

export interface PeriodState {
  readonly form: string;
  readonly period: string;
  readonly state: PeriodStateName;
  readonly by?: string;
  readonly second?: string;
  readonly reason?: string;
  readonly document?: string;
  readonly at?: string;
  /** SHA-256 of the snapshot that was handed up. */
  readonly hash?: string;
  /** JSON of the consolidated figures at the moment of locking. */
  readonly snapshot?: string;
}

export function findPeriodState(db: ReadHandle, form: string, period: string): PeriodState {
  const row = db.one('SELECT * FROM period_states WHERE form = ? AND period = ?', [form, period]);
  if (!row) return { form, period, state: 'open' };
  const optional = Object.fromEntries(
    ['by', 'second', 'reason', 'document', 'at', 'hash', 'snapshot'].flatMap((name) =>
      row[name] === null ? [] : [[name, String(row[name])]],
    ),
  );
  return { form, period, state: String(row.state) as PeriodStateName, ...optional };
}

export function isLocked(db: ReadHandle, form: string, period: string): boolean {
  return findPeriodState(db, form, period).state === 'locked';
}

export function writePeriodState(db: WriteHandle, state: PeriodState): void {
  const row = db.one('SELECT id FROM period_states WHERE form = ? AND period = ?', [
    state.form,
    state.period,
  ]);
  const fields = {
    form: state.form,
    period: state.period,
    state: state.state,
    by: state.by ?? null,
    second: state.second ?? null,
    reason: state.reason ?? null,
    document: state.document ?? null,
    at: state.at ?? null,
    hash: state.hash ?? null,
    snapshot: state.snapshot ?? null,
  };
  if (row) db.update('period_states', Number(row.id), fields);
  else db.insert('period_states', fields);
}
