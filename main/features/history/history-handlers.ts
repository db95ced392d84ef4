import { AppError } from '../../../shared/errors/app-error.ts';
import { findBrokenLink, getChange, headHash, listChanges, undoChange } from '../../db/change-log.ts';
import type { ReadHandle, RecordingWriteHandle } from '../../db/handles.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';

/* Undo and redo are commands like any other: they leave their own row, so nothing ever vanishes from the history. */

/** Undo without a number takes back the newest change that still stands. */
function lastStanding(db: ReadHandle): number {
  const row = db.one('SELECT max(id) AS id FROM changes WHERE undoOf IS NULL AND undoneBy IS NULL');
  if (row?.id == null) throw new AppError('not-found', { what: 'change' });
  return Number(row.id);
}

/** Redo takes back the newest undo that still stands and after which nothing new was done. */
function lastUndo(db: ReadHandle): number {
  const row = db.one(
    `SELECT max(id) AS id FROM changes WHERE undoOf IS NOT NULL AND undoneBy IS NULL
       AND (SELECT u.undoOf FROM changes u WHERE u.id = changes.undoOf) IS NULL
       AND NOT EXISTS (SELECT 1 FROM changes later WHERE later.id > changes.id AND later.undoOf IS NULL)`,
  );
  if (row?.id == null) throw new AppError('not-found', { what: 'undo' });
  return Number(row.id);
}

export const historyHandlers = {
  'history/list': queryHandler<'history/list', Services>('history/list', (db, input) => ({
    changes: listChanges(db, input.limit, input.before).map((entry) => ({
      id: entry.id,
      method: entry.method,
      by: entry.by ?? null,
      at: entry.at,
      summary: entry.summary,
      rows: entry.rows.reduce((sum, row) => sum + (row.op === 'insert' ? row.to - row.from + 1 : 1), 0),
      undoOf: entry.undoOf ?? null,
      undoneBy: entry.undoneBy ?? null,
      hash: entry.hash,
    })),
    head: headHash(db),
    brokenAt: findBrokenLink(db) ?? null,
  })),
  'history/undo': commandHandler<'history/undo', Services, number>('history/undo', {
    prepare: (db, input) => input.id ?? lastStanding(db),
    apply(db, id) {
      const { method } = getChange(db, id);
      undoChange(db as RecordingWriteHandle, id);
      return { undone: id, method };
    },
    summary: (output) => ({ undone: output.undone, method: output.method }),
    undoOf: (id) => id,
  }),
  'history/redo': commandHandler<'history/redo', Services, number>('history/redo', {
    prepare: (db) => lastUndo(db),
    apply(db, id) {
      const undo = getChange(db, id);
      undoChange(db as RecordingWriteHandle, id);
      return { redone: undo.undoOf!, method: getChange(db, undo.undoOf!).method };
    },
    summary: (output) => ({ redone: output.redone, method: output.method }),
    undoOf: (id) => id,
  }),
  'history/list-generations': queryHandler<'history/list-generations', Services>(
    'history/list-generations',
    async (_db, _input, services) => {
      const generations = await services.store.file.listGenerations();
      return {
        generations: generations.map(({ sequence, savedAt, bytes, intact }) => ({
          sequence,
          savedAt: savedAt.toISOString(),
          bytes,
          valid: intact,
        })),
      };
    },
  ),
};
