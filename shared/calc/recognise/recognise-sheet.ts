import type { Reason, TableReading, TextAt } from '../../domain/recognition.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { printAddress } from '../../text/cell-address.ts';
import { foldText } from '../../text/names.ts';
import { readAround } from './around.ts';
import { regionOf, splitSideBySide } from './bands.ts';
import { type Block, findBlocks } from './blocks.ts';
import { inheritUnits, readColumns } from './columns.ts';
import { type Grid, type Region, readGrid } from './grid.ts';
import { isCodeRow } from './row-kind.ts';
import { readRows } from './rows.ts';

export interface RecogniseOptions {
  /** Normalised names of indicators and units: decide between a header cut at a line end and a hierarchy. */
  readonly names?: ReadonlySet<string>;
}

/**
 * Recognises the tables of a sheet. Pure; every decision carries its reason and cell. A sheet without tables (an
 * instruction sheet, a picture) gives an empty list.
 */
export function recogniseSheet(sheet: Sheet, options: RecogniseOptions = {}): TableReading[] {
  const grid = readGrid(sheet);
  if (grid.rows.length === 0) return [];
  let right = 0;
  for (const row of grid.rows) right = Math.max(right, row.cells.at(-1)?.column ?? 0);
  const whole: Region = { left: 0, right, rows: grid.rows };
  const bands = splitSideBySide(grid, whole);
  const blocks = bands.flatMap((band) =>
    findBlocks(grid, band).flatMap((block) => splitBlock(grid, block, bands.length === 1 ? band : undefined)),
  );
  const hidden = { rows: new Set(sheet.hiddenRows), columns: new Set(sheet.hiddenColumns) };
  const tables = blocks
    .map((block) => readTable(sheet.name, grid, block, hidden, options))
    .filter((table) => table !== undefined);
  return inheritTitles(tables);
}

/** Tables side by side may differ from one block to the next. `whole`: rows that were looked at and not split. */
function splitBlock(grid: Grid, block: Block, whole: Region | undefined): Block[] {
  const region = regionOf(block);
  if (whole && holdsSameRows(whole, region)) return [block];
  const parts = splitSideBySide(grid, region);
  return parts.length < 2 ? [block] : parts.flatMap((part) => findBlocks(grid, part));
}

function holdsSameRows(one: Region, other: Region): boolean {
  return one.rows.length === other.rows.length && one.rows.every((row, index) => row === other.rows[index]);
}

interface Hidden {
  readonly rows: ReadonlySet<number>;
  readonly columns: ReadonlySet<number>;
}

function readTable(
  sheet: string,
  grid: Grid,
  block: Block,
  hidden: Hidden,
  options: RecogniseOptions,
): TableReading | undefined {
  const [left, right] = usedColumns(block);
  if (left > right || block.data.length === 0) return undefined;
  const codeRows = block.header.filter((row) => isCodeRow(row));
  const header = block.header.filter((row) => !isCodeRow(row));
  const { columns, unitRow } = readColumns(grid, block, header, left, right, hidden.columns, options.names);
  const around = readAround(block, header);
  const shown = columns.filter((column) => column.role !== 'empty');
  const rows = readRows(grid, block, columns, hidden.rows);
  const reasons: Reason[] = header.map((row) => ({
    code: 'header-above-values',
    cell: printAddress(row.row, left),
  }));
  if (unitRow !== undefined) reasons.push({ code: 'unit-row', cell: printAddress(unitRow, left) });
  for (const row of codeRows) reasons.push({ code: 'code-row', cell: printAddress(row.row, left) });
  return {
    sheet,
    range: { top: (block.header[0] ?? block.data[0]!).row, left, bottom: block.data.at(-1)!.row, right },
    headerRows: header.map((row) => row.row),
    codeRows: codeRows.map((row) => row.row),
    ...around,
    columns: around.unit || rows.some(({ unit }) => unit) ? shown : inheritUnits(shown),
    rows,
    reasons,
  };
}

function usedColumns(block: Block): [number, number] {
  let left = Number.MAX_SAFE_INTEGER;
  let right = -1;
  for (const rows of [block.header, block.data])
    for (const row of rows) {
      left = Math.min(left, row.cells[0]?.column ?? left);
      right = Math.max(right, row.cells.at(-1)?.column ?? right);
    }
  return [left, right];
}

/** The text says no more than that the table goes on (续, （续）, 续表1). */
function isOnlyContinued(title: TextAt | undefined): boolean {
  return title !== undefined && /^[(（]?续表?\d*[)）]?$/.test(foldText(title.text));
}

/** A table beside or below another one (续表) without a title of its own has the title of its neighbour. */
function inheritTitles(tables: readonly TableReading[]): TableReading[] {
  const result: TableReading[] = [];
  const first = tables.find((table) => table.title && !table.continued);
  for (const table of tables) {
    const before = result.at(-1);
    const beside = before && before.range.bottom >= table.range.top;
    const joins = table.continued || beside;
    const source = before?.title ? before : first;
    const unit = table.unit ?? (joins && source?.unit ? source.unit : undefined);
    const lacksTitle = table.title === undefined || isOnlyContinued(table.title);
    const title = lacksTitle && joins ? (source?.title ?? table.title) : table.title;
    const subtitles =
      title !== table.title && table.title ? [table.title, ...table.subtitles] : table.subtitles;
    const reportingUnit = table.reportingUnit ?? before?.reportingUnit;
    const period = table.period ?? before?.period;
    result.push({
      ...table,
      subtitles,
      ...(unit ? { unit } : {}),
      ...(title ? { title } : {}),
      ...(reportingUnit ? { reportingUnit } : {}),
      ...(period ? { period } : {}),
    });
  }
  return result;
}
