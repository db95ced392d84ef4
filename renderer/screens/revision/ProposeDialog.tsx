import { App, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { failureOf } from '../../api/client.ts';
import { Field } from '../../components/field/Field.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { revisionWords as words } from '../../words/screen-revision.ts';

type RevisedField = keyof typeof words.fields;
const offered: readonly RevisedField[] = ['year', 'total', 'base'];

/** A proposed change of a target: which, to what, why. */
export function ProposeDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const { opened, content, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const [indicator, setIndicator] = useState<string>();
  const [field, setField] = useState<RevisedField>('year');
  const [after, setAfter] = useState('');
  const [reason, setReason] = useState('');
  const ready = indicator !== undefined && after.trim() !== '' && reason.trim() !== '';
  const propose = async () => {
    if (!indicator) return;
    try {
      await session.command('revisions/propose', {
        plan: opened.plan,
        indicator,
        field,
        after: after.trim(),
        reason: reason.trim(),
        by: state.person,
      });
      void message.success(words.proposed);
      onClose();
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  return (
    <Modal
      open
      title={words.proposeTitle}
      onCancel={onClose}
      okText={words.confirm}
      okButtonProps={{ disabled: !ready }}
      onOk={() => void propose()}
    >
      <div className="form-column">
        <p className="quiet">{words.proposeHint}</p>
        <Field label={words.indicator}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              {...(indicator && { value: indicator })}
              onChange={setIndicator}
              options={content.indicators
                .filter(({ scope }) => scope !== 'form')
                .map(({ code, name }) => ({ value: code, label: name }))}
            />
          )}
        </Field>
        <Field label={words.field}>
          {(id) => (
            <Select<RevisedField>
              id={id}
              value={field}
              onChange={setField}
              options={offered.map((value) => ({ value, label: words.fields[value] }))}
            />
          )}
        </Field>
        <Field label={words.text}>
          {(id) => <Input id={id} value={after} onChange={(event) => setAfter(event.target.value)} />}
        </Field>
        <Field label={words.reason}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  );
}
