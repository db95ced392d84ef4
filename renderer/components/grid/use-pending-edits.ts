import { useState } from 'react';
import type { GridCell, GridEdit } from './model.ts';

interface Pending {
  readonly text: string;
  readonly save: NonNullable<GridCell['save']>;
}

const keyOf = (row: string, column: string) => JSON.stringify([row, column]);

/**
 * Edits on their way into the plan: shown at once, marked as saving, then saved, or not saved with what was typed.
 * A saved mark stays until the next edits, so that a person sees what went in.
 */
export function usePendingEdits() {
  const [pending, setPending] = useState<ReadonlyMap<string, Pending>>(new Map());
  const mark = (edits: readonly GridEdit[], save: Pending['save']) =>
    setPending((before) => {
      const kept = [...before].filter(([, one]) => one.save !== 'saved');
      return new Map([
        ...kept,
        ...edits.map(({ row, column, text }) => [keyOf(row, column), { text, save }] as const),
      ]);
    });
  return {
    pending,
    /** The cell as it should be shown now. */
    overlay(row: string, column: string, cell: GridCell): GridCell {
      const one = pending.get(keyOf(row, column));
      if (!one) return cell;
      if (one.save === 'saved') return cell.text === one.text ? { ...cell, save: 'saved' } : cell;
      const { display: _display, missing: _missing, provisional: _provisional, ...rest } = cell;
      return { ...rest, text: one.text, save: one.save };
    },
    /** Runs the change; the marks follow it. */
    async submit(edits: readonly GridEdit[], run: () => Promise<void>): Promise<void> {
      mark(edits, 'saving');
      try {
        await run();
        mark(edits, 'saved');
      } catch (error) {
        mark(edits, 'unsaved');
        throw error;
      }
    },
  };
}
