import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ReadHandle, RecordingWriteHandle, RowChange, SqlRow } from './handles.ts';

/*
 * History inside the database: one row per command with the rows it changed and the hash of the row before,
 * so that undo, audit and "who did this" are one mechanism and an accident in the chain shows.
 */

/** `summary` is what the history screen prints through `renderer/words`: plain values only. */
export interface ChangeInput {
  readonly method: string;
  readonly by?: string;
  readonly at: string;
  readonly summary: Readonly<Record<string, unknown>>;
  readonly undoOf?: number;
}

export interface ChangeEntry extends ChangeInput {
  readonly id: number;
  readonly rows: readonly RowChange[];
  readonly undoneBy?: number;
  readonly previousHash: string;
  readonly hash: string;
}

const chainStart = '0'.repeat(64);

function chainHash(previousHash: string, id: number, input: ChangeInput, rows: string): string {
  const body = JSON.stringify([
    id,
    input.method,
    input.by ?? null,
    input.at,
    input.summary,
    input.undoOf ?? null,
  ]);
  return createHash('sha256').update(previousHash).update(body).update(rows).digest('hex');
}

/** The newest change's number; 0 in a fresh plan. Screens compare it to see whether what they show is stale. */
export function currentRevision(db: ReadHandle): number {
  return Number(db.one('SELECT coalesce(max(id), 0) AS id FROM changes')?.id);
}

/** Head of the chain, printed on reports. */
export function headHash(db: ReadHandle): string {
  return String(db.one('SELECT hash FROM changes ORDER BY id DESC LIMIT 1')?.hash ?? chainStart);
}

/** Appends the command's record; must run inside its transaction. Returns the change's number. */
export function recordChange(db: RecordingWriteHandle, input: ChangeInput): number {
  const id = currentRevision(db) + 1;
  const previousHash = headHash(db);
  const rows = JSON.stringify(db.changes);
  db.execute('INSERT INTO changes VALUES (?,?,?,?,?,?,?,?,?,?)', [
    id,
    input.method,
    input.by ?? null,
    input.at,
    JSON.stringify(input.summary),
    rows,
    input.undoOf ?? null,
    null,
    previousHash,
    chainHash(previousHash, id, input, rows),
  ]);
  return id;
}

function parseEntry(row: SqlRow): ChangeEntry {
  return {
    id: Number(row.id),
    method: String(row.method),
    ...(row.by === null ? {} : { by: String(row.by) }),
    at: String(row.at),
    summary: JSON.parse(String(row.summary)) as Record<string, unknown>,
    rows: JSON.parse(String(row.rows)) as RowChange[],
    ...(row.undoOf === null ? {} : { undoOf: Number(row.undoOf) }),
    ...(row.undoneBy === null ? {} : { undoneBy: Number(row.undoneBy) }),
    previousHash: String(row.previousHash),
    hash: String(row.hash),
  };
}

/** Names the state that a handle reads: the newest change, and how many rows were written since the plan was opened. */
export function stateOfPlan(db: ReadHandle): string {
  return `${headHash(db)} ${db.one('SELECT total_changes() AS written')?.written}`;
}

/** Newest first. */
export function listChanges(db: ReadHandle, limit: number, before?: number): ChangeEntry[] {
  return db
    .all('SELECT * FROM changes WHERE id < ? ORDER BY id DESC LIMIT ?', [
      before ?? Number.MAX_SAFE_INTEGER,
      limit,
    ])
    .map(parseEntry);
}

export function getChange(db: ReadHandle, id: number): ChangeEntry {
  const row = db.one('SELECT * FROM changes WHERE id = ?', [id]);
  if (!row) throw new AppError('not-found', { what: 'change', id });
  return parseEntry(row);
}

/** Walks the whole chain; the first number whose hash doesn't fit, or undefined. */
export function findBrokenLink(db: ReadHandle): number | undefined {
  let previous = chainStart;
  for (const row of db.all('SELECT * FROM changes ORDER BY id')) {
    // The rows of a change are hashed as text; reading them in is for undo.
    const entry = parseEntry({ ...row, rows: '[]' });
    if (entry.previousHash !== previous) return entry.id;
    if (chainHash(previous, entry.id, entry, String(row.rows)) !== entry.hash) return entry.id;
    previous = entry.hash;
  }
  return undefined;
}

function touches(change: RowChange, other: RowChange): boolean {
  if (change.table !== other.table) return false;
  const [from, to] = change.op === 'insert' ? [change.from, change.to] : [change.id, change.id];
  const [otherFrom, otherTo] = other.op === 'insert' ? [other.from, other.to] : [other.id, other.id];
  if (from > otherTo || otherFrom > to) return false;
  if (change.op !== 'update' || other.op !== 'update') return true;
  return Object.keys(change.after).some((column) => column in other.after);
}

/** Later commands, still standing, that touched the same rows and columns: the reason an undo is refused. */
export function findDependents(db: ReadHandle, entry: ChangeEntry): ChangeEntry[] {
  return db
    .all('SELECT * FROM changes WHERE id > ? AND undoOf IS NULL AND undoneBy IS NULL ORDER BY id', [entry.id])
    .map(parseEntry)
    .filter((later) => later.rows.some((row) => entry.rows.some((mine) => touches(mine, row))));
}

/**
 * Takes a command back inside the running transaction: the stored rows in reverse, as new changes of the undoing command.
 * Undoing an undo is a redo. Throws undo-blocked with the list of later commands.
 */
export function undoChange(db: RecordingWriteHandle, id: number): void {
  const entry = getChange(db, id);
  if (entry.undoneBy !== undefined) throw new AppError('conflict', { reason: 'already-undone', id });
  const dependents = findDependents(db, entry);
  if (dependents.length > 0)
    throw new AppError('undo-blocked', {
      id,
      by: dependents.map(({ id: later, method, at, by }) => ({ id: later, method, at, by: by ?? null })),
    });
  for (const change of [...entry.rows].reverse()) revertRow(db, change);
}

/** Marks the original as undone (or an undone one as standing again); part of the undoing command. */
export function markUndone(db: RecordingWriteHandle, id: number, undoing: number): void {
  const entry = getChange(db, id);
  db.execute('UPDATE changes SET undoneBy = ? WHERE id = ?', [undoing, id]);
  if (entry.undoOf !== undefined)
    db.execute('UPDATE changes SET undoneBy = NULL WHERE id = ?', [entry.undoOf]);
}

function revertRow(db: RecordingWriteHandle, change: RowChange): void {
  if (change.op === 'update') db.update(change.table, change.id, change.before);
  else if (change.op === 'remove') reinsert(db, change.table, change.before);
  else for (let id = change.to; id >= change.from; id--) db.remove(change.table, id);
}

function reinsert(db: RecordingWriteHandle, table: string, row: SqlRow): void {
  const columns = Object.keys(row);
  db.execute(
    `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(',')}) VALUES (${columns.map(() => '?').join(',')})`,
    columns.map((column) => row[column] ?? null),
  );
  const id = Number(row.id);
  db.changes.push({ op: 'insert', table, from: id, to: id });
}

/** After a failed save: puts the rows in memory back to what is on disk, leaving no trace of the command. */
export function rollBackInMemory(db: RecordingWriteHandle, done: readonly RowChange[], id: number): void {
  for (const change of [...done].reverse()) revertRow(db, change);
  const undoOf = getChange(db, id).undoOf;
  if (undoOf !== undefined) {
    const undone = getChange(db, undoOf);
    db.execute('UPDATE changes SET undoneBy = NULL WHERE id = ?', [undoOf]);
    if (undone.undoOf !== undefined)
      db.execute('UPDATE changes SET undoneBy = ? WHERE id = ?', [undoOf, undone.undoOf]);
  }
  db.execute('DELETE FROM changes WHERE id = ?', [id]);
}

/** What undo without a number takes back: the newest change that still stands. */
export function findLastStanding(db: ReadHandle): number | undefined {
  const row = db.one('SELECT max(id) AS id FROM changes WHERE undoOf IS NULL AND undoneBy IS NULL');
  return row?.id == null ? undefined : Number(row.id);
}

/** What redo takes back: the newest undo that still stands and after which nothing new was done. */
export function findLastUndo(db: ReadHandle): number | undefined {
  const row = db.one(
    `SELECT max(id) AS id FROM changes WHERE undoOf IS NOT NULL AND undoneBy IS NULL
       AND (SELECT u.undoOf FROM changes u WHERE u.id = changes.undoOf) IS NULL
       AND NOT EXISTS (SELECT 1 FROM changes later WHERE later.id > changes.id AND later.undoOf IS NULL)`,
  );
  return row?.id == null ? undefined : Number(row.id);
}
