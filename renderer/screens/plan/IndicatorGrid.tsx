import { useMemo } from 'react';
import type { TargetTexts } from '../../../shared/domain/plan.ts';
import type { TargetColumn } from '../../../shared/domain/target.ts';
import type { Indicator, PlanIndex } from '../../api/plan-content.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { usePendingEdits } from '../../components/grid/use-pending-edits.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useHistory } from '../../frame/use-history.ts';
import { usePrintHead } from '../../frame/use-print-head.ts';
import { planWords as words } from '../../words/screen-plan.ts';
import { readTarget } from './target-reading.ts';
import { usePlanEdit } from './use-plan-edit.ts';

export interface IndicatorGridProps {
  readonly indicators: readonly Indicator[];
  readonly content: PlanIndex;
  /** What the table is called on paper. */
  readonly title: string;
  readonly goTo: string | undefined;
  readonly onActive: (code: string) => void;
  /** Reason for changes of targets; absent = nothing may be edited. */
  readonly reason: string | undefined;
}

function listColumns(content: PlanIndex): GridColumn[] {
  const { baseYear, period } = content.header;
  return [
    { id: 'number', header: [words.number], kind: 'number', width: 64, readOnly: true },
    { id: 'name', header: [words.name], kind: 'text', width: 230 },
    { id: 'unit', header: [words.unit], kind: 'text', width: 72 },
    { id: 'base', header: [words.targets, words.base(baseYear)], kind: 'text', width: 84 },
    { id: 'year', header: [words.targets, words.target(period[1])], kind: 'text', width: 150 },
    { id: 'total', header: [words.targets, words.total], kind: 'text', width: 170 },
    { id: 'attribute', header: [words.attribute], kind: 'text', width: 76 },
    { id: 'category', header: [words.category], kind: 'text', width: 90 },
    { id: 'lead', header: [words.assignment, words.lead], kind: 'text', width: 120 },
    { id: 'contributing', header: [words.assignment, words.contributing], kind: 'text', width: 180 },
    { id: 'section', header: [words.section], kind: 'text', width: 76, readOnly: true },
  ];
}

/** A target text as printed; what can't be read is marked, never guessed. */
function targetCell(texts: TargetTexts | undefined, column: TargetColumn, indicator: Indicator): GridCell {
  const text = texts?.[column] ?? '';
  if (text === '') return { text };
  const reading = readTarget(text, column, indicator);
  return reading.unread
    ? { text, finding: { level: 'info', message: words.unread } }
    : { text, note: reading.shown === '' ? words.noTarget : `${words.understood}：${reading.shown}` };
}

/** The plan's own table, in its own words and order. */
export function IndicatorGrid({ indicators, content, title, goTo, onActive, reason }: IndicatorGridProps) {
  const history = useHistory();
  const print = usePrintHead(title);
  const edits = usePendingEdits();
  const edit = usePlanEdit(reason);
  const { pending, overlay } = edits;
  const widths = useRememberedWidths('indicators');
  const columns = useMemo(() => listColumns(content), [content]);
  const index = useMemo(
    () => ({
      numbers: new Map(indicators.map(({ code }, at) => [code, at + 1])),
      targets: new Map(content.targets.map((target) => [target.indicator, target])),
      assignments: new Map(content.assignments.map((assignment) => [assignment.subject, assignment])),
    }),
    [indicators, content],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the overlay changes with what is pending
  const cellAt = useMemo(() => {
    const nameOf = (code: string) => content.unitByCode.get(code)?.name ?? code;
    const stored = (code: string, column: string): GridCell => {
      const indicator = content.indicatorByCode.get(code);
      if (!indicator) return { text: '' };
      const assignment = index.assignments.get(code);
      switch (column) {
        case 'number':
          return { text: String(index.numbers.get(code) ?? '') };
        case 'name':
          return { text: indicator.name, ...(indicator.definition && { note: indicator.definition }) };
        case 'base':
        case 'year':
        case 'total':
          return targetCell(index.targets.get(code), column, indicator);
        case 'lead':
          return {
            text: assignment ? nameOf(assignment.lead) : '',
            ...(assignment?.proposed && { note: words.proposed }),
          };
        case 'contributing':
          return { text: assignment?.contributing.map(nameOf).join('、') ?? '' };
        case 'section':
          return { text: indicator.outline ?? '' };
        default:
          return { text: indicator[column as 'unit' | 'attribute' | 'category'] ?? '' };
      }
    };
    return (code: string, column: string) => overlay(code, column, stored(code, column));
  }, [content, index, pending]);
  const rows = useMemo(() => indicators.map(({ code }) => code), [indicators]);
  const target = useMemo(() => (goTo ? { row: goTo, column: 'name' } : undefined), [goTo]);
  return (
    <Grid
      label={words.main}
      columns={columns}
      rows={rows}
      cellAt={cellAt}
      rowName={(code) => content.indicatorByCode.get(code)?.name ?? code}
      frozenColumns={2}
      rowNumbers={false}
      onActive={onActive}
      {...(reason !== undefined && { onEdit: (changed) => void edit(changed, edits.submit) })}
      onUndo={history.undo}
      onRedo={history.redo}
      {...(target && { goTo: target })}
      empty={words.noIndicators}
      print={print}
      {...widths}
    />
  );
}
