import type { GridLayout, Viewport } from './column-layout.ts';

/** Rows and columns drawn beyond the edge, so that a fast scroll shows them before the page has drawn again. */
const rowsBeyond = 6;
const columnsBeyond = 2;

/**
 * Rows to draw, counted from the first that is not frozen. Their number depends on the height alone, so that a row that
 * scrolls out can lend its elements to the one that scrolls in.
 */
export function visibleRows(layout: GridLayout, viewport: Viewport, rows: number) {
  const seen = Math.ceil(Math.max(0, viewport.height - layout.headHeight) / layout.rowHeight) + 1;
  const count = Math.min(rows, seen + 2 * rowsBeyond);
  const first = Math.floor(viewport.scrollTop / layout.rowHeight) - rowsBeyond;
  return { first: Math.max(0, Math.min(first, rows - count)), count };
}

/** First and last column to draw, inclusive; the frozen ones are drawn in any case. */
export function visibleColumns({ lefts, frozenEnd }: GridLayout, { scrollLeft, width }: Viewport) {
  const from = lefts.findLastIndex((left) => left <= scrollLeft + frozenEnd);
  const to = lefts.findLastIndex((left) => left < scrollLeft + width);
  return {
    first: Math.max(0, from - columnsBeyond),
    last: Math.min(lefts.length - 1, Math.max(to, 0) + columnsBeyond),
  };
}
