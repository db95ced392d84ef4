import { readUnitAlone } from '../../text/measure-text.ts';
import { type Grid, type GridCell, type GridRow, mergeAt, mergeWidth, paragraphLength } from './grid.ts';
import { isStrongMeta, type MetaKind } from './meta.ts';
import { bracketedCode, computedCode } from './words.ts';

/**
 * What one row looks like by itself, before its neighbours are considered: values under labels, texts (a header or a row
 * of words), a code row (甲 乙 1 2), meta lines, notes.
 */
export type RowKind = 'values' | 'texts' | 'code' | 'meta' | 'single' | 'note' | 'foot' | 'page';

export function isYear({ fold }: GridCell): boolean {
  return isYearText(fold);
}

function isYearText(fold: string): boolean {
  return fold.length === 4 && /^(?:19[4-9]\d|20\d\d)$/.test(fold);
}

/** 甲 乙 1 2 3, `栏次 1 2 3`, `汇总代码 01 02`: the header's own numbering, never data. */
export function isCodeRow(row: GridRow): boolean {
  const numbers: number[] = [];
  let letters = 0;
  for (const cell of row.cells) {
    if (cell.kind === 'number' && /^0*\d{1,3}$/.test(cell.fold)) numbers.push(Number(cell.fold));
    else if (cell.word.code) letters += /^[-－—]+$/.test(cell.fold) ? 0 : 1;
    else if (bracketedCode.test(cell.fold)) numbers.push(Number(cell.fold.replace(/\D/g, '')));
    else if (cell.kind !== 'mark' && !computedCode.test(cell.fold)) return false;
  }
  if (letters === 0 && (numbers.length < 3 || numbers[0] !== 1)) return false;
  if (numbers.length === 0)
    return letters >= 2 && row.cells.every((cell) => /^[甲乙丙丁戊己庚辛]$/.test(cell.fold));
  return numbers.every((value, index) => index === 0 || value === (numbers[index - 1] ?? 0) + 1);
}

/** Years as numbers over the columns (`指标 | 2019 | 2020`). */
function isYearHeader(row: GridRow): boolean {
  const numbers = row.cells.filter((cell) => cell.kind === 'number');
  const texts = row.cells.filter((cell) => cell.kind !== 'number');
  if (numbers.length === 0 || !numbers.every(isYear)) return false;
  if (new Set(numbers.map((cell) => cell.fold)).size < numbers.length && texts.length === 0) return false;
  if (texts.length === 0) return numbers.length >= 2 && (row.cells[0]?.column ?? 0) > 0;
  const first = texts[0];
  if (first === undefined || first.column > (numbers[0]?.column ?? 0)) return false;
  return first.word.headsLabels || first.word.headsSerials || (texts.length === 1 && isRunOfYears(numbers));
}

/** 2019 2020 2021 or 2021 2020 2019: years one after the other are no figures, whatever the corner says. */
function isRunOfYears(numbers: readonly GridCell[]): boolean {
  const years = numbers.map((cell) => Number(cell.fold));
  const step = (years[1] ?? 0) - (years[0] ?? 0);
  return (
    years.length >= 3 &&
    Math.abs(step) === 1 &&
    years.every((year, index) => index === 0 || year - years[index - 1]! === step)
  );
}

/** `单位负责人 | 张某 | 填表人 | 李某`: words of the foot line in turn with names, without colons. */
function isFootRow(row: GridRow): boolean {
  if (row.cells.length < 2 || row.cells.length > 12 || !row.cells[0]!.word.foot) return false;
  const words = row.cells.filter(({ word }) => word.foot).length;
  return !row.cells.some(({ word }) => word.headsLabels) && words * 2 >= row.cells.length - 1;
}

/** 单位名称 with several texts beside it, or merged down over header rows, heads the column of names. */
function isHeaderOfNames(metas: readonly (MetaKind | undefined)[], row: GridRow, grid: Grid): boolean {
  const key = row.cells.findIndex(
    (cell, index) => metas[index] === 'reporting-key' && !/[:：]$/.test(cell.fold),
  );
  const cell = row.cells[key];
  if (!cell || metas.some((meta, index) => index !== key && isStrongMeta(meta))) return false;
  const range = mergeAt(grid, row.row, cell.column);
  if (range && range.bottom > range.top) return true;
  return row.cells.filter(({ kind }, index) => kind === 'text' && metas[index] === undefined).length > 1;
}

function isMetaRow(metas: readonly (MetaKind | undefined)[], row: GridRow, grid: Grid): boolean {
  if (isHeaderOfNames(metas, row, grid)) return false;
  if (!metas.some(isStrongMeta)) return metas.length === 1 && metas[0] === 'period';
  // 单位：万元 in the corner of a header: other texts stand over the columns.
  const others = row.cells.filter((cell, index) => metas[index] === undefined && cell.kind === 'text');
  const key = row.cells.find((_, index) => metas[index] === 'reporting-key');
  if (key?.word.headsLabels && isHeaderBeside(others)) return false;
  const values = key ? 1 : 0;
  return others.filter((cell) => /\p{Script=Han}/u.test(cell.fold)).length <= 1 + values;
}

/** 单位名称 before a name says who reports; before several texts, or one with a unit, it heads the column of names. */
function isHeaderBeside(others: readonly GridCell[]): boolean {
  if (others.length >= 2) return true;
  const bracketed = /[(（]([^()（）]+)[)）]$/.exec(others[0]?.fold ?? '')?.[1];
  return bracketed !== undefined && readUnitAlone(bracketed) !== undefined;
}

/**
 * Most rows of a table: an ordinary text, right of it a figure that is no year, and nothing that speaks of the table. No
 * other kind of row is like that, so they need not be asked one by one.
 */
function isPlainRow(row: GridRow): boolean {
  let label: number | undefined;
  let figure = false;
  for (const { kind, column, word, fold } of row.cells) {
    if (word.meta !== undefined || word.foot) return false;
    if (kind === 'number') figure ||= label !== undefined && column > label && !isYearText(fold);
    else if (kind === 'text' && label === undefined) {
      if (!word.ordinary) return false;
      label = column;
    }
  }
  return figure;
}

/** Classes a row. Linear in its cells. */
export function rowKind(row: GridRow, grid: Grid): RowKind {
  return isPlainRow(row) ? 'values' : kindOfOther(row, grid);
}

function kindOfOther(row: GridRow, grid: Grid): RowKind {
  const metas = row.cells.map(({ word }) => word.meta);
  if (metas.some((meta) => meta === 'foot') || isFootRow(row)) return 'foot';
  const first = row.cells[0];
  if (!first) return 'single';
  if (row.cells.length === 1) return singleKind(first, metas[0]);
  if (metas[0] === 'note' && row.cells.every((cell) => cell.kind === 'text')) return 'note';
  if (isCodeRow(row)) return 'code';
  if (isYearHeader(row)) return 'texts';
  const numbers = row.cells.some((cell) => cell.kind === 'number');
  if (isMetaRow(metas, row, grid) && !hasValueAfterLabel(row)) return 'meta';
  if (numbers && hasValueAfterLabel(row)) return 'values';
  if (hasMarksAfterLabel(row)) return 'values';
  if (
    row.cells.length === 2 &&
    first.fold === row.cells[1]?.fold &&
    mergeWidth(grid, row.row, first.column) > 2
  )
    return 'single';
  return 'texts';
}

function singleKind(cell: GridCell, meta: MetaKind | undefined): RowKind {
  if (meta === 'note' || cell.fold.length > paragraphLength) return 'note';
  if (meta === 'page') return 'page';
  return meta === undefined ? 'single' : 'meta';
}

/** A number right of the first text; or a row of numbers alone. */
function hasValueAfterLabel(row: GridRow): boolean {
  const firstText = row.cells.find((cell) => cell.kind === 'text')?.column;
  if (firstText === undefined) return row.cells.filter((cell) => cell.kind === 'number').length >= 2;
  return row.cells.some((cell) => cell.kind === 'number' && cell.column > firstText);
}

function hasMarksAfterLabel(row: GridRow): boolean {
  const texts = row.cells.filter((cell) => cell.kind === 'text').length;
  const [first] = row.cells;
  const label = first && isYear(first) ? 0 : row.cells.findIndex((cell) => cell.kind === 'text');
  const marks = row.cells.filter((cell, index) => cell.kind === 'mark' && index > label).length;
  // A running number may stand before the label.
  const isFirst = label === 0 || (label === 1 && row.cells[0]?.kind === 'number');
  return isFirst && marks >= 1 && marks >= texts - 1;
}
