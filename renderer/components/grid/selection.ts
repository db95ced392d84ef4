import type { Block, GridSize, Position } from './model.ts';
import { clampPosition } from './navigation.ts';

/** `active` is the cell that gets typed into; `extent` the opposite corner of the selected block. */
export interface Selection {
  readonly active: Position;
  readonly extent: Position;
}

export function selectCell(position: Position): Selection {
  return { active: position, extent: position };
}

export function blockOf({ active, extent }: Selection): Block {
  return {
    top: Math.min(active.row, extent.row),
    left: Math.min(active.column, extent.column),
    bottom: Math.max(active.row, extent.row),
    right: Math.max(active.column, extent.column),
  };
}

export function blockSize(block: Block): GridSize {
  return { rows: block.bottom - block.top + 1, columns: block.right - block.left + 1 };
}

export function blockContains(block: Block, { row, column }: Position): boolean {
  return row >= block.top && row <= block.bottom && column >= block.left && column <= block.right;
}

/** Row-major. */
export function blockPositions(block: Block): Position[] {
  const positions: Position[] = [];
  for (let row = block.top; row <= block.bottom; row += 1)
    for (let column = block.left; column <= block.right; column += 1) positions.push({ row, column });
  return positions;
}

/** Keeps a selection inside a grid that lost rows or columns; undefined where nothing is left. */
export function clampSelection(selection: Selection, size: GridSize): Selection | undefined {
  if (size.rows === 0 || size.columns === 0) return undefined;
  return { active: clampPosition(selection.active, size), extent: clampPosition(selection.extent, size) };
}

/** Whole rows, whole columns, or everything. */
export function selectRows(first: number, last: number, size: GridSize): Selection {
  return { active: { row: first, column: 0 }, extent: { row: last, column: size.columns - 1 } };
}

export function selectColumns(first: number, last: number, size: GridSize): Selection {
  return { active: { row: 0, column: first }, extent: { row: size.rows - 1, column: last } };
}
