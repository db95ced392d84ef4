import { type CSSProperties, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { gridWords } from '../../words/grid.ts';
import { PrintTable } from '../print/PrintTable.tsx';
import { cellRectangle, layoutGrid, revealOffset } from './column-layout.ts';
import { GridBody } from './GridBody.tsx';
import { GridEditor } from './GridEditor.tsx';
import { GridHeader } from './GridHeader.tsx';
import { GridRow, type GridRowProps } from './GridRow.tsx';
import { GridStatus } from './GridStatus.tsx';
import type { GridProps } from './grid-props.ts';
import { HeaderMenu } from './HeaderMenu.tsx';
import type { Block } from './model.ts';
import { blockOf, selectCell } from './selection.ts';
import { useGridController } from './use-grid-controller.ts';
import { useGridPointer } from './use-grid-pointer.ts';
import { useViewOrder } from './use-view-order.ts';
import { useViewport, useVisibleColumns } from './use-viewport.ts';
import './grid.css';

const defaultRowHeight = 30;
const gutterWidth = 46;

/**
 * The grid of every screen: cells as in WPS, drawn only where they are seen. Data comes by keys through `cellAt`,
 * changes leave through `onEdit`; it holds nothing but selection, entry, widths, sort and filter.
 */
export function Grid(props: GridProps) {
  const { columns, frozenRows = 0, rowHeight = defaultRowHeight } = props;
  const frozenColumns = Math.min(props.frozenColumns ?? 0, columns.length);
  const id = useId();
  const viewport = useViewport();
  const { scroller } = viewport;
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
    pageRows: () => Math.max(1, Math.floor((viewport.now().height - layout.headHeight) / rowHeight) - 1),
    openMenu: setMenu,
  });
  const pointer = useGridPointer({
    controller,
    layout,
    viewport,
    rowCount: view.rows.length,
    grid: props,
    onWidth: setWidth,
  });

  const { first, last } = useVisibleColumns(viewport, layout);
  const freeRows = Math.max(0, view.rows.length - frozenRows);

  const menuColumn = props.sortable === false ? undefined : columns[menu];
  const closeMenu = (chosen: boolean) => {
    setMenu(-1);
    if (chosen) controller.editor.current?.focus({ preventScroll: true });
  };

  const { state, selection } = controller;
  const active = selection?.active;

  /** Puts the text field over the active cell; called while scrolling, so it writes the style itself. */
  const placeEditor = () => {
    const field = controller.editor.current;
    if (!field || !active) return;
    const seen = viewport.now();
    const cell = cellRectangle(layout, seen, active);
    const left = Math.max(0, Math.min(cell.left, seen.width - 20));
    const top = Math.max(0, Math.min(cell.top, seen.height - cell.height));
    Object.assign(field.style, {
      transform: `translate(${left}px, ${top}px)`,
      minWidth: `${cell.width + 1}px`,
      minHeight: `${cell.height + 1}px`,
      maxWidth: `${Math.max(cell.width + 1, seen.width - left - 4)}px`,
    });
  };
  const place = useRef(placeEditor);
  place.current = placeEditor;
  useLayoutEffect(() => place.current());
  useEffect(() => viewport.subscribe(() => place.current()), [viewport]);

  const revealed = state.revealed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: acts once per move, not when the layout changes
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !selection || revealed === 0) return;
    const seen = viewport.now();
    const offset = revealOffset(layout, seen, selection.extent);
    if (offset.left === seen.scrollLeft && offset.top === seen.scrollTop) return;
    element.scrollTo(offset);
    viewport.read();
  }, [revealed]);

  const { goTo } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: acts when another place is asked for
  useEffect(() => {
    if (!goTo) return;
    const row = view.rows.indexOf(goTo.row);
    const column = columns.findIndex(({ id: name }) => name === goTo.column);
    if (row >= 0 && column >= 0) controller.select(selectCell({ row, column }));
  }, [goTo]);

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
    <div className="grid">
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
          style={
            { '--grid-frozen': `${layout.frozenEnd}px`, '--grid-row': `${rowHeight}px` } as CSSProperties
          }
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
          <GridBody viewport={viewport} layout={layout} freeRows={freeRows} rowProps={rowProps} />
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
      {menuColumn && (
        <HeaderMenu
          key={menuColumn.id}
          column={menuColumn}
          view={view}
          anchor={() => scroller.current?.querySelector(`[data-column="${menu}"].grid-leaf`) ?? undefined}
          onClose={closeMenu}
        />
      )}
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
