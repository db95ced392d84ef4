import type { FormItem } from '../../domain/plan.ts';
import type { ColumnReading, TableReading } from '../../domain/recognition.ts';
import { normaliseName } from '../../text/names.ts';
import { type Gathering, measuredOf, rowValues } from './gather.ts';
import type { MapContext } from './map-return.ts';
import { chooseColumn, columnKind, matchHeader, valueColumns } from './match-columns.ts';
import { listCandidates } from './match-name.ts';

/** Columns that are indicators (a matrix, or a list on its side), and which item column each serves. */
export interface MatchedColumn {
  readonly column: ColumnReading;
  readonly code: string;
  /** The header's words of time belong to the indicator's name. */
  readonly whole: boolean;
}

/** Columns of each indicator; a table about one indicator names it in its title only. */
export function matchColumns(
  context: MapContext,
  table: TableReading,
  gathering: Gathering,
): MatchedColumn[] {
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
    const only = indicatorInTitle(context.items, table);
    if (only) return valueColumns(table).map((column) => ({ column, code: only, whole: false }));
  }
  for (const column of unknown) parkColumn(context, table, column, gathering);
  return matched;
}

/** The one indicator that a table's title or subtitle names. */
export function indicatorInTitle(items: readonly FormItem[], table: TableReading): string | undefined {
  const titles = [table.title, ...table.subtitles].map((title) => normaliseName(title?.text ?? ''));
  const hits = new Set<string>();
  for (const item of items) {
    const label = normaliseName(item.label);
    if (label !== '' && titles.some((title) => title.includes(label))) hits.add(item.indicator);
  }
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
export function kindOf(
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
  const measured = measuredOf(context, one.code);
  const plain = own.map((column) =>
    one.whole && column === one.column ? { ...column, measure: 'plain' as const } : column,
  );
  for (const item of items) {
    const choice = chooseColumn(
      { columns: plain } as unknown as TableReading,
      plain,
      item.column,
      context.period,
      measured,
    );
    if (choice.column?.column === one.column.column) return { kind: item.column, item };
  }
  return { kind: columnKind(one.column, context.period) };
}
