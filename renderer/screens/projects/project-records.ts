import type { MethodCall, MethodOutput } from '../../../shared/contract/index.ts';
import type { PlanIndex, Project } from '../../api/plan-content.ts';

export type ProjectRecordView = MethodOutput<'projects/list-records'>['records'][number];
export type ProjectRecordInput = MethodCall<'projects/record'>['records'][number];

/** Newest first: by the day a record speaks of, then by when it was recorded. */
export function sortRecords(records: readonly ProjectRecordView[]): ProjectRecordView[] {
  const order = (one: ProjectRecordView) => `${one.date} ${one.recorded ?? ''}`;
  return records.toSorted((a, b) => (order(a) < order(b) ? 1 : order(a) > order(b) ? -1 : 0));
}

/** What is known of each project on the day: its newest record until then. */
export function knownRecords(
  records: readonly ProjectRecordView[],
  date: string,
): ReadonlyMap<string, ProjectRecordView> {
  const known = new Map<string, ProjectRecordView>();
  for (const record of sortRecords(records))
    if (record.date <= date && !known.has(record.project)) known.set(record.project, record);
  return known;
}

const carriedFields = [
  'stage',
  'plannedStart',
  'actualStart',
  'plannedEnd',
  'actualEnd',
  'invested',
] as const;

/** A record is judged alone, so a new one carries on what was known; what was said about problems is not carried on. */
export function carryOn(
  known: ProjectRecordView | undefined,
  project: string,
  date: string,
): ProjectRecordInput {
  const carried = carriedFields.flatMap((field) => (known?.[field] ? [[field, known[field]]] : []));
  return { project, date, ...Object.fromEntries(carried) };
}

export interface ProjectPlace {
  readonly project: Project;
  /** Number and title of the box, '' where none. */
  readonly box: string;
  /** Name of the lead unit, '' where none. */
  readonly lead: string;
}

/** Every project with the names of its box and of its lead unit. */
export function placeProjects(content: PlanIndex): ReadonlyMap<string, ProjectPlace> {
  const titles = new Map(content.outline.map((node) => [node.number, node.title]));
  const leads = new Map(content.assignments.map(({ subject, lead }) => [subject, lead]));
  return new Map(
    content.projects.map((project) => [
      project.code,
      {
        project,
        box: project.box ? [project.box, titles.get(project.box)].filter(Boolean).join(' ') : '',
        lead: content.unitByCode.get(leads.get(project.code) ?? '')?.name ?? '',
      },
    ]),
  );
}
