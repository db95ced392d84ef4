import type { GridColumn } from './model.ts';

/** A header cell: a group over several columns, or a column's own name reaching down to the last level. */
export interface HeaderCell {
  readonly level: number;
  readonly levels: number;
  readonly first: number;
  readonly columns: number;
  readonly text: string;
  /** The column named, where the cell is the column's own name. */
  readonly column?: GridColumn;
}

export function headerDepth(columns: readonly GridColumn[]): number {
  return Math.max(1, ...columns.map((column) => column.header.length));
}

function sharesPath(a: GridColumn, b: GridColumn, level: number): boolean {
  return (
    a.header.length > level + 1 &&
    b.header.length > level + 1 &&
    a.header.slice(0, level + 1).every((text, i) => text === b.header[i])
  );
}

/**
 * Header cells by level. Neighbours with the same path share a group cell; a group is cut at the frozen border,
 * because its halves scroll apart.
 */
export function layoutHeader(columns: readonly GridColumn[], frozenColumns: number): HeaderCell[][] {
  const depth = headerDepth(columns);
  return Array.from({ length: depth }, (_, level) => layoutLevel(columns, level, depth, frozenColumns));
}

function layoutLevel(
  columns: readonly GridColumn[],
  level: number,
  depth: number,
  frozen: number,
): HeaderCell[] {
  const cells: HeaderCell[] = [];
  for (let first = 0; first < columns.length; first += 1) {
    const column = columns[first]!;
    const text = column.header[level];
    if (text === undefined) continue;
    if (level === column.header.length - 1) {
      cells.push({ level, levels: depth - level, first, columns: 1, text, column });
      continue;
    }
    let last = first;
    while (last + 1 !== frozen && columns[last + 1] && sharesPath(column, columns[last + 1]!, level))
      last += 1;
    cells.push({ level, levels: 1, first, columns: last - first + 1, text });
    first = last;
  }
  return cells;
}
