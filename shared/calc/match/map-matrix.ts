import type { ColumnReading, RowReading, TableReading } from '../../domain/recognition.ts';
import type { MappedReturn } from '../../domain/return-reading.ts';
import { normaliseName } from '../../text/names.ts';
import { checkTotals } from './check-totals.ts';
import { figureAt, Gathering, rowValues } from './gather.ts';
import { mapListTable } from './map-list.ts';
import type { MapContext } from './map-return.ts';
import { columnKind, valueColumns } from './match-columns.ts';
import { matchName, type NameIndex } from './match-name.ts';
import { matchRows } from './match-rows.ts';
import { kindOf, type MatchedColumn, matchColumns } from './matched-columns.ts';
import { indexUnits, unitsOn } from './plan-index.ts';

/** One department per workbook: rows are units and columns indicators, or the other way round. */
export function mapMatrix(context: MapContext): MappedReturn {
  const gathering = new Gathering();
  const units = indexUnits(
    context.input.plan,
    unitsOn(context.input.plan, context.day),
    context.input.learnedUnits,
  );
  for (const table of context.input.tables) {
    const [inRows, inColumns] = [unitsInRows(table, units), unitsInColumns(table, units)];
    // A form about one unit (主要指标 of the city) may come back as a plain list that names no unit at all.
    if (inRows + inColumns === 0 && context.form.reportingUnit !== undefined)
      mapListTable(context, table, gathering);
    else if (inRows >= inColumns) mapUpright(context, table, units, gathering);
    else mapTurned(context, table, units, gathering);
  }
  return gathering.result();
}

function unitOf(units: NameIndex, text: string): string | undefined {
  const match = text.trim() === '' ? undefined : matchName(units, text);
  return match?.kind === 'match' ? match.code : undefined;
}

function unitsInRows(table: TableReading, units: NameIndex): number {
  return table.rows.filter((row) => unitOfRow(units, row) !== undefined).length;
}

function unitsInColumns(table: TableReading, units: NameIndex): number {
  return valueColumns(table).filter((column) => unitOf(units, column.path.at(-1) ?? '') !== undefined).length;
}

function unitOfRow(units: NameIndex, row: RowReading): string | undefined {
  for (const text of [row.raw, row.code ?? '', row.name, ...row.labels]) {
    const unit = unitOf(units, text);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

function mapUpright(context: MapContext, table: TableReading, units: NameIndex, gathering: Gathering): void {
  const matched = matchColumns(context, table, gathering);
  if (matched.length === 0) return;
  const kinds = matched.map((one) => ({ ...one, ...kindOf(context, matched, one) }));
  const seen = new Set<string>();
  const rowUnits = new Map<RowReading, string>();
  const cityOnly = namesRootOnly(
    context,
    table.rows.map((row) => unitOfRow(units, row)),
  );
  for (const row of table.rows) {
    const isPart = row.role === 'data' || row.role === 'blank' || row.role === 'group';
    const unit = isPart ? unitOfRow(units, row) : undefined;
    if (unit === undefined || (unit === context.input.plan.root && !cityOnly)) {
      if (isPart && unit === undefined && rowValues(table, row).length > 0)
        gathering.park(table, row, 'no-match', units);
      else addTotalContext(context, table, row, kinds, gathering);
      continue;
    }
    rowUnits.set(row, unit);
    for (const { column, code, kind, item } of kinds) {
      const result = figureAt(context, { table, row, column, indicator: code, unit, kind, item });
      if (item) gathering.addFigure(result, seen.has(unit));
      else if (result.figure.raw !== '') gathering.context.push(result.figure);
    }
    seen.add(unit);
  }
  gathering.findings.push(
    ...checkTotals(table, table.rows, context, {
      adds: addable(context, kinds),
      inside: insideRows(context, rowUnits),
    }),
  );
}

function addable(
  context: MapContext,
  kinds: readonly (MatchedColumn & { kind: string })[],
): (column: ColumnReading) => boolean {
  const sums = new Set<number>();
  for (const { column, code, kind } of kinds) {
    const measure = context.indicators.get(code)?.measure;
    if ((measure === 'flow' || measure === 'stock') && (kind === 'current' || kind === 'previous'))
      sums.add(column.column);
  }
  return (column) => sums.has(column.column);
}

function insideRows(context: MapContext, rowUnits: ReadonlyMap<RowReading, string>): Set<RowReading> {
  const present = new Set(rowUnits.values());
  const inside = new Set<RowReading>();
  for (const [row, code] of rowUnits) {
    const within = context.units.get(code)?.within;
    if (within !== undefined && present.has(within)) inside.add(row);
  }
  return inside;
}

/** The department's own total stands beside the figures, never among them. */
function addTotalContext(
  context: MapContext,
  table: TableReading,
  row: RowReading,
  kinds: readonly (MatchedColumn & { kind: string })[],
  gathering: Gathering,
): void {
  const root = context.input.plan.root;
  if (root === undefined || (row.role !== 'total' && row.role !== 'data')) return;
  for (const { column, code, kind } of kinds) {
    const { figure } = figureAt(context, {
      table,
      row,
      column,
      indicator: code,
      unit: root,
      kind,
      item: undefined,
    });
    if (figure.value !== null)
      gathering.context.push({ ...figure, column: kind === 'current' ? 'total' : `total-${kind}` });
  }
}

/** A department's form about the city itself (主要指标): the city's row is the figure, there is nothing it could total. */
function namesRootOnly(context: MapContext, units: readonly (string | undefined)[]): boolean {
  const { root } = context.input.plan;
  return (
    root !== undefined && units.includes(root) && units.every((unit) => unit === undefined || unit === root)
  );
}

/** Indicators as rows, units as columns (L9). */
function mapTurned(context: MapContext, table: TableReading, units: NameIndex, gathering: Gathering): void {
  const columns = valueColumns(table).map((column) => ({
    column,
    unit: unitOf(units, column.path.at(-1) ?? ''),
  }));
  const cityOnly = namesRootOnly(
    context,
    columns.map(({ unit }) => unit),
  );
  const seen = new Set<string>();
  for (const match of matchRows(table, context.index, context.items)) {
    const { row } = match;
    if (match.kind !== 'match') {
      const isPart = row.role === 'data' && rowValues(table, row).length > 0;
      if (isPart)
        gathering.park(
          table,
          row,
          match.kind === 'ambiguous' ? 'ambiguous-match' : 'no-match',
          context.index,
        );
      continue;
    }
    const again = seen.has(match.code);
    seen.add(match.code);
    const item = context.items.find(
      ({ indicator, column }) => indicator === match.code && column === 'current',
    );
    for (const { column, unit } of columns) {
      if (unit === undefined || (unit === context.input.plan.root && !cityOnly)) {
        const total = turnedTotal(context, table, row, column, match.code);
        if (total) gathering.context.push(total);
        continue;
      }
      gathering.addFigure(
        figureAt(context, { table, row, column, indicator: match.code, unit, kind: 'current', item }),
        again,
      );
    }
  }
}

function turnedTotal(
  context: MapContext,
  table: TableReading,
  row: RowReading,
  column: ColumnReading,
  code: string,
) {
  const root = context.input.plan.root;
  if (root === undefined || !row.cells.some((cell) => cell.column === column.column)) return undefined;
  const isTotal = /^(?:合计|总计|全市|全县|全州|全省)$/.test(normaliseName(column.path.at(-1) ?? ''));
  const kind = isTotal ? 'total' : columnKind(column, context.period);
  return {
    ...figureAt(context, { table, row, column, indicator: code, unit: root, kind, item: undefined }).figure,
    column: kind,
  };
}
