import type { GridSize, Position } from './model.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

const deltas: Readonly<Record<Direction, readonly [number, number]>> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
};

const clamp = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));

export function clampPosition(position: Position, size: GridSize): Position {
  return { row: clamp(position.row, size.rows), column: clamp(position.column, size.columns) };
}

/** The cell `distance` further in the direction, kept inside the grid. */
export function step(position: Position, direction: Direction, size: GridSize, distance = 1): Position {
  const [rows, columns] = deltas[direction];
  return clampPosition(
    { row: position.row + rows * distance, column: position.column + columns * distance },
    size,
  );
}

const inside = (position: Position, size: GridSize) =>
  position.row >= 0 && position.column >= 0 && position.row < size.rows && position.column < size.columns;

function neighbour(position: Position, direction: Direction): Position {
  const [rows, columns] = deltas[direction];
  return { row: position.row + rows, column: position.column + columns };
}

/**
 * Ctrl+arrow as spreadsheets do it: from the inside of a filled run to its end, otherwise to the next filled cell,
 * or to the edge of the grid where there is none.
 */
export function jump(
  position: Position,
  direction: Direction,
  size: GridSize,
  isEmpty: (position: Position) => boolean,
): Position {
  let next = neighbour(position, direction);
  if (!inside(next, size)) return position;
  if (!isEmpty(position) && !isEmpty(next)) {
    let last = next;
    while (inside(next, size) && !isEmpty(next)) {
      last = next;
      next = neighbour(next, direction);
    }
    return last;
  }
  while (inside(next, size) && isEmpty(next)) next = neighbour(next, direction);
  return clampPosition(next, size);
}

/** Tab order inside the grid: along the row, then the first cell of the next row. Undefined behind either end. */
export function tabStep(position: Position, forward: boolean, size: GridSize): Position | undefined {
  const index = position.row * size.columns + position.column + (forward ? 1 : -1);
  if (index < 0 || index >= size.rows * size.columns) return undefined;
  return { row: Math.floor(index / size.columns), column: index % size.columns };
}
