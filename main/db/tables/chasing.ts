import type { CalendarDay } from '../../../shared/calc/due-date.ts';
import type { ReadHandle, WriteHandle } from '../handles.ts';

/* The chase list's own facts: calendar, 准延, reminders, stamped copies. */

export function listCalendar(db: ReadHandle): CalendarDay[] {
  return db
    .all('SELECT date, kind FROM calendar ORDER BY date')
    .map((row) => ({ date: String(row.date), kind: row.kind === 'workday' ? 'workday' : 'holiday' }));
}

export interface SenderChasing {
  readonly extendedTo?: string;
  readonly reminders: number;
  readonly paperOn?: string;
}

/** What is recorded per sender for one form and period. */
export function listChasing(
  db: ReadHandle,
  form: string,
  period: string,
): ReadonlyMap<string, SenderChasing> {
  const found = new Map<string, { extendedTo?: string; reminders: number; paperOn?: string }>();
  const entry = (sender: unknown) => {
    const key = String(sender);
    if (!found.has(key)) found.set(key, { reminders: 0 });
    return found.get(key)!;
  };
  const where = 'WHERE form = ? AND period = ?';
  for (const row of db.all(`SELECT sender, until FROM extensions ${where}`, [form, period]))
    entry(row.sender).extendedTo = String(row.until);
  for (const row of db.all(`SELECT sender, count(*) AS n FROM reminders ${where} GROUP BY sender`, [
    form,
    period,
  ]))
    entry(row.sender).reminders = Number(row.n);
  for (const row of db.all(`SELECT sender, max(receivedOn) AS day FROM papers ${where} GROUP BY sender`, [
    form,
    period,
  ]))
    entry(row.sender).paperOn = String(row.day);
  return found;
}

interface ChaseKey {
  readonly form: string;
  readonly period: string;
  readonly sender: string;
  readonly by: string;
}

/** A later extension for the same sender replaces the earlier one; the history keeps both. */
export function writeExtension(
  db: WriteHandle,
  given: ChaseKey & { readonly until: string; readonly reason: string },
): void {
  const row = db.one('SELECT id FROM extensions WHERE form = ? AND period = ? AND sender = ?', [
    given.form,
    given.period,
    given.sender,
  ]);
  const { until, reason, by } = given;
  if (row) db.update('extensions', Number(row.id), { until, reason, by });
  else
    db.insert('extensions', {
      form: given.form,
      period: given.period,
      sender: given.sender,
      until,
      reason,
      by,
    });
}

export function insertReminder(db: WriteHandle, given: ChaseKey & { readonly at: string }): void {
  db.insert('reminders', {
    form: given.form,
    period: given.period,
    sender: given.sender,
    at: given.at,
    by: given.by,
  });
}

export function insertPaper(
  db: WriteHandle,
  given: ChaseKey & { readonly receivedOn: string; readonly note: string | null },
): void {
  const { form, period, sender, receivedOn, by, note } = given;
  db.insert('papers', { form, period, sender, receivedOn, by, note });
}

/** `normal` takes a mark away. */
export function writeCalendarDay(
  db: WriteHandle,
  date: string,
  kind: 'holiday' | 'workday' | 'normal',
): void {
  const row = db.one('SELECT id FROM calendar WHERE date = ?', [date]);
  if (row && kind === 'normal') db.remove('calendar', Number(row.id));
  else if (row) db.update('calendar', Number(row.id), { kind });
  else if (kind !== 'normal') db.insert('calendar', { date, kind });
}
