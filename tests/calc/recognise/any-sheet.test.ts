import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listDataCells } from '../../../shared/calc/recognise/list-data-cells.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import type { Cell, Sheet } from '../../../shared/domain/sheet.ts';
import { printAddress } from '../../../shared/text/cell-address.ts';

/** Whatever stands in a sheet: no throw, no cell twice, no cell that isn't there, no figure of the foot line. */
const texts = fc.constantFrom(
  '合计',
  '全市',
  '石门镇',
  '指标名称',
  '计量单位',
  '单位：万元',
  '万元',
  '序号',
  '甲',
  '乙',
  '1',
  '01',
  '2023年',
  '1-6月',
  '上年同期',
  '增长（%）',
  '其中：女',
  '  男',
  '一、总数',
  '—',
  '…',
  '1,234.5',
  '１２',
  '注：含兵团',
  '第5页',
  '续表1',
  '填报单位：石门镇',
  '填表人：某某',
  '备注',
  '产值\n(万元)\nOutput',
  'East',
  '负责人',
  '#住宅',
  '（个）',
  '',
);
const cellOf = fc.oneof(
  { weight: 4, arbitrary: texts.map((value) => ({ kind: 'text' as const, value })) },
  {
    weight: 4,
    arbitrary: fc
      .double({ min: -1e9, max: 1e9, noNaN: true })
      .map((value) => ({ kind: 'number' as const, value: String(value) })),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }).map((value) => ({ kind: 'text' as const, value })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { kind: 'error' as const, value: '#DIV/0!' },
      { kind: 'date' as const, value: '2023-06-30' },
      { kind: 'boolean' as const, value: 'TRUE' },
    ),
  },
);
const sheets: fc.Arbitrary<Sheet> = fc
  .record({
    places: fc.uniqueArray(fc.tuple(fc.nat(24), fc.nat(9)), {
      selector: ([row, column]) => row * 100 + column,
      maxLength: 160,
    }),
    values: fc.array(cellOf, { minLength: 160, maxLength: 160 }),
    merges: fc.array(fc.record({ top: fc.nat(20), left: fc.nat(8), high: fc.nat(4), wide: fc.nat(5) }), {
      maxLength: 6,
    }),
  })
  .map(({ places, values, merges }) => ({
    name: 's',
    visibility: 'visible' as const,
    cells: places
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .map(([row, column], index): Cell => ({ row, column, ...values[index]!, text: values[index]!.value })),
    merges: merges.map(({ top, left, high, wide }) => ({
      top,
      left,
      bottom: top + high,
      right: left + wide,
    })),
    hiddenRows: [],
    hiddenColumns: [],
    pictures: 0,
  }));

describe('any sheet', () => {
  it('is read without an error, and every data cell is a cell of the sheet, once', () => {
    fc.assert(
      fc.property(sheets, (sheet) => {
        const tables = recogniseSheet(sheet);
        const own = new Map(sheet.cells.map((cell) => [printAddress(cell.row, cell.column), cell.text]));
        const seen = new Set<string>();
        for (const table of tables) {
          const columns = table.columns.map(({ column }) => column);
          expect([...new Set(columns)]).toEqual(columns);
          for (const row of table.rows)
            if (row.parent !== undefined) expect(row.parent).toBeLessThan(table.rows.indexOf(row));
          for (const data of listDataCells(table)) {
            expect(own.get(data.cell)).toBe(data.text);
            expect(seen.has(data.cell)).toBe(false);
            seen.add(data.cell);
          }
          for (const cell of table.footCells) expect(seen.has(cell)).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is read the same when it stands lower and further right', () => {
    fc.assert(
      fc.property(sheets, fc.nat(5), (sheet, down) => {
        const moved: Sheet = {
          ...sheet,
          cells: sheet.cells.map((cell) => ({ ...cell, row: cell.row + down })),
          merges: sheet.merges.map((range) => ({
            ...range,
            top: range.top + down,
            bottom: range.bottom + down,
          })),
        };
        const shape = (one: Sheet) =>
          recogniseSheet(one).map((table) => [
            table.columns.map(({ role, path }) => [role, path]),
            table.rows.map(({ role, name }) => [role, name]),
          ]);
        expect(shape(moved)).toEqual(shape(sheet));
      }),
      { numRuns: 150 },
    );
  });

  it('reads a long table in time that grows with its cells', () => {
    const long = (rows: number): Sheet => ({
      name: 's',
      visibility: 'visible',
      merges: [],
      hiddenRows: [],
      hiddenColumns: [],
      pictures: 0,
      cells: Array.from({ length: rows * 4 }, (_, index): Cell => {
        const [row, column] = [Math.floor(index / 4), index % 4];
        const value = row === 0 ? `列${column}` : column === 0 ? `行${row}` : String(index);
        return { row, column, kind: row > 0 && column > 0 ? 'number' : 'text', value, text: value };
      }),
    });
    const table = recogniseSheet(long(20000))[0]!;
    expect(table.rows).toHaveLength(19999);
    expect(listDataCells(table)).toHaveLength(19999 * 3);
  });
});
