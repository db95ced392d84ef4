import { useMemo, useState } from 'react';
import type { JudgementChange } from '../../../shared/calc/judge/compare-evaluations.ts';
import { Decimal, roundTo } from '../../../shared/text/decimal.ts';
import { DateField } from '../../components/field/DateField.tsx';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { FailureNote } from '../../frame/failure.tsx';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { frameWords } from '../../words/frame.ts';
import { formatFigure } from '../../words/numbers.ts';
import { compareWords as words } from '../../words/screen-commitments.ts';

const pair = (field: 'verdict' | 'actual' | 'target' | 'dataDate', kind: GridColumn['kind'], width: number) =>
  ([0, 1] as const).map(
    (side): GridColumn => ({
      id: `${field}-${side}`,
      header: [words[field], side === 0 ? words.before : words.after],
      kind,
      width,
    }),
  );

const columns: readonly GridColumn[] = [
  { id: 'name', header: [words.indicator], kind: 'text', width: 230 },
  { id: 'kind', header: [words.kind], kind: 'text', width: 150 },
  ...pair('verdict', 'text', 112),
  ...pair('actual', 'number', 92),
  { id: 'change', header: [words.change], kind: 'number', unit: words.points, width: 96 },
  ...pair('target', 'number', 84),
  ...pair('dataDate', 'text', 100),
];

function changeCell(change: JudgementChange, column: string, decimals: number | undefined): GridCell {
  if (column === 'kind')
    return change.lost
      ? { text: words.lost, finding: { level: 'error', message: words.lost } }
      : { text: words[change.kind] };
  if (column === 'change') {
    if (change.completionChange === null) return { text: '' };
    const points = roundTo(new Decimal(change.completionChange).times(100), 1);
    return {
      text: points.toFixed(),
      display: `${points.isPositive() && !points.isZero() ? '+' : ''}${points.toFixed(1)}`,
    };
  }
  const [field, side] = column.split('-') as ['verdict' | 'actual' | 'target' | 'dataDate', string];
  const value = change[field][side === '0' ? 0 : 1];
  if (value === null) return { text: '' };
  return field === 'actual' || field === 'target'
    ? { text: value, display: formatFigure(value, decimals) }
    : { text: value };
}

export interface CompareViewProps {
  readonly date: string;
  readonly onActive: (indicator: string) => void;
}

/** Two evaluations side by side: two days, or one day as it was known on two days. */
export function CompareView({ date, onActive }: CompareViewProps) {
  const { opened, content } = useOpenPlan();
  const [before, setBefore] = useState({ date: `${Number(date.slice(0, 4)) - 1}-12-31`, asOf: '' });
  const [after, setAfter] = useState({ date, asOf: '' });
  const known = (side: typeof before) => ({ date: side.date, ...(side.asOf && { asOf: side.asOf }) });
  const compared = useQuery('evaluation/compare', {
    plan: opened.plan,
    before: known(before),
    after: known(after),
  });
  const changes = compared.value?.changes;
  const byCode = useMemo(() => new Map(changes?.map((one) => [one.indicator, one])), [changes]);
  const rows = useMemo(() => [...byCode.keys()], [byCode]);
  const cellAt = useMemo(
    () =>
      (code: string, column: string): GridCell => {
        const indicator = content.indicatorByCode.get(code);
        const change = byCode.get(code);
        if (column === 'name') return { text: indicator?.name ?? code };
        return change ? changeCell(change, column, indicator?.decimals) : { text: '' };
      },
    [byCode, content],
  );
  const fields = (name: string, side: typeof before, set: (next: typeof before) => void) => (
    <>
      <strong>{name}</strong>
      <DateField
        label={`${name}${words.date}`}
        value={side.date}
        onChange={(day) => set({ ...side, date: day })}
      />
      <DateField
        label={`${name}${words.asOf}`}
        hint={words.asOfHint}
        optional
        value={side.asOf}
        onChange={(asOf) => set({ ...side, asOf })}
      />
    </>
  );
  return (
    <>
      <div className="toolbar">
        {fields(words.before, before, setBefore)}
        {fields(words.after, after, setAfter)}
      </div>
      {compared.failure && <FailureNote failure={compared.failure} onRetry={compared.reload} />}
      {!changes && compared.slow && <div className="empty-note">{frameWords.loading}</div>}
      {changes && (
        <>
          <span className="quiet">
            {words.summary(changes.length, changes.filter(({ lost }) => lost).length)}
          </span>
          <Grid
            label={words.grid}
            columns={columns}
            rows={rows}
            cellAt={cellAt}
            frozenColumns={1}
            onActive={onActive}
            empty={words.none}
          />
        </>
      )}
    </>
  );
}
