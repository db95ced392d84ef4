import { useMemo } from 'react';
import type { MethodOutput } from '../../../shared/contract/index.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { FailureNote } from '../../frame/failure.tsx';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { formatFigure } from '../../words/numbers.ts';
import { returnsWords as words } from '../../words/screen-returns.ts';

type Difference = MethodOutput<'returns/differences'>['figures'][number];

const columns: readonly GridColumn[] = [
  { id: 'indicator', header: [words.figure.indicator], kind: 'text', width: 200 },
  { id: 'unit', header: [words.figure.unit], kind: 'text', width: 100 },
  { id: 'column', header: [words.figure.column], kind: 'text', width: 84 },
  { id: 'before', header: [words.differences.before], kind: 'number', width: 120 },
  { id: 'after', header: [words.differences.after], kind: 'number', width: 120 },
  { id: 'cell', header: [words.figure.cell], kind: 'text', width: 90 },
];

function figureCell(value: string | null): GridCell {
  return value === null
    ? { text: '', missing: 'not-reported' }
    : { text: value, display: formatFigure(value) };
}

/** This version against the one before, figure by figure. */
export function DifferencesView({ id }: { readonly id: number }) {
  const { opened, content } = useOpenPlan();
  const differences = useQuery('returns/differences', { plan: opened.plan, id });
  const figures: readonly Difference[] = differences.value?.figures ?? [];
  const keys = useMemo(() => figures.map((_, index) => String(index)), [figures]);
  const cellAt = useMemo(
    () =>
      (key: string, column: string): GridCell => {
        const figure = figures[Number(key)];
        if (!figure) return { text: '' };
        if (column === 'before' || column === 'after') return figureCell(figure[column]);
        if (column === 'indicator')
          return { text: content.indicatorByCode.get(figure.indicator)?.name ?? figure.indicator };
        if (column === 'unit') return { text: content.unitByCode.get(figure.unit)?.name ?? figure.unit };
        if (column === 'column')
          return { text: words.columns[figure.column as keyof typeof words.columns] ?? figure.column };
        return { text: figure.cell };
      },
    [figures, content],
  );
  if (differences.failure) return <FailureNote failure={differences.failure} onRetry={differences.reload} />;
  return (
    <Grid
      label={words.tabs.differences}
      columns={columns}
      rows={keys}
      cellAt={cellAt}
      frozenColumns={1}
      empty={differences.value?.with === null ? words.noEarlier : words.noDifferences}
    />
  );
}
