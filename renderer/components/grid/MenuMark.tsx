import { gridWords } from '../../words/grid.ts';
import type { GridColumn } from './model.ts';
import type { ViewControl } from './use-view-order.ts';

export interface MenuMarkProps {
  readonly column: GridColumn;
  readonly view: ViewControl;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
}

/** The small mark in a header that opens its menu, and shows by its shape how the column is sorted or filtered. */
export function MenuMark({ column, view, open, onToggle }: MenuMarkProps) {
  const sorted = view.sort?.column === column.id ? view.sort.direction : undefined;
  const filtered = view.filters.some((rule) => rule.column === column.id);
  const name = gridWords.menu(column.header.at(-1) ?? '');
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`grid-menu${sorted || filtered || open ? ' grid-menu-on' : ''}`}
      aria-label={name}
      aria-haspopup="dialog"
      aria-expanded={open}
      title={name}
      onClick={() => onToggle(!open)}
    >
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
        <path fill="currentColor" d={shapeOf(sorted, filtered)} />
      </svg>
    </button>
  );
}

function shapeOf(sorted: 'up' | 'down' | undefined, filtered: boolean): string {
  if (filtered) return 'M1 1h10L7.2 6v5L4.8 9.5V6Z';
  if (sorted === 'up') return 'M6 1 10 6H7v5H5V6H2Z';
  if (sorted === 'down') return 'M6 11 2 6h3V1h2v5h3Z';
  return 'M2 4h8L6 9Z';
}
