import { listDataCells } from '../../shared/calc/recognise/list-data-cells.ts';
import type { DataCell, TableReading } from '../../shared/domain/recognition.ts';
import type { Sheet, Workbook } from '../../shared/domain/sheet.ts';
import { parseAddress, printAddress } from '../../shared/text/cell-address.ts';
import { foldText, normaliseName } from '../../shared/text/names.ts';

/** Compares a reading with a label file (tests/fixtures/recognition/README.md says what counts as right). */
export interface LabelFile {
  readonly file: string;
  readonly heldOut: boolean;
  readonly unlabelledSheets?: readonly string[];
  readonly sheets: readonly { readonly name: string; readonly tables: readonly LabelTable[] }[];
}

export interface LabelTable {
  readonly range: string;
  readonly tableUnit: string | null;
  readonly labelColumns: readonly string[];
  readonly columns: readonly LabelColumn[];
  readonly rows: readonly {
    readonly row: number;
    readonly label: string;
    readonly unit?: string | null;
    readonly labelParts?: readonly string[];
    readonly role?: string;
    /** The row's unit stands before the column's (增减% among amounts). */
    readonly unitWins?: true;
  }[];
  readonly dataCells: LabelBlock | readonly LabelBlock[];
}

interface LabelColumn {
  readonly column: string;
  readonly path: readonly string[];
  readonly also?: readonly (readonly string[])[];
  readonly unit: string | null;
  readonly role: string;
  readonly labelColumns?: readonly string[];
}

interface LabelBlock {
  readonly rows: readonly [number, number];
  readonly columns: readonly [string, string];
  readonly exceptRows?: readonly number[];
  readonly exceptColumns?: readonly string[];
}

export interface Score {
  readonly columns: number;
  readonly paths: number;
  readonly units: number;
  readonly cells: number;
  readonly rightCells: number;
  readonly falseCells: number;
  readonly misses: readonly string[];
}

const figureRoles = new Set(['value', 'previous', 'change', 'growth']);

function columnNumber(letters: string): number {
  return parseAddress(`${letters}1`)!.column;
}

function pathKey(path: readonly string[]): string {
  return path
    .map((text) =>
      foldText(text)
        .replace(/^[`#●]+/, '')
        .replace(/^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、](?!\d))/, '')
        .replace(/^其中[:：]/, '其中')
        .replace(/[:：]$/, ''),
    )
    .join('\u0001');
}

function isRightPath(path: readonly string[], label: LabelColumn): boolean {
  const key = pathKey(path);
  return [label.path, ...(label.also ?? [])].some((right) => pathKey(right) === key);
}

interface Placed {
  readonly table: TableReading;
  readonly cells: ReadonlyMap<string, DataCell>;
}

function blocksOf(table: LabelTable): readonly LabelBlock[] {
  const blocks = 'rows' in table.dataCells ? [table.dataCells] : table.dataCells;
  // A table of words has no block of figures.
  return blocks.filter(
    ({ rows, columns }) => rows?.length === 2 && columns?.length === 2 && columns[0] && columns[1],
  );
}

/** Addresses of the filled cells inside the labelled blocks. */
function labelledCells(table: LabelTable, sheet: Sheet): { address: string; row: number; column: number }[] {
  const blocks = blocksOf(table);
  return sheet.cells.flatMap((cell) => {
    if (cell.kind === 'text' && cell.value.trim() === '') return [];
    const inside = blocks.some(
      ({ rows, columns, exceptRows = [], exceptColumns = [] }) =>
        cell.row + 1 >= rows[0] &&
        cell.row + 1 <= rows[1] &&
        cell.column >= columnNumber(columns[0]) &&
        cell.column <= columnNumber(columns[1]) &&
        !exceptRows.includes(cell.row + 1) &&
        !exceptColumns.some((letters) => columnNumber(letters) === cell.column),
    );
    return inside
      ? [{ address: printAddress(cell.row, cell.column), row: cell.row, column: cell.column }]
      : [];
  });
}

function sameName(read: DataCell, table: TableReading, labels: readonly string[]): boolean {
  const row = table.rows.find((one) => one.row === read.row);
  const own = [read.rowLabel, row?.raw ?? '', ...(row?.labels ?? [])].map(normaliseName);
  return labels.some((label) => own.includes(normaliseName(label)));
}

function textAt(sheet: Sheet, row: number, letters: string): string {
  const column = columnNumber(letters);
  return sheet.cells.find((cell) => cell.row === row && cell.column === column)?.text ?? '';
}

function foldUnit(unit: string | null | undefined): string {
  return foldText(unit ?? '').replace('％', '%');
}

export function scoreWorkbook(
  label: LabelFile,
  workbook: Workbook,
  read: (sheet: Sheet) => readonly TableReading[],
): Score {
  const total = { columns: 0, paths: 0, units: 0, cells: 0, rightCells: 0, falseCells: 0 };
  const misses: string[] = [];
  for (const labelled of label.sheets) {
    const sheet = workbook.sheets.find(({ name }) => name === labelled.name);
    if (!sheet) {
      misses.push(`${labelled.name}: sheet not read`);
      continue;
    }
    const placed = read(sheet).map(
      (table): Placed => ({ table, cells: new Map(listDataCells(table).map((cell) => [cell.cell, cell])) }),
    );
    const expected = new Set<string>();
    for (const table of labelled.tables) scoreTable(table, sheet, placed, total, misses, expected);
    for (const { cells } of placed)
      for (const address of cells.keys())
        if (!expected.has(address)) {
          total.falseCells += 1;
          misses.push(`${sheet.name}!${address}: figure outside the tables`);
        }
  }
  return { ...total, misses };
}

function scoreTable(
  label: LabelTable,
  sheet: Sheet,
  placed: readonly Placed[],
  total: { columns: number; paths: number; units: number; cells: number; rightCells: number },
  misses: string[],
  expected: Set<string>,
): void {
  const rowLabels = new Map(label.rows.map((row) => [row.row - 1, row]));
  const cells = labelledCells(label, sheet);
  for (const { address } of cells) expected.add(address);
  const right = new Map<number, boolean>();
  for (const column of label.columns.filter(({ role }) => figureRoles.has(role))) {
    const number = columnNumber(column.column);
    // The unit of a change-% row is its own.
    const own = cells.filter(
      (cell) => cell.column === number && rowLabels.get(cell.row)?.role !== 'change-percent',
    );
    const read = own
      .map(({ address }) => placed.find((one) => one.cells.has(address))?.cells.get(address))
      .find(Boolean);
    const header = read ?? headerOf(placed, label, number);
    total.columns += 1;
    const isRight = header !== undefined && isRightPath(header.path, column);
    right.set(number, isRight);
    if (isRight) total.paths += 1;
    else
      misses.push(
        `${sheet.name}!${column.column}: path ${column.path.join('/')} read as ${header?.path.join('/') ?? 'nothing'}`,
      );
    if (column.unit === null || foldUnit(header?.unit) === foldUnit(column.unit)) total.units += 1;
    else misses.push(`${sheet.name}!${column.column}: unit ${column.unit} read as ${header?.unit ?? 'none'}`);
  }
  for (const { address, row, column } of cells) {
    total.cells += 1;
    const one = placed.find(({ cells: own }) => own.has(address));
    const read = one?.cells.get(address);
    const labelColumn = label.columns.find((item) => columnNumber(item.column) === column);
    const listed = rowLabels.get(row);
    const wantedUnit =
      listed?.role === 'change-percent'
        ? '%'
        : listed?.unitWins
          ? (listed.unit ?? null)
          : (labelColumn?.unit ?? listed?.unit ?? null);
    const names = labelColumn?.labelColumns ?? label.labelColumns;
    const labels = listed
      ? [listed.label, ...(listed.labelParts ?? [])]
      : names.map((letters) => textAt(sheet, row, letters));
    const why =
      !read || !one
        ? 'not delivered'
        : right.get(column) === false
          ? 'path'
          : labels.length > 0 && !sameName(read, one.table, labels)
            ? `row label ${labels[0]} read as ${read.rowLabel}`
            : wantedUnit !== null && foldUnit(read.unit) !== foldUnit(wantedUnit)
              ? `unit ${wantedUnit} read as ${read.unit ?? 'none'}`
              : undefined;
    if (why === undefined) total.rightCells += 1;
    else misses.push(`${sheet.name}!${address}: ${why}`);
  }
}

function headerOf(
  placed: readonly Placed[],
  label: LabelTable,
  column: number,
): { path: readonly string[]; unit?: string } | undefined {
  const top = parseAddress(label.range.split(':')[0]!)!.row;
  for (const { table } of placed) {
    if (Math.abs(table.range.top - top) > 3) continue;
    const found = table.columns.find((one) => one.column === column && one.role === 'value');
    const unit = found?.unit?.text ?? table.unit?.text;
    if (found) return { path: found.path, ...(unit ? { unit } : {}) };
  }
  return undefined;
}
