import { headerDepth } from './header-layout.ts';
import type { GridColumn, Position } from './model.ts';

/** Pixel geometry of a grid; all lengths are CSS pixels from the left or top of the scrolled content. */
export interface GridLayout {
  readonly gutter: number;
  /** Left edge per column, the gutter included. */
  readonly lefts: readonly number[];
  readonly widths: readonly number[];
  readonly frozenColumns: number;
  /** Right edge of the last frozen column. */
  readonly frozenEnd: number;
  readonly total: number;
  readonly rowHeight: number;
  readonly frozenRows: number;
  /** Height per header level. */
  readonly levels: readonly number[];
  readonly headerHeight: number;
  /** Header and frozen rows together: what stays at the top. */
  readonly headHeight: number;
}

export const minimumWidth = 40;
const groupLevel = 28;
const leafLevel = 30;
const tallLeafLevel = 46;
/** Average width of a Chinese character at 13 px, and the room a header needs beside its text. */
const characterWidth = 13;
const headerPadding = 30;

export function defaultWidth(column: GridColumn): number {
  return column.width ?? (column.kind === 'number' ? 108 : 160);
}

function wraps(column: GridColumn, width: number): boolean {
  const text = (column.header.at(-1) ?? '') + (column.unit ? `（${column.unit}）` : '');
  const length = [...text].reduce((sum, character) => sum + (character < '\u0100' ? 0.55 : 1), 0);
  return length * characterWidth + headerPadding > width;
}

export function layoutGrid(input: {
  readonly columns: readonly GridColumn[];
  readonly widths: Readonly<Record<string, number>>;
  readonly frozenColumns: number;
  readonly frozenRows: number;
  readonly rowHeight: number;
  readonly gutter: number;
}): GridLayout {
  const widths = input.columns.map((column) => input.widths[column.id] ?? defaultWidth(column));
  const lefts: number[] = [];
  let total = input.gutter;
  for (const width of widths) {
    lefts.push(total);
    total += width;
  }
  const tall = input.columns.some((column, i) => wraps(column, widths[i]!));
  const levels = Array.from({ length: headerDepth(input.columns) }, (_, level) =>
    level < headerDepth(input.columns) - 1 ? groupLevel : tall ? tallLeafLevel : leafLevel,
  );
  const headerHeight = levels.reduce((sum, height) => sum + height, 0);
  return {
    gutter: input.gutter,
    lefts,
    widths,
    frozenColumns: input.frozenColumns,
    frozenEnd: lefts[input.frozenColumns] ?? total,
    total,
    rowHeight: input.rowHeight,
    frozenRows: input.frozenRows,
    levels,
    headerHeight,
    headHeight: headerHeight + input.frozenRows * input.rowHeight,
  };
}

export interface Viewport {
  readonly scrollLeft: number;
  readonly scrollTop: number;
  readonly width: number;
  readonly height: number;
}

/** A cell's rectangle as seen, from the top left of the viewport. */
export function cellRectangle(layout: GridLayout, viewport: Viewport, { row, column }: Position) {
  const frozenColumn = column < layout.frozenColumns;
  const frozenRow = row < layout.frozenRows;
  const top = layout.headerHeight + row * layout.rowHeight;
  return {
    left: layout.lefts[column]! - (frozenColumn ? 0 : viewport.scrollLeft),
    top: frozenRow ? top : top - viewport.scrollTop,
    width: layout.widths[column]!,
    height: layout.rowHeight,
  };
}

/** Where to scroll so that the cell can be seen whole beside the frozen parts. */
export function revealOffset(
  layout: GridLayout,
  viewport: Viewport,
  position: Position,
): { left: number; top: number } {
  const { left, top, width, height } = cellRectangle(layout, viewport, position);
  const across =
    position.column < layout.frozenColumns ? 0 : overlap(left, width, layout.frozenEnd, viewport.width);
  const down =
    position.row < layout.frozenRows ? 0 : overlap(top, height, layout.headHeight, viewport.height);
  return { left: viewport.scrollLeft + across, top: viewport.scrollTop + down };
}

function overlap(start: number, length: number, low: number, high: number): number {
  if (start < low) return start - low;
  return start + length > high ? Math.min(start + length - high, start - low) : 0;
}

/** The cell under a point of the viewport, the nearest one where the point lies outside; undefined above the rows. */
export function positionAt(
  layout: GridLayout,
  viewport: Viewport,
  x: number,
  y: number,
  rows: number,
): Position {
  const across = x < layout.frozenEnd && x >= 0 ? x : x + viewport.scrollLeft;
  const firstFree = x < layout.frozenEnd ? 0 : layout.frozenColumns;
  let column = layout.lefts.findLastIndex((left) => left <= across);
  column = Math.max(column, Math.min(firstFree, layout.lefts.length - 1), 0);
  const inFrozenRows = y < layout.headHeight && y >= layout.headerHeight;
  const below = y - layout.headerHeight + (inFrozenRows ? 0 : viewport.scrollTop);
  const row = Math.max(0, Math.min(rows - 1, Math.floor(below / layout.rowHeight)));
  return { row, column };
}
