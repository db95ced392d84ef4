import { AppError } from '../../../shared/errors/app-error.ts';
import {
  findBrokenLink,
  findLastStanding,
  findLastUndo,
  getChange,
  headHash,
  listChanges,
  undoChange,
} from '../../db/change-log.ts';
import type { RecordingWriteHandle } from '../../db/handles.ts';
import { commandHandler, queryHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';

/* Undo and redo are commands like any other: they leave their own row, so nothing ever vanishes from the history. */

function requireChange(id: number | undefined): number {
  if (id === undefined) throw new AppError('not-found', { what: 'change' });
  return id;
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
    prepare: (db, input) => input.id ?? requireChange(findLastStanding(db)),
    apply(db, id) {
      const { method } = getChange(db, id);
      undoChange(db as RecordingWriteHandle, id);
      return { undone: id, method };
    },
    summary: (output) => ({ undone: output.undone, method: output.method }),
    undoOf: (id) => id,
  }),
  'history/redo': commandHandler<'history/redo', Services, number>('history/redo', {
    prepare: (db) => requireChange(findLastUndo(db)),
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
