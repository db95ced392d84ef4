import { formWords } from '../../../renderer/words/forms.ts';
import { dayWords, periodWords } from '../../../renderer/words/periods.ts';
import { dueDate } from '../../../shared/calc/due-date.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import {
  insertPaper,
  insertReminder,
  listCalendar,
  listChasing,
  writeCalendarDay,
  writeExtension,
} from '../../db/tables/chasing.ts';
import { findRecord } from '../../db/tables/pack-records.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';

/* 催报: 准延, 第几次, stamped copies, the office's calendar. */

export const chaseHandlers = {
  'chase/extend': commandHandler<'chase/extend', Services>('chase/extend', {
    apply(db, _prepared, { form, period, sender, until, reason, by }) {
      writeExtension(db, { form, period, sender, until, reason, by });
      return {};
    },
    summary: (_output, { form, period, sender, until, reason }) => ({ form, period, sender, until, reason }),
  }),
  'chase/remind': commandHandler<'chase/remind', Services>('chase/remind', {
    apply(db, _prepared, { form, period, senders, by }, call) {
      const found = findRecord(db, 'forms', { code: form })?.record;
      if (!found) throw new AppError('not-found', { what: 'form', code: form });
      for (const sender of senders)
        insertReminder(db, { form, period, sender, by, at: call.now.toISOString() });
      const chasing = listChasing(db, form, period);
      const due = dueDate(period, found.due, listCalendar(db));
      return {
        text: formWords.reminder({
          title: found.title,
          period: periodWords(period),
          due: due === undefined ? null : dayWords(due),
          names: senders.map((code) => findRecord(db, 'units', { code })?.record.name ?? code),
          times: Math.max(...senders.map((sender) => chasing.get(sender)?.reminders ?? 1)),
        }),
      };
    },
    summary: (_output, { form, period, senders }) => ({ form, period, senders }),
  }),
  'chase/record-paper': commandHandler<'chase/record-paper', Services>('chase/record-paper', {
    apply(db, _prepared, { form, period, sender, receivedOn, note, by }) {
      insertPaper(db, { form, period, sender, receivedOn, by, note: note ?? null });
      return {};
    },
    summary: (_output, { form, period, sender, receivedOn }) => ({ form, period, sender, receivedOn }),
  }),
  'chase/set-calendar': commandHandler<'chase/set-calendar', Services>('chase/set-calendar', {
    apply(db, _prepared, { days }) {
      for (const { date, kind } of days) writeCalendarDay(db, date, kind);
      return {};
    },
    summary: (_output, { days }) => ({ days: days.length }),
  }),
  'chase/get-calendar': queryHandler<'chase/get-calendar', Services>('chase/get-calendar', (db) => ({
    days: listCalendar(db),
  })),
};
