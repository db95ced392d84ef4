import type { StatedUnit, TableReading, TextAt } from '../../domain/recognition.ts';
import { printAddress } from '../../text/cell-address.ts';
import { splitUnit } from '../../text/measure-text.ts';
import { dropTranslation, foldText, tidyText } from '../../text/names.ts';
import { readPeriodText } from '../../text/period-text.ts';
import { remember } from '../../text/remember.ts';
import type { Block } from './blocks.ts';
import type { GridCell, GridRow } from './grid.ts';
import { type MetaField, type MetaKind, readMetaFields, readUnitLine } from './meta.ts';
import { continuedMark } from './words.ts';

/** What stands around a table: title, unit line, period, reporting unit above; notes, foot line and page numbers below. */
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
export function readAround(block: Block, header: readonly GridRow[]): Around {
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
    const kind = cell.word.meta;
    if (kind === 'page') gathered.pageNumbers.push(at(cell));
    else if (kind === 'note') gathered.notes.push({ text: tidyText(cell.cell.value), cell: at(cell) });
    else if (cell.kind === 'text' && !isConsumed(row, index))
      readFields(cell, row.cells[index + 1], kind, gathered);
    if (kind === 'foot') gathered.footCells.push(at(cell));
  });
}

/** A cell may hold one text or several fields; a field without a value has it in the next cell. */
function readFields(
  cell: GridCell,
  next: GridCell | undefined,
  kind: MetaKind | undefined,
  gathered: Gathered,
): void {
  const value = next && next.word.meta === undefined ? next : undefined;
  if (kind === 'reporting-key' || (kind === 'reporting-unit' && /[:：]$/.test(cell.fold))) {
    if (value) gathered.reportingUnit ??= { text: tidyText(value.cell.value), cell: at(value) };
  } else if (kind === 'form-number' && /^表号[:：]?$/.test(cell.fold)) {
    if (next) gathered.formNumber ??= { text: next.fold, cell: at(next) };
  } else if (kind === 'issuer' || kind === 'title-mark') return;
  else if (kind === 'period') readPeriodCell(cell, next, gathered);
  else for (const field of readMetaFields(cell.fold)) takeField(field, cell, kind, gathered);
}

/** `报告期` may have its value in the next cell, also as a date. */
function readPeriodCell(cell: GridCell, next: GridCell | undefined, gathered: Gathered): void {
  readPeriod(cell.cell.value, at(cell), gathered);
  if (gathered.period || !next) return;
  const text = next.cell.kind === 'date' ? next.cell.value.slice(0, 7) : next.cell.text;
  readPeriod(text, at(next), gathered);
}

function takeField(field: MetaField, cell: GridCell, kind: MetaKind | undefined, gathered: Gathered): void {
  const place = { text: field.text, cell: at(cell) };
  if (field.kind === 'reporting-unit') gathered.reportingUnit ??= place;
  else if (field.kind === 'unit-line') gathered.unit ??= { ...place, source: 'unit-line' };
  else if (field.kind === 'form-number') gathered.formNumber ??= place;
  else if (field.kind === 'period') readPeriod(field.text, place.cell, gathered);
  else if (kind === 'form-number')
    gathered.formNumber ??= { ...place, text: field.text.replace(/^表号/, '') };
  else if (kind === undefined) {
    // The title as written, where the cell holds nothing else.
    const whole = field.text === cell.fold ? tidyText(dropTranslation(cell.cell.value)) : field.text;
    gathered.titles.push({ ...place, text: whole });
  }
}

/** The value right of a key such as 单位名称 or 表号. */
function isConsumed(row: GridRow, index: number): boolean {
  const before = row.cells[index - 1];
  if (!before) return false;
  const kind = before.word.meta;
  // A blank 填报单位： takes nothing from its neighbour: 2023年二季度 beside it is the period.
  if (kind === 'reporting-key' || (kind === 'reporting-unit' && /[:：]$/.test(before.fold)))
    return row.cells[index]!.word.meta === undefined;
  return kind === 'issuer' || (kind === 'form-number' && /^表号[:：]?$/.test(before.fold));
}

function readPeriod(text: string, cell: string, gathered: Gathered): void {
  const found = readPeriodText(text);
  if (found) gathered.period ??= { found, cell };
}

function titlePeriod(gathered: Gathered): TableReading['period'] {
  for (const { text, cell } of gathered.titles) {
    const found = readPeriodText(text);
    if (found) return { found, cell };
  }
  return undefined;
}

const unitOfTitle = remember((text) => {
  const { unit } = splitUnit(text);
  return unit && !/^[年月日期]$/.test(unit) ? unit : undefined;
});

/** `主要指标（万元）` as a title gives the unit of the table. */
function titleUnit(titles: readonly TextAt[]): { unit?: StatedUnit } {
  for (const { text, cell } of titles) {
    const unit = unitOfTitle(text);
    if (unit) return { unit: { text: unit, source: 'corner', cell } };
  }
  return {};
}

/** The longest Chinese text above the table names it; a translation or 附表 mark does not. */
function pickTitle(titles: readonly TextAt[]): TextAt | undefined {
  const chinese = titles.filter(({ text }) => /\p{Script=Han}/u.test(text));
  const pool = chinese.length > 0 ? chinese : titles;
  return (
    pool.find(({ text }) => /表|情况|统计|汇总|一览/.test(text)) ??
    pool.find(({ text }) => /^(?:指标|indicator)[:：]/i.test(text)) ??
    pool[0]
  );
}

function readTailRow(row: GridRow, gathered: Gathered): void {
  const isFoot = row.cells.some(({ word }) => word.meta === 'foot' || word.foot);
  for (const cell of row.cells) {
    const kind = cell.word.meta;
    if (isFoot) {
      readFootFields(cell, gathered);
      gathered.footCells.push(at(cell));
    } else if (kind === 'page') gathered.pageNumbers.push(at(cell));
    else if (cell.kind === 'text') gathered.notes.push({ text: tidyText(cell.cell.value), cell: at(cell) });
  }
}

/** The reporting unit may stand beside the persons of the foot line; only it is taken. */
function readFootFields(cell: GridCell, gathered: Gathered): void {
  for (const field of readMetaFields(cell.fold))
    if (field.kind === 'reporting-unit') gathered.reportingUnit ??= { text: field.text, cell: at(cell) };
}

/** The top left header cell; a unit line in the header, beside 序号 too, speaks for the table. */
function readCorner(header: readonly GridRow[], gathered: Gathered): TextAt | undefined {
  const cell = header[0]?.cells[0];
  if (!cell) return undefined;
  for (const row of header)
    for (const one of row.cells) {
      const unit = one.kind === 'text' ? readUnitLine(one.fold) : undefined;
      if (unit) gathered.unit ??= { text: unit, source: 'corner', cell: at(one) };
    }
  return { text: tidyText(cell.cell.value), cell: at(cell) };
}
