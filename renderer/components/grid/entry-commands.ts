import { gridWords } from '../../words/grid.ts';
import type { GridCore } from './controller-core.ts';
import { planEdits } from './plan-edits.ts';
import { blockOf, selectCell } from './selection.ts';

/** Typing into the active cell: begin, keep, give up. */
export function entryCommands(core: GridCore) {
  const { now, latest, editor, update, current, textAt, isReadOnly, check, refuse, apply } = core;

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

  return { commit, leave, startEditing, open, cancel, lineBreak };
}
