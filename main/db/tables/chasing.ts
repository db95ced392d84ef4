import type { CalendarDay } from '../../../shared/calc/due-date.ts';
import type { ReadHandle } from '../handles.ts';

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
