import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { ReturnReport } from '../../../shared/contract/returns.ts';
import { failureOf } from '../../api/client.ts';
import { Field } from '../../components/field/Field.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { useSession, useSessionState } from '../../frame/session.tsx';
import { returnsWords as words } from '../../words/screen-returns.ts';
import { ReasonField } from './AcceptAll.tsx';
import { IdentifyButton } from './IdentifyButton.tsx';
import { openCount } from './place.ts';

/** Accept, send back, withdraw: what can be done with the whole return in its state. */
export function ReturnActions({ report, id }: { readonly report: ReturnReport; readonly id: number }) {
  const [dialog, setDialog] = useState<'send-back' | 'withdraw'>();
  const act = useReturnActions(id);
  const counts = openCount(report);
  const open = counts.findings + counts.parked;
  const staged = report.state === 'staged';
  return (
    <>
      {staged && open > 0 && <span className="quiet">{words.blockedHint(open)}</span>}
      {staged && <IdentifyButton id={id} report={report} />}
      {staged && <Button onClick={() => setDialog('send-back')}>{words.sendBack}</Button>}
      {report.state === 'accepted' && <Button onClick={() => setDialog('withdraw')}>{words.withdraw}</Button>}
      {staged && (
        <Button type="primary" disabled={open > 0} onClick={() => void act.accept()}>
          {words.accept}
        </Button>
      )}
      <ReasonDialog
        open={dialog === 'send-back'}
        title={words.sendBackTitle}
        hint={words.sendBackHint}
        required={false}
        onCancel={() => setDialog(undefined)}
        onDone={(reason) => void act.sendBack(reason).then(() => setDialog(undefined))}
      />
      <ReasonDialog
        open={dialog === 'withdraw'}
        title={words.withdrawTitle}
        hint={words.withdrawHint}
        required
        onCancel={() => setDialog(undefined)}
        onDone={(reason) => void act.withdraw(reason).then(() => setDialog(undefined))}
      />
    </>
  );
}

function useReturnActions(id: number) {
  const session = useSession();
  const { opened, person } = useSessionState();
  const { message, notification } = App.useApp();
  const plan = opened?.plan ?? '';
  const attempt = async (run: () => Promise<void>) => {
    try {
      await run();
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  return {
    accept: () =>
      attempt(async () => {
        const { accepted, blocked } = await session.command('returns/accept', {
          plan,
          ids: [id],
          by: person,
        });
        if (accepted.length > 0) void message.success(words.accepted(accepted.length));
        if (blocked.length > 0) void message.warning(words.blocked(blocked.length));
      }),
    sendBack: (reason: string) =>
      attempt(async () => {
        const { files } = await session.command('returns/send-back', {
          plan,
          ids: [id],
          by: person,
          ...(reason && { reason }),
        });
        for (const file of files) {
          const saved = await session.saveFile(file);
          if (saved) void message.success(words.sentBack(saved));
        }
      }),
    withdraw: (reason: string) =>
      attempt(async () => {
        await session.command('returns/withdraw', { plan, ids: [id], by: person, reason });
        void message.success(words.withdrawn);
      }),
  };
}

interface ReasonDialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly hint: string;
  readonly required: boolean;
  readonly onCancel: () => void;
  readonly onDone: (reason: string) => void;
}

function ReasonDialog({ open, title, hint, required, onCancel, onDone }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <Modal
      open={open}
      title={title}
      onCancel={onCancel}
      okText={words.confirm}
      okButtonProps={{ disabled: required && reason.trim() === '' }}
      onOk={() => onDone(reason.trim())}
      destroyOnHidden
    >
      <p className="quiet">{hint}</p>
      {required ? (
        <ReasonField value={reason} onChange={setReason} />
      ) : (
        <Field label={words.sendBackReason}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      )}
    </Modal>
  );
}
