import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/client.ts';
import type { Form } from '../../api/plan-content.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { FailureNote, showFailure } from '../../frame/failure.tsx';
import { ListingButton } from '../../frame/ListingButton.tsx';
import { PrintButton } from '../../frame/PrintButton.tsx';
import { periodForType } from '../../frame/periods.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { go, printRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { usePrintHead } from '../../frame/use-print-head.ts';
import { useQuery } from '../../frame/use-query.ts';
import { periodWords } from '../../words/periods.ts';
import { calendarWords, entryWords } from '../../words/screen-entry.ts';
import { chaseWords } from '../../words/screen-forms.ts';
import { returnsWords as words } from '../../words/screen-returns.ts';

import { CalendarPanel } from './CalendarPanel.tsx';
import { SenderPanel } from './SenderPanel.tsx';

export type SenderRow = MethodOutput<'returns/status'>['senders'][number];

const columns: readonly GridColumn[] = [
  { id: 'name', header: [words.sender], kind: 'text', width: 180 },
  { id: 'state', header: [words.state], kind: 'text', width: 140 },
  { id: 'due', header: [words.due], kind: 'text', width: 110 },
  { id: 'late', header: [words.late], kind: 'text', width: 70 },
  { id: 'extendedTo', header: [words.extendedTo], kind: 'text', width: 110 },
  { id: 'reminders', header: [words.reminders], kind: 'number', width: 90 },
  { id: 'paperOn', header: [words.paper], kind: 'text', width: 110 },
];

const levels: Partial<Record<SenderRow['state'], 'info' | 'warning' | 'error'>> = {
  blocked: 'warning',
  refused: 'error',
  staged: 'info',
};

function cellOf(row: SenderRow, column: string): GridCell {
  switch (column) {
    case 'name':
      return { text: row.name };
    case 'state': {
      const level = levels[row.state];
      const text = words.senderStates[row.state];
      return { text, ...(level && { finding: { level, message: text } }) };
    }
    case 'late':
      if (row.overdue) return { text: words.late, finding: { level: 'warning', message: words.late } };
      return { text: row.late ? words.cameLate : '' };
    case 'reminders':
      return { text: row.reminders > 0 ? String(row.reminders) : '' };
    default:
      return { text: row[column as 'due' | 'extendedTo' | 'paperOn'] ?? '' };
  }
}

/** Who has sent the form for the period, who is late, and the chase list to paste into a chat. */
export function SendersView({ form }: { readonly form: Form }) {
  const { opened, state } = useOpenPlan();
  const session = useSession();
  const { message, notification } = App.useApp();
  const period = periodForType(state.period, form.period);
  const status = useQuery('returns/status', { plan: opened.plan, form: form.code, period });
  const widths = useRememberedWidths('senders');
  const print = usePrintHead(words.senders, form.title, periodWords(period));
  const byCode = useMemo(
    () => new Map(status.value?.senders.map((row) => [row.sender, row])),
    [status.value],
  );
  const keys = useMemo(() => [...byCode.keys()], [byCode]);
  const cellAt = useMemo(
    () => (key: string, column: string) => {
      const row = byCode.get(key);
      return row ? cellOf(row, column) : { text: '' };
    },
    [byCode],
  );
  const [active, setActive] = useState<string>();
  const inspect = (key: string) => {
    setActive(key);
    session.inspect(
      byCode.get(key)?.name ?? key,
      <SenderPanel key={`${form.code}-${period}-${key}`} form={form} period={period} sender={key} />,
    );
  };
  const missing = [...byCode.values()].filter((row) =>
    ['not-sent', 'refused', 'sent-back'].includes(row.state),
  );
  const copyChase = async () => {
    if (missing.length === 0) return void message.info(words.chaseNone);
    const names = missing.map((row) => row.name).join('、');
    await session.client.transport.copy(
      words.chaseText(form.title, periodWords(period), status.value?.due ?? null, names),
    );
    void message.success(words.chaseCopied);
  };
  const remind = async () => {
    if (missing.length === 0) return void message.info(chaseWords.none);
    try {
      const { text } = await session.command('chase/remind', {
        plan: opened.plan,
        form: form.code,
        period,
        senders: missing.map((row) => row.sender),
        by: state.person,
      });
      await session.client.transport.copy(text);
      void message.success(chaseWords.reminded);
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  const open = (key: string) => {
    const row = byCode.get(key);
    const newest = row?.returns.at(-1);
    go(newest ? printRoute('returns', [newest]) : printRoute('returns', [], { sender: key }));
  };
  const summary = status.value?.summary;
  return (
    <>
      {status.failure && <FailureNote failure={status.failure} onRetry={status.reload} />}
      <div className="toolbar">
        {summary && (
          <span>
            {words.senderSummary(summary.accepted, summary.senders, summary.notSent, summary.overdue)}
          </span>
        )}
        <span className="toolbar-space" />
        <Button onClick={() => session.inspect(calendarWords.title, <CalendarPanel />)}>
          {calendarWords.open}
        </Button>
        {form.shape !== 'register' && (
          <Button
            onClick={() => go(printRoute('returns', [], { form: form.code, view: 'entry', sender: active }))}
          >
            {entryWords.open}
          </Button>
        )}
        <Button onClick={() => void copyChase()}>{words.copyChase}</Button>
        <Button onClick={() => void remind()}>{chaseWords.remind}</Button>
        <ListingButton kind="chase" form={form.code} period={period} />
        <PrintButton />
      </div>
      <Grid
        label={words.senders}
        columns={columns}
        rows={keys}
        cellAt={cellAt}
        rowName={(key) => byCode.get(key)?.name ?? key}
        frozenColumns={1}
        onOpen={open}
        onActive={inspect}
        empty={words.noSenders}
        print={print}
        {...widths}
      />
    </>
  );
}
