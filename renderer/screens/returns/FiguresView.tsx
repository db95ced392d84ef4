import { useMemo } from 'react';
import type { ReturnReport } from '../../../shared/contract/returns.ts';
import type { PlanIndex } from '../../api/plan-content.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { findingSentence } from '../../words/findings.ts';
import { formatFigure } from '../../words/numbers.ts';
import { severityLevels, returnsWords as words } from '../../words/screen-returns.ts';
import { isOpen, placeOf } from './place.ts';

type Figure = ReturnReport['figures'][number];

const columns: readonly GridColumn[] = [
  { id: 'indicator', header: [words.figure.indicator], kind: 'text', width: 190 },
  { id: 'unit', header: [words.figure.unit], kind: 'text', width: 90 },
  { id: 'column', header: [words.figure.column], kind: 'text', width: 80 },
  { id: 'value', header: [words.figure.value], kind: 'number', width: 120 },
  { id: 'measure', header: [words.figure.measure], kind: 'text', width: 84 },
  { id: 'raw', header: [words.figure.raw], kind: 'text', width: 100 },
  { id: 'cell', header: [words.figure.cell], kind: 'text', width: 110 },
  { id: 'remark', header: [words.figure.remark], kind: 'text', width: 180 },
];

function remarkOf(figure: Figure): string {
  const parts: string[] = [];
  if (figure.adjudicated !== undefined) parts.push(words.adjudicated);
  if (figure.statedUnit && figure.factor && figure.factor !== '1')
    parts.push(words.converted(figure.statedUnit, figure.factor));
  return parts.join('；');
}

function valueCell(figure: Figure, report: ReturnReport, content: PlanIndex): GridCell {
  const value = figure.adjudicated !== undefined ? figure.adjudicated : figure.value;
  const finding = report.findings.find(
    (one) => one.sheet === figure.sheet && one.cell === figure.cell && isOpen(one),
  );
  const marked = finding && {
    finding: { level: severityLevels[finding.severity], message: findingSentence(finding) },
  };
  if (value === null) return { text: '', missing: 'not-reported', ...marked };
  const decimals = content.indicatorByCode.get(figure.indicator)?.decimals;
  return { text: value, display: formatFigure(value, decimals), ...marked };
}

export interface FiguresViewProps {
  readonly report: ReturnReport;
  readonly place: string | undefined;
  readonly onPlace: (place: string) => void;
}

/** What was read from the sheet, figure by figure; choosing one shows its cell on the original. */
export function FiguresView({ report, place, onPlace }: FiguresViewProps) {
  const { content } = useOpenPlan();
  const widths = useRememberedWidths('figures');
  const keys = useMemo(() => report.figures.map((_, index) => String(index)), [report]);
  const cellAt = useMemo(
    () =>
      (key: string, column: string): GridCell => {
        const figure = report.figures[Number(key)];
        if (!figure) return { text: '' };
        const indicator = content.indicatorByCode.get(figure.indicator);
        switch (column) {
          case 'indicator':
            return {
              text: indicator?.name ?? figure.indicator,
              ...(indicator?.definition && { note: indicator.definition }),
            };
          case 'unit':
            return { text: content.unitByCode.get(figure.unit)?.name ?? figure.unit };
          case 'column':
            return { text: words.columns[figure.column as keyof typeof words.columns] ?? figure.column };
          case 'value':
            return valueCell(figure, report, content);
          case 'measure':
            return { text: indicator?.unit ?? '' };
          case 'raw':
            return { text: figure.raw };
          case 'cell':
            return { text: placeOf(figure) ?? '' };
          default:
            return { text: remarkOf(figure) };
        }
      },
    [report, content],
  );
  const chosen = report.figures.findIndex((figure) => placeOf(figure) === place);
  const goTo = useMemo(() => (chosen < 0 ? undefined : { row: String(chosen), column: 'value' }), [chosen]);
  return (
    <Grid
      label={words.tabs.figures}
      columns={columns}
      rows={keys}
      cellAt={cellAt}
      rowName={(key) => cellAt(key, 'indicator').text}
      frozenColumns={1}
      {...(goTo && { goTo })}
      onActive={(key) => {
        const at = report.figures[Number(key)];
        const next = at && placeOf(at);
        if (next) onPlace(next);
      }}
      empty={words.noFigures}
      {...widths}
    />
  );
}
