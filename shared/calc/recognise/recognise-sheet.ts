import type { Reason, StatedUnit, TableReading, TextAt } from '../../domain/recognition.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { printAddress } from '../../text/cell-address.ts';
import { splitUnit } from '../../text/measure-text.ts';
import { foldText, tidyText } from '../../text/names.ts';
import { readPeriodText } from '../../text/period-text.ts';
import { regionOf, splitSideBySide } from './bands.ts';
import { type Block, findBlocks } from './blocks.ts';
import { readColumns } from './columns.ts';
import { type Grid, type GridCell, type GridRow, type Region, readGrid } from './grid.ts';
import { metaKind, readUnitLine } from './meta.ts';
import { isCodeRow } from './row-kind.ts';
import { readRows } from './rows.ts';
import { continuedMark, footWord, formNumberPattern, reportingUnitPattern } from './words.ts';

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
  const blocks = splitSideBySide(grid, whole).flatMap((band) =>
    findBlocks(grid, band).flatMap((block) => splitBlock(grid, block)),
  );
  const hidden = { rows: new Set(sheet.hiddenRows), columns: new Set(sheet.hiddenColumns) };
  const tables = blocks
    .map((block) => readTable(sheet.name, grid, block, hidden, options))
    .filter((table) => table !== undefined);
  return inheritTitles(tables);
}

/** Tables side by side may differ from one block to the next. */
function splitBlock(grid: Grid, block: Block): Block[] {
  const parts = splitSideBySide(grid, regionOf(block));
  return parts.length < 2 ? [block] : parts.flatMap((part) => findBlocks(grid, part));
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
    columns: columns.filter((column) => column.role !== 'empty'),
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

type Around = Pick<
  TableReading,
  | 'title'
  | 'subtitles'
  | 'corner'
  | 'continued'
  | 'unit'
  | 'period'
  | 'reportingUnit'
  | 'formNumber'
  | 'notes'
  | 'footCells'
  | 'pageNumbers'
>;

interface Gathered {
  titles: TextAt[];
  notes: TextAt[];
  footCells: string[];
  pageNumbers: string[];
  unit?: StatedUnit;
  period?: NonNullable<TableReading['period']>;
  reportingUnit?: TextAt;
  formNumber?: TextAt;
}

/** Rows above and below a table that can say something of it. */
const rowsAround = 60;

/** Title, unit line, period, reporting unit, form number above the table; notes, foot line and page numbers below. */
function readAround(block: Block, header: readonly GridRow[]): Around {
  const gathered: Gathered = { titles: [], notes: [], footCells: [], pageNumbers: [] };
  for (const row of block.preamble.slice(-rowsAround)) readPreambleRow(row, gathered);
  for (const row of block.tail.slice(0, rowsAround)) readTailRow(row, gathered);
  const corner = readCorner(header, gathered);
  const title = pickTitle(gathered.titles);
  const period = titlePeriod(gathered) ?? gathered.period;
  return {
    ...(title ? { title } : {}),
    subtitles: gathered.titles.filter((text) => text !== title),
    ...(corner ? { corner } : {}),
    ...(gathered.titles.some(({ text }) => continuedMark.test(foldText(text)))
      ? { continued: true as const }
      : {}),
    ...(gathered.unit ? { unit: gathered.unit } : titleUnit(gathered.titles)),
    ...(gathered.period ? { period: gathered.period } : period ? { period } : {}),
    ...(gathered.reportingUnit ? { reportingUnit: gathered.reportingUnit } : {}),
    ...(gathered.formNumber ? { formNumber: gathered.formNumber } : {}),
    notes: gathered.notes,
    footCells: gathered.footCells,
    pageNumbers: gathered.pageNumbers,
  };
}

function at(cell: GridCell): string {
  return printAddress(cell.cell.row, cell.column);
}

function readPreambleRow(row: GridRow, gathered: Gathered): void {
  row.cells.forEach((cell, index) => {
    const kind = metaKind(cell);
    if (kind === 'foot') gathered.footCells.push(at(cell));
    else if (kind === 'page') gathered.pageNumbers.push(at(cell));
    else if (kind === 'note') gathered.notes.push({ text: tidyText(cell.cell.value), cell: at(cell) });
    else if (kind === 'unit-line')
      gathered.unit ??= { text: readUnitLine(cell.fold)!, source: 'unit-line', cell: at(cell) };
    else if (kind === 'reporting-unit' || kind === 'reporting-key')
      readReportingUnit(cell, row.cells[index + 1], gathered);
    else if (kind === 'form-number') readFormNumber(cell, row.cells[index + 1], gathered);
    else if (kind === 'period' || kind === 'period-key') readPeriod(cell, gathered);
    else if (kind === undefined && cell.kind === 'text' && !isConsumed(row, index))
      gathered.titles.push({ text: tidyText(cell.cell.value), cell: at(cell) });
  });
}

/** The value right of a key such as 单位名称 or 表号. */
function isConsumed(row: GridRow, index: number): boolean {
  const before = row.cells[index - 1];
  if (!before) return false;
  const kind = metaKind(before);
  return (
    kind === 'reporting-key' ||
    kind === 'issuer' ||
    (kind === 'reporting-unit' && /[:：]$/.test(before.fold)) ||
    (kind === 'form-number' && /[:：]?$/.test(before.fold) && /^表号[:：]?$/.test(before.fold))
  );
}

function readReportingUnit(cell: GridCell, next: GridCell | undefined, gathered: Gathered): void {
  const own = reportingUnitPattern.exec(cell.fold)?.[1] ?? '';
  if (own !== '') gathered.reportingUnit ??= { text: own, cell: at(cell) };
  else if (next && metaKind(next) === undefined)
    gathered.reportingUnit ??= { text: tidyText(next.cell.value), cell: at(next) };
}

function readFormNumber(cell: GridCell, next: GridCell | undefined, gathered: Gathered): void {
  const own = formNumberPattern.exec(cell.fold)?.[1] ?? '';
  if (own !== '') gathered.formNumber ??= { text: own, cell: at(cell) };
  else if (next) gathered.formNumber ??= { text: next.fold, cell: at(next) };
}

function readPeriod(cell: GridCell, gathered: Gathered): void {
  const found = readPeriodText(cell.cell.value);
  if (found) gathered.period ??= { found, cell: at(cell) };
}

function titlePeriod(gathered: Gathered): TableReading['period'] {
  for (const { text, cell } of gathered.titles) {
    const found = readPeriodText(text);
    if (found) return { found, cell };
  }
  return undefined;
}

/** `主要指标（万元）` as a title gives the unit of the table. */
function titleUnit(titles: readonly TextAt[]): { unit?: StatedUnit } {
  for (const { text, cell } of titles) {
    const { unit } = splitUnit(text);
    if (unit && !/^[年月日期]$/.test(unit)) return { unit: { text: unit, source: 'corner', cell } };
  }
  return {};
}

/** The longest Chinese text above the table names it; a translation or 附表 mark does not. */
function pickTitle(titles: readonly TextAt[]): TextAt | undefined {
  const chinese = titles.filter(({ text }) => /\p{Script=Han}/u.test(text));
  const pool = chinese.length > 0 ? chinese : titles;
  return pool.find(({ text }) => /表|情况|统计|汇总|一览/.test(text)) ?? pool[0];
}

function readTailRow(row: GridRow, gathered: Gathered): void {
  const isFoot = row.cells.some((cell) => metaKind(cell) === 'foot' || footWord.test(cell.fold));
  for (const cell of row.cells) {
    const kind = metaKind(cell);
    if (isFoot) gathered.footCells.push(at(cell));
    else if (kind === 'page') gathered.pageNumbers.push(at(cell));
    else if (cell.kind === 'text') gathered.notes.push({ text: tidyText(cell.cell.value), cell: at(cell) });
  }
}

/** The top left header cell; a unit or period written there speaks for the table. */
function readCorner(header: readonly GridRow[], gathered: Gathered): TextAt | undefined {
  const cell = header[0]?.cells[0];
  if (!cell) return undefined;
  const unit = readUnitLine(cell.fold);
  if (unit) gathered.unit ??= { text: unit, source: 'corner', cell: at(cell) };
  return { text: tidyText(cell.cell.value), cell: at(cell) };
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
