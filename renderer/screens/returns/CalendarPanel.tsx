import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { failureOf } from '../../api/client.ts';
import { DateField } from '../../components/field/DateField.tsx';
import { Field } from '../../components/field/Field.tsx';
import { FailureNote, showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { dayWords } from '../../words/periods.ts';
import { calendarWords as words } from '../../words/screen-entry.ts';

type Kind = keyof typeof words.kinds;
const kinds = Object.keys(words.kinds) as Kind[];
const longestRun = 62;

/** Days from the first to the last, both included. */
function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  const day = new Date(`${first}T00:00:00Z`);
  while (days.length < longestRun) {
    const text = day.toISOString().slice(0, 10);
    if (text > last) break;
    days.push(text);
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return days;
}

/** The office's holidays and working weekends; due days follow them. */
export function CalendarPanel() {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const calendar = useQuery('chase/get-calendar', { plan: opened.plan });
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const [kind, setKind] = useState<Kind>('holiday');
  const put = async (days: readonly string[], as: Kind | 'normal', told: string) => {
    try {
      await session.command('chase/set-calendar', {
        plan: opened.plan,
        days: days.map((date) => ({ date, kind: as })),
        by: state.person,
      });
      void message.success(told);
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  const add = () => {
    if (last !== '' && last < first) return void message.warning(words.order);
    const days = daysBetween(first, last || first);
    void put(days, kind, words.added(days.length));
  };
  return (
    <div className="form-column">
      <p className="quiet">{words.hint}</p>
      {!opened.readOnly && (
        <>
          <Segmented<Kind>
            value={kind}
            onChange={setKind}
            options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          />
          <Field label={words.date}>
            {(id) => <DateField id={id} value={first} onChange={setFirst} optional />}
          </Field>
          <Field label={words.last}>
            {(id) => <DateField id={id} value={last} onChange={setLast} optional />}
          </Field>
          <Button type="primary" disabled={first === ''} onClick={add}>
            {words.add}
          </Button>
        </>
      )}
      {calendar.failure && <FailureNote failure={calendar.failure} onRetry={calendar.reload} />}
      {calendar.value?.days.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="plain-list">
        {calendar.value?.days.map((day) => (
          <li key={day.date}>
            <span>
              {dayWords(day.date)} {words.kinds[day.kind]}
            </span>
            {!opened.readOnly && (
              <Button size="small" onClick={() => void put([day.date], 'normal', words.removed)}>
                {words.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
