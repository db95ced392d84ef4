import { describe, expect, it } from 'vitest';
import { type GridMode, type KeyPress, readCommand } from '../../../renderer/components/grid/keyboard.ts';
import { jump, step, tabStep } from '../../../renderer/components/grid/navigation.ts';
import { blockOf, clampSelection } from '../../../renderer/components/grid/selection.ts';

const size = { rows: 6, columns: 4 };
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('navigation', () => {
  it('stays inside the grid', () => {
    expect(step({ row: 0, column: 0 }, 'up', size)).toEqual({ row: 0, column: 0 });
    expect(step({ row: 2, column: 1 }, 'down', size, 99)).toEqual({ row: 5, column: 1 });
  });

  it('jumps along filled runs and over gaps as spreadsheets do', () => {
    // Column: filled, filled, empty, empty, filled, empty
    const isEmpty = ({ row }: { row: number }) => ![0, 1, 4].includes(row);
    const down = (row: number) => jump({ row, column: 0 }, 'down', size, isEmpty).row;
    expect(down(0)).toBe(1);
    expect(down(1)).toBe(4);
    expect(down(2)).toBe(4);
    expect(down(4)).toBe(5);
    expect(down(5)).toBe(5);
    expect(jump({ row: 5, column: 0 }, 'up', size, isEmpty).row).toBe(4);
  });

  it('wraps Tab at the row end and leaves behind the last cell', () => {
    expect(tabStep({ row: 0, column: 3 }, true, size)).toEqual({ row: 1, column: 0 });
    expect(tabStep({ row: 1, column: 0 }, false, size)).toEqual({ row: 0, column: 3 });
    expect(tabStep({ row: 5, column: 3 }, true, size)).toBeUndefined();
    expect(tabStep({ row: 0, column: 0 }, false, size)).toBeUndefined();
  });

  it('keeps a selection inside a grid that shrank', () => {
    const selection = { active: { row: 5, column: 3 }, extent: { row: 1, column: 0 } };
    expect(blockOf(selection)).toEqual({ top: 1, left: 0, bottom: 5, right: 3 });
    expect(clampSelection(selection, { rows: 3, columns: 2 })).toEqual({
      active: { row: 2, column: 1 },
      extent: { row: 1, column: 0 },
    });
    expect(clampSelection(selection, { rows: 0, columns: 2 })).toBeUndefined();
  });
});

describe('keys', () => {
  const table: readonly [string, KeyPress, GridMode, string | undefined][] = [
    ['F2 edits', press('F2'), 'ready', 'edit'],
    ['Delete clears', press('Delete'), 'ready', 'clear'],
    ['Delete belongs to the text while editing', press('Delete'), 'edit', undefined],
    ['arrows move after typing began', press('ArrowUp'), 'replace', 'move'],
    ['arrows move the caret after F2', press('ArrowUp'), 'edit', undefined],
    ['Ctrl+D fills down', press('d', { ctrlKey: true }), 'ready', 'fill-down'],
    ['Ctrl+C is left to the copy event', press('c', { ctrlKey: true }), 'ready', undefined],
    ['Ctrl+Shift+Z redoes', press('Z', { ctrlKey: true, shiftKey: true }), 'ready', 'redo'],
    ['Ctrl+Z while editing undoes letters', press('z', { ctrlKey: true }), 'edit', undefined],
    ['Alt+Enter breaks the line', press('Enter', { altKey: true }), 'edit', 'line-break'],
    ['letters are typing', press('x'), 'ready', undefined],
    ['Alt+ArrowDown opens the menu', press('ArrowDown', { altKey: true }), 'ready', 'menu'],
  ];
  for (const [name, key, mode, expected] of table)
    it(name, () => expect(readCommand(key, mode)?.type).toBe(expected));
});
