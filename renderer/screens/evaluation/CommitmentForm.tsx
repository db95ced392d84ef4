import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { MethodCall } from '../../../shared/contract/index.ts';
import { type Judgement, type TaskStage, taskStages } from '../../../shared/domain/judgement.ts';
import { parseDecimal } from '../../../shared/text/decimal.ts';
import { DateField } from '../../components/field/DateField.tsx';
import { Field } from '../../components/field/Field.tsx';
import { useOpenPlan } from '../../frame/session.tsx';
import { useSave } from '../../frame/use-save.ts';
import { taskStageWords } from '../../words/judgement.ts';
import { commitmentWords as words } from '../../words/screen-commitments.ts';
import { type ListReading, readList } from './commitment-list.ts';

type Entry = MethodCall<'commitments/record'>['records'][number];

export interface CommitmentFormProps {
  readonly judgement: Judgement;
  readonly date: string;
}

/** What is recorded of a commitment that no figure measures; the fields follow its kind. */
export function CommitmentForm({ judgement, date }: CommitmentFormProps) {
  const { opened, state } = useOpenPlan();
  const save = useSave();
  if (opened.readOnly) return null;
  const record = (entry: Entry) =>
    void save('commitments/record', { plan: opened.plan, records: [entry], by: state.person }, words.saved);
  const props = { judgement, date, record };
  switch (judgement.commitmentKind) {
    case 'milestone':
      return <MilestoneForm {...props} />;
    case 'standard':
      return <StandardForm {...props} />;
    case 'list-count':
      return <ListForm {...props} />;
    case 'task':
      return <TaskForm {...props} />;
    default:
      return null;
  }
}

interface FormProps extends CommitmentFormProps {
  readonly record: (entry: Entry) => void;
}

function Form({
  children,
  disabled,
  onSave,
}: {
  children: React.ReactNode;
  disabled?: boolean;
  onSave: () => void;
}) {
  return (
    <>
      <h3>{words.title}</h3>
      <div className="form-column">
        {children}
        <Button type="primary" disabled={disabled ?? false} onClick={onSave}>
          {words.save}
        </Button>
      </div>
    </>
  );
}

function DayRow({ label, value, onChange, optional }: DayRowProps) {
  return (
    <Field label={label} inline>
      {(id) => <DateField id={id} optional={optional ?? true} value={value} onChange={onChange} />}
    </Field>
  );
}

interface DayRowProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly optional?: boolean;
}

function MilestoneForm({ judgement, record }: FormProps) {
  const [due, setDue] = useState(judgement.reasonDetails?.due ?? '');
  const [achieved, setAchieved] = useState(judgement.reasonDetails?.achieved ?? '');
  const [document, setDocument] = useState(judgement.card.document ?? '');
  const save = () =>
    record({
      kind: 'milestone',
      indicator: judgement.indicator,
      ...(due && { due }),
      ...(achieved && { achieved }),
      ...(document.trim() && { document: document.trim() }),
    });
  return (
    <Form onSave={save}>
      <DayRow label={words.due} value={due} onChange={setDue} />
      <DayRow label={words.achieved} value={achieved} onChange={setAchieved} />
      <Field label={words.document} hint={words.documentHint}>
        {(id) => <Input id={id} value={document} onChange={(event) => setDocument(event.target.value)} />}
      </Field>
    </Form>
  );
}

/** A number of cases; undefined where the text is none. */
function readCount(text: string): string | undefined {
  const value = parseDecimal(text.replaceAll(/[,，\s]/g, ''));
  return value && !value.isNegative() ? value.toFixed() : undefined;
}

function StandardForm({ judgement, date, record }: FormProps) {
  const [day, setDay] = useState(date);
  const [executed, setExecuted] = useState('');
  const [applicable, setApplicable] = useState('');
  const [done, all] = [readCount(executed), readCount(applicable)];
  const over = done !== undefined && all !== undefined && parseDecimal(done)?.greaterThan(all);
  const hintOf = (text: string, value: string | undefined) =>
    text !== '' && value === undefined ? { hint: words.numberWrong } : {};
  const save = () => {
    if (done === undefined || all === undefined) return;
    record({ kind: 'standard', indicator: judgement.indicator, date: day, executed: done, applicable: all });
  };
  return (
    <Form onSave={save} disabled={done === undefined || all === undefined || over === true}>
      <DayRow label={words.date} value={day} onChange={setDay} optional={false} />
      <Field label={words.executed} {...(over ? { hint: words.overApplicable } : hintOf(executed, done))}>
        {(id) => <Input id={id} value={executed} onChange={(event) => setExecuted(event.target.value)} />}
      </Field>
      <Field label={words.applicable} {...hintOf(applicable, all)}>
        {(id) => <Input id={id} value={applicable} onChange={(event) => setApplicable(event.target.value)} />}
      </Field>
    </Form>
  );
}

function ListForm({ judgement, record }: FormProps) {
  const [text, setText] = useState('');
  const reading: ListReading = readList(text);
  const hint =
    reading.wrong === undefined
      ? text.trim() === ''
        ? words.listHint
        : words.listCount(reading.items.filter(({ done }) => done).length, reading.items.length)
      : words.listWrong(reading.wrong);
  return (
    <Form
      disabled={reading.wrong !== undefined || reading.items.length === 0}
      onSave={() => record({ kind: 'list-count', indicator: judgement.indicator, items: [...reading.items] })}
    >
      <Field label={words.list} hint={hint}>
        {(id) => (
          <Input.TextArea id={id} rows={6} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
    </Form>
  );
}

function TaskForm({ judgement, date, record }: FormProps) {
  const known = judgement.reasonDetails?.stage as TaskStage | undefined;
  const [day, setDay] = useState(date);
  const [stage, setStage] = useState<TaskStage | undefined>(known);
  const [plannedStart, setStart] = useState('');
  const [plannedEnd, setEnd] = useState('');
  const save = () => {
    if (!stage) return;
    record({
      kind: 'task',
      indicator: judgement.indicator,
      date: day,
      stage,
      ...(plannedStart && { plannedStart }),
      ...(plannedEnd && { plannedEnd }),
    });
  };
  return (
    <Form onSave={save} disabled={!stage}>
      <DayRow label={words.date} value={day} onChange={setDay} optional={false} />
      <Field label={words.stage}>
        {(id) => (
          <Select<TaskStage>
            id={id}
            {...(stage && { value: stage })}
            onChange={setStage}
            options={taskStages.map((value) => ({ value, label: taskStageWords[value] }))}
          />
        )}
      </Field>
      <DayRow label={words.plannedStart} value={plannedStart} onChange={setStart} />
      <DayRow label={words.plannedEnd} value={plannedEnd} onChange={setEnd} />
    </Form>
  );
}
