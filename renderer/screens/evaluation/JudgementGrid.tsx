import { useMemo } from 'react';
import type { Judgement } from '../../../shared/domain/judgement.ts';
import { observationStatuses } from '../../../shared/domain/plan.ts';
import type { PlanIndex } from '../../api/plan-content.ts';
import { Bullet } from '../../components/chart/Bullet.tsx';
import { Grid } from '../../components/grid/Grid.tsx';
import type { FindingLevel, GridCell, GridColumn } from '../../components/grid/model.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { cautionWords, describeReason, lightWords } from '../../words/judgement.ts';
import { formatFigure } from '../../words/numbers.ts';
import { evaluationWords as words } from '../../words/screen-evaluation.ts';
import { formatShare } from '../../words/shares.ts';
import { leadOf, verdictOf } from './judged.ts';

/** The bar reads its two shares from the cell's text, so that the cell copies as figures. */
const barColumn: GridColumn = {
  id: 'bar',
  header: [words.progress, words.bar],
  kind: 'text',
  width: 104,
  onPaper: false,
  render: ({ text }) => {
    const [completion, schedule] = text.split('/');
    if (!completion) return null;
    return <Bullet completion={Number(completion)} schedule={schedule ? Number(schedule) : undefined} />;
  },
};

const columns: readonly GridColumn[] = [
  { id: 'number', header: [words.number], kind: 'number', width: 64 },
  { id: 'name', header: [words.indicator], kind: 'text', width: 220 },
  { id: 'verdict', header: [words.verdict], kind: 'text', width: 128 },
  { id: 'unit', header: [words.unit], kind: 'text', width: 72 },
  { id: 'attribute', header: [words.attribute], kind: 'text', width: 76 },
  { id: 'base', header: [words.base], kind: 'number', width: 88 },
  { id: 'actual', header: [words.actual], kind: 'number', width: 100 },
  { id: 'dataDate', header: [words.dataDate], kind: 'text', width: 104 },
  { id: 'target', header: [words.target], kind: 'number', width: 92 },
  { id: 'completion', header: [words.progress, words.completion], kind: 'number', width: 84 },
  { id: 'schedule', header: [words.progress, words.scheduleColumn], kind: 'number', width: 84 },
  barColumn,
  { id: 'need', header: [words.need], kind: 'number', width: 104 },
  { id: 'trend', header: [words.trend], kind: 'text', width: 96 },
  { id: 'lead', header: [words.lead], kind: 'text', width: 130 },
];

const lightLevels = { none: undefined, yellow: 'warning', red: 'error' } as const;

function verdictCell(judgement: Judgement): GridCell {
  const text = verdictOf(judgement);
  const note = judgement.override ? words.overridden(judgement.verdict) : '';
  const reason = judgement.reason ? describeReason(judgement.reason, judgement.reasonDetails) : '';
  const undecided = judgement.verdictCode === 'undecided' && !judgement.override;
  const level: FindingLevel | undefined = undecided ? 'info' : lightLevels[judgement.light];
  const message = undecided ? reason : lightWords[judgement.light];
  return {
    text,
    ...(level && { finding: { level, message } }),
    ...((note || (reason && !undecided)) && {
      note: [note, undecided ? '' : reason].filter(Boolean).join('；'),
    }),
  };
}

function cellOf(judgement: Judgement, column: string, content: PlanIndex, number: number): GridCell {
  const indicator = content.indicatorByCode.get(judgement.indicator);
  const figure = (value: string | null, more: Omit<GridCell, 'text'> = {}): GridCell =>
    value === null
      ? { text: '', missing: 'not-reported' }
      : { text: value, display: formatFigure(value, indicator?.decimals), ...more };
  const share = (value: string | null): GridCell =>
    value === null ? { text: '' } : { text: value, display: formatShare(value) };
  switch (column) {
    case 'number':
      return { text: String(number) };
    case 'name':
      return {
        text: indicator?.name ?? judgement.indicator,
        ...(indicator?.definition && { note: indicator.definition }),
      };
    case 'verdict':
      return verdictCell(judgement);
    case 'base':
    case 'target':
      return judgement[column] === null ? { text: '' } : figure(judgement[column]);
    case 'actual':
      return figure(
        judgement.actual,
        judgement.estimated ? { provisional: observationStatuses[0], note: cautionWords.estimated } : {},
      );
    case 'completion':
    case 'schedule':
      return share(judgement[column]);
    case 'bar':
      return {
        text: judgement.completion === null ? '' : `${judgement.completion}/${judgement.schedule ?? ''}`,
      };
    case 'need':
      return judgement.needPerYear === null
        ? { text: '' }
        : { text: judgement.needPerYear, display: formatFigure(judgement.needPerYear, 2) };
    case 'dataDate':
    case 'trend':
      return { text: judgement[column] ?? '' };
    case 'lead':
      return { text: leadOf(content, judgement.indicator) };
    default:
      return { text: indicator?.[column as 'unit' | 'attribute'] ?? '' };
  }
}

export interface JudgementGridProps {
  readonly judgements: readonly Judgement[];
  readonly goTo: string | undefined;
  readonly onActive: (indicator: string) => void;
}

/** Indicators with what they should be, what they are, and the verdict. */
export function JudgementGrid({ judgements, goTo, onActive }: JudgementGridProps) {
  const { content } = useOpenPlan();
  const widths = useRememberedWidths('judgements');
  const byCode = useMemo(
    () =>
      new Map(judgements.map((judgement, index) => [judgement.indicator, { judgement, number: index + 1 }])),
    [judgements],
  );
  const rows = useMemo(() => [...byCode.keys()], [byCode]);
  const cellAt = useMemo(
    () =>
      (code: string, column: string): GridCell => {
        const row = byCode.get(code);
        return row ? cellOf(row.judgement, column, content, row.number) : { text: '' };
      },
    [byCode, content],
  );
  const target = useMemo(() => (goTo ? { row: goTo, column: 'verdict' } : undefined), [goTo]);
  return (
    <Grid
      label={words.main}
      columns={columns}
      rows={rows}
      cellAt={cellAt}
      rowName={(code) => content.indicatorByCode.get(code)?.name ?? code}
      frozenColumns={3}
      rowNumbers={false}
      onActive={onActive}
      {...(target && { goTo: target })}
      empty={words.none}
      {...widths}
    />
  );
}
