import { Button, Select, Tabs } from 'antd';
import { useMemo } from 'react';
import type { Form, PlanIndex } from '../../api/plan-content.ts';
import { Facts } from '../../components/facts/Facts.tsx';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { go, printRoute, useRoute } from '../../frame/route.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { periodTypeWords } from '../../words/frame.ts';
import { blankFormWords, heldWords } from '../../words/screen-entry.ts';
import { formsWords as words } from '../../words/screen-plan.ts';
import { returnsWords } from '../../words/screen-returns.ts';
import { BlankFormView } from './BlankFormView.tsx';
import { HeldGrid } from './HeldGrid.tsx';
import { IssueButton } from './IssueButton.tsx';

/** 报表: `#/forms/T1` shows a form, its items, senders and checks. */
export function FormsScreen() {
  const { opened, content } = useOpenPlan();
  const { parts, query } = useRoute();
  if (query.view === 'blank') return <BlankFormView />;
  const form = content.formByCode.get(parts[0] ?? '') ?? content.forms[0];
  const fromBlank = !opened.readOnly && (
    <Button onClick={() => go(printRoute('forms', [], { view: 'blank' }))}>{blankFormWords.open}</Button>
  );
  if (!form)
    return (
      <div className="empty-note">
        <p>{words.noForms}</p>
        {fromBlank}
      </div>
    );
  return (
    <div className="screen">
      <div className="toolbar">
        <Select
          aria-label={words.form}
          value={form.code}
          onChange={(code) => go(printRoute('forms', [code]))}
          className="toolbar-form"
          popupMatchSelectWidth={false}
          options={content.forms.map(({ code, title }) => ({ value: code, label: title }))}
        />
        <span className="toolbar-space" />
        {fromBlank}
        <Button onClick={() => go(printRoute('returns', [], { form: form.code, view: 'senders' }))}>
          {words.openReturns}
        </Button>
        <IssueButton form={form} />
      </div>
      <FormFacts form={form} content={content} />
      <Tabs
        className="full-tabs"
        size="small"
        items={[
          { key: 'items', label: words.items, children: <ItemsGrid form={form} /> },
          ...(form.shape === 'register'
            ? []
            : [{ key: 'held', label: heldWords.title, children: <HeldGrid key={form.code} form={form} /> }]),
          { key: 'checks', label: words.checks, children: <ChecksGrid form={form} /> },
        ]}
      />
    </div>
  );
}

function sendersOf(form: Form, content: PlanIndex): string[] {
  return content.units
    .filter((unit) => form.senders.includes(unit.code) || form.senders.includes(unit.type))
    .map(({ name }) => name);
}

function FormFacts({ form, content }: { readonly form: Form; readonly content: PlanIndex }) {
  const senders = sendersOf(form, content);
  return (
    <Facts
      facts={[
        [words.code, form.code],
        [words.shape, words.shapes[form.shape]],
        [words.period, periodTypeWords[form.period]],
        [words.due, form.due === undefined ? undefined : words.dueDays(form.due)],
        [words.issuer, form.issuer],
        [words.docNumber, form.docNumber],
        [words.validUntil, form.validUntil],
        [words.senders, senders.length > 0 && `${words.senderCount(senders.length)}：${senders.join('、')}`],
      ]}
    />
  );
}

const itemColumns: readonly GridColumn[] = [
  { id: 'order', header: [words.order], kind: 'number', width: 66 },
  { id: 'label', header: [words.label], kind: 'text', width: 240 },
  { id: 'indicator', header: [words.indicator], kind: 'text', width: 240 },
  { id: 'unit', header: [words.unit], kind: 'text', width: 90 },
  { id: 'column', header: [words.column], kind: 'text', width: 90 },
  { id: 'appliesTo', header: [words.appliesTo], kind: 'text', width: 220 },
  { id: 'required', header: [words.required], kind: 'text', width: 70 },
];

function ItemsGrid({ form }: { readonly form: Form }) {
  const { content } = useOpenPlan();
  const widths = useRememberedWidths('form-items');
  const items = content.itemsByForm.get(form.code) ?? [];
  const rows = useMemo(() => items.map((_, index) => String(index)), [items]);
  const cellAt = useMemo(() => {
    const nameOf = (code: string) =>
      content.unitByCode.get(code)?.name ?? words.unitTypes[code as keyof typeof words.unitTypes] ?? code;
    return (key: string, column: string): GridCell => {
      const item = items[Number(key)];
      if (!item) return { text: '' };
      const indicator = content.indicatorByCode.get(item.indicator);
      switch (column) {
        case 'order':
          return { text: String(item.order) };
        case 'label':
          return { text: item.label };
        case 'indicator':
          return {
            text: indicator?.name ?? item.indicator,
            ...(indicator?.definition && { note: indicator.definition }),
          };
        case 'unit':
          return { text: item.unit ?? form.unit ?? indicator?.unit ?? '' };
        case 'column':
          return {
            text: returnsWords.columns[item.column as keyof typeof returnsWords.columns] ?? item.column,
          };
        case 'appliesTo':
          return {
            text: item.appliesTo.length === 0 ? words.everyone : item.appliesTo.map(nameOf).join('、'),
          };
        default:
          return { text: item.required ? words.yes : '' };
      }
    };
  }, [items, content, form]);
  return (
    <Grid
      label={words.items}
      columns={itemColumns}
      rows={rows}
      cellAt={cellAt}
      rowNumbers={false}
      frozenColumns={2}
      empty={words.noItems}
      {...widths}
    />
  );
}

const checkColumns: readonly GridColumn[] = [
  { id: 'severity', header: [words.severity], kind: 'text', width: 90 },
  { id: 'message', header: [words.message], kind: 'text', width: 420 },
  { id: 'expression', header: [words.expression], kind: 'text', width: 420 },
];

function ChecksGrid({ form }: { readonly form: Form }) {
  const { content } = useOpenPlan();
  const widths = useRememberedWidths('form-checks');
  const checks = useMemo(() => content.checks.filter((check) => check.form === form.code), [content, form]);
  const rows = useMemo(() => checks.map((_, index) => String(index)), [checks]);
  const cellAt = useMemo(
    () =>
      (key: string, column: string): GridCell => {
        const check = checks[Number(key)];
        if (!check) return { text: '' };
        if (column === 'severity') return { text: words.severities[check.severity] };
        return { text: check[column as 'message' | 'expression'] };
      },
    [checks],
  );
  return (
    <Grid
      label={words.checks}
      columns={checkColumns}
      rows={rows}
      cellAt={cellAt}
      empty={words.noChecks}
      {...widths}
    />
  );
}
