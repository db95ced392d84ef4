import { type PointerEvent, useRef } from 'react';
import { defaultWidth, type GridLayout, minimumWidth, positionAt } from './column-layout.ts';
import type { GridProps } from './grid-props.ts';
import type { Position } from './model.ts';
import { selectCell, selectColumns, selectRows } from './selection.ts';
import type { GridController } from './use-grid-controller.ts';
import type { ViewportSource } from './use-viewport.ts';

type Drag =
  | { readonly kind: 'cells' | 'fill' }
  | { readonly kind: 'rows' | 'columns'; readonly from: number }
  | { readonly kind: 'resize'; readonly column: number; readonly x: number; readonly width: number };

export interface PointerInput {
  readonly controller: GridController;
  readonly layout: GridLayout;
  readonly viewport: ViewportSource;
  readonly rowCount: number;
  readonly grid: GridProps;
  readonly onWidth: (column: string, width: number) => void;
}

/** Mouse and pen: select, extend, drag, fill, select rows and columns, resize. */
export function useGridPointer(input: PointerInput) {
  const drag = useRef<Drag | undefined>(undefined);
  const { controller, layout, viewport, grid } = input;
  const { scroller } = viewport;
  const size = { rows: input.rowCount, columns: grid.columns.length };

  const positionOf = (event: { clientX: number; clientY: number }): Position | undefined => {
    const element = scroller.current;
    if (!element || input.rowCount === 0) return undefined;
    const box = element.getBoundingClientRect();
    return positionAt(
      layout,
      viewport.now(),
      event.clientX - box.left,
      event.clientY - box.top,
      input.rowCount,
    );
  };

  const focusEditor = () => controller.editor.current?.focus({ preventScroll: true });

  const startColumn = (event: PointerEvent, header: HTMLElement) => {
    const first = Number(header.dataset.column);
    const last = first + Number(header.dataset.columns) - 1;
    if (input.rowCount === 0) return;
    const from = event.shiftKey ? (controller.current()?.active.column ?? first) : first;
    drag.current = { kind: 'columns', from };
    controller.selectStill(selectColumns(from, last, size));
  };

  const startRow = (event: PointerEvent, row: number) => {
    const from = event.shiftKey ? (controller.current()?.active.row ?? row) : row;
    drag.current = { kind: 'rows', from };
    controller.selectStill(selectRows(from, row, size));
  };

  const startCell = (event: PointerEvent) => {
    const position = positionOf(event);
    if (!position) return;
    const selection = controller.current();
    drag.current = { kind: 'cells' };
    controller.select(
      event.shiftKey && selection ? { active: selection.active, extent: position } : selectCell(position),
    );
  };

  const startResize = (event: PointerEvent, column: number) => {
    drag.current = { kind: 'resize', column, x: event.clientX, width: layout.widths[column]! };
  };

  const startDrag = (event: PointerEvent, target: HTMLElement) => {
    const resize = target.closest<HTMLElement>('[data-resize]');
    if (resize) return startResize(event, Number(resize.dataset.resize));
    if (target.closest('[data-handle]')) {
      drag.current = { kind: 'fill' };
      return;
    }
    if (!controller.commit()) return;
    const gutter = target.closest<HTMLElement>('[data-gutter]');
    const header = target.closest<HTMLElement>('[data-column]');
    if (target.closest('[data-corner]')) controller.perform({ type: 'all' });
    else if (gutter) startRow(event, Number(gutter.dataset.gutter));
    else if (header) startColumn(event, header);
    else if (target.closest('[role="gridcell"]')) startCell(event);
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    // Menus of the header are React children drawn elsewhere in the page: their events bubble here too.
    if (event.button !== 0 || target.closest('button, a, input') || !event.currentTarget.contains(target))
      return;
    if (!target.closest('[role="gridcell"], [data-gutter], [data-column], [data-corner]')) return;
    startDrag(event, target);
    if (drag.current) event.currentTarget.setPointerCapture(event.pointerId);
    focusEditor();
  };

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const active = drag.current;
    if (!active) return;
    if (active.kind === 'resize') {
      const column = grid.columns[active.column]!;
      input.onWidth(column.id, Math.max(minimumWidth, Math.round(active.width + event.clientX - active.x)));
      return;
    }
    const position = positionOf(event);
    const selection = controller.current();
    if (!position || !selection) return;
    if (active.kind === 'fill') controller.dragFill(position);
    else if (active.kind === 'rows') controller.selectStill(selectRows(active.from, position.row, size));
    else if (active.kind === 'columns')
      controller.selectStill(selectColumns(active.from, position.column, size));
    else if (position.row !== selection.extent.row || position.column !== selection.extent.column)
      controller.select({ active: selection.active, extent: position });
  };

  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const active = drag.current;
    drag.current = undefined;
    if (active?.kind !== 'fill') return;
    const position = positionOf(event);
    if (position) controller.dropFill(position);
  };

  const onDoubleClick = (event: { clientX: number; clientY: number }) => {
    // The pointer is captured while it is down, so the event names the grid; ask what lies under it.
    const target = document.elementFromPoint(event.clientX, event.clientY);
    if (!target) return;
    const resize = target.closest<HTMLElement>('[data-resize]');
    if (resize) {
      const column = grid.columns[Number(resize.dataset.resize)]!;
      input.onWidth(
        column.id,
        fittingWidth(scroller.current, Number(resize.dataset.resize)) ?? defaultWidth(column),
      );
      return;
    }
    if (target.closest('[role="gridcell"]') && !controller.open() && grid.onEdit)
      controller.startEditing('edit');
  };

  return { onPointerDown, onPointerMove, onPointerUp, onDoubleClick, onMouseDown: keepFocus };
}

/** The press of a button moves the focus; the text field of the grid must keep it. */
function keepFocus(event: { target: EventTarget; preventDefault: () => void; currentTarget: EventTarget }) {
  const target = event.target as HTMLElement;
  if (!target.closest('button, a, input') && (event.currentTarget as HTMLElement).contains(target))
    event.preventDefault();
}

/** Width that shows the widest text now drawn in the column. */
function fittingWidth(scroller: HTMLDivElement | null, column: number): number | undefined {
  if (!scroller) return undefined;
  const index = Number(
    scroller.querySelector(`[data-column="${column}"][data-columns="1"]`)?.getAttribute('aria-colindex'),
  );
  const texts = scroller.querySelectorAll<HTMLElement>(
    `[role="gridcell"][aria-colindex="${index}"] .grid-text`,
  );
  const widest = Math.max(0, ...Array.from(texts, (text) => Math.max(text.scrollWidth, text.offsetWidth)));
  return widest > 0 ? Math.max(minimumWidth, widest + 22) : undefined;
}
