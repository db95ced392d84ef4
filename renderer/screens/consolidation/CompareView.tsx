import { Button, Checkbox, Select } from 'antd';
import { useMemo, useState } from 'react';
import { changeContributions } from '../../../shared/calc/consolidate/change-contributions.ts';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { Decimal } from '../../../shared/text/decimal.ts';
import { parsePeriod, previousYear, printPeriod } from '../../../shared/text/period.ts';
import type { Form } from '../../api/plan-content.ts';
import { DateField } from '../../components/field/DateField.tsx';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { FailureNote } from '../../frame/failure.tsx';
import { listPeriods } from '../../frame/periods.ts';
import { go, printRoute } from '../../frame/route.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { frameWords } from '../../words/frame.ts';
import { formatFigure } from '../../words/numbers.ts';
import { periodWords } from '../../words/periods.ts';
import { consolidationWords, compareWords as words } from '../../words/screen-consolidation.ts';
import { ContributionsPanel } from './ContributionsPanel.tsx';

type Matrix = MethodOutput<'consolidation/get-matrix'>;

interface Side {
  readonly period: string;
  readonly asOf: string;
}

/** Figures of the total or of one unit, by indicator. */
function figuresOf(matrix: Matrix, unit: string): ReadonlyMap<string, string | null> {
  return new Map(
    unit === ''
      ? matrix.totals.map((total) => [total.indicator, total.value])
      : matrix.cells.filter((cell) => cell.unit === unit).map((cell) => [cell.indicator, cell.value]),
  );
}

function columnsFor(before: string, after: string): readonly GridColumn[] {
  return [
    { id: 'label', header: [consolidationWords.indicator], kind: 'text', width: 240 },
    { id: 'measure', header: [consolidationWords.measureUnit], kind: 'text', width: 96 },
    { id: 'before', header: [before], kind: 'number', width: 150 },
    { id: 'after', header: [after], kind: 'number', width: 150 },
    { id: 'change', header: [words.change], kind: 'number', width: 130 },
    { id: 'percent', header: [words.percent], kind: 'number', width: 110 },
  ];
}

/** Two periods of a form side by side, or one period as it was known on two days; a row leads to what each unit moved. */
export function CompareView({ form, period }: { readonly form: Form; readonly period: string }) {
  const { opened, content } = useOpenPlan();
  const session = useSession();
  const parsed = parsePeriod(period);
  const [before, setBefore] = useState<Side>({
    period: parsed && parsed.type !== 'span' ? printPeriod(previousYear(parsed)) : period,
    asOf: '',
  });
  const [after, setAfter] = useState<Side>({ period, asOf: '' });
  const [unit, setUnit] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const left = useSide(opened.plan, form.code, before);
  const right = useSide(opened.plan, form.code, after);
  const matrices = left.value && right.value && { before: left.value, after: right.value };
  const data = useMemo(
    () => (left.value && right.value ? compare(left.value, right.value, unit) : undefined),
    [left.value, right.value, unit],
  );
  const rows = useMemo(
    () => (data?.keys ?? []).filter((key) => !onlyChanged || data?.before.get(key) !== data?.after.get(key)),
    [data, onlyChanged],
  );
  const sideName = (side: Side) => words.side(periodWords(side.period), side.asOf);
  const explain = (indicator: string) => {
    if (!matrices) return;
    const of = (matrix: Matrix, code: string) =>
      matrix.cells.find((cell) => cell.indicator === indicator && cell.unit === code);
    const summed = matrices.after.totals.find((one) => one.indicator === indicator)?.rule === 'sum';
    const units = summed ? matrices.after.units.filter(({ counted }) => counted) : [];
    session.inspect(
      words.contributions,
      <ContributionsPanel
        indicator={indicator}
        contributions={changeContributions(
          units.flatMap(({ code }) => {
            const now = of(matrices.after, code);
            if (now?.state !== 'value') return [];
            return [{ unit: code, now: now.value, before: of(matrices.before, code)?.value ?? null }];
          }),
        )}
      />,
    );
  };
  const periods = listPeriods(content, form.period);
  const fields = (name: string, side: Side, set: (next: Side) => void) => (
    <>
      <strong>{name}</strong>
      <Select
        aria-label={`${name}${words.period}`}
        value={side.period}
        onChange={(next) => set({ ...side, period: next })}
        popupMatchSelectWidth={false}
        options={[...new Set([side.period, ...periods])].map((key) => ({
          value: key,
          label: periodWords(key),
        }))}
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
  const failed = left.failure ? left : right;
  return (
    <div className="screen">
      <div className="toolbar">
        <Button onClick={() => go(printRoute('consolidation', [form.code]))}>{words.back}</Button>
        {fields(words.before, before, setBefore)}
        {fields(words.after, after, setAfter)}
        <Select
          aria-label={words.of}
          value={unit}
          onChange={setUnit}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: consolidationWords.total },
            ...(right.value?.units ?? []).map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
        <Checkbox checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)}>
          {words.onlyChanged}
        </Checkbox>
      </div>
      {failed.failure && <FailureNote failure={failed.failure} onRetry={failed.reload} />}
      {!data && (left.slow || right.slow) && <div className="empty-note">{frameWords.loading}</div>}
      {data && (
        <Grid
          label={words.grid}
          columns={columnsFor(sideName(before), sideName(after))}
          rows={rows}
          cellAt={data.cellAt}
          rowName={(key) => data.labels.get(key)?.label.trim() ?? key}
          frozenColumns={2}
          onActive={explain}
          empty={words.none}
        />
      )}
    </div>
  );
}

function useSide(plan: string, form: string, { period, asOf }: Side) {
  return useQuery('consolidation/get-matrix', {
    plan,
    form,
    period,
    brief: true,
    ...(asOf && { asOf }),
  });
}

function compare(before: Matrix, after: Matrix, unit: string) {
  const labels = new Map([...before.rows, ...after.rows].map((row) => [row.indicator, row]));
  const [then, now] = [figuresOf(before, unit), figuresOf(after, unit)];
  const cellAt = (key: string, column: string): GridCell => {
    const row = labels.get(key);
    if (!row) return { text: '' };
    if (column === 'label') return { text: row.label.trim(), indent: row.indent };
    if (column === 'measure') return { text: row.unit };
    const figure = (value: string | null, decimals: number | undefined): GridCell =>
      value === null
        ? { text: '', missing: 'not-reported' }
        : { text: value, display: formatFigure(value, decimals) };
    const [old, fresh] = [then.get(key) ?? null, now.get(key) ?? null];
    if (column === 'before') return figure(old, row.decimals);
    if (column === 'after') return figure(fresh, row.decimals);
    if (old === null || fresh === null) return { text: '' };
    const change = new Decimal(fresh).minus(old);
    if (column === 'change') return figure(change.toFixed(), row.decimals);
    // The growth of a rate is no figure anybody uses: its change is in points.
    if (/[%‰]/.test(row.unit) || new Decimal(old).lte(0)) return { text: '' };
    return figure(change.div(old).times(100).toSignificantDigits(12).toFixed(), 1);
  };
  return { keys: [...labels.keys()], labels, before: then, after: now, cellAt };
}
