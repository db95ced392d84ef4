import type { Database } from 'sql.js';
import { AppError } from '../../shared/errors/app-error.ts';
import {
  type ChangeInput,
  currentRevision,
  markUndone,
  recordChange,
  rollBackInMemory,
} from './change-log.ts';
import {
  createReadHandle,
  createWriteHandle,
  type ReadHandle,
  type RecordingWriteHandle,
  StatementCache,
} from './handles.ts';
import { migrate, openDatabase } from './open-database.ts';
import {
  createPlanFile,
  openPlanFile,
  type PlanFile,
  type PlanFileOptions,
  type PlanNotice,
} from './plan-file/plan-file.ts';

/*
 * One open plan: the database in memory and the file it is kept in. `write` is the only door for changes:
 * one at a time, one synchronous transaction, the history row, then the durable save before anybody is told.
 */

export interface PlanStore {
  readonly path: string;
  readonly file: PlanFile;
  readonly readOnly: boolean;
  readonly notices: readonly PlanNotice[];
  readonly read: ReadHandle;
  revision(): number;
  /** A command that changed no row leaves no history. Throws plan-read-only, write-failed (then nothing changed), and whatever `apply` throws (then rolled back). */
  write<T>(
    describe: (value: T) => ChangeInput,
    apply: (db: RecordingWriteHandle) => T,
  ): Promise<{ value: T; revision: number }>;
  /**
   * Puts an earlier state back as a new one; the state before stays as a pinned generation, so that this can be undone
   * the same way. Throws plan-read-only, not-found, plan-damaged, write-failed (then nothing changed).
   */
  restore(sequence: number, change: ChangeInput): Promise<number>;
  /** The image of the database as it stands, for packing and checks. */
  exportImage(): Uint8Array;
  close(): Promise<void>;
}

/** A new plan file holding what `fill` writes; the file appears only when everything was written. */
export async function createPlan(
  path: string,
  options: PlanFileOptions,
  change: ChangeInput,
  fill: (db: RecordingWriteHandle) => void,
): Promise<PlanStore> {
  const database = await openDatabase();
  migrate(database);
  const cache = new StatementCache(database);
  runTransaction(database, cache, () => change, fill);
  const file = await createPlanFile(path, database.export(), options);
  return makeStore(database, cache, file);
}

/** Opens a plan, replays its journal, migrates it (a generation of the old version stays behind). */
export async function openPlan(path: string, options: PlanFileOptions): Promise<PlanStore> {
  const file = await openPlanFile(path, options);
  try {
    const database = await openDatabase(file.image);
    const cache = new StatementCache(database);
    for (const record of file.journal)
      for (const statement of record.statements) cache.prepare(statement.sql).run([...statement.params]);
    const migrated = migrate(database);
    cache.free();
    file.releaseImage();
    if ((migrated || file.journal.length > 0) && !file.readOnly)
      await file.saveWhole(() => database.export(), { pinPrevious: migrated });
    return makeStore(database, new StatementCache(database), file);
  } catch (error) {
    await file.abandon();
    throw error instanceof AppError
      ? error
      : new AppError('plan-damaged', { path, cause: String(error) }, { cause: error });
  }
}

function runTransaction<T>(
  database: Database,
  cache: StatementCache,
  describe: (value: T) => ChangeInput,
  apply: (db: RecordingWriteHandle) => T,
): { value: T; db: RecordingWriteHandle; revision: number } {
  const db = createWriteHandle(cache);
  database.exec('BEGIN');
  try {
    const value = apply(db);
    if (db.changes.length === 0) {
      database.exec('COMMIT');
      return { value, db, revision: currentRevision(db) };
    }
    const change = describe(value);
    const revision = recordChange(db, change);
    if (change.undoOf !== undefined) markUndone(db, change.undoOf, revision);
    database.exec('COMMIT');
    return { value, db, revision };
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

const idleMilliseconds = 10_000;

function makeStore(opened: Database, cache: StatementCache, file: PlanFile): PlanStore {
  let database = opened;
  const read = createReadHandle(cache);
  const exportImage = () => database.export();
  let queue: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  /** The snapshot follows when nobody works: a short journal opens faster and leaves less to replay. */
  const foldWhenIdle = () => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      queue = queue.then(() => file.foldJournal(exportImage)).catch(() => undefined);
    }, idleMilliseconds);
    idle.unref();
  };

  const writeNow = async <T>(describe: (value: T) => ChangeInput, apply: (db: RecordingWriteHandle) => T) => {
    if (file.readOnly) throw new AppError('plan-read-only', { path: file.path });
    const { value, db, revision } = runTransaction(database, cache, describe, apply);
    if (db.statements.length === 0 && !db.oversized) return { value, revision };
    try {
      if (db.oversized) await file.saveWhole(exportImage);
      else await file.commit({ sequence: file.sequence + 1, statements: db.statements }, exportImage);
      foldWhenIdle();
    } catch (error) {
      database.exec('BEGIN');
      rollBackInMemory(createWriteHandle(cache), db.changes, revision);
      database.exec('COMMIT');
      throw error;
    }
    return { value, revision };
  };

  const restoreNow = async (sequence: number, change: ChangeInput): Promise<number> => {
    if (file.readOnly) throw new AppError('plan-read-only', { path: file.path });
    const earlier = await openDatabase(await file.readGeneration(sequence));
    migrate(earlier);
    const note = new StatementCache(earlier);
    const writing = createWriteHandle(note);
    const revision = recordChange(writing, change);
    note.free();
    try {
      await file.saveWhole(() => earlier.export(), { pinPrevious: true });
    } catch (error) {
      earlier.close();
      throw error;
    }
    cache.moveTo(earlier);
    database.close();
    database = earlier;
    return revision;
  };

  return {
    path: file.path,
    file,
    restore(sequence, change) {
      const result = queue.then(() => restoreNow(sequence, change));
      queue = result.catch(() => undefined);
      return result;
    },
    readOnly: file.readOnly,
    notices: file.notices,
    read,
    revision: () => currentRevision(read),
    write(describe, apply) {
      const result = queue.then(() => writeNow(describe, apply));
      queue = result.catch(() => undefined);
      return result;
    },
    exportImage,
    async close() {
      clearTimeout(idle);
      await queue;
      await file.close(exportImage);
      cache.free();
      database.close();
    },
  };
}
