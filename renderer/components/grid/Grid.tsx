import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { gridWords } from '../../words/grid.ts';
import { PrintTable } from '../print/PrintTable.tsx';
import { cellRectangle, layoutGrid, revealOffset } from './column-layout.ts';
import { GridEditor } from './GridEditor.tsx';
import { GridHeader } from './GridHeader.tsx';
import { GridRow, type GridRowProps } from './GridRow.tsx';
import { GridStatus } from './GridStatus.tsx';
import type { GridProps } from './grid-props.ts';
import type { Block } from './model.ts';
import { blockOf, selectCell } from './selection.ts';
import { useGridController } from './use-grid-controller.ts';
import { readViewport, useGridPointer } from './use-grid-pointer.ts';
import { useViewOrder } from './use-view-order.ts';
import './grid.css';

const defaultRowHeight = 30;
const gutterWidth = 46;
const overscanRows = 6;
const overscanColumns = 2;

/**
 * The grid of every screen: cells as in WPS, drawn only where they are seen. Data comes by keys through `cellAt`,
 * changes leave through `onEdit`; it holds nothing but selection, entry, widths, sort and filter.
 */
export function Grid(props: GridProps) {
  const { columns, frozenRows = 0, rowHeight = defaultRowHeight } = props;
  const frozenColumns = Math.min(props.frozenColumns ?? 0, columns.length);
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const view = useViewOrder(props);
  const [menu, setMenu] = useState(-1);
  const [ownWidths, setOwnWidths] = useState<Readonly<Record<string, number>>>({});
  const widths = props.widths ?? ownWidths;
  const gutter = props.rowNumbers === false ? 0 : gutterWidth;
  const layout = useMemo(
    () => layoutGrid({ columns, widths, frozenColumns, frozenRows, rowHeight, gutter }),
    [columns, widths, frozenColumns, frozenRows, rowHeight, gutter],
  );
  const setWidth = (column: string, width: number) => {
    const next = { ...widths, [column]: width };
    setOwnWidths(next);
    props.onWidths?.(next);
  };
  const controller = useGridController({
    props,
    rows: view.rows,
    pageRows: () =>
      Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - layout.headHeight) / rowHeight) - 1),
    openMenu: setMenu,
  });
  const pointer = useGridPointer({
    controller,
    layout,
    scroller,
    rowCount: view.rows.length,
    grid: props,
    onWidth: setWidth,
  });

  const freeRows = Math.max(0, view.rows.length - frozenRows);
  const rowVirtualizer = useVirtualizer({
    count: freeRows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: overscanRows,
  });
  const columnVirtualizer = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => layout.widths[index] ?? 0,
    paddingStart: gutter,
    overscan: overscanColumns,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: new widths must be measured again
  useLayoutEffect(() => columnVirtualizer.measure(), [layout, columnVirtualizer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height must be measured again
  useLayoutEffect(() => rowVirtualizer.measure(), [rowHeight, rowVirtualizer]);

  const { state, selection } = controller;
  const active = selection?.active;

  /** Puts the text field over the active cell; called while scrolling, so it writes the style itself. */
  const placeEditor = () => {
    const [element, field, box] = [scroller.current, controller.editor.current, frame.current];
    if (!element || !field || !box || !active) return;
    const cell = cellRectangle(layout, readViewport(element), active);
    const left = Math.max(0, Math.min(cell.left, element.clientWidth - 20));
    const top = Math.max(0, Math.min(cell.top, element.clientHeight - cell.height));
    Object.assign(field.style, {
      left: `${left}px`,
      top: `${top}px`,
      minWidth: `${cell.width + 1}px`,
      minHeight: `${cell.height + 1}px`,
      maxWidth: `${Math.max(cell.width + 1, element.clientWidth - left - 4)}px`,
    });
  };
  const place = useRef(placeEditor);
  place.current = placeEditor;
  useLayoutEffect(() => place.current());

  const revealed = state.revealed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: acts once per move, not when the layout changes
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !selection || revealed === 0) return;
    const offset = revealOffset(layout, readViewport(element), selection.extent);
    if (offset.left !== element.scrollLeft) element.scrollLeft = offset.left;
    if (offset.top !== element.scrollTop) element.scrollTop = offset.top;
  }, [revealed]);

  const { goTo } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: acts when another place is asked for
  useEffect(() => {
    if (!goTo) return;
    const row = view.rows.indexOf(goTo.row);
    const column = columns.findIndex(({ id: name }) => name === goTo.column);
    if (row >= 0 && column >= 0) controller.select(selectCell({ row, column }));
  }, [goTo]);

  const rowItems = rowVirtualizer.getVirtualItems();
  // Rows that scroll out lend their elements to those that scroll in: changing texts is cheaper than new elements.
  const pool = 2 ** Math.ceil(Math.log2(Math.max(rowItems.length, 32) + 1));
  const columnItems = columnVirtualizer.getVirtualItems();
  const first = columnItems[0]?.index ?? 0;
  const last = columnItems.at(-1)?.index ?? Math.min(columns.length - 1, frozenColumns + 12);
  const block = selection && blockOf(selection);
  const rowProps = (index: number, top: number): GridRowProps => ({
    id,
    row: view.rows[index]!,
    index,
    ariaRow: index + 1 + layout.levels.length,
    top,
    layout,
    columns,
    first,
    last,
    cellAt: props.cellAt,
    editable: props.onEdit !== undefined,
    ...slice(block, index, 'from', 'to'),
    active: active?.row === index ? active.column : -1,
    corner: block?.bottom === index && props.onEdit && state.mode === 'ready' ? block.right : -1,
    ...slice(state.fillTo, index, 'fillFrom', 'fillTo'),
  });
  const activeId =
    active && view.rows[active.row] !== undefined
      ? `${id}-${view.rows[active.row]}-${columns[active.column]?.id}`
      : undefined;

  return (
    <div className="grid" ref={frame}>
      <div className="grid-frame">
        <div
          ref={scroller}
          id={id}
          className="grid-scroll"
          role="grid"
          // The text field beside it takes the keys: a browser would make a stop of its own of what scrolls.
          tabIndex={-1}
          aria-label={props.label}
          aria-rowcount={view.rows.length + layout.levels.length}
          aria-colcount={columns.length + (gutter > 0 ? 1 : 0)}
          aria-multiselectable="true"
          {...(!props.onEdit && { 'aria-readonly': true })}
          style={{ '--grid-frozen': `${layout.frozenEnd}px` } as CSSProperties}
          onScroll={placeEditor}
          {...pointer}
        >
          <div
            role="rowgroup"
            className="grid-head"
            style={{ width: layout.total, height: layout.headHeight }}
          >
            <GridHeader
              layout={layout}
              columns={columns}
              first={first}
              last={last}
              sortable={props.sortable !== false}
              view={view}
              menu={menu}
              onMenu={setMenu}
              selectedFrom={block?.left ?? -1}
              selectedTo={block?.right ?? -1}
            />
            {view.rows.slice(0, frozenRows).map((row, index) => (
              <GridRow key={row} {...rowProps(index, layout.headerHeight + index * rowHeight)} />
            ))}
          </div>
          <div
            role="rowgroup"
            className="grid-body"
            style={{ width: layout.total, height: Math.max(rowVirtualizer.getTotalSize(), 1) }}
          >
            {rowItems.map((item) => (
              <GridRow key={item.index % pool} {...rowProps(item.index + frozenRows, item.start)} />
            ))}
          </div>
        </div>
        <GridEditor
          controller={controller}
          label={props.label}
          gridId={id}
          activeId={activeId}
          alignRight={active !== undefined && columns[active.column]?.kind === 'number'}
        />
        {freeRows === 0 && (
          <div className="grid-empty" style={{ top: layout.headHeight }}>
            {view.filters.length > 0 ? gridWords.noRowsFiltered : (props.empty ?? gridWords.noRows)}
          </div>
        )}
      </div>
      <GridStatus controller={controller} view={view} grid={props} />
      {props.print && (
        <PrintTable {...props.print} columns={columns} rows={view.rows} cellAt={props.cellAt} />
      )}
    </div>
  );
}

/** Columns of the block in a row, under the two names that the row's properties use. */
function slice<From extends string, To extends string>(
  block: Block | undefined,
  row: number,
  from: From,
  to: To,
): Record<From | To, number> {
  const inside = block !== undefined && row >= block.top && row <= block.bottom;
  return { [from]: inside ? block.left : -1, [to]: inside ? block.right : -1 } as Record<From | To, number>;
}
