import { Select } from 'antd';
import { useMemo, useState } from 'react';
import type { Form } from '../../api/plan-content.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { FailureNote } from '../../frame/failure.tsx';
import { periodForType } from '../../frame/periods.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { formatFigure } from '../../words/numbers.ts';
import { periodWords } from '../../words/periods.ts';
import { heldWords as words } from '../../words/screen-entry.ts';

const columns: readonly GridColumn[] = [
  { id: 'label', header: [words.item], kind: 'text', width: 300 },
  { id: 'held', header: [words.held], kind: 'number', width: 140 },
  { id: 'source', header: [words.source], kind: 'text', width: 320 },
];

/** 已掌握: what the office need not ask a sender for. */
export function HeldGrid({ form }: { readonly form: Form }) {
  const { opened, content, state } = useOpenPlan();
  const widths = useRememberedWidths('held');
  const offered = content.units.filter(
    ({ code, type }) => form.senders.includes(code) || form.senders.includes(type),
  );
  const [chosen, setChosen] = useState<string>();
  const unit = chosen ?? offered[0]?.code;
  const period = periodForType(state.period, form.period);
  const held = useQuery(
    'forms/list-held',
    unit ? { plan: opened.plan, form: form.code, period, unit } : undefined,
  );
  const items = held.value?.items;
  const rows = useMemo(() => items?.map((_, at) => String(at)) ?? [], [items]);
  const cellAt = useMemo(
    () =>
      (key: string, column: string): GridCell => {
        const one = items?.[Number(key)];
        if (!one) return { text: '' };
        if (column === 'label') return { text: one.label };
        if (column === 'source') return { text: one.source ?? '' };
        const decimals = content.indicatorByCode.get(one.indicator)?.decimals;
        return one.held === null
          ? { text: '' }
          : { text: one.held, display: formatFigure(one.held, decimals) };
      },
    [items, content],
  );
  return (
    <>
      <div className="toolbar">
        <Select
          aria-label={words.unit}
          value={unit ?? null}
          onChange={(code) => setChosen(code ?? undefined)}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          options={offered.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <span>{periodWords(period)}</span>
        {items && <span>{words.summary(items.filter((one) => one.held !== null).length, items.length)}</span>}
        <span className="quiet">{words.hint}</span>
      </div>
      {held.failure && <FailureNote failure={held.failure} onRetry={held.reload} />}
      <Grid
        label={words.title}
        columns={columns}
        rows={rows}
        cellAt={cellAt}
        rowNumbers={false}
        empty={words.none}
        {...widths}
      />
    </>
  );
}
