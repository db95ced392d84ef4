import { Select } from 'antd';
import { useMemo, useState } from 'react';
import type { Project } from '../../api/plan-content.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { useRememberedWidths } from '../../frame/remembered.ts';
import { useRoute } from '../../frame/route.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { formatFigure } from '../../words/numbers.ts';
import { projectsWords as words } from '../../words/screen-plan.ts';

const columns: readonly GridColumn[] = [
  { id: 'code', header: [words.code], kind: 'text', width: 92 },
  { id: 'name', header: [words.name], kind: 'text', width: 340 },
  { id: 'box', header: [words.box], kind: 'text', width: 190 },
  { id: 'category', header: [words.category], kind: 'text', width: 170 },
  { id: 'ownerLevel', header: [words.ownerLevel], kind: 'text', width: 70 },
  { id: 'location', header: [words.location], kind: 'text', width: 130 },
  {
    id: 'investment',
    header: [words.investment],
    kind: 'number',
    unit: words.investmentUnit,
    width: 124,
    additive: true,
  },
  { id: 'startYear', header: [words.years, words.start], kind: 'number', width: 68 },
  { id: 'endYear', header: [words.years, words.end], kind: 'number', width: 68 },
  { id: 'lead', header: [words.lead], kind: 'text', width: 120 },
];

/** 项目: the register of the plan's boxes; `#/projects/X4-1-01` leads to a project. */
export function ProjectsScreen() {
  const { content } = useOpenPlan();
  const { parts } = useRoute();
  const widths = useRememberedWidths('projects');
  const [box, setBox] = useState('');
  const boxes = useMemo(
    () => [...new Set(content.projects.flatMap((project) => project.box ?? []))],
    [content],
  );
  const titles = useMemo(() => new Map(content.outline.map((node) => [node.number, node.title])), [content]);
  const leads = useMemo(
    () => new Map(content.assignments.map(({ subject, lead }) => [subject, lead])),
    [content],
  );
  const byCode = useMemo(
    () => new Map(content.projects.map((project) => [project.code, project])),
    [content],
  );
  const rows = useMemo(
    () => content.projects.filter((project) => box === '' || project.box === box).map(({ code }) => code),
    [content, box],
  );
  const boxName = (number: string) => [number, titles.get(number)].filter(Boolean).join(' ');
  const cellAt = useMemo(
    () =>
      (code: string, column: string): GridCell => {
        const project = byCode.get(code);
        if (!project) return { text: '' };
        if (column === 'box')
          return {
            text: project.box ? [project.box, titles.get(project.box)].filter(Boolean).join(' ') : '',
          };
        if (column === 'lead') return { text: content.unitByCode.get(leads.get(code) ?? '')?.name ?? '' };
        return projectCell(project, column);
      },
    [byCode, titles, leads, content],
  );
  const asked = parts[0];
  const goTo = useMemo(() => (asked ? { row: asked, column: 'name' } : undefined), [asked]);
  return (
    <div className="screen">
      <div className="toolbar">
        <Select
          aria-label={words.box}
          value={box}
          onChange={setBox}
          className="toolbar-form"
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: words.allBoxes },
            ...boxes.map((number) => ({ value: number, label: boxName(number) })),
          ]}
        />
        <span className="quiet">{words.summary(rows.length, box === '' ? boxes.length : 1)}</span>
      </div>
      <Grid
        label={words.projects}
        columns={columns}
        rows={rows}
        cellAt={cellAt}
        rowName={(code) => byCode.get(code)?.name ?? code}
        frozenColumns={2}
        {...(goTo && { goTo })}
        empty={words.noProjects}
        {...widths}
      />
    </div>
  );
}

function projectCell(project: Project, column: string): GridCell {
  switch (column) {
    case 'name':
      return {
        text: project.name,
        ...(project.openBatch && { note: words.batchHint, finding: { level: 'info', message: words.batch } }),
      };
    case 'investment':
      return project.investment === undefined
        ? { text: '' }
        : { text: project.investment, display: formatFigure(project.investment) };
    default:
      return { text: String(project[column as keyof Project] ?? '') };
  }
}
