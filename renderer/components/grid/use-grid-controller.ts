import { useRef, useState } from 'react';
import { blockCommands } from './block-commands.ts';
import { type ControllerInput, createCore, type GridState } from './controller-core.ts';
import { entryCommands } from './entry-commands.ts';
import type { GridCommand } from './keyboard.ts';
import { moveCommands } from './move-commands.ts';
import { clampSelection } from './selection.ts';

export type GridController = ReturnType<typeof useGridController>;

/**
 * State and commands of one grid. Events may follow each other faster than React draws, so commands read and write
 * the state through a reference and only then ask for a drawing. They are made once and keep their identity.
 */
export function useGridController(input: ControllerInput) {
  const [drawn, draw] = useState<GridState>({ selection: undefined, mode: 'ready', revealed: 0 });
  const now = useRef(drawn);
  const latest = useRef(input);
  latest.current = input;
  const editor = useRef<HTMLTextAreaElement>(null);
  const [commands] = useState(() => createCommands(createCore(now, latest, editor, draw)));
  return {
    ...commands,
    state: drawn,
    selection: drawn.selection && clampSelection(drawn.selection, commands.size()),
  };
}

function createCommands(core: ReturnType<typeof createCore>) {
  const { latest } = core;
  const entry = entryCommands(core);
  const moves = moveCommands(core, entry);
  const blocks = blockCommands(core);

  /** False where the key should keep its ordinary meaning. */
  const perform = (command: GridCommand): boolean => {
    const { props } = latest.current;
    if (moves.begin(command)) return true;
    switch (command.type) {
      case 'move':
        moves.moveBy(command);
        return true;
      case 'page':
        moves.page(command);
        return true;
      case 'edge':
        moves.moveToEdge(command);
        return true;
      case 'enter':
        moves.enter(command.back);
        return true;
      case 'tab':
        return moves.tab(command.back);
      case 'edit':
        entry.startEditing('edit');
        return true;
      case 'cancel':
        entry.cancel();
        return true;
      case 'clear':
        blocks.clear();
        return true;
      case 'fill-down':
        blocks.fillSelection('down');
        return true;
      case 'fill-right':
        blocks.fillSelection('right');
        return true;
      case 'line-break':
        entry.lineBreak();
        return true;
      case 'all':
        moves.selectLine('all');
        return true;
      case 'select-row':
        moves.selectLine('row');
        return true;
      case 'select-column':
        moves.selectLine('column');
        return true;
      case 'undo':
        props.onUndo?.();
        return props.onUndo !== undefined;
      case 'redo':
        props.onRedo?.();
        return props.onRedo !== undefined;
      case 'copy-with-headers':
        blocks.copyWithHeaders();
        return true;
      case 'menu': {
        const selection = core.current();
        if (selection) latest.current.openMenu(selection.active.column);
        return true;
      }
    }
  };

  const { now, editor, size, current, cellOf, isReadOnly, textsOf, select, selectStill, update } = core;
  return {
    /** The state as the last event left it, for event handlers. */
    now,
    editor,
    size,
    current,
    cellOf,
    isReadOnly,
    textsOf,
    select,
    selectStill,
    commit: entry.commit,
    leave: entry.leave,
    startEditing: entry.startEditing,
    open: entry.open,
    clear: blocks.clear,
    copyTo: blocks.copyTo,
    paste: blocks.paste,
    dragFill: blocks.dragFill,
    dropFill: blocks.dropFill,
    perform,
    dismiss: () => update({ message: undefined, notice: undefined }),
  };
}
