import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { Field } from '../../components/field/Field.tsx';
import { listPeriods } from '../../frame/periods.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { useSave } from '../../frame/use-save.ts';
import { periodWords } from '../../words/periods.ts';
import { breakWords as words } from '../../words/screen-commitments.ts';

/** 口径变化: from which period an indicator counts something else. */
export function BreakForm({ indicator }: { readonly indicator: string }) {
  const { opened, content, state } = useOpenPlan();
  const save = useSave();
  const [period, setPeriod] = useState<string>();
  const [note, setNote] = useState('');
  const [bridged, setBridged] = useState(false);
  if (opened.readOnly) return null;
  const submit = async () => {
    if (!period) return;
    const input = { plan: opened.plan, indicator, period, note: note.trim(), bridged, by: state.person };
    if (await save('evaluation/record-break', input, words.saved)) setNote('');
  };
  const group = (type: 'year' | 'half' | 'quarter') =>
    listPeriods(content, type).map((key) => ({ value: key, label: periodWords(key) }));
  return (
    <>
      <h3>{words.title}</h3>
      <div className="form-column">
        <Field label={words.period} hint={words.hint}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              {...(period && { value: period })}
              onChange={setPeriod}
              options={[...group('year'), ...group('half'), ...group('quarter')]}
            />
          )}
        </Field>
        <Field label={words.note}>
          {(id) => (
            <Input.TextArea id={id} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
          )}
        </Field>
        <Checkbox checked={bridged} onChange={(event) => setBridged(event.target.checked)}>
          {words.bridged}
        </Checkbox>
        <Button disabled={!period || note.trim() === ''} onClick={() => void submit()}>
          {words.save}
        </Button>
      </div>
    </>
  );
}
