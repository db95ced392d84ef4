import { App, Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { failureOf } from '../../api/client.ts';
import type { Form } from '../../api/plan-content.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn, GridEdit } from '../../components/grid/model.ts';
import { FailureNote, showFailure } from '../../frame/failure.tsx';
import { periodForType } from '../../frame/periods.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { go, printRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { formatFigure } from '../../words/numbers.ts';
import { periodWords } from '../../words/periods.ts';
import { entryWords as words } from '../../words/screen-entry.ts';
import { returnsWords } from '../../words/screen-returns.ts';

const sendersPath = (form: string) => printRoute('returns', [], { form, view: 'senders' });

/** 代录: figures from paper or phone for one sender, beside what the office already holds. */
export function EntryView({
  form,
  sender: asked,
}: {
  readonly form: Form;
  readonly sender: string | undefined;
}) {
  const session = useSession();
  const { opened, content, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  const period = periodForType(state.period, form.period);
  const offered = content.units.filter(
    ({ code, type }) => form.senders.includes(code) || form.senders.includes(type),
  );
  const sender = content.unitByCode.get(asked ?? '') ?? offered[0];
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [evidence, setEvidence] = useState('');
  const widths = useRememberedWidths(`entry:${form.code}`);
  const matrix = useQuery(
    'consolidation/get-matrix',
    form.shape === 'matrix' ? { plan: opened.plan, form: form.code, period, brief: true } : undefined,
  );
  const held = useQuery(
    'forms/list-held',
    sender && { plan: opened.plan, form: form.code, period, unit: sender.code },
  );
  const units = useMemo(
    () =>
      form.shape === 'matrix' ? (matrix.value?.units.map((unit) => unit.code) ?? []) : [sender?.code ?? ''],
    [form, matrix.value, sender],
  );
  const items = useMemo(
    () =>
      (content.itemsByForm.get(form.code) ?? []).filter(
        ({ column, appliesTo }) =>
          column !== 'note' &&
          (form.shape === 'matrix' ||
            appliesTo.length === 0 ||
            appliesTo.includes(sender?.code ?? '') ||
            appliesTo.includes(sender?.type ?? '')),
      ),
    [content, form, sender],
  );
  const columns = useMemo<GridColumn[]>(
    () => [
      { id: 'item', header: [words.item], kind: 'text', width: 260, readOnly: true },
      { id: 'unit', header: [words.unit], kind: 'text', width: 90, readOnly: true },
      ...units.map(
        (unit): GridColumn => ({
          id: `value:${unit}`,
          header:
            form.shape === 'matrix'
              ? [words.value, content.unitByCode.get(unit)?.name ?? unit]
              : [words.value],
          kind: 'number',
          width: 130,
        }),
      ),
      { id: 'held', header: [words.held], kind: 'number', width: 120, readOnly: true },
      { id: 'source', header: [words.heldSource], kind: 'text', width: 220, readOnly: true },
    ],
    [units, form, content],
  );
  const rows = useMemo(() => items.map((_, at) => String(at)), [items]);
  const cellAt = useMemo(() => {
    const known = new Map(held.value?.items.map((one) => [one.indicator, one]));
    return (key: string, column: string): GridCell => {
      const item = items[Number(key)];
      if (!item) return { text: '' };
      const indicator = content.indicatorByCode.get(item.indicator);
      if (column === 'item') {
        const kind = returnsWords.columns[item.column as keyof typeof returnsWords.columns] ?? item.column;
        return { text: item.column === 'current' ? item.label : `${item.label}（${kind}）` };
      }
      // Typed figures are kept as they are: in the indicator's unit, which need not be the one the form is printed in.
      if (column === 'unit') return { text: indicator?.unit ?? item.unit ?? form.unit ?? '' };
      if (column.startsWith('value:')) {
        const text = typed.get(`${key}/${column}`) ?? '';
        return text === '' ? { text } : { text, display: formatFigure(text, indicator?.decimals) };
      }
      const one = item.column === 'current' ? known.get(item.indicator) : undefined;
      if (column === 'source') return { text: one?.source ?? '' };
      return one?.held == null
        ? { text: '' }
        : { text: one.held, display: formatFigure(one.held, indicator?.decimals) };
    };
  }, [items, held.value, typed, content, form]);
  if (!sender) return <div className="empty-note">{returnsWords.noSenders}</div>;
  const put = (changed: readonly GridEdit[]) =>
    setTyped(
      new Map([...typed, ...changed.map((edit) => [`${edit.row}/${edit.column}`, edit.text] as const)]),
    );
  const save = async (zero: boolean) => {
    const figures = zero
      ? []
      : items.flatMap((item, at) =>
          units.flatMap((unit) => {
            const value = typed.get(`${at}/value:${unit}`) ?? '';
            return value === '' ? [] : [{ indicator: item.indicator, unit, column: item.column, value }];
          }),
        );
    if (figures.length === 0 && !zero) return void message.warning(words.nothing);
    if (evidence.trim() === '') return void message.warning(words.needed);
    try {
      const report = await session.command('returns/enter', {
        plan: opened.plan,
        form: form.code,
        period,
        unit: sender.code,
        figures,
        zero,
        evidence: evidence.trim(),
        by: state.person,
      });
      void message.success(words.saved);
      go(report.id === undefined ? sendersPath(form.code) : printRoute('returns', [report.id]));
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
  return (
    <div className="screen">
      <div className="toolbar">
        <Button onClick={() => go(sendersPath(form.code))}>{words.back}</Button>
        <strong>{words.title(form.title, periodWords(period))}</strong>
        <Select
          aria-label={words.sender}
          value={sender.code}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(code) => {
            setTyped(new Map());
            go(printRoute('returns', [], { form: form.code, view: 'entry', sender: code }));
          }}
          popupMatchSelectWidth={false}
          options={offered.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <span className="toolbar-space" />
        <Input
          className="reason-field"
          aria-label={words.evidence}
          placeholder={`${words.evidence}（${words.evidenceHint}）`}
          value={evidence}
          onChange={(event) => setEvidence(event.target.value)}
        />
        {form.shape !== 'matrix' && (
          <Button disabled={opened.readOnly} title={words.zeroHint} onClick={() => void save(true)}>
            {words.zero}
          </Button>
        )}
        <Button type="primary" disabled={opened.readOnly} onClick={() => void save(false)}>
          {words.save}
        </Button>
      </div>
      <span className="quiet">{words.hint}</span>
      {held.failure && <FailureNote failure={held.failure} onRetry={held.reload} />}
      <Grid
        label={words.open}
        columns={columns}
        rows={rows}
        cellAt={cellAt}
        rowName={(key) => items[Number(key)]?.label ?? key}
        frozenColumns={2}
        rowNumbers={false}
        {...(!opened.readOnly && { onEdit: put })}
        empty={returnsWords.noFigures}
        {...widths}
      />
    </div>
  );
}
