import { describe, expect, it } from 'vitest';
import { layoutGrid, positionAt, revealOffset } from '../../../renderer/components/grid/column-layout.ts';
import { headerDepth, layoutHeader } from '../../../renderer/components/grid/header-layout.ts';
import type { GridColumn } from '../../../renderer/components/grid/model.ts';
import { applyOrder, takeOrder } from '../../../renderer/components/grid/view-order.ts';
import { visibleColumns, visibleRows } from '../../../renderer/components/grid/visible-range.ts';

const column = (id: string, ...header: string[]): GridColumn => ({ id, header, kind: 'number', width: 100 });
const columns = [
  column('name', '单位'),
  column('a', '经济', '投资', '本期'),
  column('b', '经济', '投资', '同期'),
  column('c', '经济', '收入'),
  column('d', '人口'),
];

describe('grouped header', () => {
  it('joins neighbours with one path and lets short paths reach down', () => {
    const levels = layoutHeader(columns, 0).map((cells) =>
      cells.map(({ text, first, columns: wide, levels: high }) => [text, first, wide, high]),
    );
    expect(headerDepth(columns)).toBe(3);
    expect(levels).toEqual([
      [
        ['单位', 0, 1, 3],
        ['经济', 1, 3, 1],
        ['人口', 4, 1, 3],
      ],
      [
        ['投资', 1, 2, 1],
        ['收入', 3, 1, 2],
      ],
      [
        ['本期', 1, 1, 1],
        ['同期', 2, 1, 1],
      ],
    ]);
  });

  it('cuts a group at the frozen border', () => {
    const [top] = layoutHeader(columns, 2);
    expect(top!.map(({ text, columns: wide }) => [text, wide])).toEqual([
      ['单位', 1],
      ['经济', 1],
      ['经济', 2],
      ['人口', 1],
    ]);
  });
});

describe('geometry', () => {
  const layout = layoutGrid({
    columns,
    widths: { b: 200 },
    frozenColumns: 1,
    frozenRows: 1,
    rowHeight: 30,
    gutter: 40,
  });
  const viewport = { scrollLeft: 100, scrollTop: 60, width: 300, height: 300 };

  it('finds the cell under a point, frozen parts first', () => {
    expect(positionAt(layout, viewport, 60, layout.headHeight + 1, 50)).toEqual({ row: 3, column: 0 });
    expect(positionAt(layout, viewport, 60, layout.headerHeight + 1, 50)).toEqual({ row: 0, column: 0 });
    expect(positionAt(layout, viewport, 150, layout.headHeight + 1, 50)).toEqual({ row: 3, column: 2 });
  });

  it('scrolls only as far as the cell needs', () => {
    expect(revealOffset(layout, viewport, { row: 3, column: 0 })).toEqual({ left: 100, top: 60 });
    expect(revealOffset(layout, viewport, { row: 1, column: 1 })).toEqual({ left: 0, top: 0 });
    expect(revealOffset(layout, viewport, { row: 49, column: 0 }).top).toBe(
      layout.headerHeight + 50 * 30 - 300,
    );
  });
});

describe('sort and filter', () => {
  const texts: Record<string, string> = { r1: '10', r2: '9', r3: '', r4: '2', r5: '乙' };
  const rows = Object.keys(texts);
  const textAt = (row: string) => texts[row] ?? '';

  it('sorts numbers as numbers, texts after them, blanks last in both directions', () => {
    const order = (direction: 'up' | 'down') =>
      takeOrder(rows, { column: 'x', direction }, [], textAt)!.order;
    expect(order('up')).toEqual(['r4', 'r2', 'r1', 'r5', 'r3']);
    expect(order('down')).toEqual(['r1', 'r2', 'r4', 'r5', 'r3']);
  });

  it('keeps its order while figures change, drops gone rows and puts new ones last', () => {
    const view = takeOrder(
      rows,
      { column: 'x', direction: 'up' },
      [{ column: 'x', values: ['2', '9', '10'] }],
      textAt,
    )!;
    texts.r4 = '99';
    expect(applyOrder(rows, view)).toEqual(['r4', 'r2', 'r1']);
    expect(applyOrder(['r1', 'r4', 'r9'], view)).toEqual(['r4', 'r1', 'r9']);
  });
});

describe('what is drawn', () => {
  const layout = layoutGrid({
    columns: Array.from({ length: 60 }, (_, i) => ({
      id: `c${i}`,
      header: [`c${i}`],
      kind: 'number' as const,
    })),
    widths: {},
    frozenColumns: 2,
    frozenRows: 0,
    rowHeight: 30,
    gutter: 46,
  });
  const seen = (scrollTop: number, scrollLeft = 0) => ({ scrollLeft, scrollTop, width: 1000, height: 630 });

  it('covers what is seen with the same number of rows wherever it is scrolled to', () => {
    const counts = new Set<number>();
    for (const scrollTop of [0, 1, 29, 30, 4567, 299_400, 1e9]) {
      const { first, count } = visibleRows(layout, seen(scrollTop), 10_000);
      counts.add(count);
      const top = Math.min(scrollTop, 10_000 * 30 - 600);
      expect(first * 30).toBeLessThanOrEqual(top);
      expect(Math.min(10_000, first + count) * 30).toBeGreaterThanOrEqual(Math.min(top + 600, 300_000));
    }
    expect(counts.size).toBe(1);
  });

  it('draws what there is of a short table, and nothing of an empty one', () => {
    expect(visibleRows(layout, seen(0), 5)).toEqual({ first: 0, count: 5 });
    expect(visibleRows(layout, seen(0), 0)).toEqual({ first: 0, count: 0 });
  });

  it('draws the columns from behind the frozen ones to the right edge', () => {
    for (const scrollLeft of [0, 500, 5400]) {
      const { first, last } = visibleColumns(layout, seen(0, scrollLeft));
      expect(layout.lefts[first]!).toBeLessThanOrEqual(scrollLeft + layout.frozenEnd);
      expect(layout.lefts[last]! + layout.widths[last]!).toBeGreaterThanOrEqual(
        Math.min(layout.total, scrollLeft + 1000),
      );
      expect(last - first).toBeLessThan(16);
    }
  });
});
