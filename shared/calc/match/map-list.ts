import type { FormItem } from '../../domain/plan.ts';
import type { ColumnReading, RowReading, TableReading } from '../../domain/recognition.ts';
import type { MappedReturn } from '../../domain/return-reading.ts';
import { normaliseUnitName } from '../../text/names.ts';
import { absentPairs, isOnePart } from './absent-pairs.ts';
import { checkTotals } from './check-totals.ts';
import { holdsSeveralPeriods } from './column-period.ts';
import { cellAt, figureAt, Gathering, measuredOf, noteAt, rowValues } from './gather.ts';
import type { MapContext } from './map-return.ts';
import {
  type ColumnChoice,
  chooseColumn,
  columnKind,
  type Measured,
  matchHeader,
  valueColumns,
} from './match-columns.ts';
import { matchRows, type RowMatch } from './match-rows.ts';
import { kindOf, matchColumns } from './matched-columns.ts';
import { itemsByIndicator } from './plan-index.ts';

/** One unit per workbook, rows are indicators, columns measures. Several tables may each carry a part of the form. */
export function mapList(context: MapContext): MappedReturn {
  const gathering = new Gathering();
  for (const table of context.input.tables) mapListTable(context, table, gathering);
  reportAbsent(context, gathering);
  return gathering.result();
}

/** One table whose rows are indicators (or, on its side, columns). */
export function mapListTable(context: MapContext, table: TableReading, gathering: Gathering): void {
  const matches = matchRows(table, context.index, context.items);
  if (!matches.some((match) => match.kind === 'match')) {
    if (!mapTurnedList(context, table, gathering)) parkTable(table, gathering);
    return;
  }
  const seen = new Map<string, number>();
  const columns = new ColumnChoices(context, table);
  const asked = itemsByIndicator(context.items);
  for (const match of matches) {
    if (match.kind === 'match')
      mapRow(context, table, columns, match, asked.get(match.code) ?? [], gathering, seen);
    else parkRow(context, table, match, gathering);
  }
  for (const finding of checkTotals(
    table,
    matches.map(({ row }) => row),
    context,
  ))
    gathering.findings.push(finding);
}

/** A list on its side: indicators across, one row of figures, named after the sender or not at all. */
function mapTurnedList(context: MapContext, table: TableReading, gathering: Gathering): boolean {
  const known = valueColumns(table).filter(
    (column) => matchHeader(context.index, column)?.match.kind === 'match',
  );
  if (known.length < 2) return false;
  const rows = table.rows.filter((row) => rowValues(table, row).length > 0);
  const own = rows.filter((row) => isSender(context, row));
  const row = own[0] ?? (rows.length === 1 ? rows[0] : undefined);
  if (!row) return false;
  const matched = matchColumns(context, table, gathering);
  for (const one of matched) {
    const { kind, item } = kindOf(context, matched, one);
    const result = figureAt(context, {
      table,
      row,
      column: one.column,
      indicator: one.code,
      unit: context.subject,
      kind,
      item,
    });
    if (item) gathering.addFigure(result, false);
    else if (result.figure.raw !== '') gathering.context.push(result.figure);
  }
  for (const other of rows)
    if (other !== row && other.role === 'data') gathering.park(table, other, 'no-match');
  return true;
}

function isSender(context: MapContext, row: RowReading): boolean {
  const sender = context.units.get(context.subject);
  if (!sender) return false;
  const wanted = [sender.name, ...sender.aliases].map((name) => normaliseUnitName(name));
  return [row.raw, ...row.labels].some((text) => text !== '' && wanted.includes(normaliseUnitName(text)));
}

/** Totals, computed rows and rows without a value say nothing of their own; other unmatched rows are parked. */
function parkRow(context: MapContext, table: TableReading, match: RowMatch, gathering: Gathering): void {
  const { row } = match;
  if (rowValues(table, row).length === 0 || row.raw.trim() === '') {
    if (rowValues(table, row).length > 0) gathering.park(table, row, 'no-match');
    return;
  }
  if (row.role !== 'data' && row.role !== 'blank' && row.role !== 'group') return;
  if (match.kind === 'ambiguous') {
    const candidates = match.codes.map((code) => ({ code, name: code, score: 1 }));
    gathering.parkAs(table, row, 'ambiguous-match', candidates);
  } else gathering.park(table, row, 'no-match', context.index);
}

/** A table in which no row is known (another form, a list of remarks): one entry, so that it is not lost. */
function parkTable(table: TableReading, gathering: Gathering): void {
  const row = table.rows.find((one) => rowValues(table, one).length > 0);
  if (!row) return;
  const raw = table.title?.text ?? row.raw;
  gathering.parked.push({
    sheet: table.sheet,
    cell: row.labelCell,
    raw,
    why: 'no-match',
    values: table.rows.slice(0, 20).flatMap((one) => rowValues(table, one)),
    candidates: [],
  });
  gathering.addFinding('no-match', {
    sheet: table.sheet,
    cell: row.labelCell,
    raw,
    details: { rows: table.rows.length },
  });
}

/** Which column serves what is the same for all rows of a table. */
class ColumnChoices {
  readonly #context: MapContext;
  readonly #table: TableReading;
  readonly #values: readonly ColumnReading[];
  /** By column asked for; one map for each way of measuring. */
  readonly #choices = [0, 1, 2, 3].map(() => new Map<string, ColumnChoice>());
  readonly #kinds = new Map<ColumnReading, string>();
  #told = false;

  constructor(context: MapContext, table: TableReading) {
    this.#context = context;
    this.#table = table;
    this.#values = valueColumns(table);
  }

  choose(wanted: string, measured: Measured): ColumnChoice {
    const choices = this.#choices[(measured.ytd ? 1 : 0) + (measured.level ? 2 : 0)]!;
    let choice = choices.get(wanted);
    if (!choice) {
      choice = chooseColumn(this.#table, this.#values, wanted, this.#context.period, measured);
      choices.set(wanted, choice);
    }
    return choice;
  }

  /** Columns of several periods, none of them the return's: said once for the table. */
  missed(gathering: Gathering): void {
    const { period, input } = this.#context;
    if (this.#told || !period || !holdsSeveralPeriods(this.#values, period)) return;
    this.#told = true;
    const named = this.#values.filter(({ period: own }) => own?.lastMonth !== undefined);
    gathering.addFinding('period-conflict', {
      sheet: this.#table.sheet,
      ...(named[0]?.cell ? { cell: named[0].cell } : {}),
      details: { used: input.period, other: named.map(({ path }) => path.join('/')).join('、') },
    });
  }

  kindOf(column: ColumnReading): string {
    let kind = this.#kinds.get(column);
    if (kind === undefined) this.#kinds.set(column, (kind = columnKind(column, this.#context.period)));
    return kind;
  }
}

function mapRow(
  context: MapContext,
  table: TableReading,
  columns: ColumnChoices,
  match: RowMatch & { readonly kind: 'match' },
  items: readonly FormItem[],
  gathering: Gathering,
  seen: Map<string, number>,
): void {
  const { row, code } = match;
  const measured = measuredOf(context, code);
  const used = new Set<ColumnReading>();
  const again = seen.get(code);
  seen.set(code, row.row);
  for (const item of items) {
    const choice = columns.choose(item.column, measured);
    if (!choice.column) {
      if (item.column === 'current') columns.missed(gathering);
      continue;
    }
    used.add(choice.column);
    addItem(context, { table, row, column: choice.column }, item, gathering, again !== undefined);
    if (choice.rivals.length > 0 && choice.column.measure === 'plain')
      gathering.addFinding('ambiguous-match', {
        indicator: code,
        sheet: table.sheet,
        ...(choice.column.cell ? { cell: choice.column.cell } : {}),
        details: { columns: [choice.column, ...choice.rivals].map((one) => one.path.join('/')) },
      });
  }
  if (match.conflict)
    gathering.addFinding('ambiguous-match', {
      indicator: code,
      sheet: table.sheet,
      cell: row.labelCell,
      raw: row.raw.trim(),
      details: { candidates: [code, match.conflict] },
    });
  if (again === undefined) addContext(context, { table, row, columns }, code, used, gathering);
}

function addItem(
  context: MapContext,
  at: { table: TableReading; row: RowReading; column: ColumnReading },
  item: FormItem,
  gathering: Gathering,
  again: boolean,
): void {
  const { table, row, column } = at;
  // Named one by one: spreading `at` was what reading a figure spent most of its time on.
  const crossing = {
    table,
    row,
    column,
    indicator: item.indicator,
    unit: context.subject,
    kind: item.column,
    item,
  };
  if (item.column !== 'note') gathering.addFigure(figureAt(context, crossing), again);
  else {
    const note = noteAt(context, crossing);
    if (note) gathering.figures.push(note);
  }
}

/** Recognised columns that the form doesn't ask: last year, growth, remarks. */
function addContext(
  context: MapContext,
  { table, row, columns }: { table: TableReading; row: RowReading; columns: ColumnChoices },
  code: string,
  used: ReadonlySet<ColumnReading>,
  gathering: Gathering,
): void {
  const unit = context.subject;
  for (const column of table.columns) {
    if (used.has(column)) continue;
    if (column.role === 'remark' || column.role === 'attribute') {
      const crossing = { table, row, column, indicator: code, unit, item: undefined, kind: 'note' };
      const note = noteAt(context, crossing);
      if (note) gathering.context.push(note);
    } else if (column.role === 'value' && cellAt(row, column))
      gathering.context.push(
        figureAt(context, {
          table,
          row,
          column,
          indicator: code,
          unit,
          item: undefined,
          kind: columns.kindOf(column),
        }).figure,
      );
  }
}

/**
 * Items without a row: told where the workbook holds most of the form; a smaller one is another part of it. One that gave
 * no figure at all, and from which nothing was parked, is no part but a return whose figures were not seen.
 */
function reportAbsent(context: MapContext, gathering: Gathering): void {
  const unit = context.subject;
  const missing = absentPairs(context.items, context.units.get(unit), gathering.figures);
  for (const pair of missing) gathering.absent.push({ ...pair, unit });
  const unseen = gathering.figures.length === 0 && gathering.parked.length === 0;
  if (!unseen && isOnePart(context.items, missing)) return;
  const sheet = gathering.figures[0]?.sheet;
  for (const { indicator, column } of missing) {
    const item = context.items.find((one) => one.indicator === indicator && one.column === column);
    if (item?.required)
      gathering.addFinding('blank', {
        indicator,
        unit,
        ...(sheet ? { sheet } : {}),
        details: { absent: item.label },
      });
  }
}
