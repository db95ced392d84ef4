import { useRef, useState } from 'react';
import { gridWords } from '../../words/grid.ts';
import { readPastedBlock } from './clipboard-html.ts';
import { printHtmlBlock, printTextBlock } from './clipboard-text.ts';
import { readEntry } from './entry.ts';
import { fillCopies, fillSeries, fillTarget } from './fill.ts';
import type { GridProps } from './grid-props.ts';
import type { GridCommand, GridMode } from './keyboard.ts';
import type { Block, EditKind, EditProblem, EntryResult, GridCell, GridSize, Position } from './model.ts';
import { jump, step, tabStep } from './navigation.ts';
import { type EditPlan, planClear, planEdits, planPaste } from './plan-edits.ts';
import {
  blockOf,
  blockSize,
  clampSelection,
  type Selection,
  selectCell,
  selectColumns,
  selectRows,
} from './selection.ts';

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

export type GridController = ReturnType<typeof useGridController>;

/**
 * State and commands of one grid. Events may follow each other faster than React draws, so commands read and write
 * the state through a reference and only then ask for a drawing.
 */
export function useGridController(input: ControllerInput) {
  const [drawn, draw] = useState<GridState>({ selection: undefined, mode: 'ready', revealed: 0 });
  const now = useRef(drawn);
  const latest = useRef(input);
  latest.current = input;
  const editor = useRef<HTMLTextAreaElement>(null);
  const headersWanted = useRef(false);

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
  const current = () => {
    const selection = now.current.selection && clampSelection(now.current.selection, size());
    return selection;
  };

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

  const endEditing = () => {
    if (editor.current) editor.current.value = '';
    update({ mode: 'ready', message: undefined });
  };

  /** True when the cell is left in order: nothing was being edited, or the entry was accepted. */
  const commit = (): boolean => {
    const selection = current();
    if (now.current.mode === 'ready' || !selection) return true;
    const text = editor.current?.value ?? '';
    const plan = planEdits(
      [{ position: selection.active, text }],
      blockOf(selectCell(selection.active)),
      check,
    );
    if (!apply(plan, 'type')) return false;
    endEditing();
    return true;
  };

  /** Leaving the grid in the middle of an entry keeps a valid one and gives up an invalid one, saying so. */
  const leave = () => {
    if (now.current.mode === 'ready' || commit()) return;
    const { message } = now.current;
    endEditing();
    update({ message });
  };

  const startEditing = (mode: 'replace' | 'edit'): boolean => {
    const selection = current();
    if (!selection || !editor.current) return false;
    if (isReadOnly(selection.active)) {
      refuse('type', [{ position: selection.active, reason: gridWords.readOnly }]);
      return false;
    }
    if (mode === 'edit' && now.current.mode === 'ready') {
      editor.current.value = textAt(selection.active);
      editor.current.setSelectionRange(editor.current.value.length, editor.current.value.length);
    }
    update({
      mode,
      message: undefined,
      notice: undefined,
      leaving: undefined,
      selection: selectCell(selection.active),
      revealed: now.current.revealed + 1,
    });
    return true;
  };

  const open = (): boolean => {
    const selection = current();
    const { rows, props } = latest.current;
    if (!selection || !props.onOpen || !isReadOnly(selection.active)) return false;
    props.onOpen(rows[selection.active.row]!, props.columns[selection.active.column]!.id);
    return true;
  };

  const moveTo = (position: Position, extend: boolean) => {
    const selection = current();
    if (!selection) return;
    select(extend ? { active: selection.active, extent: position } : selectCell(position));
  };

  const enter = (back: boolean) => {
    const selection = current();
    if (!selection || !commit() || (now.current.mode === 'ready' && open())) return;
    const { tabOrigin } = now.current;
    const from = tabOrigin === undefined ? selection.active : { ...selection.active, column: tabOrigin };
    select(selectCell(step(from, back ? 'up' : 'down', size())));
  };

  /** False when Tab should leave the grid. */
  const tab = (back: boolean): boolean => {
    const selection = current();
    const readOnlyGrid = !latest.current.props.onEdit;
    if (!selection || readOnlyGrid || now.current.leaving || !commit()) return now.current.mode !== 'ready';
    const next = tabStep(selection.active, !back, size());
    if (!next) return false;
    select(selectCell(next), { tabOrigin: now.current.tabOrigin ?? selection.active.column });
    return true;
  };

  const clear = () => {
    const selection = current();
    if (selection) apply(planClear(blockOf(selection), textAt, check), 'clear');
  };

  const fillSelection = (direction: 'down' | 'right') => {
    const selection = current();
    if (!selection) return;
    let block = blockOf(selection);
    const single = direction === 'down' ? block.top === block.bottom : block.left === block.right;
    if (single && direction === 'down') block = { ...block, top: Math.max(0, block.top - 1) };
    if (single && direction === 'right') block = { ...block, left: Math.max(0, block.left - 1) };
    const texts = textsOf(block);
    const line = direction === 'down' ? texts[0]! : texts.map((row) => row[0]!);
    const target =
      direction === 'down' ? { ...block, top: block.top + 1 } : { ...block, left: block.left + 1 };
    apply(planEdits(fillCopies(line, target, direction), target, check), 'fill');
  };

  const dragFill = (to: Position) => {
    const selection = current();
    if (selection) update({ fillTo: fillTarget(blockOf(selection), to)?.block });
  };

  const dropFill = (to: Position) => {
    const selection = current();
    update({ fillTo: undefined });
    const target = selection && fillTarget(blockOf(selection), to);
    if (!selection || !target) return;
    const source = blockOf(selection);
    const edits = fillSeries(textsOf(source), target.block, target.direction);
    if (!apply(planEdits(edits, target.block, check), 'fill')) return;
    select({
      active: {
        row: Math.min(source.top, target.block.top),
        column: Math.min(source.left, target.block.left),
      },
      extent: {
        row: Math.max(source.bottom, target.block.bottom),
        column: Math.max(source.right, target.block.right),
      },
    });
  };

  const copyTo = (data: Pick<DataTransfer, 'setData'>): void => {
    const selection = current();
    if (!selection) return;
    const block = blockOf(selection);
    const columns = latest.current.props.columns.slice(block.left, block.right + 1);
    const headers = headersWanted.current ? [columns.map((column) => column.header.at(-1) ?? '')] : [];
    const texts = [...headers, ...textsOf(block)];
    data.setData('text/plain', printTextBlock(texts));
    data.setData(
      'text/html',
      printHtmlBlock(texts, (row, column) => row < headers.length || columns[column]?.kind === 'text'),
    );
    const copied = blockSize(block);
    update({ notice: gridWords.copied(copied.rows, copied.columns), message: undefined });
  };

  const paste = (plain: string, html: string): void => {
    const selection = current();
    const block = readPastedBlock(plain, html);
    if (!selection || !block) return;
    const plan = planPaste(block, blockOf(selection), size(), check, gridWords.outside);
    if (!apply(plan, 'paste') || !plan.ok) return;
    const { block: landed } = plan;
    select({
      active: { row: landed.top, column: landed.left },
      extent: { row: landed.bottom, column: landed.right },
    });
  };

  const moveBy = (command: Extract<GridCommand, { type: 'move' }>) => {
    const selection = current();
    if (!selection || !commit()) return;
    const from = command.extend ? selection.extent : selection.active;
    const to = command.jump
      ? jump(from, command.direction, size(), (position) => textAt(position) === '')
      : step(from, command.direction, size());
    moveTo(to, command.extend);
  };

  const moveToEdge = ({ to, extend }: Extract<GridCommand, { type: 'edge' }>) => {
    const selection = current();
    if (!selection) return;
    const from = extend ? selection.extent : selection.active;
    const { rows, columns } = size();
    const row = to === 'first' ? 0 : to === 'last' ? rows - 1 : from.row;
    const column = to === 'first' || to === 'row-start' ? 0 : columns - 1;
    moveTo({ row, column }, extend);
  };

  const cancel = () => {
    if (now.current.mode === 'ready') {
      const selection = current();
      update({
        message: undefined,
        notice: undefined,
        leaving: true,
        ...(selection && { selection: selectCell(selection.active) }),
      });
    } else endEditing();
  };

  const lineBreak = () => {
    const field = editor.current;
    if (field) field.setRangeText('\n', field.selectionStart, field.selectionEnd, 'end');
  };

  /** Whole rows and columns stay where they are seen: their far end is no place to go to. */
  const selectStill = (selection: Selection) => select(selection, { revealed: now.current.revealed });

  const selectLine = (line: 'row' | 'column' | 'all') => {
    const selection = current();
    if (!selection) return;
    const block = blockOf(selection);
    const { rows, columns } = size();
    if (line === 'row') selectStill(selectRows(block.top, block.bottom, size()));
    else if (line === 'column') selectStill(selectColumns(block.left, block.right, size()));
    else selectStill({ active: { row: 0, column: 0 }, extent: { row: rows - 1, column: columns - 1 } });
  };

  /** Asks the browser for an ordinary copy, so that the page needs no right to the clipboard of its own. */
  const copyWithHeaders = () => {
    headersWanted.current = true;
    document.execCommand('copy');
    headersWanted.current = false;
  };

  /** Reached by Tab, nothing is chosen yet: the first key that goes somewhere chooses the first cell. */
  const begin = (command: GridCommand): boolean => {
    const { rows, columns } = size();
    if (current() || rows === 0 || columns === 0) return false;
    if (!['move', 'page', 'edge', 'enter'].includes(command.type)) return false;
    select(selectCell({ row: 0, column: 0 }));
    return true;
  };

  /** False where the key should keep its ordinary meaning. */
  const perform = (command: GridCommand): boolean => {
    const { props } = latest.current;
    if (begin(command)) return true;
    switch (command.type) {
      case 'move':
        moveBy(command);
        return true;
      case 'page': {
        const selection = current();
        if (selection)
          moveTo(
            step(
              command.extend ? selection.extent : selection.active,
              command.direction,
              size(),
              latest.current.pageRows(),
            ),
            command.extend,
          );
        return true;
      }
      case 'edge':
        moveToEdge(command);
        return true;
      case 'enter':
        enter(command.back);
        return true;
      case 'tab':
        return tab(command.back);
      case 'edit':
        startEditing('edit');
        return true;
      case 'cancel':
        cancel();
        return true;
      case 'clear':
        clear();
        return true;
      case 'fill-down':
        fillSelection('down');
        return true;
      case 'fill-right':
        fillSelection('right');
        return true;
      case 'line-break':
        lineBreak();
        return true;
      case 'all':
        selectLine('all');
        return true;
      case 'select-row':
        selectLine('row');
        return true;
      case 'select-column':
        selectLine('column');
        return true;
      case 'undo':
        props.onUndo?.();
        return props.onUndo !== undefined;
      case 'redo':
        props.onRedo?.();
        return props.onRedo !== undefined;
      case 'copy-with-headers':
        copyWithHeaders();
        return true;
      case 'menu': {
        const selection = current();
        if (selection) latest.current.openMenu(selection.active.column);
        return true;
      }
    }
  };

  return {
    state: drawn,
    selection: drawn.selection && clampSelection(drawn.selection, size()),
    /** The state as the last event left it, for event handlers. */
    now,
    editor,
    current,
    cellOf,
    isReadOnly,
    textsOf,
    select,
    selectStill,
    commit,
    leave,
    startEditing,
    open,
    clear,
    perform,
    copyTo,
    paste,
    dragFill,
    dropFill,
    dismiss: () => update({ message: undefined, notice: undefined }),
  };
}
