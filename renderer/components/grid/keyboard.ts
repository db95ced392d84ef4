import type { Direction } from './navigation.ts';

/** `ready`: a cell is selected; `replace`: typing began on it, arrows still move; `edit`: F2, arrows move the caret. */
export type GridMode = 'ready' | 'replace' | 'edit';

export type GridCommand =
  | { readonly type: 'move'; readonly direction: Direction; readonly jump: boolean; readonly extend: boolean }
  | { readonly type: 'page'; readonly direction: 'up' | 'down'; readonly extend: boolean }
  | {
      readonly type: 'edge';
      readonly to: 'row-start' | 'row-end' | 'first' | 'last';
      readonly extend: boolean;
    }
  | { readonly type: 'enter'; readonly back: boolean }
  | { readonly type: 'tab'; readonly back: boolean }
  | {
      readonly type:
        | 'edit'
        | 'line-break'
        | 'cancel'
        | 'clear'
        | 'fill-down'
        | 'fill-right'
        | 'all'
        | 'undo'
        | 'redo';
    }
  | { readonly type: 'select-row' | 'select-column' | 'copy-with-headers' | 'menu' };

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const controlKeys: Readonly<Record<string, GridCommand['type']>> = {
  d: 'fill-down',
  r: 'fill-right',
  a: 'all',
  z: 'undo',
  y: 'redo',
};

/**
 * What a key means in a mode; undefined = the key belongs to the text field (typing, IME, copy and paste events).
 * Callers must not ask while an input method composes: its Enter and arrows are its own.
 */
export function readCommand(press: KeyPress, mode: GridMode): GridCommand | undefined {
  return mode === 'ready' ? readyCommand(press) : editingCommand(press, mode);
}

function readyCommand(press: KeyPress): GridCommand | undefined {
  const control = press.ctrlKey || press.metaKey;
  const direction = arrows[press.key];
  if (direction && !press.altKey) return { type: 'move', direction, jump: control, extend: press.shiftKey };
  if (control) return controlCommand(press);
  if (press.key === 'ArrowDown' && press.altKey) return { type: 'menu' };
  return edgeCommand(press, false) ?? enterOrTab(press) ?? plainCommand(press);
}

function controlCommand(press: KeyPress): GridCommand | undefined {
  const key = press.key.toLowerCase();
  if (press.shiftKey && key === 'c') return { type: 'copy-with-headers' };
  if (press.shiftKey && key === 'z') return { type: 'redo' };
  if (press.key === ' ') return { type: 'select-column' };
  const type = controlKeys[key];
  if (type && !press.altKey && !press.shiftKey) return { type } as GridCommand;
  return edgeCommand(press, true);
}

function edgeCommand(press: KeyPress, control: boolean): GridCommand | undefined {
  const extend = press.shiftKey;
  switch (press.key) {
    case 'Home':
      return { type: 'edge', to: control ? 'first' : 'row-start', extend };
    case 'End':
      return { type: 'edge', to: control ? 'last' : 'row-end', extend };
    case 'PageUp':
      return { type: 'page', direction: 'up', extend };
    case 'PageDown':
      return { type: 'page', direction: 'down', extend };
    default:
      return undefined;
  }
}

function enterOrTab(press: KeyPress): GridCommand | undefined {
  if (press.key === 'Enter' && !press.altKey) return { type: 'enter', back: press.shiftKey };
  if (press.key === 'Tab' && !press.altKey) return { type: 'tab', back: press.shiftKey };
  return undefined;
}

function plainCommand(press: KeyPress): GridCommand | undefined {
  if (press.key === 'F2') return { type: 'edit' };
  if (press.key === 'Escape') return { type: 'cancel' };
  if (press.key === 'Delete' || press.key === 'Backspace') return { type: 'clear' };
  if (press.key === ' ' && press.shiftKey) return { type: 'select-row' };
  return undefined;
}

function editingCommand(press: KeyPress, mode: 'replace' | 'edit'): GridCommand | undefined {
  if (press.key === 'Enter' && press.altKey) return { type: 'line-break' };
  if (press.key === 'Escape') return { type: 'cancel' };
  if (press.key === 'F2' && mode === 'replace') return { type: 'edit' };
  const direction = arrows[press.key];
  const plain = !press.ctrlKey && !press.metaKey && !press.shiftKey && !press.altKey;
  if (mode === 'replace' && direction && plain)
    return { type: 'move', direction, jump: false, extend: false };
  return enterOrTab(press);
}
