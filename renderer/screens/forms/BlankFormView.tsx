import { App, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/client.ts';
import type { PlanIndex } from '../../api/plan-content.ts';
import { Field } from '../../components/field/Field.tsx';
import { FileDrop } from '../../components/intake/FileDrop.tsx';
import { showFailure } from '../../frame/failure.tsx';
import { go, printRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { periodTypeWords } from '../../words/frame.ts';
import { blankFormWords as words } from '../../words/screen-entry.ts';
import { formsWords } from '../../words/screen-plan.ts';
import { codeGiver, guessMeasure } from '../plan/import-edits.ts';
import { type PackEdit, usePackEdits } from '../plan/use-pack-edits.ts';

type Blank = MethodOutput<'forms/read-blank'>;
type Shape = Blank['shape'];
type PeriodType = keyof typeof periodTypeWords;

interface Draft {
  readonly code: string;
  readonly title: string;
  readonly shape: Shape;
  readonly period: PeriodType;
  readonly due: string;
  readonly senders: readonly string[];
  readonly items: readonly DraftItem[];
}

interface DraftItem {
  readonly taken: boolean;
  readonly label: string;
  readonly unit: string;
  /** '' = a new indicator is made for it. */
  readonly indicator: string;
  readonly cell: string;
}

function freeCode(content: PlanIndex): string {
  let number = content.forms.length + 1;
  while (content.formByCode.has(`T${number}`)) number += 1;
  return `T${number}`;
}

function draftOf(blank: Blank, name: string, content: PlanIndex): Draft {
  return {
    code: freeCode(content),
    title: blank.title || name.replace(/\.[^.]+$/, ''),
    shape: blank.shape,
    period: 'quarter',
    due: '10',
    senders: [],
    items: blank.items.map((item) => ({
      taken: true,
      label: item.label,
      unit: item.unit ?? '',
      indicator: item.indicator ?? '',
      cell: item.cell,
    })),
  };
}

/** The form, its items, and indicators of form scope for labels that the plan doesn't know yet. */
function draftEdits(draft: Draft, content: PlanIndex): PackEdit[] {
  const nextCode = codeGiver(content.indicators, 'form');
  const { code, title, shape, period, due, senders } = draft;
  const taken = draft.items
    .filter((item) => item.taken)
    .map((item) => ({ ...item, code: item.indicator || nextCode() }));
  const add = (file: PackEdit['file'], fields: Record<string, string>): PackEdit => ({
    file,
    op: 'add',
    key: {},
    fields,
  });
  return [
    ...taken
      .filter((item) => item.indicator === '')
      .map((item) =>
        add('indicators', {
          code: item.code,
          name: item.label.split('/').at(-1) ?? item.label,
          unit: item.unit,
          scope: 'form',
          ...guessMeasure(item.unit),
        }),
      ),
    add('forms', { code, title, shape, period, due, senders: senders.join(';'), overlap: 'add' }),
    ...taken.map((item, at) =>
      add('formItems', {
        form: code,
        order: String(at + 1),
        indicator: item.code,
        label: item.label,
        unit: item.unit,
        column: 'current',
      }),
    ),
  ];
}

/** 表样 → form: what the blank workbook asks, corrected by a person, then stored whole or not at all. */
export function BlankFormView() {
  const session = useSession();
  const { opened, content } = useOpenPlan();
  const { notification } = App.useApp();
  const [working, setWorking] = useState(false);
  const [draft, setDraft] = useState<Draft>();
  const read = async (file: File) => {
    setWorking(true);
    try {
      const [sent] = await session.client.transport.sendFiles([file]);
      const blank = await session.client.call('forms/read-blank', {
        plan: opened.plan,
        ...(sent as object),
      });
      setDraft(draftOf(blank, file.name, content));
    } catch (error) {
      showFailure(notification, failureOf(error));
    } finally {
      setWorking(false);
    }
  };
  return (
    <div className="screen">
      <div className="toolbar">
        <Button onClick={() => go(printRoute('forms'))}>{words.back}</Button>
        {draft && <Button onClick={() => setDraft(undefined)}>{words.again}</Button>}
      </div>
      {draft ? (
        <DraftEditor draft={draft} onChange={setDraft} />
      ) : (
        <FileDrop
          label={words.drop}
          hint={words.dropHint}
          accept=".xlsx,.xls,.et,.csv,.ods"
          working={working}
          onFile={(file) => void read(file)}
        />
      )}
    </div>
  );
}

interface DraftProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function DraftEditor({ draft, onChange }: DraftProps) {
  const { content } = useOpenPlan();
  const { message } = App.useApp();
  const store = usePackEdits();
  const count = draft.items.filter((item) => item.taken).length;
  const ready =
    count > 0 && draft.code.trim() !== '' && draft.title.trim() !== '' && draft.senders.length > 0;
  const confirm = async () => {
    if (content.formByCode.has(draft.code)) return void message.warning(words.codeTaken);
    if (!(await store(draftEdits(draft, content)))) return;
    void message.success(words.done(draft.title));
    go(printRoute('forms', [draft.code]));
  };
  return (
    <>
      <DraftHead draft={draft} onChange={onChange} />
      {draft.items.length === 0 ? (
        <div className="empty-note">{words.noItems}</div>
      ) : (
        <DraftItems draft={draft} onChange={onChange} />
      )}
      <div className="toolbar">
        <span className="toolbar-space" />
        <Button type="primary" disabled={!ready} onClick={() => void confirm()}>
          {words.confirm(count)}
        </Button>
      </div>
    </>
  );
}

function DraftHead({ draft, onChange }: DraftProps) {
  const { content } = useOpenPlan();
  const put = (changes: Partial<Draft>) => onChange({ ...draft, ...changes });
  const types = [...new Set(content.units.map(({ type }) => type))];
  // A form names one type of units, or units one by one; never both.
  const putSenders = (next: string[]) => {
    const last = next.at(-1);
    const isType = (code: string | undefined) => types.some((type) => type === code);
    put({ senders: isType(last) && last ? [last] : next.filter((code) => !isType(code)) });
  };
  const typeName = (type: string) => formsWords.unitTypes[type as keyof typeof formsWords.unitTypes] ?? type;
  return (
    <div className="field-row draft-head">
      <Field label={words.code}>
        {(id) => (
          <Input id={id} value={draft.code} onChange={(event) => put({ code: event.target.value.trim() })} />
        )}
      </Field>
      <Field label={words.title}>
        {(id) => (
          <Input
            id={id}
            className="toolbar-form"
            value={draft.title}
            onChange={(event) => put({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.shape}>
        {(id) => (
          <Select<Shape>
            id={id}
            value={draft.shape}
            onChange={(shape) => put({ shape })}
            popupMatchSelectWidth={false}
            options={(['list', 'matrix', 'register'] as const).map((value) => ({
              value,
              label: formsWords.shapes[value],
            }))}
          />
        )}
      </Field>
      <Field label={words.period}>
        {(id) => (
          <Select<PeriodType>
            id={id}
            value={draft.period}
            onChange={(period) => put({ period })}
            options={(['month', 'quarter', 'half', 'year'] as const).map((value) => ({
              value,
              label: periodTypeWords[value],
            }))}
          />
        )}
      </Field>
      <Field label={words.due}>
        {(id) => (
          <Input id={id} value={draft.due} onChange={(event) => put({ due: event.target.value.trim() })} />
        )}
      </Field>
      <Field label={words.senders} hint={words.sendersHint}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            className="toolbar-form"
            value={[...draft.senders]}
            onChange={putSenders}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              ...types.map((type) => ({ value: type as string, label: typeName(type) })),
              ...content.units.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        )}
      </Field>
    </div>
  );
}

function DraftItems({ draft, onChange }: DraftProps) {
  const { content } = useOpenPlan();
  const put = (at: number, changes: Partial<DraftItem>) =>
    onChange({
      ...draft,
      items: draft.items.map((item, index) => (index === at ? { ...item, ...changes } : item)),
    });
  const options = [
    { value: '', label: words.newIndicator },
    ...content.indicators.map(({ code, name }) => ({ value: code, label: `${name}（${code}）` })),
  ];
  return (
    <div className="scroll-panel">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.take}</th>
            <th scope="col">{words.label}</th>
            <th scope="col">{words.unit}</th>
            <th scope="col">{words.indicator}</th>
            <th scope="col">{words.cell}</th>
          </tr>
        </thead>
        <tbody>
          {draft.items.map((item, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sheet keep their order
            <tr key={at}>
              <td>
                <Checkbox
                  aria-label={item.label}
                  checked={item.taken}
                  onChange={(event) => put(at, { taken: event.target.checked })}
                />
              </td>
              <td>
                <Input
                  aria-label={words.label}
                  value={item.label}
                  onChange={(event) => put(at, { label: event.target.value })}
                />
              </td>
              <td>
                <Input
                  aria-label={words.unit}
                  value={item.unit}
                  onChange={(event) => put(at, { unit: event.target.value })}
                />
              </td>
              <td>
                <Select
                  aria-label={words.indicator}
                  className="wide"
                  value={item.indicator}
                  onChange={(indicator) => put(at, { indicator })}
                  showSearch={{ optionFilterProp: 'label' }}
                  options={options}
                />
              </td>
              <td className="quiet">{item.cell}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
