import type { ClipboardEvent, FormEvent, KeyboardEvent } from 'react';
import { gridWords } from '../../words/grid.ts';
import { readCommand } from './keyboard.ts';
import type { GridController } from './use-grid-controller.ts';

/** Key code that browsers give to every key which an input method has taken. */
const composingKey = 229;

export interface GridEditorProps {
  readonly controller: GridController;
  readonly label: string;
  readonly gridId: string;
  readonly activeId: string | undefined;
  readonly alignRight: boolean;
}

/**
 * The one text field of the grid. It always has the focus and lies over the active cell, unseen until typing starts,
 * so that an input method composes in the right place and its first key is not lost.
 */
export function GridEditor({ controller, label, gridId, activeId, alignRight }: GridEditorProps) {
  const { state, now, selection } = controller;
  const editing = state.mode !== 'ready';
  const readOnly = selection ? controller.isReadOnly(selection.active) : true;

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === composingKey) return;
    const command = readCommand(event, now.current.mode);
    if (command) {
      // What the grid has no use for is left to the page: undo belongs to the workbench where the grid has none.
      if (!controller.perform(command)) return;
      event.preventDefault();
      event.stopPropagation();
    } else if (
      now.current.mode === 'ready' &&
      event.key.length === 1 &&
      !event.ctrlKey &&
      !event.metaKey &&
      readOnly
    ) {
      controller.startEditing('replace');
    }
  };
  const onInput = (event: FormEvent<HTMLTextAreaElement>) => {
    if (now.current.mode !== 'ready') return;
    if (!controller.startEditing('replace')) event.currentTarget.value = '';
  };
  const ready = (event: ClipboardEvent) => {
    if (now.current.mode !== 'ready') return false;
    event.preventDefault();
    return true;
  };
  return (
    <textarea
      ref={controller.editor}
      className={`grid-editor${editing ? ' grid-editing' : ''}${alignRight ? ' grid-number' : ''}`}
      rows={1}
      readOnly={readOnly}
      // Nothing is being typed: keys that work everywhere (Ctrl+Z) are not this field's own.
      data-ready={editing ? undefined : ''}
      aria-label={gridWords.editor(label)}
      aria-controls={gridId}
      {...(activeId && !editing && { 'aria-activedescendant': activeId })}
      autoComplete="off"
      spellCheck={false}
      onKeyDown={onKeyDown}
      onCompositionStart={() => now.current.mode === 'ready' && controller.startEditing('replace')}
      onInput={onInput}
      onBlur={controller.leave}
      onCopy={(event) => ready(event) && controller.copyTo(event.clipboardData)}
      onCut={(event) => {
        if (!ready(event)) return;
        controller.copyTo(event.clipboardData);
        controller.clear();
      }}
      onPaste={(event) =>
        ready(event) &&
        controller.paste(event.clipboardData.getData('text/plain'), event.clipboardData.getData('text/html'))
      }
    />
  );
}
