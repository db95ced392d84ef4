import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { printAddress, printColumn } from '../../../shared/text/cell-address.ts';
import { layoutSheet, type SheetContent, type SheetLayout } from './sheet-layout.ts';
import './sheet-view.css';

export type CellMark = 'figure' | 'info' | 'warning' | 'error';

export interface SheetViewProps {
  readonly label: string;
  readonly sheet: SheetContent;
  /** What was made of a cell, by address. */
  readonly marks: ReadonlyMap<string, { readonly mark: CellMark; readonly hint: string }>;
  readonly selected: string | undefined;
  readonly onSelect: (cell: string) => void;
}

const rowHeight = 24;
const headHeight = 22;
const gutter = 40;

/** The sender's sheet drawn again cell by cell; nothing in it can be changed. */
export function SheetView(props: SheetViewProps) {
  const { sheet, selected } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => layoutSheet(sheet, gutter, [...props.marks.keys()]), [sheet, props.marks]);
  const rows = useVirtualizer({
    count: layout.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const place = selected === undefined ? undefined : layout.places.get(selected);
  useEffect(() => {
    const element = scroller.current;
    if (!place || !element) return;
    const top = place.row * rowHeight;
    const left = layout.lefts[place.column] ?? 0;
    if (top < element.scrollTop || top + rowHeight + headHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = Math.max(0, top - element.clientHeight / 3);
    if (left < element.scrollLeft + gutter || left + 80 > element.scrollLeft + element.clientWidth)
      element.scrollLeft = Math.max(0, left - element.clientWidth / 3);
  }, [place, layout]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = place && nextPlace(event.key, place.row, place.column, layout);
    if (!next) return;
    event.preventDefault();
    props.onSelect(printAddress(next.row, next.column));
  };
  const items = rows.getVirtualItems();
  return (
    <div
      ref={scroller}
      className="sheet-view"
      role="grid"
      aria-label={props.label}
      aria-readonly="true"
      aria-rowcount={layout.rows}
      aria-colcount={layout.lefts.length}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="sheet-head" style={{ width: layout.width, height: headHeight }} role="row">
        <span className="sheet-corner" style={{ width: gutter }} />
        {layout.lefts.map((left, column) => (
          <span
            key={left}
            role="columnheader"
            className="sheet-column"
            style={{ left, width: layout.widths[column] }}
          >
            {printColumn(column)}
          </span>
        ))}
      </div>
      <div className="sheet-canvas" style={{ width: layout.width, height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 1}
            className="sheet-row"
            style={{ top: start, height: rowHeight, width: layout.width }}
          >
            <span className="sheet-gutter" role="rowheader" style={{ width: gutter }}>
              {index + 1}
            </span>
          </div>
        ))}
        <SheetCells
          {...props}
          layout={layout}
          first={items[0]?.index ?? 0}
          last={items.at(-1)?.index ?? -1}
        />
      </div>
    </div>
  );
}

interface SheetCellsProps extends SheetViewProps {
  readonly layout: SheetLayout;
  readonly first: number;
  readonly last: number;
}

/** Cells of the rows in sight, and merged blocks that reach into them from above. */
function SheetCells({ layout, first, last, marks, selected, onSelect }: SheetCellsProps) {
  const drawn: string[] = [];
  for (let row = first; row <= last; row += 1) drawn.push(...(layout.addressesByRow.get(row) ?? []));
  for (const block of layout.blocks)
    if (block.top < first && block.bottom >= first) drawn.push(printAddress(block.top, block.left));
  return (
    <div role="row" className="sheet-cells">
      {drawn.map((address) => {
        const cell = layout.places.get(address)!;
        const mark = marks.get(address);
        const width = layout.widths.slice(cell.column, cell.right + 1).reduce((sum, next) => sum + next, 0);
        return (
          <div
            key={address}
            role="gridcell"
            aria-colindex={cell.column + 1}
            aria-selected={address === selected}
            className={`sheet-cell sheet-${cell.kind}${cell.right > cell.column || cell.bottom > cell.row ? ' sheet-merged' : ''}${cell.spills && !mark ? ' sheet-spills' : ''}${mark ? ` sheet-mark-${mark.mark}` : ''}${address === selected ? ' sheet-selected' : ''}`}
            style={{
              left: layout.lefts[cell.column],
              top: cell.row * rowHeight,
              width,
              height: (cell.bottom - cell.row + 1) * rowHeight,
            }}
            title={[address, cell.text, mark?.hint].filter(Boolean).join('\n')}
            onPointerDown={() => onSelect(address)}
          >
            {cell.text}
          </div>
        );
      })}
    </div>
  );
}

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The next cell with content in the direction; sheets are walked from filled cell to filled cell. */
function nextPlace(key: string, row: number, column: number, layout: SheetLayout) {
  const move = moves[key];
  if (!move) return undefined;
  let [r, c] = [row + move[0], column + move[1]];
  while (r >= 0 && c >= 0 && r < layout.rows && c < layout.lefts.length) {
    if (layout.places.has(printAddress(r, c))) return { row: r, column: c };
    r += move[0];
    c += move[1];
  }
  return undefined;
}
