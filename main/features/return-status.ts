import { sendersOf } from '../../shared/calc/consolidate/form-senders.ts';
import { dueDate } from '../../shared/calc/due-date.ts';
import type { MethodOutput } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ReadHandle } from '../db/handles.ts';
import { listCalendar, listChasing } from '../db/tables/chasing.ts';
import { countOpenFindings } from '../db/tables/findings.ts';
import { findRecord, listRecords } from '../db/tables/pack-records.ts';
import { findPeriodState } from '../db/tables/period-states.ts';
import { listReturns, type ReturnRow } from '../db/tables/returns.ts';
import { queryHandler } from '../rpc/handler.ts';
import { requireOwnPeriod } from './own-period.ts';
import type { Services } from './services.ts';

type SenderState = 'not-sent' | 'refused' | 'staged' | 'blocked' | 'accepted' | 'sent-back' | 'withdrawn';

/** Who has sent, is late, was sent back: the chase list of one form and period on one day. */
export function returnStatusOf(
  db: ReadHandle,
  input: { readonly form: string; readonly period: string; readonly date?: string | undefined },
  now: Date,
): MethodOutput<'returns/status'> {
  const form = findRecord(db, 'forms', { code: input.form })?.record;
  if (!form) throw new AppError('not-found', { what: 'form', code: input.form });
  const date = input.date ?? now.toISOString().slice(0, 10);
  const due = dueDate(input.period, form.due, listCalendar(db)) ?? null;
  const chasing = listChasing(db, form.code, input.period);
  const bySender = groupBySender(listReturns(db, { form: form.code, period: input.period }));
  const open = countOpenFindings(db);
  const senders = sendersOf(form, listRecords(db, 'units'), input.period).map((unit) => {
    const own = bySender.get(unit.code) ?? [];
    const state = stateOf(own, (id) => isBlocked(open.get(id)));
    const facts = chasing.get(unit.code);
    const limit = facts?.extendedTo ?? due;
    return {
      sender: unit.code,
      name: unit.name,
      state,
      late: isLate(own, state, limit, date),
      overdue: isMissing(state) && limit !== null && date > limit,
      due,
      extendedTo: facts?.extendedTo ?? null,
      reminders: facts?.reminders ?? 0,
      paperOn: facts?.paperOn ?? null,
      returns: own.map((row) => row.id),
    };
  });
  const count = (test: (one: (typeof senders)[number]) => boolean) => senders.filter(test).length;
  return {
    form: form.code,
    period: input.period,
    due,
    date,
    state: findPeriodState(db, form.code, input.period).state,
    senders,
    summary: {
      senders: senders.length,
      accepted: count((one) => one.state === 'accepted'),
      staged: count((one) => one.state === 'staged' || one.state === 'blocked'),
      notSent: count((one) => one.state === 'not-sent'),
      late: count((one) => one.late),
      overdue: count((one) => one.overdue),
      refused: count((one) => one.state === 'refused'),
    },
  };
}

export const returnStatus = queryHandler<'returns/status', Services>(
  'returns/status',
  (db, input, _services, call) => {
    const form = findRecord(db, 'forms', { code: input.form })?.record;
    if (form) requireOwnPeriod(form, input.period);
    return returnStatusOf(db, input, call.now);
  },
);

export function groupBySender(
  rows: readonly ReturnRow[],
): ReadonlyMap<string | undefined, readonly ReturnRow[]> {
  const senders = new Map<string | undefined, ReturnRow[]>();
  for (const row of rows) {
    const own = senders.get(row.sender);
    if (own) own.push(row);
    else senders.set(row.sender, [row]);
  }
  return senders;
}

function isBlocked(counts: ReadonlyMap<string, number> | undefined): boolean {
  return ['error', 'repair', 'query', 'parked'].some((severity) => (counts?.get(severity) ?? 0) > 0);
}

/** What waits for the office comes before what was settled; a refusal only shows when nothing usable came. */
function stateOf(own: readonly ReturnRow[], blocked: (id: number) => boolean): SenderState {
  const staged = own.filter((row) => row.state === 'staged');
  if (staged.length > 0) return staged.some((row) => blocked(row.id)) ? 'blocked' : 'staged';
  for (const state of ['accepted', 'sent-back', 'withdrawn', 'refused'] as const)
    if (own.some((row) => row.state === state)) return state;
  return 'not-sent';
}

/** Nothing usable is here: what the chase list is about. */
function isMissing(state: SenderState): boolean {
  return state === 'not-sent' || state === 'refused' || state === 'sent-back' || state === 'withdrawn';
}

/** Nothing usable by the end of the due day; what came later stays marked as late. */
function isLate(own: readonly ReturnRow[], state: SenderState, limit: string | null, date: string): boolean {
  if (limit === null) return false;
  const usable = own.filter((row) => row.state !== 'refused');
  const first = usable.map((row) => row.stagedAt.slice(0, 10)).sort()[0];
  if (state === 'not-sent' || state === 'refused' || state === 'sent-back' || first === undefined)
    return date > limit;
  return first > limit;
}
