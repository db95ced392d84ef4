import { memo } from 'react';
import { gridWords } from '../../words/grid.ts';
import type { GridLayout } from './column-layout.ts';
import { type HeaderCell, layoutHeader } from './header-layout.ts';
import { MenuMark } from './MenuMark.tsx';
import type { GridColumn } from './model.ts';
import type { ViewControl } from './use-view-order.ts';

export interface GridHeaderProps {
  readonly layout: GridLayout;
  readonly columns: readonly GridColumn[];
  readonly first: number;
  readonly last: number;
  readonly sortable: boolean;
  readonly view: ViewControl;
  /** Column whose menu is open; -1 = none. */
  readonly menu: number;
  readonly onMenu: (column: number) => void;
  readonly selectedFrom: number;
  readonly selectedTo: number;
}

/** The header rows; groups over several columns, the columns' names with their units in the last level. */
export const GridHeader = memo(function GridHeader(props: GridHeaderProps) {
  const { layout, columns } = props;
  const levels = layoutHeader(columns, layout.frozenColumns);
  return levels.map((cells, level) => (
    <div
      // biome-ignore lint/suspicious/noArrayIndexKey: a header level has no other name than its number
      key={level}
      role="row"
      aria-rowindex={level + 1}
      className="grid-header-row"
      style={{ height: layout.levels[level]!, width: layout.total, zIndex: levels.length - level }}
    >
      {level === 0 && layout.gutter > 0 && (
        <div
          role="columnheader"
          aria-colindex={1}
          aria-label={gridWords.rowNumber}
          className="grid-corner"
          data-corner
          style={{ width: layout.gutter, height: layout.headerHeight }}
        />
      )}
      {level > 0 && layout.gutter > 0 && (
        <div className="grid-corner-space" style={{ width: layout.gutter }} />
      )}
      {cells
        .filter((cell) => isDrawn(cell, props))
        .map((cell) => (
          <HeaderCellView key={cell.first} cell={cell} {...props} />
        ))}
    </div>
  ));
});

function isDrawn(cell: HeaderCell, { layout, first, last }: GridHeaderProps): boolean {
  return cell.first < layout.frozenColumns || (cell.first <= last && cell.first + cell.columns > first);
}

function headerSize(cell: HeaderCell, layout: GridLayout) {
  const end = cell.first + cell.columns - 1;
  const left = layout.lefts[cell.first]!;
  return {
    width: layout.lefts[end]! + layout.widths[end]! - left,
    height: layout.levels
      .slice(cell.level, cell.level + cell.levels)
      .reduce((sum, height) => sum + height, 0),
  };
}

function ariaSort(cell: HeaderCell, view: ViewControl) {
  if (!cell.column || view.sort?.column !== cell.column.id) return {};
  return { 'aria-sort': view.sort.direction === 'up' ? ('ascending' as const) : ('descending' as const) };
}

function HeaderCellView({ cell, ...props }: GridHeaderProps & { readonly cell: HeaderCell }) {
  const { layout, view } = props;
  const frozen = cell.first < layout.frozenColumns;
  const left = layout.lefts[cell.first]!;
  const { column } = cell;
  const selected = cell.first >= props.selectedFrom && cell.first <= props.selectedTo;
  const last = frozen && cell.first + cell.columns === layout.frozenColumns;
  return (
    <div
      role="columnheader"
      aria-colindex={cell.first + (layout.gutter > 0 ? 2 : 1)}
      {...(cell.columns > 1 && { 'aria-colspan': cell.columns })}
      {...(cell.levels > 1 && { 'aria-rowspan': cell.levels })}
      {...ariaSort(cell, view)}
      className={`grid-header${column ? ' grid-leaf' : ' grid-group'}${frozen ? ' grid-frozen' : ''}${last ? ' grid-frozen-last' : ''}${selected ? ' grid-header-selected' : ''}${column?.kind === 'number' ? ' grid-number' : ''}`}
      style={{ ...(frozen ? { left } : { insetInlineStart: left }), ...headerSize(cell, layout) }}
      title={[cell.text + (column?.unit ? `（${column.unit}）` : ''), column?.hint]
        .filter(Boolean)
        .join('\n')}
      data-column={cell.first}
      data-columns={cell.columns}
    >
      <span className="grid-header-text">
        {cell.text}
        {column?.unit && <span className="grid-unit">（{column.unit}）</span>}
      </span>
      {column && props.sortable && (
        <MenuMark
          column={column}
          view={view}
          open={props.menu === cell.first}
          onToggle={(open) => props.onMenu(open ? cell.first : -1)}
        />
      )}
      {column && (
        <span className="grid-resize" data-resize={cell.first} title={gridWords.resize(cell.text)} />
      )}
    </div>
  );
}
