import { App, Button, Modal, Select } from 'antd';
import { useState } from 'react';
import type { ReturnReport } from '../../../shared/contract/returns.ts';
import { failureOf } from '../../api/client.ts';
import { Field } from '../../components/field/Field.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { listPeriods } from '../../frame/periods.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { periodWords } from '../../words/periods.ts';
import { identifyWords as words } from '../../words/screen-guide.ts';

/** A person says whose return it is, of which form and period; the workbook is read anew with that. */
export function IdentifyButton({ id, report }: { readonly id: number; readonly report: ReturnReport }) {
  const session = useSession();
  const { opened, content, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(report.form?.code ?? content.forms[0]?.code);
  const [sender, setSender] = useState(report.sender?.code);
  const [period, setPeriod] = useState(report.period?.value);
  const chosen = content.formByCode.get(form ?? '');
  const save = async () => {
    try {
      await session.command('returns/identify', {
        plan: opened.plan,
        id,
        by: state.person,
        ...(form && { form }),
        ...(sender && { unit: sender }),
        ...(period && { period }),
      });
      void message.success(words.done);
      setOpen(false);
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.action}</Button>
      <Modal
        open={open}
        title={words.title}
        onCancel={() => setOpen(false)}
        okText={words.confirm}
        onOk={() => void save()}
      >
        <div className="form-column">
          <p className="quiet">{words.hint}</p>
          <Field label={words.form}>
            {(field) => (
              <Select
                id={field}
                {...(form && { value: form })}
                onChange={setForm}
                options={content.forms.map(({ code, title }) => ({ value: code, label: title }))}
              />
            )}
          </Field>
          <Field label={words.sender}>
            {(field) => (
              <Select
                id={field}
                showSearch={{ optionFilterProp: 'label' }}
                {...(sender && { value: sender })}
                onChange={setSender}
                options={content.units.map(({ code, name }) => ({ value: code, label: name }))}
              />
            )}
          </Field>
          <Field label={words.period}>
            {(field) => (
              <Select
                id={field}
                {...(period && { value: period })}
                onChange={setPeriod}
                options={listPeriods(content, chosen?.period ?? 'year').map((key) => ({
                  value: key,
                  label: periodWords(key),
                }))}
              />
            )}
          </Field>
        </div>
      </Modal>
    </>
  );
}
