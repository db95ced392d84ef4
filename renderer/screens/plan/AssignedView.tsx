import { App, Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { AssignedTarget } from '../../../shared/domain/plan.ts';
import { DateField } from '../../components/field/DateField.tsx';
import { Field } from '../../components/field/Field.tsx';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn, GridEdit } from '../../components/grid/model.ts';
import { usePendingEdits } from '../../components/grid/use-pending-edits.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useHistory } from '../../frame/use-history.ts';
import { assignedWords as words } from '../../words/screen-plan-entry.ts';
import { planYears } from './split-edits.ts';
import { usePackEdits } from './use-pack-edits.ts';

const columns: readonly GridColumn[] = [
  { id: 'indicator', header: [words.indicator], kind: 'text', width: 250, readOnly: true },
  { id: 'unit', header: [words.unit], kind: 'text', width: 92, readOnly: true },
  { id: 'year', header: [words.year], kind: 'text', width: 80, readOnly: true },
  { id: 'value', header: [words.value], kind: 'text', width: 130, hint: words.valueHint },
  { id: 'printed', header: [words.printed], kind: 'text', width: 140, readOnly: true },
  { id: 'document', header: [words.document], kind: 'text', width: 220 },
  { id: 'date', header: [words.date], kind: 'text', width: 120 },
];

const keyOf = ({ indicator, year }: AssignedTarget) => `${indicator}/${year}`;

/** Numbers that came from the level above, with the document they stand in. */
export function AssignedView() {
  const { opened, content } = useOpenPlan();
  const session = useSession();
  const history = useHistory();
  const { message } = App.useApp();
  const pending = usePendingEdits();
  const store = usePackEdits();
  const widths = useRememberedWidths('assigned');
  const [active, setActive] = useState<string>();
  const byKey = useMemo(() => new Map(content.assigned.map((one) => [keyOf(one), one])), [content]);
  const rows = useMemo(() => [...byKey.keys()], [byKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the overlay changes with what is pending
  const cellAt = useMemo(() => {
    const targets = new Map(content.targets.map((target) => [target.indicator, target]));
    const read = (key: string, column: string): GridCell => {
      const one = byKey.get(key);
      if (!one) return { text: '' };
      const indicator = content.indicatorByCode.get(one.indicator);
      if (column === 'indicator') return { text: indicator?.name ?? one.indicator };
      if (column === 'unit') return { text: indicator?.unit ?? '' };
      if (column === 'year') return { text: String(one.year) };
      if (column === 'printed') return { text: targets.get(one.indicator)?.year ?? '' };
      return { text: one[column as 'value' | 'document' | 'date'] ?? '' };
    };
    return (key: string, column: string) => pending.overlay(key, column, read(key, column));
  }, [byKey, content, pending.pending]);
  const packKey = (key: string) => {
    const one = byKey.get(key);
    return { indicator: one?.indicator ?? '', year: String(one?.year ?? '') };
  };
  const save = (changed: readonly GridEdit[]) =>
    pending
      .submit(changed, async () => {
        const edits = changed.map(({ row, column, text }) => ({
          file: 'assigned' as const,
          op: 'set' as const,
          key: packKey(row),
          fields: { [column]: text.trim() },
        }));
        if (!(await store(edits))) throw new Error('refused');
      })
      .catch(() => undefined);
  const remove = async () => {
    if (!active || !byKey.has(active)) return void message.info(words.chooseFirst);
    if (await store([{ file: 'assigned', op: 'remove', key: packKey(active), fields: {} }]))
      void message.success(words.removed);
  };
  return (
    <>
      {!opened.readOnly && (
        <div className="toolbar">
          <span className="toolbar-space" />
          <Button onClick={() => void remove()}>{words.remove}</Button>
          <Button type="primary" onClick={() => session.inspect(words.add, <AssignedForm />)}>
            {words.add}
          </Button>
        </div>
      )}
      <Grid
        label={words.title}
        columns={columns}
        rows={rows}
        cellAt={cellAt}
        rowName={(key) => content.indicatorByCode.get(packKey(key).indicator)?.name ?? key}
        frozenColumns={1}
        onActive={setActive}
        {...(!opened.readOnly && { onEdit: (changed) => void save(changed) })}
        onUndo={history.undo}
        onRedo={history.redo}
        empty={words.none}
        {...widths}
      />
    </>
  );
}

/** One number from a document; stays open, because a document brings several. */
function AssignedForm() {
  const { content } = useOpenPlan();
  const { message } = App.useApp();
  const store = usePackEdits();
  const [indicator, setIndicator] = useState<string>();
  const [year, setYear] = useState(content.header.period[1]);
  const [value, setValue] = useState('');
  const [document, setDocument] = useState('');
  const [date, setDate] = useState('');
  const save = async () => {
    if (!indicator) return;
    const fields = {
      indicator,
      year: String(year),
      value: value.trim(),
      document: document.trim(),
      date,
    };
    if (!(await store([{ file: 'assigned', op: 'add', key: {}, fields }]))) return;
    setIndicator(undefined);
    setValue('');
    void message.success(words.saved);
  };
  return (
    <div className="form-column">
      <Field label={words.indicator}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={indicator ?? null}
            onChange={(chosen) => setIndicator(chosen ?? undefined)}
            options={content.indicators
              .filter(({ scope }) => scope !== 'form')
              .map(({ code, name, unit }) => ({ value: code, label: unit ? `${name}（${unit}）` : name }))}
          />
        )}
      </Field>
      <Field label={words.year}>
        {(id) => (
          <Select
            id={id}
            value={year}
            onChange={setYear}
            options={planYears(content).map((one) => ({ value: one, label: one }))}
          />
        )}
      </Field>
      <Field label={words.value} hint={words.valueHint}>
        {(id) => <Input id={id} value={value} onChange={(event) => setValue(event.target.value)} />}
      </Field>
      <Field label={words.document}>
        {(id) => <Input id={id} value={document} onChange={(event) => setDocument(event.target.value)} />}
      </Field>
      <Field label={words.date}>
        {(id) => <DateField id={id} value={date} onChange={setDate} optional />}
      </Field>
      <Button type="primary" disabled={!indicator || value.trim() === ''} onClick={() => void save()}>
        {words.save}
      </Button>
    </div>
  );
}
