import { expect, it } from 'vitest';
import { recogniseWorkbook } from '../../../shared/calc/recognise/recognise-workbook.ts';
import { sheetOf } from '../../support/sheet-of.ts';

const table = ['指标名称|本期', '粮食产量|100', '蔬菜产量|80'];

it('leaves instructions, samples and empty sheets out, each with its reason', () => {
  const reading = recogniseWorkbook({
    format: 'xlsx',
    notes: [],
    sheets: [
      sheetOf(['一、请如实填报。'], { name: '填表说明' }),
      sheetOf(table, { name: '示例' }),
      sheetOf(table, { name: '季报' }),
      sheetOf([], { name: 'Sheet3' }),
    ],
  });
  expect(reading.tables.map(({ sheet }) => sheet)).toEqual(['季报']);
  expect(reading.ignored).toEqual([
    { sheet: '填表说明', reason: 'no-table' },
    { sheet: '示例', reason: 'instructions' },
    { sheet: 'Sheet3', reason: 'no-table' },
  ]);
});

it('reads a sheet named 说明 where it is the only one with a table, and hidden sheets last', () => {
  const reading = recogniseWorkbook({
    format: 'xlsx',
    notes: [],
    sheets: [{ ...sheetOf(table, { name: '旧表' }), visibility: 'hidden' }, sheetOf(table, { name: '季报' })],
  });
  expect(reading.tables.map(({ sheet }) => sheet)).toEqual(['季报', '旧表']);
  const alone = recogniseWorkbook({ format: 'xlsx', notes: [], sheets: [sheetOf(table, { name: '说明' })] });
  expect(alone.tables).toHaveLength(1);
});

it('reads a filled-in sample where the other sheet holds no figures', () => {
  const words = ['指标名称|解释', '粮食产量|按收获量', '蔬菜产量|按上市量'];
  const reading = recogniseWorkbook({
    format: 'xlsx',
    notes: [],
    sheets: [sheetOf(table, { name: '样表' }), sheetOf(words, { name: '口径' })],
  });
  expect(reading.tables.map(({ sheet }) => sheet)).toContain('样表');
});
