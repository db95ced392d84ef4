import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { failureOf } from '../../api/client.ts';
import { DateField } from '../../components/field/DateField.tsx';
import { Field } from '../../components/field/Field.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { revisionWords as words } from '../../words/screen-revision.ts';

const order = ['argued', 'consulted', 'approved', 'in-force'] as const;
type Step = (typeof order)[number] | 'dropped';

/** The procedure of one revision: what was done, and the next step to record. */
export function RevisionSteps({ id }: { readonly id: number }) {
  const { opened } = useOpenPlan();
  const list = useQuery('revisions/list', { plan: opened.plan });
  const revision = list.value?.revisions.find((one) => one.id === id);
  if (!revision) return null;
  const done = new Set(revision.steps.map(({ step }) => step));
  const next = order.find((step) => !done.has(step));
  return (
    <div className="card">
      <ul className="trace-list">
        {revision.steps.map((step) => (
          <li key={`${step.step}-${step.date}`} className="trace-line">
            <div className="trace-head">
              <span>{words.stepNames[step.step as keyof typeof words.stepNames] ?? step.step}</span>
              <span>{step.date}</span>
            </div>
            <div className="quiet">{[step.body, step.document, step.note].filter(Boolean).join('，')}</div>
          </li>
        ))}
      </ul>
      {revision.state === 'proposed' && next && <StepForm key={next} id={id} next={next} />}
    </div>
  );
}

function StepForm({ id, next }: { readonly id: number; readonly next: Step }) {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const [step, setStep] = useState<Step>(next);
  const [date, setDate] = useState('');
  const [body, setBody] = useState('');
  const [document, setDocument] = useState('');
  const save = async () => {
    try {
      await session.command('revisions/record-step', {
        plan: opened.plan,
        id,
        step,
        date,
        by: state.person,
        ...(body.trim() && { body: body.trim() }),
        ...(document.trim() && { document: document.trim() }),
      });
      void message.success(words.saved);
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  return (
    <>
      <h3>{words.next}</h3>
      <div className="form-column">
        <Field label={words.step}>
          {(field) => (
            <Select<Step>
              id={field}
              value={step}
              onChange={setStep}
              options={([next, 'dropped'] as const).map((value) => ({
                value,
                label: words.stepNames[value],
              }))}
            />
          )}
        </Field>
        <Field label={words.date}>
          {(field) => <DateField id={field} value={date} onChange={setDate} optional />}
        </Field>
        <Field label={words.body}>
          {(field) => <Input id={field} value={body} onChange={(event) => setBody(event.target.value)} />}
        </Field>
        <Field label={words.document}>
          {(field) => (
            <Input id={field} value={document} onChange={(event) => setDocument(event.target.value)} />
          )}
        </Field>
        <Button disabled={date === ''} onClick={() => void save()}>
          {words.save}
        </Button>
      </div>
    </>
  );
}
