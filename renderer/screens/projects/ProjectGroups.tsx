import { useMemo } from 'react';
import type { ProjectJudgement, ProjectLight } from '../../../shared/domain/judgement.ts';
import { Decimal, printDerived } from '../../../shared/text/decimal.ts';
import { Grid } from '../../components/grid/Grid.tsx';
import type { GridCell, GridColumn } from '../../components/grid/model.ts';
import { lightWords } from '../../words/judgement.ts';
import { formatFigure } from '../../words/numbers.ts';
import { progressWords as words } from '../../words/screen-projects.ts';
import { formatShare } from '../../words/shares.ts';
import type { ProjectPlace } from './project-records.ts';

const lights: readonly ProjectLight[] = ['red', 'yellow', 'green', 'none'];

const columns: readonly GridColumn[] = [
  { id: 'group', header: [words.group], kind: 'text', width: 330 },
  { id: 'count', header: [words.count], kind: 'number', width: 80, additive: true },
  ...lights.map(
    (light): GridColumn => ({
      id: light,
      header: [words.light, lightWords[light]],
      kind: 'number',
      width: 76,
      additive: true,
    }),
  ),
  {
    id: 'investment',
    header: [words.investment],
    kind: 'number',
    unit: words.unit,
    width: 124,
    additive: true,
  },
  { id: 'invested', header: [words.invested], kind: 'number', unit: words.unit, width: 150, additive: true },
  { id: 'share', header: [words.progress], kind: 'number', width: 90 },
];

interface Group {
  readonly lights: Record<ProjectLight, number>;
  count: number;
  investment: Decimal | undefined;
  invested: Decimal | undefined;
  /** Planned investment of those projects whose investment made is known: the share's own denominator. */
  reported: Decimal | undefined;
}

const added = (sum: Decimal | undefined, more: string | null | undefined) =>
  more ? (sum ?? new Decimal(0)).plus(more) : sum;

/** Counts and sums of each group. Unknown amounts stay out of sums; a group without any known amount has none. */
function groupProjects(
  rows: readonly string[],
  groupOf: (code: string) => string,
  judgements: ReadonlyMap<string, ProjectJudgement>,
  places: ReadonlyMap<string, ProjectPlace>,
): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const code of rows) {
    const name = groupOf(code);
    const group: Group = groups.get(name) ?? {
      lights: { none: 0, green: 0, yellow: 0, red: 0 },
      count: 0,
      investment: undefined,
      invested: undefined,
      reported: undefined,
    };
    const judgement = judgements.get(code);
    const planned = places.get(code)?.project.investment;
    group.count += 1;
    group.lights[judgement?.light ?? 'none'] += 1;
    group.investment = added(group.investment, planned);
    group.invested = added(group.invested, judgement?.invested);
    if (judgement?.invested && planned) group.reported = added(group.reported, planned);
    groups.set(name, group);
  }
  return groups;
}

function groupCell(group: Group, column: string): GridCell {
  const amount = (value: Decimal | undefined): GridCell =>
    value ? { text: printDerived(value), display: formatFigure(printDerived(value)) } : { text: '' };
  switch (column) {
    case 'count':
      return { text: String(group.count) };
    case 'investment':
    case 'invested':
      return amount(group[column]);
    case 'share': {
      if (!group.invested || !group.reported?.greaterThan(0)) return { text: '' };
      const share = printDerived(group.invested.div(group.reported));
      return { text: share, display: formatShare(share), note: words.shareHint };
    }
    default: {
      const count = group.lights[column as ProjectLight];
      return { text: count === 0 ? '' : String(count) };
    }
  }
}

export interface ProjectGroupsProps {
  readonly rows: readonly string[];
  readonly by: 'box' | 'lead';
  readonly places: ReadonlyMap<string, ProjectPlace>;
  readonly judgements: ReadonlyMap<string, ProjectJudgement>;
  /** Shows one group's projects. */
  readonly onOpen: (group: string) => void;
}

/** Lights and investment by box or by lead unit. */
export function ProjectGroups({ rows, by, places, judgements, onOpen }: ProjectGroupsProps) {
  const groups = useMemo(
    () => groupProjects(rows, (code) => places.get(code)?.[by] ?? '', judgements, places),
    [rows, by, places, judgements],
  );
  const keys = useMemo(() => [...groups.keys()], [groups]);
  const cellAt = useMemo(
    () =>
      (key: string, column: string): GridCell => {
        const group = groups.get(key);
        if (!group) return { text: '' };
        if (column === 'group')
          return { text: key || (by === 'box' ? words.noBox : words.noLead), note: words.openGroup };
        return groupCell(group, column);
      },
    [groups, by],
  );
  return (
    <Grid
      label={words.groups}
      columns={columns}
      rows={keys}
      cellAt={cellAt}
      frozenColumns={1}
      rowNumbers={false}
      onOpen={(key) => onOpen(key)}
    />
  );
}
