import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { gridWords } from '../../words/grid.ts';
import { FilterList } from './FilterList.tsx';
import type { GridColumn } from './model.ts';
import type { ViewControl } from './use-view-order.ts';

const panelWidth = 254;
const edge = 8;

export interface HeaderMenuProps {
  readonly column: GridColumn;
  readonly view: ViewControl;
  /** The column's header cell, under which the menu opens; undefined where it is scrolled out of sight. */
  readonly anchor: () => Element | undefined;
  /** `chosen`: something was decided or given up by key, so the keys go back to the grid. */
  readonly onClose: (chosen: boolean) => void;
}

/**
 * Sort and filter of one column (the small mark in its header, Alt+↓ on a cell). Whatever is pressed elsewhere closes it
 * and still reaches what it was meant for.
 */
export function HeaderMenu({ column, view, anchor, onClose }: HeaderMenuProps) {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => closeOutside(panel, () => close.current(false)), []);
  useLayoutEffect(() => placeUnder(panel.current, anchor()));
  const sort = (direction: 'up' | 'down' | undefined) => {
    view.setSort(direction && { column: column.id, direction });
    onClose(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose(true);
  };
  return createPortal(
    <div
      ref={panel}
      role="dialog"
      aria-label={gridWords.menu(column.header.at(-1) ?? '')}
      className="grid-menu-panel"
      onKeyDown={onKeyDown}
      onPointerDown={keepInside}
    >
      <div className="grid-menu-sort">
        {/* biome-ignore lint/a11y/noAutofocus: the menu was asked for; the keys go on in it */}
        <button type="button" className="grid-button" onClick={() => sort('up')} autoFocus>
          {gridWords.sortUp}
        </button>
        <button type="button" className="grid-button" onClick={() => sort('down')}>
          {gridWords.sortDown}
        </button>
        <button
          type="button"
          className="grid-button"
          disabled={view.sort?.column !== column.id}
          onClick={() => sort(undefined)}
        >
          {gridWords.sortNone}
        </button>
      </div>
      <FilterList column={column} view={view} onDone={() => onClose(true)} />
    </div>,
    document.getElementById('root') ?? document.body,
  );
}

/** Events of a portal go on to the parts that drew it: the grid must not take a press in the menu for one on a cell. */
const keepInside = (event: PointerEvent) => event.stopPropagation();

/** Before anything else hears of the press, so that nothing can swallow it. */
function closeOutside(panel: { readonly current: HTMLElement | null }, onClose: () => void) {
  const onPress = (event: Event) => {
    const target = event.target as Element;
    // The mark in the header opens and closes by itself.
    if (!panel.current?.contains(target) && !target.closest('.grid-menu')) onClose();
  };
  document.addEventListener('pointerdown', onPress, { capture: true });
  return () => document.removeEventListener('pointerdown', onPress, { capture: true });
}

/** Right edges in line, as far as the window allows; what is too long scrolls inside. */
function placeUnder(panel: HTMLElement | null, anchor: Element | undefined): void {
  if (!panel) return;
  const box = anchor?.getBoundingClientRect();
  const left = Math.min((box?.right ?? panelWidth) - panelWidth, innerWidth - panelWidth - edge);
  const top = box?.bottom ?? edge;
  Object.assign(panel.style, {
    left: `${Math.max(edge, left)}px`,
    top: `${top}px`,
    maxHeight: `${Math.max(160, innerHeight - top - edge)}px`,
  });
}
