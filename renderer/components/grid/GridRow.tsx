import { memo, type ReactNode } from 'react';
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

/** One row. Cells are drawn by plain functions: thousands are drawn while scrolling, and a component each would be felt. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { layout, columns, index } = props;
  const frozen = columns.slice(0, layout.frozenColumns).map((_, column) => drawCell(props, column));
  const cells: ReactNode[] = [];
  for (let column = firstFree(props); column <= props.last; column += 1) cells.push(drawCell(props, column));
  return (
    <div
      role="row"
      aria-rowindex={props.ariaRow}
      className={`grid-row${index < layout.frozenRows ? ' grid-row-frozen' : ''}${props.corner >= 0 ? ' grid-row-handled' : ''}`}
      style={{ transform: `translateY(${props.top}px)`, height: layout.rowHeight, width: layout.total }}
    >
      {layout.frozenEnd > 0 && (
        <div role="presentation" className="grid-pinned" style={{ width: layout.frozenEnd }}>
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
          {frozen}
        </div>
      )}
      {cells}
    </div>
  );
});

/** First column drawn beside the frozen ones; it leaves the room of those that are not drawn. */
const firstFree = ({ first, layout }: GridRowProps) => Math.max(first, layout.frozenColumns);

const within = (column: number, from: number, to: number) => column >= from && column <= to;

function cellClass(props: GridRowProps, column: number, cell: GridCell, readOnly: boolean, plain: boolean) {
  const { layout } = props;
  let name = plain ? 'grid-cell' : 'grid-cell grid-rich';
  const add = (wanted: unknown, word: string) => {
    if (wanted) name += ` ${word}`;
  };
  add(plain && mayOverflow(shownText(cell), layout.widths[column]!), 'grid-long');
  add(props.columns[column]!.kind === 'number', 'grid-number');
  add(column === layout.frozenColumns - 1, 'grid-frozen-last');
  add(within(column, props.from, props.to), 'grid-selected');
  add(column === props.active, 'grid-active');
  add(column === props.corner, 'grid-handled');
  add(within(column, props.fillFrom, props.fillTo), 'grid-filling');
  add(props.editable && readOnly, 'grid-read-only');
  add(cell.provisional, 'grid-provisional');
  add(cell.missing, `grid-${cell.missing}`);
  add(cell.finding, `grid-finding-${cell.finding?.level}`);
  add(cell.save, `grid-${cell.save}`);
  add(cell.emphasis, `grid-${cell.emphasis}`);
  return name;
}

/** Widths of a character at 13 px, bold and with room to spare; what a cell keeps beside its text. */
const [narrowCharacter, wideCharacter, cellPadding] = [9, 14, 18];

/** A clip costs something at every paint, so only a text that may not fit gets one. */
function mayOverflow(text: string, width: number): boolean {
  if (text.length * wideCharacter <= width - cellPadding) return false;
  let length = 0;
  for (let at = 0; at < text.length; at += 1)
    length += text.charCodeAt(at) < 0x250 ? narrowCharacter : wideCharacter;
  return length > width - cellPadding || text.includes('\n');
}

/** Nothing but its text: such a cell needs no marks and no room for them. */
const isPlain = (cell: GridCell) => !cell.missing && !cell.provisional && !cell.finding && !cell.save;

function drawCell(props: GridRowProps, column: number) {
  const { layout } = props;
  const definition = props.columns[column]!;
  const cell = props.cellAt(props.row, definition.id);
  const readOnly = definition.readOnly === true || cell.readOnly === true || !props.editable;
  const states = describeStates(cell, readOnly && props.editable);
  const shown = shownText(cell);
  const marked = column === props.active || column === props.corner;
  const plain = isPlain(cell) && !definition.render && !marked;
  return (
    <div
      key={definition.id}
      role="gridcell"
      // Only the active cell is ever referred to.
      {...(column === props.active && { id: `${props.id}-${props.row}-${definition.id}` })}
      aria-colindex={column + (layout.gutter > 0 ? 2 : 1)}
      aria-selected={within(column, props.from, props.to)}
      {...(readOnly && { 'aria-readonly': true })}
      className={cellClass(props, column, cell, readOnly, plain)}
      style={{
        width: layout.widths[column]!,
        ...(column === firstFree(props) && { marginLeft: layout.lefts[column]! - layout.frozenEnd }),
        ...(cell.indent && { paddingLeft: 8 + cell.indent * 14 }),
      }}
      title={[shown.length > 8 ? shown : '', states].filter(Boolean).join('\n') || undefined}
    >
      {definition.render ? definition.render(cell, props.row) : <span className="grid-text">{shown}</span>}
      {!plain && marksOf(cell)}
      {props.corner === column && (
        <span className="grid-handle" data-handle title={gridWords.fillHandle} aria-hidden="true" />
      )}
    </div>
  );
}

/** The states of a cell, each as a word or as an icon with one. */
function marksOf(cell: GridCell) {
  return (
    <>
      {cell.missing === 'not-applicable' && <span className="grid-word">{gridWords.notApplicable}</span>}
      {cell.missing === 'not-reported' && <span className="sr-only">{gridWords.notReported}</span>}
      {cell.provisional && <span className="grid-word">{cell.provisional}</span>}
      {cell.finding && (
        <StatusIcon
          kind={cell.finding.level}
          word={`${gridWords.levels[cell.finding.level]}：${cell.finding.message}`}
        />
      )}
      {cell.save && (
        <StatusIcon kind={cell.save === 'saved' ? 'ok' : cell.save} word={gridWords[cell.save]} />
      )}
    </>
  );
}
