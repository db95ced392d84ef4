import type { RefObject } from 'react';
import { gridWords } from '../../words/grid.ts';
import { readEntry } from './entry.ts';
import type { GridProps } from './grid-props.ts';
import type { GridMode } from './keyboard.ts';
import type { Block, EditKind, EditProblem, EntryResult, GridCell, GridSize, Position } from './model.ts';
import type { EditPlan } from './plan-edits.ts';
import { clampSelection, type Selection } from './selection.ts';

export interface GridState {
  readonly selection: Selection | undefined;
  readonly mode: GridMode;
  /** Where a run of Tabs began: Enter returns to its column. */
  readonly tabOrigin?: number | undefined;
  readonly fillTo?: Block | undefined;
  readonly message?: { readonly kind: EditKind; readonly problems: readonly EditProblem[] } | undefined;
  readonly notice?: string | undefined;
  /** Esc was pressed on a selected cell: the next Tab leaves the grid. */
  readonly leaving?: boolean | undefined;
  /** Counts the changes of position that must be scrolled into view. */
  readonly revealed: number;
}

export interface ControllerInput {
  readonly props: GridProps;
  /** Row keys in view. */
  readonly rows: readonly string[];
  /** Rows that fit on one page. */
  readonly pageRows: () => number;
  readonly openMenu: (column: number) => void;
}

/** What every command of the grid works with: the state as the last event left it, the cells, the way to change them. */
export type GridCore = ReturnType<typeof createCore>;

export function createCore(
  now: { current: GridState },
  latest: { readonly current: ControllerInput },
  editor: RefObject<HTMLTextAreaElement | null>,
  draw: (state: GridState) => void,
) {
  const update = (patch: Partial<GridState>) => {
    now.current = { ...now.current, ...patch };
    draw(now.current);
  };

  const size = (): GridSize => ({
    rows: latest.current.rows.length,
    columns: latest.current.props.columns.length,
  });
  const cellOf = ({ row, column }: Position): GridCell => {
    const key = latest.current.rows[row];
    const name = latest.current.props.columns[column];
    return key === undefined || !name
      ? { text: '', readOnly: true }
      : latest.current.props.cellAt(key, name.id);
  };
  const textAt = (position: Position) => cellOf(position).text;
  const isReadOnly = (position: Position) =>
    !latest.current.props.onEdit ||
    latest.current.props.columns[position.column]?.readOnly === true ||
    cellOf(position).readOnly === true;
  const check = (position: Position, text: string): EntryResult => {
    if (isReadOnly(position)) return { ok: false, reason: gridWords.readOnly };
    return readEntry(latest.current.props.columns[position.column]!, text);
  };
  const textsOf = (block: Block): string[][] =>
    Array.from({ length: block.bottom - block.top + 1 }, (_, r) =>
      Array.from({ length: block.right - block.left + 1 }, (_, c) =>
        textAt({ row: block.top + r, column: block.left + c }),
      ),
    );
  const current = () => now.current.selection && clampSelection(now.current.selection, size());

  const announce = (selection: Selection) => {
    const { rows, props } = latest.current;
    const row = rows[selection.active.row];
    const column = props.columns[selection.active.column];
    if (row !== undefined && column) props.onActive?.(row, column.id);
  };

  const select = (selection: Selection, patch: Partial<GridState> = {}) => {
    const before = now.current.selection?.active;
    update({
      selection,
      tabOrigin: undefined,
      leaving: undefined,
      message: undefined,
      notice: undefined,
      revealed: now.current.revealed + 1,
      ...patch,
    });
    const moved = before?.row !== selection.active.row || before.column !== selection.active.column;
    if (moved) announce(selection);
  };

  const refuse = (kind: EditKind, problems: readonly EditProblem[]) => {
    update({ message: { kind, problems }, notice: undefined });
    latest.current.props.onProblems?.(problems);
  };

  const apply = (plan: EditPlan, kind: EditKind): boolean => {
    if (!plan.ok) {
      refuse(kind, plan.problems);
      return false;
    }
    const { rows, props } = latest.current;
    const changed = plan.edits.filter(({ position, text }) => textAt(position) !== text);
    if (changed.length === 0) return true;
    props.onEdit?.(
      changed.map(({ position, text }) => ({
        row: rows[position.row]!,
        column: props.columns[position.column]!.id,
        text,
      })),
      kind,
    );
    return true;
  };

  return {
    now,
    latest,
    editor,
    update,
    size,
    current,
    cellOf,
    textAt,
    isReadOnly,
    check,
    textsOf,
    select,
    /** Whole rows and columns stay where they are seen: their far end is no place to go to. */
    selectStill: (selection: Selection) => select(selection, { revealed: now.current.revealed }),
    refuse,
    apply,
  };
}
