import { memo } from 'react';
import { gridWords } from '../../words/grid.ts';
import { formatFigure } from '../../words/numbers.ts';
import { StatusIcon } from '../status/StatusIcon.tsx';
import { describeStates, shownText } from './describe-cell.ts';
import { sumTexts } from './fill.ts';
import type { GridProps } from './grid-props.ts';
import type { Position } from './model.ts';
import { blockOf, blockSize } from './selection.ts';
import type { GridController } from './use-grid-controller.ts';
import type { ViewControl } from './use-view-order.ts';

const listedProblems = 5;
/** Adding up a larger selection at every step of a drag would be felt. */
const summedCells = 50_000;

export interface GridStatusProps {
  readonly controller: GridController;
  readonly view: ViewControl;
  readonly grid: GridProps;
}

/** The line below the grid: refused edits, what the active cell is, how much is selected. */
export const GridStatus = memo(function GridStatus({ controller, view, grid }: GridStatusProps) {
  const { message, notice } = controller.state;
  return (
    <div className="grid-status">
      {message ? (
        <ProblemLine controller={controller} view={view} grid={grid} />
      ) : (
        <span className="grid-status-main">
          {notice ?? <ActiveLine controller={controller} view={view} grid={grid} />}
        </span>
      )}
      <SelectionLine controller={controller} view={view} grid={grid} />
    </div>
  );
}, sameStatus);

/** Scrolling changes nothing that the line says. */
function sameStatus(before: GridStatusProps, after: GridStatusProps): boolean {
  return (
    before.controller.state === after.controller.state &&
    before.view === after.view &&
    before.grid.cellAt === after.grid.cellAt &&
    before.grid.columns === after.grid.columns &&
    before.grid.rows === after.grid.rows
  );
}

function nameCell({ row, column }: Position, view: ViewControl, grid: GridProps): string {
  const key = view.rows[row];
  const rowName = key !== undefined && grid.rowName ? grid.rowName(key) : gridWords.row(row + 1);
  const definition = grid.columns[column];
  return definition ? gridWords.cellName(rowName, definition.header.at(-1) ?? '') : rowName;
}

function ProblemLine({ controller, view, grid }: GridStatusProps) {
  const { kind, problems } = controller.state.message!;
  const shown = problems
    .slice(0, listedProblems)
    .map(({ position, reason }) => gridWords.problem(nameCell(position, view, grid), reason));
  return (
    <span className="grid-status-main grid-status-problem" role="alert">
      <StatusIcon kind="error" />
      {gridWords.problems(gridWords.nothingChanged[kind], shown, problems.length)}
      <button type="button" className="grid-link" onClick={controller.dismiss}>
        {gridWords.closeMessage}
      </button>
    </span>
  );
}

function ActiveLine({ controller, view, grid }: GridStatusProps) {
  const { selection } = controller;
  if (!selection || view.rows.length === 0) return null;
  const cell = controller.cellOf(selection.active);
  const states = describeStates(cell, controller.isReadOnly(selection.active) && grid.onEdit !== undefined);
  const parts = [nameCell(selection.active, view, grid), shownText(cell), states].filter(Boolean);
  return <>{parts.join(' ｜ ')}</>;
}

function SelectionLine({ controller, view, grid }: GridStatusProps) {
  const { selection } = controller;
  const frozen = grid.frozenRows ?? 0;
  const parts: string[] = [];
  if (selection) {
    const block = blockOf(selection);
    const { rows, columns } = blockSize(block);
    if (rows * columns > 1) parts.push(gridWords.selected(rows, columns));
    const columnsSelected = grid.columns.slice(block.left, block.right + 1);
    const additive = columnsSelected.every((column) => column.additive);
    if (rows * columns > 1 && additive && rows * columns <= summedCells) {
      const { count, sum } = sumTexts(controller.textsOf(block).flat());
      if (count > 0) parts.push(gridWords.count(count), gridWords.sum(formatFigure(sum)));
    }
  }
  parts.push(gridWords.rowCount(view.rows.length - frozen, grid.rows.length - frozen));
  return (
    <span className="grid-status-side">
      {(view.sort || view.filters.length > 0) && (
        <button type="button" className="grid-link" onClick={view.refresh}>
          {gridWords.refresh}
        </button>
      )}
      {parts.join('　')}
    </span>
  );
}
