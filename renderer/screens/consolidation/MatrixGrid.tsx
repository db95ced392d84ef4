import { useMemo } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import type { PlanIndex } from '../../api/plan-content.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { formatFigure } from '../../words/numbers.ts';
import { consolidationWords as words } from '../../words/screen-consolidation.ts';

type Matrix = MethodOutput<'consolidation/get-matrix'>;
type Total = Matrix['totals'][number];
type Row = Matrix['rows'][number];
type Cell = Matrix['cells'][number];

export interface MatrixGridProps {
  readonly matrix: Matrix;
  /** Said where there is no row. */
  readonly empty: string;
  readonly goTo: { readonly row: string; readonly column: string } | undefined;
  readonly onTrace: (indicator: string, unit: string | undefined) => void;
}

/** Columns that any total fills; an empty column would only cost room. */
const totalColumns = ['previous', 'growth', 'department', 'difference'] as const;

function listColumns(matrix: Matrix): GridColumn[] {
  const filled = totalColumns.filter((id) => matrix.totals.some((total) => total[id] != null));
  return [
    { id: 'label', header: [words.indicator], kind: 'text', width: 210 },
    { id: 'measure', header: [words.measureUnit], kind: 'text', width: 96 },
    { id: 'total', header: [words.total], kind: 'number', width: 124 },
    ...filled.map((id): GridColumn => ({ id, header: [words[id]], kind: 'number', width: 108 })),
    ...matrix.units.map(
      ({ code, name, counted, state, subtotal }): GridColumn => ({
        id: `unit:${code}`,
        header: [words.units, name],
        kind: 'number',
        width: 112,
        hint: [state === 'not-sent' && words.notSent, subtotal ? words.subtotal : !counted && words.shownOnly]
          .filter(Boolean)
          .join('；'),
      }),
    ),
  ];
}

function figure(value: string, row: Row): GridCell {
  return { text: value, display: formatFigure(value, row.decimals) };
}

function totalCell(total: Total, row: Row, content: PlanIndex): GridCell {
  if (total.rule === 'none' && total.value === null)
    return { text: '', display: words.noTotal, note: words.noTotalHint };
  const gap = total.missing.length > 0 && gapOf(total.missing, content);
  if (total.value === null)
    return { text: '', missing: 'not-reported', ...(gap && { note: gap.finding!.message }) };
  const parts = (total.partsDiffer ?? []).map((one) =>
    words.partsDiffer(content.unitByCode.get(one.unit)?.name ?? one.unit, one.value, one.parts),
  );
  const differing = parts.length > 0 && { finding: { level: 'info' as const, message: parts.join('；') } };
  return { ...figure(total.value, row), emphasis: 'total', ...differing, ...gap };
}

/** As many as a hover can show; 从哪来 lists them all. */
const namedUnits = 12;

/** What a total or subtotal lacks. */
function gapOf(missing: readonly string[], content: PlanIndex): Pick<GridCell, 'finding'> {
  const names = missing.slice(0, namedUnits).map((code) => content.unitByCode.get(code)?.name ?? code);
  return { finding: { level: 'warning', message: words.incomplete(names, missing.length) } };
}

function unitCell(cell: Cell | undefined, row: Row, content: PlanIndex): GridCell {
  if (!cell || cell.state === 'not-applicable') return { text: '', missing: 'not-applicable' };
  if (cell.state === 'mark')
    return {
      text: cell.mark ?? '',
      note: words.mark(cell.mark ?? ''),
      finding: { level: 'info', message: words.cells.blank },
    };
  if (cell.state === 'not-accepted')
    return { text: '', missing: 'not-reported', finding: { level: 'info', message: words.notAccepted } };
  if (cell.value === null)
    return { text: '', missing: 'not-reported', ...(cell.state === 'not-sent' && { note: words.notSent }) };
  if (cell.state === 'subtotal')
    return {
      ...figure(cell.value, row),
      emphasis: 'group',
      note: words.subtotal,
      ...(cell.missing && gapOf(cell.missing, content)),
    };
  return { ...figure(cell.value, row), ...(cell.state === 'shown-only' && { note: words.shownOnly }) };
}

/** By indicator and unit; a key put together for each of 18,000 cells would be felt. */
function indexCells(cells: readonly Cell[]): ReadonlyMap<string, ReadonlyMap<string, Cell>> {
  const rows = new Map<string, Map<string, Cell>>();
  for (const cell of cells) {
    let row = rows.get(cell.indicator);
    if (!row) rows.set(cell.indicator, (row = new Map()));
    row.set(cell.unit, cell);
  }
  return rows;
}

/** Indicators down, units across, the total first; choosing a figure asks where it comes from. */
export function MatrixGrid({ matrix, empty, goTo, onTrace }: MatrixGridProps) {
  const { content } = useOpenPlan();
  const widths = useRememberedWidths(`matrix:${matrix.form}`);
  const columns = useMemo(() => listColumns(matrix), [matrix]);
  const index = useMemo(
    () => ({
      rows: new Map(matrix.rows.map((row) => [row.indicator, row])),
      totals: new Map(matrix.totals.map((total) => [total.indicator, total])),
      cells: indexCells(matrix.cells),
    }),
    [matrix],
  );
  const keys = useMemo(() => matrix.rows.map((row) => row.indicator), [matrix]);
  const cellAt = useMemo(
    () =>
      (key: string, column: string): GridCell => {
        const row = index.rows.get(key);
        if (!row) return { text: '' };
        if (column === 'label')
          return {
            text: row.label.trim(),
            indent: row.indent,
            ...(row.definition && { note: row.definition }),
          };
        if (column === 'measure') return { text: row.unit };
        if (column.startsWith('unit:'))
          return unitCell(index.cells.get(key)?.get(column.slice(5)), row, content);
        const total = index.totals.get(key);
        if (!total) return { text: '' };
        if (column === 'total') return totalCell(total, row, content);
        const value = total[column as (typeof totalColumns)[number]];
        if (value == null) return { text: '' };
        return column === 'growth' ? { text: value, display: formatFigure(value, 1) } : figure(value, row);
      },
    [index, content],
  );
  const trace = (row: string, column: string) => {
    if (column === 'total') onTrace(row, undefined);
    else if (column.startsWith('unit:')) onTrace(row, column.slice(5));
  };
  const target = useMemo(
    () => goTo && { row: goTo.row, column: goTo.column === 'total' ? 'total' : `unit:${goTo.column}` },
    [goTo?.row, goTo?.column, goTo],
  );
  return (
    <Grid
      label={matrix.title}
      columns={columns}
      rows={keys}
      cellAt={cellAt}
      rowName={(key) => index.rows.get(key)?.label.trim() ?? key}
      frozenColumns={3}
      onActive={trace}
      onOpen={trace}
      {...(target && { goTo: target })}
      empty={empty}
      {...widths}
    />
  );
}
