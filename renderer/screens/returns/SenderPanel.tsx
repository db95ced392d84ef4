import { App, Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { failureOf } from '../../api/client.ts';
import type { Form } from '../../api/plan-content.ts';
import { Facts } from '../../components/facts/Facts.tsx';
import { DateField } from '../../components/field/DateField.tsx';
import { Field } from '../../components/field/Field.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { go, printRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { dayWords } from '../../words/periods.ts';
import { senderWords as words } from '../../words/screen-entry.ts';
import { returnsWords } from '../../words/screen-returns.ts';

export interface SenderPanelProps {
  readonly form: Form;
  readonly period: string;
  readonly sender: string;
}

/** One sender's standing for a form and period, with what can be recorded about it: 准延, 纸质件, 代录. */
export function SenderPanel({ form, period, sender }: SenderPanelProps) {
  const { opened } = useOpenPlan();
  const status = useQuery('returns/status', { plan: opened.plan, form: form.code, period });
  const row = status.value?.senders.find((one) => one.sender === sender);
  if (!row) return null;
  const newest = row.returns.at(-1);
  const day = (date: string | null) => date && dayWords(date);
  return (
    <div className="form-column card">
      <Facts
        facts={[
          [words.state, returnsWords.senderStates[row.state] + (row.late ? `，${returnsWords.late}` : '')],
          [words.due, day(row.due)],
          [returnsWords.extendedTo, day(row.extendedTo)],
          [returnsWords.reminders, row.reminders > 0 && row.reminders],
          [returnsWords.paper, day(row.paperOn)],
        ]}
      />
      <div className="field-row">
        {newest !== undefined && (
          <Button onClick={() => go(printRoute('returns', [newest]))}>{words.openReturn}</Button>
        )}
        {form.shape !== 'register' && !opened.readOnly && (
          <Button onClick={() => go(printRoute('returns', [], { form: form.code, view: 'entry', sender }))}>
            {words.enter}
          </Button>
        )}
      </div>
      {!opened.readOnly && (
        <>
          <Extend form={form} period={period} sender={sender} />
          <Paper form={form} period={period} sender={sender} />
        </>
      )}
    </div>
  );
}

/** Sends a command about a sender; true when it was recorded. */
function useRecord() {
  const { message, notification } = App.useApp();
  return async (work: () => Promise<unknown>, told: string): Promise<boolean> => {
    try {
      await work();
      void message.success(told);
      return true;
    } catch (error) {
      showFailure(notification, failureOf(error));
      return false;
    }
  };
}

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="form-column" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Extend({ form, period, sender }: SenderPanelProps) {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const record = useRecord();
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const save = async () => {
    const input = { plan: opened.plan, form: form.code, period, sender, until, by: state.person };
    const done = await record(
      () => session.command('chase/extend', { ...input, reason: reason.trim() }),
      words.extended,
    );
    if (done) setReason('');
  };
  return (
    <Block title={words.extend}>
      <Field label={words.until}>
        {(id) => <DateField id={id} value={until} onChange={setUntil} optional />}
      </Field>
      <Field label={words.reason}>
        {(id) => <Input id={id} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <Button disabled={until === '' || reason.trim() === ''} onClick={() => void save()}>
        {words.save}
      </Button>
    </Block>
  );
}

function Paper({ form, period, sender }: SenderPanelProps) {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const record = useRecord();
  const [receivedOn, setReceivedOn] = useState('');
  const [note, setNote] = useState('');
  const save = async () => {
    const input = { plan: opened.plan, form: form.code, period, sender, receivedOn, by: state.person };
    const more = note.trim() === '' ? {} : { note: note.trim() };
    const done = await record(
      () => session.command('chase/record-paper', { ...input, ...more }),
      words.papered,
    );
    if (done) setNote('');
  };
  return (
    <Block title={words.paper}>
      <Field label={words.receivedOn}>
        {(id) => <DateField id={id} value={receivedOn} onChange={setReceivedOn} optional />}
      </Field>
      <Field label={words.note}>
        {(id) => <Input id={id} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <Button disabled={receivedOn === ''} onClick={() => void save()}>
        {words.save}
      </Button>
    </Block>
  );
}
