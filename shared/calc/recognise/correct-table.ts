import type {
  ColumnReading,
  ColumnRole,
  RowReading,
  RowRole,
  StatedUnit,
  TableReading,
  ValueMeasure,
} from '../../domain/recognition.ts';

/** What a person changed in a reading on screen; columns count from the table's left edge, so that it fits its look-alikes. */
export interface TableCorrections {
  readonly columns?: readonly {
    readonly offset: number;
    readonly role?: ColumnRole;
    readonly measure?: ValueMeasure;
    readonly path?: readonly string[];
    readonly unit?: string;
  }[];
  /** Row roles by the row's tidy name. */
  readonly rows?: Readonly<Record<string, RowRole>>;
  /** The unit of the table. */
  readonly unit?: string;
}

/** The reading as the person corrected it. Corrections for columns or rows that the table lacks change nothing. */
export function correctTable(table: TableReading, corrections: TableCorrections): TableReading {
  const byColumn = new Map(corrections.columns?.map((one) => [one.offset + table.range.left, one]));
  const columns = table.columns.map((column): ColumnReading => {
    const change = byColumn.get(column.column);
    if (!change) return column;
    return {
      ...column,
      ...(change.role ? { role: change.role } : {}),
      ...(change.measure ? { measure: change.measure } : {}),
      ...(change.path ? { path: change.path } : {}),
      ...(change.unit ? { unit: stated(change.unit, column.cell ?? '') } : {}),
    };
  });
  const rows = table.rows.map((row): RowReading => {
    const role = corrections.rows?.[row.name];
    return role ? { ...row, role } : row;
  });
  const unit = corrections.unit ? { unit: stated(corrections.unit, '') } : {};
  return { ...table, ...unit, columns, rows };
}

function stated(text: string, cell: string): StatedUnit {
  return { text, source: 'person', cell };
}
