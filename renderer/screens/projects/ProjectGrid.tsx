import { App } from 'antd';
import { useMemo } from 'react';
import {
  type ProjectJudgement,
  type ProjectLight,
  type ProjectStage,
  projectStages,
} from '../../../shared/domain/judgement.ts';
import { failureOf } from '../../api/client.ts';
import type { Project } from '../../api/plan-content.ts';
import { Bullet } from '../../components/chart/Bullet.tsx';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn, GridEdit } from '../../components/grid/model.ts';
import { usePendingEdits } from '../../components/grid/use-pending-edits.ts';
import { showFailure } from '../../frame/failure.tsx';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useOpenPlan, useSession } from '../../frame/session.tsx';
import { useHistory } from '../../frame/use-history.ts';
import { usePrintHead } from '../../frame/use-print-head.ts';
import { describeReason, lightWords, projectStageWords } from '../../words/judgement.ts';
import { formatFigure } from '../../words/numbers.ts';
import { dayWords } from '../../words/periods.ts';
import { projectsWords } from '../../words/screen-plan.ts';
import { progressWords as words } from '../../words/screen-projects.ts';
import { formatShare } from '../../words/shares.ts';
import { LightMark } from './LightMark.tsx';
import { carryOn, type ProjectPlace, type ProjectRecordView } from './project-records.ts';

const lightOfWord = new Map(Object.entries(lightWords).map(([light, word]) => [word, light as ProjectLight]));
const stageOfWord = new Map(projectStages.map((stage) => [projectStageWords[stage] as string, stage]));

function readStage(text: string): ProjectStage | undefined {
  return stageOfWord.get(text.normalize('NFKC').trim());
}

const columns: readonly GridColumn[] = [
  { id: 'code', header: [projectsWords.code], kind: 'text', width: 92, readOnly: true },
  { id: 'name', header: [projectsWords.name], kind: 'text', width: 270, readOnly: true },
  {
    id: 'light',
    header: [words.light],
    kind: 'text',
    width: 84,
    readOnly: true,
    render: ({ text }) => <LightMark light={lightOfWord.get(text) ?? 'none'} />,
  },
  {
    id: 'stage',
    header: [words.stage],
    kind: 'text',
    width: 88,
    accept: (text) => {
      const stage = readStage(text);
      if (text.trim() === '') return { ok: true, text: '' };
      return stage ? { ok: true, text: projectStageWords[stage] } : { ok: false, reason: words.stageUnknown };
    },
  },
  {
    id: 'investment',
    header: [projectsWords.investment],
    kind: 'number',
    unit: words.unit,
    width: 96,
    additive: true,
    readOnly: true,
  },
  { id: 'invested', header: [words.invested], kind: 'number', unit: words.unit, width: 124, additive: true },
  { id: 'completion', header: [words.progress, words.share], kind: 'number', width: 76, readOnly: true },
  { id: 'schedule', header: [words.progress, words.schedule], kind: 'number', width: 76, readOnly: true },
  {
    id: 'bar',
    header: [words.progress, words.bar],
    kind: 'text',
    width: 104,
    readOnly: true,
    onPaper: false,
    render: ({ text }) => {
      const [completion, schedule] = text.split('/');
      if (!completion) return null;
      return <Bullet completion={Number(completion)} schedule={schedule ? Number(schedule) : undefined} />;
    },
  },
  { id: 'late', header: [words.late], kind: 'number', unit: words.lateUnit, width: 88, readOnly: true },
  { id: 'dataDate', header: [words.dataDate], kind: 'text', width: 100, readOnly: true },
  { id: 'lead', header: [projectsWords.lead], kind: 'text', width: 130, readOnly: true },
  {
    id: 'startYear',
    header: [projectsWords.years, projectsWords.start],
    kind: 'number',
    width: 68,
    readOnly: true,
  },
  {
    id: 'endYear',
    header: [projectsWords.years, projectsWords.end],
    kind: 'number',
    width: 68,
    readOnly: true,
  },
  { id: 'box', header: [projectsWords.box], kind: 'text', width: 190, readOnly: true },
  { id: 'category', header: [projectsWords.category], kind: 'text', width: 170, readOnly: true },
  { id: 'ownerLevel', header: [projectsWords.ownerLevel], kind: 'text', width: 70, readOnly: true },
  { id: 'location', header: [projectsWords.location], kind: 'text', width: 130, readOnly: true },
];

function judgedCell(judgement: ProjectJudgement | undefined, column: string): GridCell | undefined {
  const share = (value: string | null | undefined): GridCell =>
    value ? { text: value, display: formatShare(value) } : { text: '' };
  switch (column) {
    case 'light': {
      const note = judgement?.reason ? describeReason(judgement.reason, null) : undefined;
      return { text: lightWords[judgement?.light ?? 'none'], ...(note && { note }) };
    }
    case 'stage':
      return { text: judgement?.stage ? projectStageWords[judgement.stage] : '' };
    case 'invested':
      return judgement?.invested
        ? { text: judgement.invested, display: formatFigure(judgement.invested) }
        : { text: '' };
    case 'completion':
    case 'schedule':
      return share(judgement?.[column]);
    case 'bar':
      return { text: judgement?.completion ? `${judgement.completion}/${judgement.schedule ?? ''}` : '' };
    case 'late':
      return { text: judgement?.monthsLate ? String(judgement.monthsLate) : '' };
    case 'dataDate':
      return { text: judgement?.dataDate ?? '' };
    default:
      return undefined;
  }
}

function projectCell(project: Project, column: string): GridCell {
  switch (column) {
    case 'name':
      return {
        text: project.name,
        ...(project.openBatch && {
          note: projectsWords.batchHint,
          finding: { level: 'info', message: projectsWords.batch },
        }),
      };
    case 'investment':
      return project.investment === undefined
        ? { text: '' }
        : { text: project.investment, display: formatFigure(project.investment) };
    default:
      return { text: String(project[column as keyof Project] ?? '') };
  }
}

export interface ProjectGridProps {
  readonly rows: readonly string[];
  readonly places: ReadonlyMap<string, ProjectPlace>;
  readonly judgements: ReadonlyMap<string, ProjectJudgement>;
  readonly known: ReadonlyMap<string, ProjectRecordView>;
  readonly date: string;
  readonly goTo: string | undefined;
  readonly onActive: (project: string) => void;
}

/** The register with its lights; stage and investment are typed or pasted, and recorded on the day shown. */
export function ProjectGrid({ rows, places, judgements, known, date, goTo, onActive }: ProjectGridProps) {
  const { opened } = useOpenPlan();
  const history = useHistory();
  const pending = usePendingEdits();
  const widths = useRememberedWidths('project-progress');
  const print = usePrintHead(projectsWords.projects, dayWords(date));
  const record = useRecordEdits(known, date, pending.submit);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the overlay changes with what is pending
  const cellAt = useMemo(
    () =>
      (code: string, column: string): GridCell => {
        const place = places.get(code);
        if (!place) return { text: '' };
        if (column === 'box' || column === 'lead') return { text: place[column] };
        const cell = judgedCell(judgements.get(code), column) ?? projectCell(place.project, column);
        return pending.overlay(code, column, cell);
      },
    [places, judgements, pending.pending],
  );
  const target = useMemo(() => (goTo ? { row: goTo, column: 'name' } : undefined), [goTo]);
  return (
    <Grid
      label={projectsWords.projects}
      columns={columns}
      rows={rows}
      cellAt={cellAt}
      rowName={(code) => places.get(code)?.project.name ?? code}
      frozenColumns={2}
      rowNumbers={false}
      {...(!opened.readOnly && { onEdit: (edits) => void record(edits) })}
      onUndo={history.undo}
      onRedo={history.redo}
      onActive={onActive}
      {...(target && { goTo: target })}
      empty={projectsWords.noProjects}
      print={print}
      {...widths}
    />
  );
}

type Submit = ReturnType<typeof usePendingEdits>['submit'];

/** Typed cells become one record for each project, carrying on what was known of it. */
function useRecordEdits(known: ReadonlyMap<string, ProjectRecordView>, date: string, submit: Submit) {
  const session = useSession();
  const { opened, state } = useOpenPlan();
  const { message, notification } = App.useApp();
  return async (edits: readonly GridEdit[]): Promise<void> => {
    const projects = [...new Set(edits.map(({ row }) => row))];
    const records = projects.map((project) => {
      const { stage, invested, ...rest } = carryOn(known.get(project), project, date);
      const typed = (column: string, before: string | undefined) =>
        edits.findLast((edit) => edit.row === project && edit.column === column)?.text ?? before;
      const nextStage = readStage(typed('stage', stage && projectStageWords[stage]) ?? '');
      const nextInvested = typed('invested', invested);
      return {
        ...rest,
        ...(nextStage && { stage: nextStage }),
        ...(nextInvested && { invested: nextInvested }),
      };
    });
    try {
      await submit(edits, async () => {
        await session.command('projects/record', { plan: opened.plan, records, by: state.person });
        void message.success(words.recorded(records.length));
      });
    } catch (error) {
      showFailure(notification, failureOf(error));
    }
  };
}
