import { App, Button, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/client.ts';
import type { Form } from '../../api/plan-content.ts';
import { Field } from '../../components/field/Field.tsx';
import { StatusIcon } from '../../components/status/StatusIcon.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { periodWords } from '../../words/periods.ts';
import { periodStateWords as words } from '../../words/screen-forms.ts';

type HandedUpState = MethodOutput<'period/get'>;
/** A dialog shows the first ones; the workbook's notes and the comparison name the others. */
const shownDifferences = 12;

type State = 'open' | 'review' | 'locked';

export interface PeriodStateProps {
  readonly form: Form;
  readonly period: string;
  readonly state: State;
}

/** 收报 → 审核 → 锁定; unlocking takes a second name and a reason. */
export function PeriodState({ form, period, state }: PeriodStateProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} title={words.change}>
        <StatusIcon kind={state === 'locked' ? 'locked' : 'info'} /> {words[state]}
      </Button>
      {open && <StateDialog form={form} period={period} state={state} onClose={() => setOpen(false)} />}
    </>
  );
}

function StateDialog({ form, period, state, onClose }: PeriodStateProps & { readonly onClose: () => void }) {
  const session = useSession();
  const { opened, state: frame } = useOpenPlan();
  const { message, notification } = App.useApp();
  const choices = (['review', 'locked', 'open'] as const).filter((one) => one !== state);
  const [next, setNext] = useState<State>(choices[0] ?? 'review');
  const [second, setSecond] = useState('');
  const [reason, setReason] = useState('');
  const [document, setDocument] = useState('');
  const unlocking = state === 'locked';
  const held = useQuery('period/get', { plan: opened.plan, form: form.code, period });
  const save = async () => {
    try {
      await session.command('period/set-state', {
        plan: opened.plan,
        form: form.code,
        period,
        state: next,
        by: frame.person,
        ...(second.trim() && { second: second.trim() }),
        ...(reason.trim() && { reason: reason.trim() }),
        ...(document.trim() && { document: document.trim() }),
      });
      void message.success(words.done);
      onClose();
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  return (
    <Modal
      open
      title={words.title(form.title, periodWords(period))}
      onCancel={onClose}
      okText={words.confirm}
      okButtonProps={{ disabled: unlocking && (second.trim() === '' || reason.trim() === '') }}
      onOk={() => void save()}
    >
      <div className="form-column">
        {held.value && <HandedUp handedUp={held.value} />}
        <Segmented<State>
          value={next}
          onChange={setNext}
          options={choices.map((one) => ({ value: one, label: words.actions[one] }))}
        />
        <p className="quiet">{unlocking ? words.hints.open : words.hints[next]}</p>
        {next === 'locked' && (
          <Field label={words.document}>
            {(id) => <Input id={id} value={document} onChange={(event) => setDocument(event.target.value)} />}
          </Field>
        )}
        {(unlocking || next === 'locked') && (
          <Field label={words.second}>
            {(id) => (
              <Input
                id={id}
                value={second}
                maxLength={40}
                onChange={(event) => setSecond(event.target.value)}
              />
            )}
          </Field>
        )}
        {unlocking && (
          <Field label={words.reason}>
            {(id) => <Input id={id} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
        )}
      </div>
    </Modal>
  );
}

/** What was handed up and what is no longer as it was then. */
function HandedUp({ handedUp: { document, hash, differences } }: { readonly handedUp: HandedUpState }) {
  const { content } = useOpenPlan();
  if (hash === null) return null;
  const name = (one: HandedUpState['differences'][number]) =>
    `${one.unit === undefined ? '' : `${content.unitByCode.get(one.unit)?.name ?? one.unit} `}${content.indicatorByCode.get(one.indicator)?.name ?? one.indicator}`;
  return (
    <div>
      <div className="quiet">{words.handedUp(document, hash.slice(0, 12))}</div>
      {differences.length > 0 && (
        <>
          <p>
            <StatusIcon kind="warning" /> {words.differences(differences.length)}
          </p>
          <ul className="trace-list">
            {differences.slice(0, shownDifferences).map((one) => (
              <li key={`${one.unit ?? ''}/${one.indicator}`}>
                {words.difference(name(one), one.handedUp, one.now)}
              </li>
            ))}
          </ul>
          {differences.length > shownDifferences && (
            <span className="quiet">{words.moreDifferences(differences.length - shownDifferences)}</span>
          )}
        </>
      )}
    </div>
  );
}
