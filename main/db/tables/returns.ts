import type { ReadHandle, SqlRow, SqlValue, WriteHandle } from '../handles.ts';
import { present, text } from './row-values.ts';

/*
 * Returns: who sent what, in which version and state, and what their senders' labels mean. A refused return is a row without
 * file name, hash or text. What was read from them lies in `return-content.ts` and `findings.ts`.
 */

export type ReturnState = 'staged' | 'accepted' | 'superseded' | 'withdrawn' | 'sent-back' | 'refused';

export type HowIdentified = 'fingerprint' | 'content' | 'file-name' | 'option' | 'person';

export interface Identification {
  readonly form?: { readonly code: string; readonly how: HowIdentified };
  readonly sender?: { readonly code: string; readonly how: HowIdentified };
  readonly unit?: { readonly code: string; readonly how: HowIdentified };
  readonly period?: { readonly value: string; readonly how: HowIdentified };
}

export interface ReturnRow {
  readonly id: number;
  readonly form?: string;
  readonly sender?: string;
  readonly period?: string;
  readonly version: number;
  /** 1 for the first workbook of a version; a workbook with other items completes it as part 2, 3 … */
  readonly part: number;
  readonly state: ReturnState;
  readonly file?: string;
  readonly hash?: string;
  readonly format?: string;
  readonly unit?: string;
  readonly identification: Identification;
  /** Finding codes of a refusal. */
  readonly codes: readonly string[];
  readonly stagedAt: string;
  readonly stagedBy?: string;
  readonly settledAt?: string;
  readonly settledBy?: string;
  readonly reason?: string;
  readonly acceptedAt?: string;
  readonly acceptedBy?: string;
  /** When an accepted return stopped counting (superseded or withdrawn). */
  readonly endedAt?: string;
  /** 代录: the paper the figures were typed from. */
  readonly evidence?: string;
}

function parseReturn(row: SqlRow): ReturnRow {
  return {
    id: Number(row.id),
    version: Number(row.version),
    part: Number(row.part),
    state: String(row.state) as ReturnState,
    identification: JSON.parse(String(row.identification)) as Identification,
    codes: JSON.parse(String(row.codes)) as string[],
    stagedAt: String(row.stagedAt),
    ...present({
      form: text(row, 'form'),
      sender: text(row, 'sender'),
      period: text(row, 'period'),
      file: text(row, 'file'),
      hash: text(row, 'hash'),
      format: text(row, 'format'),
      unit: text(row, 'unit'),
      stagedBy: text(row, 'stagedBy'),
      settledAt: text(row, 'settledAt'),
      settledBy: text(row, 'settledBy'),
      reason: text(row, 'reason'),
      evidence: text(row, 'evidence'),
      acceptedAt: text(row, 'acceptedAt'),
      acceptedBy: text(row, 'acceptedBy'),
      endedAt: text(row, 'endedAt'),
    }),
  };
}

export function findReturn(db: ReadHandle, id: number): ReturnRow | undefined {
  const row = db.one('SELECT * FROM returns WHERE id = ?', [id]);
  return row && parseReturn(row);
}

/** The stored return with these bytes, refusals aside. */
export function findReturnByHash(db: ReadHandle, hash: string): ReturnRow | undefined {
  return db
    .all("SELECT * FROM returns WHERE hash = ? AND state <> 'refused'", [hash])
    .map(parseReturn)
    .sort(byId)[0];
}

/** Sorted here: with a variable and ORDER BY the engine compiles a statement anew each time it runs, a third of its cost. */
function byId(one: ReturnRow, other: ReturnRow): number {
  return one.id - other.id;
}

/** Those of the hashes that a stored return has, refusals aside. */
export function listStoredHashes(db: ReadHandle, hashes: readonly string[]): Set<string> {
  const rows = db.all(
    "SELECT hash FROM returns WHERE hash IN (SELECT value FROM json_each(?)) AND state <> 'refused'",
    [JSON.stringify(hashes)],
  );
  return new Set(rows.map((row) => String(row.hash)));
}

export interface ReturnFilter {
  readonly form?: string | undefined;
  readonly period?: string | undefined;
  readonly sender?: string | undefined;
}

export function listReturns(db: ReadHandle, filter: ReturnFilter = {}): ReturnRow[] {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined) as [string, string][];
  const where = wanted.length === 0 ? '' : `WHERE ${wanted.map(([name]) => `"${name}" = ?`).join(' AND ')}`;
  return db
    .all(
      `SELECT * FROM returns ${where}`,
      wanted.map(([, value]) => value),
    )
    .map(parseReturn)
    .sort(byId);
}

/** By return those of the same sender, form and period with a lower version, whatever their state. */
export function listOlderVersions(db: ReadHandle, ids: readonly number[]): Map<number, ReturnRow[]> {
  const older = new Map<number, ReturnRow[]>();
  for (const row of db.all(
    `SELECT newer.id AS newer, r.* FROM returns newer JOIN returns r
       ON r.form = newer.form AND r.period = newer.period AND r.sender = newer.sender AND r.version < newer.version
     WHERE newer.id IN (SELECT value FROM json_each(?)) ORDER BY r.id`,
    [JSON.stringify(ids)],
  )) {
    const others = older.get(Number(row.newer));
    if (others) others.push(parseReturn(row));
    else older.set(Number(row.newer), [parseReturn(row)]);
  }
  return older;
}

export type NewReturnRow = Omit<ReturnRow, 'id'>;

export function insertReturn(db: WriteHandle, row: NewReturnRow): number {
  return insertReturns(db, [row]);
}

/** Returns the first row's id, the others follow; 0 where there are none. */
export function insertReturns(db: WriteHandle, rows: readonly NewReturnRow[]): number {
  return rows.length === 0 ? 0 : db.insertMany('returns', rows.map(toColumns));
}

function toColumns(row: NewReturnRow): SqlRow {
  return {
    form: row.form ?? null,
    sender: row.sender ?? null,
    period: row.period ?? null,
    version: row.version,
    state: row.state,
    file: row.file ?? null,
    hash: row.hash ?? null,
    format: row.format ?? null,
    unit: row.unit ?? null,
    identification: JSON.stringify(row.identification),
    codes: JSON.stringify(row.codes),
    stagedAt: row.stagedAt,
    stagedBy: row.stagedBy ?? null,
    settledAt: row.settledAt ?? null,
    settledBy: row.settledBy ?? null,
    reason: row.reason ?? null,
    part: row.part,
    evidence: row.evidence ?? null,
    acceptedAt: null,
    acceptedBy: null,
    endedAt: null,
  };
}

/** Sets the state, who settled it and since when (until when) its figures count. */
export function settleReturn(
  db: WriteHandle,
  row: ReturnRow,
  state: ReturnState,
  settled: { readonly at: string; readonly by?: string | undefined; readonly reason?: string | undefined },
): void {
  const counting =
    state === 'accepted'
      ? { acceptedAt: settled.at, acceptedBy: settled.by ?? null, endedAt: null }
      : row.state === 'accepted'
        ? { endedAt: settled.at }
        : {};
  db.update('returns', row.id, {
    state,
    settledAt: settled.at,
    settledBy: settled.by ?? null,
    reason: settled.reason ?? null,
    ...counting,
  });
}

export function updateReturn(db: WriteHandle, id: number, patch: Readonly<Record<string, SqlValue>>): void {
  db.update('returns', id, { ...patch });
}

/** What a label of this sender means, as persons confirmed it. */
export function listLearned(db: ReadHandle): { sender: string; kind: string; label: string; code: string }[] {
  return db.all('SELECT sender, kind, label, code FROM learned ORDER BY id').map((row) => ({
    sender: String(row.sender),
    kind: String(row.kind),
    label: String(row.label),
    code: String(row.code),
  }));
}

export function rememberLabel(
  db: WriteHandle,
  learned: {
    readonly sender: string;
    readonly kind: 'indicator' | 'unit';
    readonly label: string;
    readonly code: string;
  },
  by: string | undefined,
  at: string,
): void {
  const row = db.one('SELECT id FROM learned WHERE sender = ? AND kind = ? AND label = ?', [
    learned.sender,
    learned.kind,
    learned.label,
  ]);
  if (row) db.update('learned', Number(row.id), { code: learned.code, by: by ?? null, at });
  else db.insert('learned', { ...learned, by: by ?? null, at });
}
