import type { GridCore } from './controller-core.ts';
import type { entryCommands } from './entry-commands.ts';
import type { GridCommand } from './keyboard.ts';
import type { Position } from './model.ts';
import { jump, step, tabStep } from './navigation.ts';
import { blockOf, selectCell, selectColumns, selectRows } from './selection.ts';

/** Going from cell to cell; an entry under way is kept first, and a refused one holds the cell. */
export function moveCommands(core: GridCore, { commit, open }: ReturnType<typeof entryCommands>) {
  const { now, latest, size, current, textAt, select, selectStill } = core;

  const moveTo = (position: Position, extend: boolean) => {
    const selection = current();
    if (!selection) return;
    select(extend ? { active: selection.active, extent: position } : selectCell(position));
  };

  const enter = (back: boolean) => {
    const selection = current();
    if (!selection || !commit() || (now.current.mode === 'ready' && open())) return;
    const { tabOrigin } = now.current;
    const from = tabOrigin === undefined ? selection.active : { ...selection.active, column: tabOrigin };
    select(selectCell(step(from, back ? 'up' : 'down', size())));
  };

  /** False when Tab should leave the grid. */
  const tab = (back: boolean): boolean => {
    const selection = current();
    const readOnlyGrid = !latest.current.props.onEdit;
    if (!selection || readOnlyGrid || now.current.leaving || !commit()) return now.current.mode !== 'ready';
    const next = tabStep(selection.active, !back, size());
    if (!next) return false;
    select(selectCell(next), { tabOrigin: now.current.tabOrigin ?? selection.active.column });
    return true;
  };

  const moveBy = (command: Extract<GridCommand, { type: 'move' }>) => {
    const selection = current();
    if (!selection || !commit()) return;
    const from = command.extend ? selection.extent : selection.active;
    const to = command.jump
      ? jump(from, command.direction, size(), (position) => textAt(position) === '')
      : step(from, command.direction, size());
    moveTo(to, command.extend);
  };

  const moveToEdge = ({ to, extend }: Extract<GridCommand, { type: 'edge' }>) => {
    const selection = current();
    if (!selection) return;
    const from = extend ? selection.extent : selection.active;
    const { rows, columns } = size();
    const row = to === 'first' ? 0 : to === 'last' ? rows - 1 : from.row;
    const column = to === 'first' || to === 'row-start' ? 0 : columns - 1;
    moveTo({ row, column }, extend);
  };

  const page = ({ direction, extend }: Extract<GridCommand, { type: 'page' }>) => {
    const selection = current();
    if (!selection) return;
    const from = extend ? selection.extent : selection.active;
    moveTo(step(from, direction, size(), latest.current.pageRows()), extend);
  };

  const selectLine = (line: 'row' | 'column' | 'all') => {
    const selection = current();
    if (!selection) return;
    const block = blockOf(selection);
    const { rows, columns } = size();
    if (line === 'row') selectStill(selectRows(block.top, block.bottom, size()));
    else if (line === 'column') selectStill(selectColumns(block.left, block.right, size()));
    else selectStill({ active: { row: 0, column: 0 }, extent: { row: rows - 1, column: columns - 1 } });
  };

  /** Reached by Tab, nothing is chosen yet: the first key that goes somewhere chooses the first cell. */
  const begin = (command: GridCommand): boolean => {
    const { rows, columns } = size();
    if (current() || rows === 0 || columns === 0) return false;
    if (!['move', 'page', 'edge', 'enter'].includes(command.type)) return false;
    select(selectCell({ row: 0, column: 0 }));
    return true;
  };

  return { enter, tab, moveBy, moveToEdge, page, selectLine, begin };
}
