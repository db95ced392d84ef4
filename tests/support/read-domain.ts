import * as XLSX from 'xlsx';
import type { Cell, Sheet } from '../../shared/domain/sheet.ts';

/** Sheets as the domain has them, straight from a library's workbook: for tests that need no reader. */
export function readWorkbook(book: XLSX.WorkBook): Sheet[] {
  return book.SheetNames.map((name) => ({
    name,
    visibility: 'visible',
    cells: Object.entries(book.Sheets[name]!).flatMap(([address, cell]): Cell[] => {
      if (address.startsWith('!')) return [];
      const { r: row, c: column } = XLSX.utils.decode_cell(address);
      const kind = cell.t === 'n' ? 'number' : 'text';
      return [{ row, column, kind, value: String(cell.v), text: String(cell.v) }];
    }),
    merges: [],
    hiddenRows: [],
    hiddenColumns: [],
    pictures: 0,
  }));
}
