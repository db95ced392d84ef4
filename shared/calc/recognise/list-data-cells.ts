import type { ColumnReading, DataCell, RowReading, TableReading } from '../../domain/recognition.ts';
import { printAddress } from '../../text/cell-address.ts';

/** The unit that holds where row and column cross: a rate column's own %, then the row, the column, the table. */
export function statedUnitAt(
  table: TableReading,
  row: RowReading,
  column: ColumnReading,
): TableReading['unit'] {
  if (column.unit && (column.measure === 'growth' || column.measure === 'share')) return column.unit;
  if (row.role === 'growth') return { text: '%', source: 'growth', cell: row.labelCell };
  if (row.unit && column.unit && column.unit.source === 'brackets' && row.unit.source === 'group')
    return column.unit;
  return row.unit ?? column.unit ?? table.unit;
}

/** Every cell with a value, with its row label, column path and unit. */
export function listDataCells(table: TableReading): DataCell[] {
  const columns = new Map(
    table.columns.filter(({ role }) => role === 'value').map((column) => [column.column, column]),
  );
  return table.rows.flatMap((row) =>
    row.cells.flatMap((cell) => {
      const column = columns.get(cell.column);
      if (!column) return [];
      const unit = statedUnitAt(table, row, column);
      return [
        {
          sheet: table.sheet,
          cell: printAddress(cell.row, cell.column),
          row: cell.row,
          column: cell.column,
          rowLabel: row.name,
          rowRole: row.role,
          path: column.path,
          measure: column.measure,
          ...(unit ? { unit: unit.text } : {}),
          text: cell.text,
        },
      ];
    }),
  );
}
