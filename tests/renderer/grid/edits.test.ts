import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEntry, readNumberEntry } from '../../../renderer/components/grid/entry.ts';
import type { Position } from '../../../renderer/components/grid/model.ts';
import { planClear, planPaste } from '../../../renderer/components/grid/plan-edits.ts';

const size = { rows: 4, columns: 3 };
const check = ({ column }: Position, text: string) =>
  column === 2
    ? ({ ok: false, reason: '只读' } as const)
    : readEntry({ id: 'a', header: ['a'], kind: 'number' }, text);

describe('numbers as typed', () => {
  it.each([
    ['1,234.50', '1234.5'],
    ['１２３．４', '123.4'],
    [' 12 345 ', '12345'],
    ['-0.0', '0'],
    ['+7', '7'],
    ['', ''],
    ['1，234', '1234'],
  ])('reads %j as %j', (typed, text) => expect(readNumberEntry(typed)).toEqual({ ok: true, text }));

  it.each(['12,34', '1e5', '2000万', '—', '3..4', '35%'])('refuses %j', (typed) =>
    expect(readNumberEntry(typed).ok).toBe(false),
  );

  it('reads a percent sign only in a % column', () => {
    expect(readNumberEntry('35%', '%')).toEqual({ ok: true, text: '35' });
    expect(readNumberEntry('35％', '%')).toEqual({ ok: true, text: '35' });
  });
});

describe('paste', () => {
  const paste = (block: string[][], top = 0, left = 0, bottom = top, right = left) =>
    planPaste(block, { top, left, bottom, right }, size, check, '超出表格范围');

  it('lands from the top left and reads each cell', () => {
    const plan = paste(
      [
        ['1,000', '2'],
        ['', '4'],
      ],
      1,
      0,
    );
    expect(plan.ok && plan.edits.map(({ position, text }) => [position.row, position.column, text])).toEqual([
      [1, 0, '1000'],
      [1, 1, '2'],
      [2, 0, ''],
      [2, 1, '4'],
    ]);
  });

  it('names every cell that refuses and then changes nothing', () => {
    const plan = paste([
      ['1', '字', '3'],
      ['4', '5', '6'],
    ]);
    expect(plan.ok).toBe(false);
    expect(!plan.ok && plan.problems.map(({ position }) => [position.row, position.column])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
  });

  it('refuses cells outside the grid', () => {
    const plan = paste([['1'], ['2'], ['3']], 2, 0);
    expect(!plan.ok && plan.problems).toEqual([{ position: { row: 4, column: 0 }, reason: '超出表格范围' }]);
  });

  it('repeats one cell over the selection, and a block over a whole multiple of it', () => {
    const one = paste([['9']], 0, 0, 3, 1);
    expect(one.ok && one.edits.length).toBe(8);
    const rows = paste([['1', '2']], 0, 0, 3, 1);
    expect(rows.ok && rows.edits.map(({ text }) => text)).toEqual(['1', '2', '1', '2', '1', '2', '1', '2']);
  });

  it('changes all cells or none', () => {
    const text = fc.constantFrom('1', '2.5', '', '字', '1,000');
    const block = fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(block, fc.nat(3), fc.nat(2), (cells, top, left) => {
        const plan = paste(cells, top, left);
        if (plan.ok) expect(plan.edits.length).toBe(cells.length * 2);
        else expect(plan.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

it('Delete asks no permission for cells that are empty already', () => {
  const plan = planClear(
    { top: 0, left: 0, bottom: 0, right: 2 },
    ({ column }) => (column === 0 ? '5' : ''),
    check,
  );
  expect(plan.ok && plan.edits).toEqual([{ position: { row: 0, column: 0 }, text: '' }]);
});
