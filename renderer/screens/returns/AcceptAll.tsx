import { App, Checkbox, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { failureOf } from '../../api/client.ts';
import type { Form } from '../../api/plan-content.ts';
import { Field } from '../../components/field/Field.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { useSession, useSessionState } from '../../frame/session.tsx';
import { periodWords } from '../../words/periods.ts';
import { returnsWords as words } from '../../words/screen-returns.ts';

export interface AcceptAllProps {
  readonly form: Form;
  readonly period: string;
  readonly children: (open: () => void) => ReactNode;
}

/** Accepts the newest return of every sender at once, with what shall happen to open points said beforehand. */
export function AcceptAll({ form, period, children }: AcceptAllProps) {
  const session = useSession();
  const { opened, person } = useSessionState();
  const { message, notification } = App.useApp();
  const [open, setOpen] = useState(false);
  const [acceptRepairs, setAcceptRepairs] = useState(true);
  const [setAsideParked, setSetAside] = useState(false);
  const [explain, setExplain] = useState('');
  const [reason, setReason] = useState('');
  const needsReason = (setAsideParked || acceptRepairs) && reason.trim() === '';

  const accept = async () => {
    if (!opened) return;
    try {
      const result = await session.command('returns/accept', {
        plan: opened.plan,
        all: true,
        form: form.code,
        period,
        by: person,
        acceptRepairs,
        setAsideParked,
        ...(explain.trim() && { explain: explain.trim() }),
        ...(reason.trim() && { reason: reason.trim() }),
      });
      setOpen(false);
      // One line for both: only one message is shown at a time, and a second one would hide what was accepted.
      const accepted = words.accepted(result.accepted.length);
      if (result.blocked.length === 0) void message.success(accepted);
      else void message.warning(`${accepted}，${words.blocked(result.blocked.length)}`);
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  return (
    <>
      {children(() => setOpen(true))}
      <Modal
        open={open}
        onCancel={() => setOpen(false)}
        title={words.acceptAllTitle(form.title, periodWords(period))}
        okText={words.accept}
        okButtonProps={{ disabled: needsReason }}
        onOk={() => void accept()}
      >
        <div className="form-column">
          <p className="quiet">{words.acceptAllHint}</p>
          <Checkbox checked={acceptRepairs} onChange={(event) => setAcceptRepairs(event.target.checked)}>
            {words.acceptRepairs}
          </Checkbox>
          <Checkbox checked={setAsideParked} onChange={(event) => setSetAside(event.target.checked)}>
            {words.setAside}
          </Checkbox>
          <ReasonField value={reason} onChange={setReason} />
          <Field label={words.explain} hint={words.explainHint}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={2}
                value={explain}
                onChange={(event) => setExplain(event.target.value)}
              />
            )}
          </Field>
        </div>
      </Modal>
    </>
  );
}

/** A reason, with the usual ones offered below it: a list that drops down would cover what is decided on. */
export function ReasonField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (reason: string) => void;
}) {
  return (
    <Field label={words.reason}>
      {(id) => (
        <>
          <Input
            id={id}
            value={value}
            placeholder={words.reasonNeeded}
            onChange={(event) => onChange(event.target.value)}
          />
          <div className="usual-reasons">
            {words.reasons.map((reason) => (
              <button key={reason} type="button" className="cell-link" onClick={() => onChange(reason)}>
                {reason}
              </button>
            ))}
          </div>
        </>
      )}
    </Field>
  );
}
