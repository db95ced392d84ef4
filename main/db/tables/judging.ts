import type {
  CommitmentRecord,
  DefinitionBreak,
  Override,
  ProjectRecord,
} from '../../../shared/domain/judgement.ts';
import type { ReadHandle, SqlRow, WriteHandle } from '../handles.ts';

/* What persons add to an evaluation: overrides, causes, breaks of definition, progress of commitments and projects. */

const optional = (row: SqlRow, names: readonly string[]) =>
  Object.fromEntries(
    names.flatMap((name) =>
      row[name] === null || row[name] === undefined ? [] : [[name, String(row[name])]],
    ),
  );

/** Newest last; the evaluation picks what is known on its day. */
export function listOverrides(db: ReadHandle): (Override & { readonly at: string })[] {
  return db.all('SELECT * FROM overrides ORDER BY id').map((row) => ({
    indicator: String(row.indicator),
    verdict: String(row.verdict),
    reason: String(row.reason),
    by: String(row.by),
    date: String(row.date),
    at: String(row.at),
  }));
}

export function writeOverride(db: WriteHandle, override: Override, at: string): void {
  const row = db.one('SELECT id FROM overrides WHERE indicator = ? AND date = ?', [
    override.indicator,
    override.date,
  ]);
  const { verdict, reason, by } = override;
  if (row) db.update('overrides', Number(row.id), { verdict, reason, by, at });
  else db.insert('overrides', { ...override, at });
}

export function listBreaks(db: ReadHandle): DefinitionBreak[] {
  return db.all('SELECT * FROM definition_breaks ORDER BY id').map((row) => ({
    indicator: String(row.indicator),
    period: String(row.period),
    note: String(row.note),
    ...(row.bridged === 1 ? { bridged: true as const } : {}),
  }));
}

export function insertBreak(db: WriteHandle, found: DefinitionBreak, by: string, at: string): void {
  db.insert('definition_breaks', {
    indicator: found.indicator,
    period: found.period,
    note: found.note,
    bridged: found.bridged ? 1 : 0,
    by,
    at,
  });
}

export function listCommitmentRecords(db: ReadHandle): CommitmentRecord[] {
  return db.all('SELECT * FROM commitment_progress ORDER BY id').map((row) => ({
    ...(JSON.parse(String(row.body)) as CommitmentRecord),
    ...(row.recorded === null ? {} : { recorded: String(row.recorded) }),
  }));
}

export function insertCommitmentRecord(db: WriteHandle, record: CommitmentRecord, recorded: string): void {
  const { recorded: _known, ...body } = record;
  db.insert('commitment_progress', {
    indicator: record.indicator,
    kind: record.kind,
    body: JSON.stringify(body),
    recorded,
  });
}

const projectFields = [
  'stage',
  'plannedStart',
  'actualStart',
  'plannedEnd',
  'actualEnd',
  'invested',
  'recorded',
] as const;

export interface StoredProjectRecord extends ProjectRecord {
  readonly id: number;
  readonly problem?: string;
  readonly note?: string;
}

export function listProjectRecords(db: ReadHandle, project?: string): StoredProjectRecord[] {
  const where = project === undefined ? '' : 'WHERE project = ?';
  return db
    .all(`SELECT * FROM project_progress ${where} ORDER BY date, id`, project === undefined ? [] : [project])
    .map((row) => ({
      id: Number(row.id),
      project: String(row.project),
      date: String(row.date),
      ...optional(row, [...projectFields, 'problem', 'note']),
    }));
}

export function insertProjectRecord(
  db: WriteHandle,
  record: Omit<StoredProjectRecord, 'id'>,
  recorded: string,
  returnId?: number,
): void {
  const fields = record as Readonly<Record<string, string | undefined>>;
  db.insert('project_progress', {
    project: record.project,
    date: record.date,
    stage: fields.stage ?? null,
    plannedStart: fields.plannedStart ?? null,
    actualStart: fields.actualStart ?? null,
    plannedEnd: fields.plannedEnd ?? null,
    actualEnd: fields.actualEnd ?? null,
    invested: fields.invested ?? null,
    problem: fields.problem ?? null,
    note: fields.note ?? null,
    recorded,
    returnId: returnId ?? null,
  });
}

export interface CauseRow {
  readonly indicator: string;
  readonly cause: string | null;
  readonly measure: string | null;
}

export function listCauses(db: ReadHandle): CauseRow[] {
  return db.all('SELECT * FROM measures ORDER BY id').map((row) => ({
    indicator: String(row.indicator),
    cause: row.cause === null ? null : String(row.cause),
    measure: row.measure === null ? null : String(row.measure),
  }));
}

export function writeCause(db: WriteHandle, cause: CauseRow, by: string, at: string): void {
  const row = db.one('SELECT id FROM measures WHERE indicator = ?', [cause.indicator]);
  const fields = { cause: cause.cause, measure: cause.measure, by, at };
  if (row) db.update('measures', Number(row.id), fields);
  else db.insert('measures', { indicator: cause.indicator, ...fields });
}
