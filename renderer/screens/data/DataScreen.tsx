import { App, Input, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { MethodCall, MethodOutput } from '../../../shared/contract/index.ts';
import {
  type ObservationSeries,
  type ObservationStatus,
  observationSeries,
  observationStatuses,
} from '../../../shared/domain/plan.ts';
import type { PeriodType } from '../../../shared/text/period.ts';
import { failureOf } from '../../api/client.ts';
import type { Indicator } from '../../api/plan-content.ts';
import { Sparkline } from '../../components/chart/Sparkline.tsx';
import '../../components/chart/chart.css';
import { DateField } from '../../components/field/DateField.tsx';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn, GridEdit } from '../../components/grid/model.ts';
import { usePendingEdits } from '../../components/grid/use-pending-edits.ts';
import { FailureNote, showFailure } from '../../frame/failure.tsx';
import { PrintButton } from '../../frame/PrintButton.tsx';
import { listPeriods } from '../../frame/periods.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useHistory } from '../../frame/use-history.ts';
import { usePrintHead } from '../../frame/use-print-head.ts';
import { useQuery } from '../../frame/use-query.ts';
import { periodTypeWords } from '../../words/frame.ts';
import { formatFigure } from '../../words/numbers.ts';
import { periodWords } from '../../words/periods.ts';
import { dataWords as words } from '../../words/screen-data.ts';
import { CellVersions } from './CellVersions.tsx';

type Figure = MethodOutput<'observations/list'>['figures'][number];
type Scope = keyof typeof words.scope;

/** 数据: indicators down, periods across, for the unit of the top bar; typing records a new version. */
export function DataScreen() {
  const { opened, content, state } = useOpenPlan();
  const [scope, setScope] = useState<Scope>('main');
  const [type, setType] = useState<PeriodType>('year');
  const [asOf, setAsOf] = useState('');
  const [status, setStatus] = useState<ObservationStatus>(observationStatuses[1]);
  const [series, setSeries] = useState<ObservationSeries>(observationSeries[2]);
  const [reason, setReason] = useState('');
  const list = useQuery('observations/list', {
    plan: opened.plan,
    units: [state.unit],
    ...(asOf && { asOf }),
  });
  const indicators = useMemo(() => content.indicators.filter((one) => one.scope === scope), [content, scope]);
  return (
    <div className="screen">
      <div className="toolbar">
        <Segmented<Scope>
          value={scope}
          onChange={setScope}
          options={(['main', 'commitment', 'form'] as const).map((value) => ({
            value,
            label: words.scope[value],
          }))}
        />
        <Select<PeriodType>
          aria-label={words.periodType}
          value={type}
          onChange={setType}
          options={(['year', 'half', 'quarter', 'month'] as const).map((value) => ({
            value,
            label: periodTypeWords[value],
          }))}
        />
        <DateField label={words.asOf} hint={words.asOfHint} optional value={asOf} onChange={setAsOf} />
        <span className="toolbar-space" />
        {asOf === '' && !opened.readOnly ? (
          <>
            <span className="quiet">{words.status}</span>
            <Select<ObservationSeries>
              aria-label={words.series}
              value={series}
              onChange={setSeries}
              options={observationSeries.map((value) => ({ value, label: value }))}
            />
            <Select<ObservationStatus>
              aria-label={words.status}
              value={status}
              onChange={setStatus}
              options={observationStatuses.map((value) => ({ value, label: value }))}
            />
            <Input
              className="reason-field"
              aria-label={words.reason}
              placeholder={words.reason}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </>
        ) : (
          <span className="quiet">{words.readOnlyPast}</span>
        )}
        <PrintButton />
      </div>
      {list.failure && <FailureNote failure={list.failure} onRetry={list.reload} />}
      <FigureGrid
        key={`${scope}-${type}-${state.unit}`}
        indicators={indicators}
        type={type}
        figures={list.value?.figures ?? []}
        entry={asOf === '' && !opened.readOnly ? { status, series, reason: reason.trim() } : undefined}
      />
    </div>
  );
}

interface Entry {
  readonly status: ObservationStatus;
  readonly series: ObservationSeries;
  readonly reason: string;
}

interface FigureGridProps {
  readonly indicators: readonly Indicator[];
  readonly type: PeriodType;
  readonly figures: readonly Figure[];
  /** How typed figures are recorded; absent = nothing may be typed. */
  readonly entry: Entry | undefined;
}

function FigureGrid({ indicators, type, figures, entry }: FigureGridProps) {
  const { content, state } = useOpenPlan();
  const session = useSession();
  const history = useHistory();
  const widths = useRememberedWidths(`data:${type}`);
  const edits = usePendingEdits();
  const print = usePrintHead(
    words.data,
    content.unitByCode.get(state.unit)?.name ?? '',
    periodTypeWords[type],
  );
  const record = useRecord(entry);
  const byCell = useMemo(() => groupFigures(figures), [figures]);
  const periods = useMemo(
    () => [
      ...(type === 'year' ? [String(content.header.baseYear)] : []),
      ...listPeriods(content, type).reverse(),
    ],
    [content, type],
  );
  const columns = useMemo(
    (): GridColumn[] => [
      { id: 'name', header: [words.indicator], kind: 'text', width: 240, readOnly: true },
      { id: 'unit', header: [words.unit], kind: 'text', width: 80, readOnly: true },
      trendColumn,
      ...periods.map(
        (key): GridColumn => ({ id: key, header: [periodWords(key)], kind: 'number', width: 112 }),
      ),
    ],
    [periods],
  );
  const { pending, overlay } = edits;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the overlay changes with what is pending
  const cellAt = useMemo(
    () =>
      (code: string, column: string): GridCell => {
        const indicator = content.indicatorByCode.get(code);
        if (!indicator) return { text: '' };
        if (column === 'name')
          return { text: indicator.name, ...(indicator.definition && { note: indicator.definition }) };
        if (column === 'unit') return { text: indicator.unit };
        if (column === trendColumn.id)
          return {
            text: periods
              .map((key) => chooseFigure(byCell.get(`${code}/${key}`) ?? [], indicator)?.value ?? '')
              .join(' ')
              .trimEnd(),
          };
        const shown = chooseFigure(byCell.get(`${code}/${column}`) ?? [], indicator);
        return overlay(code, column, figureCell(shown, indicator));
      },
    [content, byCell, periods, pending],
  );
  const rows = useMemo(() => indicators.map(({ code }) => code), [indicators]);
  const inspect = (code: string, period: string) => {
    const indicator = content.indicatorByCode.get(code);
    if (!indicator || !periods.includes(period)) return;
    session.inspect(indicator.name, <CellVersions indicator={indicator} unit={state.unit} period={period} />);
  };
  const onEdit = (changed: readonly GridEdit[]) => {
    const corrections = changed.some(({ row, column }) => (byCell.get(`${row}/${column}`)?.length ?? 0) > 0);
    void record(changed, corrections, edits.submit);
  };
  return (
    <Grid
      label={words.data}
      columns={columns}
      rows={rows}
      cellAt={cellAt}
      rowName={(code) => content.indicatorByCode.get(code)?.name ?? code}
      frozenColumns={2}
      {...(entry && { onEdit })}
      onUndo={history.undo}
      onRedo={history.redo}
      onActive={inspect}
      empty={words.none}
      print={print}
      {...widths}
    />
  );
}

/** The shape of the row; as text its figures, so that it copies as such. */
const trendColumn: GridColumn = {
  id: 'trend',
  header: [words.trend],
  kind: 'text',
  width: 104,
  readOnly: true,
  onPaper: false,
  render: ({ text }) => (
    <Sparkline values={text.split(' ').map((one) => (one === '' ? undefined : Number(one)))} />
  ),
};

type Submit = ReturnType<typeof usePendingEdits>['submit'];

/** Records typed figures as new versions; correcting what is there takes a reason. */
function useRecord(entry: Entry | undefined) {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  return async (changed: readonly GridEdit[], corrections: boolean, submit: Submit): Promise<void> => {
    if (!entry) return;
    if (corrections && entry.reason === '') {
      void message.warning(words.reasonNeeded);
      return;
    }
    const figures = changed.map(({ row, column, text }) => ({
      indicator: row,
      unit: state.unit,
      period: column,
      value: text === '' ? null : text,
      status: entry.status,
      series: entry.series,
    })) satisfies MethodCall<'observations/record'>['figures'];
    try {
      await submit(changed, async () => {
        const { recorded } = await session.command('observations/record', {
          plan: opened.plan,
          figures,
          by: state.person,
          ...(entry.reason && { reason: entry.reason }),
        });
        void message.success(words.saved(recorded));
      });
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
}

function groupFigures(figures: readonly Figure[]): Map<string, Figure[]> {
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) {
    const key = `${figure.indicator}/${figure.period}`;
    const group = groups.get(key);
    if (group) group.push(figure);
    else groups.set(key, [figure]);
  }
  return groups;
}

/** The official series where there is a figure of it, else the newest of any. */
function chooseFigure(figures: readonly Figure[], indicator: Indicator): Figure | undefined {
  return figures.find((figure) => figure.series === indicator.official) ?? figures[0];
}

/** 预计 and 初步: shown with their mark until a figure is 核定. */
const provisional: ReadonlySet<string> = new Set(observationStatuses.slice(0, 2));

function figureCell(figure: Figure | undefined, indicator: Indicator): GridCell {
  if (!figure) return { text: '' };
  const note =
    indicator.official && figure.series !== indicator.official
      ? words.notOfficial(figure.series)
      : `${figure.series} ${figure.status}`;
  if (figure.value === null) return { text: '', missing: 'not-reported', note };
  return {
    text: figure.value,
    display: formatFigure(figure.value, indicator.decimals),
    note,
    ...(provisional.has(figure.status) && { provisional: figure.status }),
  };
}
