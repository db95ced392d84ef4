import { Button, Segmented, Select, Tag } from 'antd';
import { useMemo, useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import type { PlanIndex } from '../../api/plan-content.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { FailureNote } from '../../frame/failure.tsx';
import { periodForType } from '../../frame/periods.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { go, printRoute } from '../../frame/route.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { TakeIn } from '../../frame/TakeIn.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { momentWords } from '../../words/moments.ts';
import { periodWords } from '../../words/periods.ts';
import { returnsWords as words } from '../../words/screen-returns.ts';
import { AcceptAll } from './AcceptAll.tsx';
import { SendersView } from './SendersView.tsx';

type ReturnRow = MethodOutput<'returns/list'>['returns'][number];

const columns: readonly GridColumn[] = [
  { id: 'sender', header: [words.sender], kind: 'text', width: 150 },
  { id: 'form', header: [words.form], kind: 'text', width: 190 },
  { id: 'period', header: [words.period], kind: 'text', width: 110 },
  { id: 'version', header: [words.version], kind: 'text', width: 70 },
  { id: 'state', header: [words.state], kind: 'text', width: 110 },
  { id: 'errors', header: [words.errors], kind: 'number', width: 72, additive: true },
  { id: 'repairs', header: [words.repairs], kind: 'number', width: 112, additive: true },
  { id: 'queries', header: [words.queries], kind: 'number', width: 84, additive: true },
  { id: 'parked', header: [words.parked], kind: 'number', width: 84, additive: true },
  { id: 'file', header: [words.file], kind: 'text', width: 210 },
  { id: 'arrived', header: [words.arrived], kind: 'text', width: 130 },
  { id: 'settledBy', header: [words.settledBy], kind: 'text', width: 90 },
];

function cellOf(row: ReturnRow, column: string, content: PlanIndex): GridCell {
  const count = (value: number, level: 'error' | 'warning', what: string): GridCell =>
    value === 0 ? { text: '' } : { text: String(value), finding: { level, message: what } };
  switch (column) {
    case 'sender':
      return { text: content.unitByCode.get(row.sender ?? '')?.name ?? row.sender ?? words.unknown };
    case 'form':
      return { text: content.formByCode.get(row.form ?? '')?.title ?? row.form ?? words.unknown };
    case 'period':
      return { text: row.period ?? '', display: row.period ? periodWords(row.period) : words.unknown };
    case 'version':
      return { text: row.version > 0 ? words.versionNumber(row.version) : '' };
    case 'state':
      return { text: words.states[row.state] };
    case 'errors':
      return row.state === 'staged' ? count(row.open.errors, 'error', words.errors) : { text: '' };
    case 'repairs':
    case 'queries':
    case 'parked':
      return row.state === 'staged' ? count(row.open[column], 'warning', words[column]) : { text: '' };
    case 'file':
      return { text: row.file ?? '' };
    case 'arrived':
      return { text: row.stagedAt, display: momentWords(row.stagedAt) };
    default:
      return { text: row.settledBy ?? '' };
  }
}

export interface ReturnsListProps {
  readonly sender: string | undefined;
  readonly form: string | undefined;
  readonly view: 'received' | 'senders';
}

/** All returns of a form and period, or who has sent what. */
export function ReturnsList({ sender, form: asked, view: first }: ReturnsListProps) {
  const { opened, content, state } = useOpenPlan();
  const [form, setForm] = useState(asked ?? '');
  const [view, setView] = useState(first);
  const chosen = content.formByCode.get(form);
  const period = chosen ? periodForType(state.period, chosen.period) : undefined;
  const list = useQuery('returns/list', {
    plan: opened.plan,
    ...(form && { form }),
    ...(period && { period }),
  });
  const formForSenders = chosen ?? content.forms[0];
  return (
    <div className="screen">
      <TakeIn />
      <div className="toolbar">
        <Segmented
          value={view}
          onChange={setView}
          options={[
            { value: 'received', label: words.received },
            { value: 'senders', label: words.senders },
          ]}
        />
        <Select
          aria-label={words.form}
          value={view === 'senders' ? (formForSenders?.code ?? '') : form}
          onChange={setForm}
          className="toolbar-form"
          popupMatchSelectWidth={false}
          options={[
            ...(view === 'received' ? [{ value: '', label: words.allForms }] : []),
            ...content.forms.map(({ code, title }) => ({ value: code, label: title })),
          ]}
        />
        {period && <span className="quiet">{periodWords(period)}</span>}
        {sender && view === 'received' && (
          <Tag closable onClose={() => go(printRoute('returns', [], { form: form || undefined }))}>
            {words.onlySender(content.unitByCode.get(sender)?.name ?? sender)}
          </Tag>
        )}
        <span className="toolbar-space" />
        {view === 'received' && chosen && period && (
          <AcceptAll form={chosen} period={period}>
            {(open) => <Button onClick={open}>{words.acceptAll}</Button>}
          </AcceptAll>
        )}
      </div>
      {list.failure && <FailureNote failure={list.failure} onRetry={list.reload} />}
      {view === 'received' ? (
        <ReceivedGrid rows={list.value?.returns ?? []} sender={sender} />
      ) : (
        formForSenders && <SendersView form={formForSenders} />
      )}
    </div>
  );
}

function ReceivedGrid({
  rows: all,
  sender,
}: {
  readonly rows: readonly ReturnRow[];
  readonly sender: string | undefined;
}) {
  const { content } = useOpenPlan();
  const widths = useRememberedWidths('returns');
  const shown = useMemo(() => (sender ? all.filter((row) => row.sender === sender) : all), [all, sender]);
  const byKey = useMemo(() => new Map(shown.map((row) => [String(row.id), row])), [shown]);
  const keys = useMemo(() => [...byKey.keys()].reverse(), [byKey]);
  const cellAt = useMemo(
    () => (key: string, column: string) => {
      const row = byKey.get(key);
      return row ? cellOf(row, column, content) : { text: '' };
    },
    [byKey, content],
  );
  return (
    <Grid
      label={words.received}
      columns={columns}
      rows={keys}
      cellAt={cellAt}
      rowName={(key) => cellOf(byKey.get(key)!, 'sender', content).text}
      frozenColumns={1}
      onOpen={(key) => go(printRoute('returns', [key]))}
      empty={words.noFiles}
      {...widths}
    />
  );
}
