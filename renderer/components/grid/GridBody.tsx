import type { GridLayout } from './column-layout.ts';
import { GridRow, type GridRowProps } from './GridRow.tsx';
import { useVisibleRows, type ViewportSource } from './use-viewport.ts';

export interface GridBodyProps {
  readonly viewport: ViewportSource;
  readonly layout: GridLayout;
  /** Rows below the frozen ones. */
  readonly freeRows: number;
  /** By position in view, and by pixels from the top of the body. */
  readonly rowProps: (index: number, top: number) => GridRowProps;
}

/** The rows that scroll. It alone is drawn again when they do. */
export function GridBody({ viewport, layout, freeRows, rowProps }: GridBodyProps) {
  const { first, count } = useVisibleRows(viewport, layout, freeRows);
  return (
    <div
      role="rowgroup"
      className="grid-body"
      style={{ width: layout.total, height: Math.max(freeRows * layout.rowHeight, 1) }}
    >
      {Array.from({ length: count }, (_, at) => {
        const row = first + at;
        // The key is a place among those drawn: a row that scrolls in takes over the elements of one that went out.
        return <GridRow key={row % count} {...rowProps(row + layout.frozenRows, row * layout.rowHeight)} />;
      })}
    </div>
  );
}
