import { App, Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { failureOf } from '../../api/client.ts';
import type { Form } from '../../api/plan-content.ts';
import { Field } from '../../components/field/Field.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { periodForType } from '../../frame/periods.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { periodWords } from '../../words/periods.ts';
import { issueWords as words } from '../../words/screen-forms.ts';

/** Issues one template per sender: into a folder where the desktop can choose one, else as downloads. */
export function IssueButton({ form }: { readonly form: Form }) {
  const session = useSession();
  const { opened, content, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const [open, setOpen] = useState(false);
  const [working, setWorking] = useState(false);
  const [senders, setSenders] = useState<string[]>([]);
  const period = periodForType(state.period, form.period);
  const offered = content.units.filter(
    ({ code, type }) => form.senders.includes(code) || form.senders.includes(type),
  );
  const issue = async () => {
    const { desktop } = session.client.transport;
    const folder = desktop ? await desktop.chooseFolder('export') : undefined;
    if (desktop && !folder) return;
    setWorking(true);
    try {
      const { files } = await session.client.call('forms/issue', {
        plan: opened.plan,
        form: form.code,
        period,
        ...(folder && { out: folder }),
        ...(senders.length > 0 && { senders }),
      });
      if (!folder) for (const file of files) await session.saveFile(file);
      void message.success(folder ? words.doneIn(files.length, folder) : words.done(files.length));
      setOpen(false);
    } catch (error) {
      showFailure(notification, failureOf(error));
    } finally {
      setWorking(false);
    }
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {words.issue}
      </Button>
      <Modal
        open={open}
        title={words.title(form.title, periodWords(period))}
        onCancel={() => setOpen(false)}
        okText={working ? words.working : words.confirm}
        okButtonProps={{ loading: working }}
        onOk={() => void issue()}
      >
        <p className="quiet">{words.hint}</p>
        <Field label={words.senders}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              className="wide"
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={words.allSenders}
              value={senders}
              onChange={setSenders}
              options={offered.map(({ code, name }) => ({ value: code, label: name }))}
            />
          )}
        </Field>
      </Modal>
    </>
  );
}
