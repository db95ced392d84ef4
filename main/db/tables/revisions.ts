import type { ReadHandle, WriteHandle } from '../handles.ts';

/* The ledger of revisions: old and new text of a target, and the steps of the procedure with their documents. */

export type RevisionState = 'proposed' | 'in-force' | 'dropped';
export type RevisedField = 'base' | 'year' | 'total' | 'kind';

export interface RevisionStep {
  readonly step: string;
  readonly body: string | null;
  readonly date: string;
  readonly document: string | null;
  readonly note: string | null;
}

export interface Revision {
  readonly id: number;
  readonly indicator: string;
  readonly field: RevisedField;
  readonly before: string | null;
  readonly after: string;
  readonly reason: string;
  readonly state: RevisionState;
  readonly inForceFrom: string | null;
  readonly by: string | null;
  readonly at: string;
  readonly steps: readonly RevisionStep[];
}

const textOrNull = (value: unknown) => (value === null || value === undefined ? null : String(value));

export function listRevisions(db: ReadHandle): Revision[] {
  const steps = new Map<number, RevisionStep[]>();
  for (const row of db.all('SELECT * FROM revision_steps ORDER BY id')) {
    const id = Number(row.revisionId);
    steps.set(id, [
      ...(steps.get(id) ?? []),
      {
        step: String(row.step),
        body: textOrNull(row.body),
        date: String(row.date),
        document: textOrNull(row.document),
        note: textOrNull(row.note),
      },
    ]);
  }
  return db.all('SELECT * FROM revisions ORDER BY id').map((row) => ({
    id: Number(row.id),
    indicator: String(row.indicator),
    field: String(row.field) as RevisedField,
    before: textOrNull(row.before),
    after: String(row.after),
    reason: String(row.reason),
    state: String(row.state) as RevisionState,
    inForceFrom: textOrNull(row.inForceFrom),
    by: textOrNull(row.by),
    at: String(row.at),
    steps: steps.get(Number(row.id)) ?? [],
  }));
}

export function insertRevision(db: WriteHandle, revision: Omit<Revision, 'id' | 'steps'>): number {
  return db.insert('revisions', {
    indicator: revision.indicator,
    field: revision.field,
    before: revision.before,
    after: revision.after,
    reason: revision.reason,
    state: revision.state,
    inForceFrom: revision.inForceFrom,
    by: revision.by,
    at: revision.at,
  });
}

export function updateRevision(
  db: WriteHandle,
  id: number,
  state: RevisionState,
  inForceFrom: string | null,
): void {
  db.update('revisions', id, { state, inForceFrom });
}

export function insertRevisionStep(
  db: WriteHandle,
  revisionId: number,
  step: RevisionStep,
  by: string,
): void {
  db.insert('revision_steps', {
    revisionId,
    step: step.step,
    body: step.body,
    date: step.date,
    document: step.document,
    note: step.note,
    by,
  });
}
