import type { FormItem } from '../../domain/plan.ts';
import type { ColumnReading, RowReading, TableReading } from '../../domain/recognition.ts';
import type { MappedReturn, NameCandidate, ReadRecord } from '../../domain/return-reading.ts';
import { printAddress } from '../../text/cell-address.ts';
import { foldText, normaliseName } from '../../text/names.ts';
import { subtotalName, totalName } from '../recognise/words.ts';
import { figureAt, Gathering, rowValues } from './gather.ts';
import type { MapContext } from './map-return.ts';
import { indexNames, listCandidates, matchName, type NameIndex } from './match-name.ts';

/**
 * Rows are records (projects), columns attributes. A record matches a project of the plan by code, then by name; what is
 * none of them is read all the same and parked, as an unknown row of any form is. A plan without projects has none to miss.
 */
export function mapRegister(context: MapContext): MappedReturn {
  const gathering = new Gathering();
  const projects = indexNames(
    (context.input.plan.projects ?? []).map(({ code, name }) => ({ code, names: [name], aliases: [] })),
    context.input.learned,
  );
  for (const table of context.input.tables) mapTable(context, table, projects, gathering);
  return gathering.result();
}

interface AttributeColumn {
  readonly item: FormItem;
  readonly column: ColumnReading;
}

function attributeColumns(context: MapContext, table: TableReading): AttributeColumn[] {
  const taken = new Set<number>();
  return context.items.flatMap((item) => {
    const names = [item.label, item.column].map(normaliseName).filter((name) => name !== '');
    const column = table.columns.find(
      (one) =>
        !taken.has(one.column) &&
        one.role !== 'empty' &&
        headerNames(one).some((name) => names.includes(name)),
    );
    if (!column) return [];
    taken.add(column.column);
    return [{ item, column }];
  });
}

function headerNames(column: ColumnReading): string[] {
  const paths = column.alternative ? [column.path, column.alternative] : [column.path];
  return paths.flatMap((path) =>
    [path.join(''), path.slice(-2).join(''), path.at(-1) ?? ''].map(normaliseName),
  );
}

const nameWords = /^(?:name|项目名称|名称|工程名称|项目)$/i;
const codeWords = /^(?:code|项目编号|项目代码|编号|代码|项目编码)$/i;

function isNamed(column: AttributeColumn, words: RegExp): boolean {
  return words.test(column.item.column) || words.test(foldText(column.item.label));
}

function mapTable(context: MapContext, table: TableReading, projects: NameIndex, gathering: Gathering): void {
  const columns = attributeColumns(context, table);
  const nameColumn =
    columns.find((column) => isNamed(column, nameWords))?.column ??
    table.columns.find(({ role }) => role === 'label');
  if (columns.length === 0 || !nameColumn) {
    const row = table.rows.find((one) => rowValues(table, one).length > 0);
    if (row) gathering.park(table, row, 'no-match');
    return;
  }
  const codeColumn = columns.find((column) => isNamed(column, codeWords))?.column;
  const seen = new Map<string, string>();
  for (const row of table.rows) {
    if (row.role !== 'data' && row.role !== 'blank') continue;
    const name = textAt(row, nameColumn.column);
    if (name === '' && (row.cells.length < 2 || isTotalLine(row))) continue;
    const code = codeColumn ? textAt(row, codeColumn.column) : '';
    addRecord(
      context,
      { table, row, columns, name, code, at: printAddress(row.row, nameColumn.column) },
      projects,
      gathering,
      seen,
    );
  }
}

/** 合计 stands wherever there was room, often in the column of serial numbers. */
function isTotalLine(row: RowReading): boolean {
  const first = row.cells[0];
  const fold = first ? foldText(first.text) : '';
  return totalName.test(fold) || subtotalName.test(fold);
}

function textAt(row: RowReading, column: number): string {
  return row.cells.find((cell) => cell.column === column)?.text.trim() ?? '';
}

interface RecordRow {
  readonly table: TableReading;
  readonly row: RowReading;
  readonly columns: readonly AttributeColumn[];
  readonly name: string;
  readonly code: string;
  readonly at: string;
}

function addRecord(
  context: MapContext,
  record: RecordRow,
  projects: NameIndex,
  gathering: Gathering,
  seen: Map<string, string>,
): void {
  const { table, row, columns, name, code, at } = record;
  const { project, ambiguous, candidates } = findProject(projects, code, name, record, gathering);
  if (project === undefined && !ambiguous && context.input.plan.projects?.length)
    parkRecord(record, candidates, gathering);
  const key = project ?? `new:${normaliseName(name)}`;
  const first = seen.get(key);
  if (first !== undefined)
    gathering.addFinding('duplicate-row', {
      sheet: table.sheet,
      cell: at,
      raw: name,
      details: { first: `${table.sheet}!${first}` },
    });
  else seen.set(key, at);
  const position = gathering.records.length;
  const attributes: ReadRecord['attributes'][number][] = [];
  for (const { item, column } of columns) {
    if (column.role !== 'value') {
      const text = textAt(row, column.column);
      if (text !== '')
        attributes.push({ column: item.column, text, cell: printAddress(row.row, column.column) });
      continue;
    }
    const crossing = {
      table,
      row,
      column,
      indicator: item.indicator,
      unit: context.input.sender,
      kind: item.column,
      item,
      record: position,
    };
    gathering.addFigure(figureAt(context, crossing), false);
  }
  gathering.records.push({
    sheet: table.sheet,
    row: row.row,
    cell: at,
    name,
    ...(project ? { project } : {}),
    candidates,
    attributes,
  });
}

function parkRecord(
  { table, row, name, code, at }: RecordRow,
  candidates: readonly NameCandidate[],
  gathering: Gathering,
): void {
  const raw = name === '' ? code : name;
  const values = rowValues(table, row);
  gathering.parked.push({ sheet: table.sheet, cell: at, raw, why: 'no-match', values, candidates });
  gathering.addFinding('no-match', {
    sheet: table.sheet,
    cell: at,
    raw,
    details: {
      about: 'project',
      ...(candidates.length > 0 ? { candidates: candidates.map((one) => one.code) } : {}),
    },
  });
}

/** Suggestions cost a comparison with every project; beyond this a person won't look at them one by one. */
const suggestedRecords = 500;

function findProject(
  projects: NameIndex,
  code: string,
  name: string,
  record: RecordRow,
  gathering: Gathering,
): { project?: string; ambiguous?: true; candidates: readonly NameCandidate[] } {
  for (const text of [code, name]) {
    if (text === '') continue;
    const match = matchName(projects, text);
    if (match.kind === 'match') return { project: match.code, candidates: [] };
    if (match.kind === 'ambiguous') {
      gathering.addFinding('ambiguous-match', {
        sheet: record.table.sheet,
        cell: record.at,
        raw: name,
        details: { candidates: [...match.codes] },
      });
      return { ambiguous: true, candidates: match.codes.map((one) => ({ code: one, name: one, score: 1 })) };
    }
  }
  return {
    candidates:
      name === '' || gathering.records.length > suggestedRecords ? [] : listCandidates(projects, name),
  };
}
