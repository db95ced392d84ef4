import { useMemo } from 'react';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { progressWords as words } from '../../words/screen-projects.ts';
import type { ProjectPlace, ProjectRecordView } from './project-records.ts';

const columns: readonly GridColumn[] = [
  { id: 'name', header: [words.project], kind: 'text', width: 300 },
  { id: 'problem', header: [words.problem], kind: 'text', width: 420 },
  { id: 'date', header: [words.dataDate], kind: 'text', width: 100 },
  { id: 'lead', header: [words.lead], kind: 'text', width: 140 },
  { id: 'note', header: [words.note], kind: 'text', width: 260 },
];

export interface ProjectProblemsProps {
  /** Newest first, until the day shown. */
  readonly records: readonly ProjectRecordView[];
  readonly places: ReadonlyMap<string, ProjectPlace>;
  readonly onActive: (project: string) => void;
}

/** What stands in the way of which project, newest first. */
export function ProjectProblems({ records, places, onActive }: ProjectProblemsProps) {
  const byId = useMemo(
    () => new Map(records.filter(({ problem }) => problem).map((record) => [String(record.id), record])),
    [records],
  );
  const rows = useMemo(() => [...byId.keys()], [byId]);
  const cellAt = useMemo(
    () =>
      (id: string, column: string): GridCell => {
        const record = byId.get(id);
        if (!record) return { text: '' };
        const place = places.get(record.project);
        if (column === 'name') return { text: place?.project.name ?? record.project };
        if (column === 'lead') return { text: place?.lead ?? '' };
        return { text: record[column as 'problem' | 'date' | 'note'] ?? '' };
      },
    [byId, places],
  );
  return (
    <Grid
      label={words.problems}
      columns={columns}
      rows={rows}
      cellAt={cellAt}
      frozenColumns={1}
      onActive={(id) => {
        const record = byId.get(id);
        if (record) onActive(record.project);
      }}
      empty={words.noProblems}
    />
  );
}
