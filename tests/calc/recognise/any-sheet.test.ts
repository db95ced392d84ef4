import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listDataCells } from '../../../shared/calc/recognise/list-data-cells.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import type { Cell, Sheet } from '../../../shared/domain/sheet.ts';
import { printAddress } from '../../../shared/text/cell-address.ts';
import { anySheet as sheets } from '../../support/any-sheet.ts';

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
