import type { FormItem } from '../../domain/plan.ts';
import type { ColumnReading, RowReading, TableReading } from '../../domain/recognition.ts';
import type { MappedReturn } from '../../domain/return-reading.ts';
import { normaliseName } from '../../text/names.ts';
import { checkTotals } from './check-totals.ts';
import { figureAt, Gathering, rowValues } from './gather.ts';
import type { MapContext } from './map-return.ts';
import { chooseColumn, columnKind, matchHeader, valueColumns } from './match-columns.ts';
import { listCandidates, matchName, type NameIndex } from './match-name.ts';
import { matchRows } from './match-rows.ts';
import { indexUnits, isValidOn } from './plan-index.ts';

/** One department per workbook: rows are units and columns indicators, or the other way round. */
export function mapMatrix(context: MapContext): MappedReturn {
  const gathering = new Gathering();
  const alive = context.input.plan.units.filter((unit) => isValidOn(unit, context.day));
  const units = indexUnits(context.input.plan, alive, context.input.learnedUnits);
  for (const table of context.input.tables) {
    if (unitsInRows(table, units) >= unitsInColumns(table, units))
      mapUpright(context, table, units, gathering);
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

interface MatchedColumn {
  readonly column: ColumnReading;
  readonly code: string;
  /** The header's words of time belong to the indicator's name. */
  readonly whole: boolean;
}

/** Columns of each indicator; a table about one indicator names it in its title only. */
function matchColumns(context: MapContext, table: TableReading, gathering: Gathering): MatchedColumn[] {
  const matched: MatchedColumn[] = [];
  const unknown: ColumnReading[] = [];
  for (const column of valueColumns(table)) {
    const found = matchHeader(context.index, column);
    if (found?.match.kind === 'match') matched.push({ column, code: found.match.code, whole: found.whole });
    else if (found?.match.kind === 'ambiguous')
      gathering.addFinding('ambiguous-match', {
        sheet: table.sheet,
        ...(column.cell ? { cell: column.cell } : {}),
        raw: column.path.join('/'),
        details: { candidates: [...found.match.codes] },
      });
    else unknown.push(column);
  }
  if (matched.length === 0) {
    const only = onlyInTitle(context, table);
    if (only) return valueColumns(table).map((column) => ({ column, code: only, whole: false }));
  }
  for (const column of unknown) parkColumn(context, table, column, gathering);
  return matched;
}

function onlyInTitle(context: MapContext, table: TableReading): string | undefined {
  const title = normaliseName(table.title?.text ?? '');
  if (title === '') return undefined;
  const hits = new Set(
    context.items
      .filter((item) => normaliseName(item.label) !== '' && title.includes(normaliseName(item.label)))
      .map((item) => item.indicator),
  );
  return hits.size === 1 ? [...hits][0] : undefined;
}

function parkColumn(
  context: MapContext,
  table: TableReading,
  column: ColumnReading,
  gathering: Gathering,
): void {
  const raw = column.path.join('/');
  const values = table.rows.flatMap((row) =>
    rowValues(table, { ...row, cells: row.cells.filter((cell) => cell.column === column.column) }),
  );
  if (values.length === 0) return;
  const cell = column.cell ?? values[0]!.cell;
  const candidates = listCandidates(context.index, raw);
  gathering.parked.push({ sheet: table.sheet, cell, raw, why: 'no-match', values, candidates });
  gathering.addFinding('no-match', { sheet: table.sheet, cell, raw });
}

/** The item column that a matched header serves, or the word for a context column. */
function kindOf(
  context: MapContext,
  matched: readonly MatchedColumn[],
  one: MatchedColumn,
): { kind: string; item?: FormItem } {
  const items = context.items.filter((item) => item.indicator === one.code);
  const own = matched.filter(({ code }) => code === one.code).map(({ column }) => column);
  if (one.whole && own.length === 1) {
    const item = items.find(({ column }) => column === 'current') ?? items[0];
    return item ? { kind: item.column, item } : { kind: 'current' };
  }
  const ytd = context.indicators.get(one.code)?.reporting === 'ytd';
  const plain = own.map((column) =>
    one.whole && column === one.column ? { ...column, measure: 'plain' as const } : column,
  );
  for (const item of items) {
    const choice = chooseColumn(
      { columns: plain } as unknown as TableReading,
      plain,
      item.column,
      context.period,
      ytd,
    );
    if (choice.column?.column === one.column.column) return { kind: item.column, item };
  }
  return { kind: columnKind(one.column, context.period) };
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
