import { type Finding, findingSeverities } from '../../domain/finding.ts';
import type { ColumnReading, RowReading, TableReading } from '../../domain/recognition.ts';
import { printAddress } from '../../text/cell-address.ts';
import { Decimal, printDecimal, printedDecimals } from '../../text/decimal.ts';
import { readCellNumber } from '../../text/number-text.ts';
import { statedUnitAt } from '../recognise/list-data-cells.ts';
import type { MapContext } from './map-return.ts';
import { valueColumns } from './match-columns.ts';

/**
 * The sheet's own totals against its parts. Rates don't add up and 其中 rows are parts of a part; a total that equals the
 * sum of the subtotals, or of the rows without those that lie inside another one, is right as well.
 */
export interface TotalOptions {
  /** Columns that may be added up. */
  readonly adds?: (column: ColumnReading) => boolean;
  /** Rows that lie inside another row's unit (a park on a township's land). */
  readonly inside?: ReadonlySet<RowReading>;
}

interface Part {
  readonly value: Decimal;
  readonly decimals: number;
}

function partAt(row: RowReading, column: number): Part | undefined {
  const cell = row.cells.find((one) => one.column === column);
  const reading = readCellNumber(cell);
  if (reading.kind !== 'number') return undefined;
  return { value: new Decimal(reading.value), decimals: printedDecimals(reading.value) };
}

/** Units in which nothing is rounded. */
const counted = /^(?:人|户|个|家|件|项|头|只|匹|辆|台|座|处|所|张|床|套|栋|名|起|村|人次|户次)$/;

interface Sum {
  readonly value: Decimal;
  readonly gaps: boolean;
  readonly tolerance: Decimal;
}

/** Each part may be off by half of its last printed digit; counted things (`exact`) are not rounded. */
function addUp(rows: readonly RowReading[], column: number, exact: boolean): Sum {
  let value = new Decimal(0);
  let gaps = false;
  let decimals = 0;
  for (const row of rows) {
    const part = partAt(row, column);
    if (!part) gaps = true;
    else {
      value = value.plus(part.value);
      decimals = Math.max(decimals, part.decimals);
    }
  }
  const half = new Decimal(10).pow(-decimals).div(2);
  return { value, gaps, tolerance: decimals === 0 && exact ? new Decimal(0) : half.times(rows.length + 1) };
}

function addsUp(table: TableReading, rows: readonly RowReading[], column: ColumnReading): boolean {
  if (column.measure === 'growth' || column.measure === 'share' || column.ofWhich) return false;
  const units = new Set(rows.map((row) => statedUnitAt(table, row, column)?.text ?? ''));
  return units.size === 1 && !/[%‰/每]|百分点/.test([...units][0]!);
}

/** Findings `total-mismatch` at the total's cell. */
export function checkTotals(
  table: TableReading,
  rows: readonly RowReading[],
  _context: MapContext,
  options: TotalOptions = {},
): Finding[] {
  const totals = rows.filter((row) => row.role === 'total');
  if (totals.length === 0) return [];
  const data = rows.filter((row) => row.role === 'data' && !row.ofWhich);
  const level = Math.min(...data.map((row) => row.level));
  const totalLevel = Math.min(...totals.map((row) => row.level));
  // Parts indented below the total have its level plus one; rows on the total's own level stand beside it.
  const parts = data.filter(
    (row) => row.level === level || (row.parent !== undefined && rows[row.parent]?.role === 'total'),
  );
  if (parts.length < 2 || !Number.isFinite(totalLevel)) return [];
  const subtotals = rows.filter((row) => row.role === 'subtotal');
  const findings: Finding[] = [];
  for (const column of valueColumns(table)) {
    if (!addsUp(table, [...parts, ...totals], column) || options.adds?.(column) === false) continue;
    for (const total of totals) {
      const finding = checkTotal(table, total, column, [
        parts,
        subtotals,
        parts.filter((row) => !options.inside?.has(row)),
      ]);
      if (finding) findings.push(finding);
    }
  }
  return findings;
}

function checkTotal(
  table: TableReading,
  total: RowReading,
  column: ColumnReading,
  groups: readonly (readonly RowReading[])[],
): Finding | undefined {
  const exact = counted.test(statedUnitAt(table, total, column)?.text ?? '');
  const typed = partAt(total, column.column);
  if (!typed) return undefined;
  const sums = groups.filter((group) => group.length > 0).map((group) => addUp(group, column.column, exact));
  const fits = sums.some(({ value, tolerance }) => value.minus(typed.value).abs().lte(tolerance));
  const first = sums[0];
  // A gap among the parts may hold the difference.
  if (fits || !first || (first.gaps && typed.value.gt(first.value))) return undefined;
  const cell = total.cells.find((one) => one.column === column.column)!;
  return {
    code: 'total-mismatch',
    severity: findingSeverities['total-mismatch'],
    sheet: table.sheet,
    cell: printAddress(cell.row, cell.column),
    raw: cell.text,
    details: { total: printDecimal(typed.value), sum: printDecimal(first.value), rows: groups[0]!.length },
  };
}
