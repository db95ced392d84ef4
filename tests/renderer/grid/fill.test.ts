import { describe, expect, it } from 'vitest';
import {
  continueRun,
  fillCopies,
  fillSeries,
  fillTarget,
  sumTexts,
} from '../../../renderer/components/grid/fill.ts';

const next = (source: string[], count = 3) => Array.from({ length: count }, (_, i) => continueRun(source)(i));

describe('series', () => {
  it.each([
    [
      ['1', '2'],
      ['3', '4', '5'],
    ],
    [
      ['0.1', '0.2'],
      ['0.3', '0.4', '0.5'],
    ],
    [
      ['10', '7'],
      ['4', '1', '-2'],
    ],
    [
      ['2023', '2024'],
      ['2025', '2026', '2027'],
    ],
    [['2023Q3'], ['2023Q4', '2024Q1', '2024Q2']],
    [
      ['2023-11', '2023-12'],
      ['2024-01', '2024-02', '2024-03'],
    ],
    [
      ['2021Q4', '2022Q4'],
      ['2023Q4', '2024Q4', '2025Q4'],
    ],
    [['第1小组'], ['第2小组', '第3小组', '第4小组']],
    [
      ['A08', 'A10'],
      ['A12', 'A14', 'A16'],
    ],
    [['三季度'], ['四季度', '一季度', '二季度']],
  ])('continues %j', (source, expected) => expect(next(source)).toEqual(expected));

  it.each([
    [['5'], ['5', '5', '5']],
    [
      ['1', '2', '4'],
      ['1', '2', '4'],
    ],
    [['巴彦岱镇'], ['巴彦岱镇', '巴彦岱镇', '巴彦岱镇']],
    [
      ['1', ''],
      ['1', '', '1'],
    ],
    [['2023'], ['2023', '2023', '2023']],
  ])('repeats %j and invents nothing', (source, expected) => expect(next(source)).toEqual(expected));
});

describe('fill handle', () => {
  const source = { top: 2, left: 1, bottom: 3, right: 2 };

  it('goes where the pointer is farthest', () => {
    expect(fillTarget(source, { row: 6, column: 3 })).toEqual({
      block: { top: 4, left: 1, bottom: 6, right: 2 },
      direction: 'down',
    });
    expect(fillTarget(source, { row: 2, column: 0 })?.direction).toBe('left');
    expect(fillTarget(source, { row: 3, column: 2 })).toBeUndefined();
  });

  it('continues upwards', () => {
    const edits = fillSeries([['4'], ['6']], { top: 0, left: 0, bottom: 1, right: 0 }, 'up');
    expect(edits.map(({ position, text }) => [position.row, text])).toEqual([
      [1, '2'],
      [0, '0'],
    ]);
  });

  it('continues each line on its own', () => {
    const edits = fillSeries(
      [
        ['1', '2'],
        ['甲', '乙'],
      ],
      { top: 0, left: 2, bottom: 1, right: 3 },
      'right',
    );
    expect(edits.map(({ text }) => text)).toEqual(['3', '4', '丙', '丁']);
  });

  it('copies for Ctrl+D', () => {
    const edits = fillCopies(['1', '甲'], { top: 1, left: 0, bottom: 2, right: 1 }, 'down');
    expect(edits.map(({ text }) => text)).toEqual(['1', '甲', '1', '甲']);
  });
});

it('sums in decimals and leaves out blanks and texts', () => {
  expect(sumTexts(['0.1', '0.2', '', '—'])).toEqual({ count: 2, sum: '0.3' });
});
