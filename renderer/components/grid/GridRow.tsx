import { memo } from 'react';
import { gridWords } from '../../words/grid.ts';
import { StatusIcon } from '../status/StatusIcon.tsx';
import type { GridLayout } from './column-layout.ts';
import { describeStates, shownText } from './describe-cell.ts';
import type { GridCell, GridColumn } from './model.ts';

export interface GridRowProps {
  readonly id: string;
  readonly row: string;
  /** Position in view. */
  readonly index: number;
  readonly ariaRow: number;
  readonly top: number;
  readonly layout: GridLayout;
  readonly columns: readonly GridColumn[];
  /** First and last column drawn beside the frozen ones. */
  readonly first: number;
  readonly last: number;
  readonly cellAt: (row: string, column: string) => GridCell;
  readonly editable: boolean;
  /** Selected columns of this row, inclusive; -1 = none. */
  readonly from: number;
  readonly to: number;
  readonly active: number;
  /** Column whose corner carries the fill handle; -1 = none. */
  readonly corner: number;
  readonly fillFrom: number;
  readonly fillTo: number;
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { layout, columns, index, first, last } = props;
  const drawn: number[] = [];
  for (let column = 0; column < layout.frozenColumns; column += 1) drawn.push(column);
  for (let column = Math.max(first, layout.frozenColumns); column <= last; column += 1) drawn.push(column);
  return (
    <div
      role="row"
      aria-rowindex={props.ariaRow}
      className={`grid-row${index < layout.frozenRows ? ' grid-row-frozen' : ''}`}
      style={{ top: props.top, height: layout.rowHeight, width: layout.total }}
    >
      {layout.gutter > 0 && (
        <div
          role="rowheader"
          aria-colindex={1}
          aria-label={gridWords.row(index + 1)}
          className="grid-gutter"
          style={{ width: layout.gutter }}
          data-gutter={index}
        >
          {index + 1}
        </div>
      )}
      {drawn.map((column) => (
        <CellView key={columns[column]!.id} {...props} column={column} />
      ))}
    </div>
  );
});

function cellClass(props: GridRowProps, column: number, cell: GridCell, readOnly: boolean): string {
  const definition = props.columns[column]!;
  return [
    'grid-cell',
    definition.kind === 'number' && 'grid-number',
    column < props.layout.frozenColumns && 'grid-frozen',
    column === props.layout.frozenColumns - 1 && 'grid-frozen-last',
    column >= props.from && column <= props.to && 'grid-selected',
    column === props.active && 'grid-active',
    column === props.corner && 'grid-handled',
    column >= props.fillFrom && column <= props.fillTo && 'grid-filling',
    props.editable && readOnly && 'grid-read-only',
    cell.provisional && 'grid-provisional',
    cell.missing && `grid-${cell.missing}`,
    cell.finding && `grid-finding-${cell.finding.level}`,
    cell.save && `grid-${cell.save}`,
    cell.emphasis && `grid-${cell.emphasis}`,
  ]
    .filter(Boolean)
    .join(' ');
}

function CellView(props: GridRowProps & { readonly column: number }) {
  const { layout, column } = props;
  const definition = props.columns[column]!;
  const cell = props.cellAt(props.row, definition.id);
  const readOnly = definition.readOnly === true || cell.readOnly === true || !props.editable;
  const states = describeStates(cell, readOnly && props.editable);
  const shown = shownText(cell);
  const left =
    column < layout.frozenColumns
      ? { left: layout.lefts[column]! }
      : { insetInlineStart: layout.lefts[column]! };
  return (
    <div
      role="gridcell"
      id={`${props.id}-${props.row}-${definition.id}`}
      aria-colindex={column + (layout.gutter > 0 ? 2 : 1)}
      aria-selected={column >= props.from && column <= props.to}
      {...(readOnly && { 'aria-readonly': true })}
      className={cellClass(props, column, cell, readOnly)}
      style={{
        ...left,
        width: layout.widths[column]!,
        ...(cell.indent && { paddingLeft: 8 + cell.indent * 14 }),
      }}
      title={[shown.length > 8 ? shown : '', states].filter(Boolean).join('\n') || undefined}
    >
      {definition.render ? definition.render(cell, props.row) : <span className="grid-text">{shown}</span>}
      {cell.missing === 'not-applicable' && <span className="grid-word">{gridWords.notApplicable}</span>}
      {cell.missing === 'not-reported' && <span className="sr-only">{gridWords.notReported}</span>}
      {cell.provisional && <span className="grid-word">{cell.provisional}</span>}
      {cell.finding && (
        <StatusIcon
          kind={cell.finding.level}
          word={`${gridWords.levels[cell.finding.level]}：${cell.finding.message}`}
        />
      )}
      {cell.save && cell.save !== 'saved' && <StatusIcon kind={cell.save} word={gridWords[cell.save]} />}
      {cell.save === 'saved' && <StatusIcon kind="ok" word={gridWords.saved} />}
      {props.corner === column && (
        <span className="grid-handle" data-handle title={gridWords.fillHandle} aria-hidden="true" />
      )}
    </div>
  );
}
