import type { StatedUnit } from '../../domain/recognition.ts';
import type { CellRange } from '../../domain/sheet.ts';
import { printAddress } from '../../text/cell-address.ts';
import { readUnitAlone } from '../../text/measure-text.ts';
import { foldText } from '../../text/names.ts';
import type { Grid, GridRow } from './grid.ts';
import { unitHeader } from './words.ts';

/**
 * The rows of a header as lines of placed texts: merges spread over the columns and rows that they cover, groups over the
 * blanks to their right, the unit row told apart.
 */
export interface Placed {
  readonly text: string;
  readonly fold: string;
  readonly row: number;
  readonly origin: number;
  readonly range?: CellRange;
}

export type Line = ReadonlyMap<number, Placed>;

/** Cells that belong to a group only because they are blank: another reading leaves the group out. */
export type Filled = ReadonlySet<string>;

export function placeKey(row: number, column: number): string {
  return `${row}:${column}`;
}

export const ofWhichHeader = /^(?:其中|#|内:)/;

/** The sum beside its parts: nothing hangs under it but what is marked as a part. */
const wholeOf = /^(?:总数|总计|合计|小计|共计|总量|总额|计)(?:\(.*\))?$/;

export function isHalfSentence(upper: string, lower: string): boolean {
  return /^(?:比|较|为)/.test(upper.trim()) || /^[±+＋－,、%％-]+$/.test(foldText(lower));
}

/** A text of Latin words: a translation where Chinese stands beside it. */
export const latinOnly = /^[^\p{Script=Han}%‰]*[A-Za-z]{2}[^\p{Script=Han}%‰]*$/u;

export function readLine(grid: Grid, row: GridRow, right: number): Map<number, Placed> {
  const line = new Map<number, Placed>();
  const ranges = new Map((grid.merges.get(row.row) ?? []).map((range) => [range.left, range]));
  for (const cell of row.cells) {
    const range = ranges.get(cell.column);
    const text = cell.cell.kind === 'text' ? cell.cell.value : cell.cell.text || cell.cell.value;
    const placed: Placed = {
      text,
      fold: foldText(text),
      row: row.row,
      origin: cell.column,
      ...(range ? { range } : {}),
    };
    for (let column = cell.column; column <= Math.min(range?.right ?? cell.column, right); column += 1)
      line.set(column, placed);
  }
  return line;
}

/** Merges that reach down from one header row into the next cover the cells there. */
export function coverDown(lines: readonly Map<number, Placed>[], header: readonly GridRow[]): void {
  for (let upper = 0; upper < lines.length; upper += 1)
    for (const [column, placed] of lines[upper]!) {
      if (!placed.range || placed.range.top !== header[upper]!.row) continue;
      for (
        let lower = upper + 1;
        lower < lines.length && header[lower]!.row <= placed.range.bottom;
        lower += 1
      )
        if (!lines[lower]!.has(column)) lines[lower]!.set(column, placed);
    }
}

function hasWideMerge(line: Line): boolean {
  for (const placed of line.values()) if (placed.range && placed.range.right > placed.range.left) return true;
  return false;
}

function ownTextBelow(lines: readonly Line[], index: number, column: number): Placed | undefined {
  for (let lower = index + 1; lower < lines.length; lower += 1) {
    const placed = lines[lower]!.get(column);
    if (placed && placed.row > (lines[index]!.get(column)?.row ?? -1)) return placed;
  }
  return undefined;
}

/** A text in a row above begins a group of its own between the left group and this column. */
function startsAbove(lines: readonly Line[], index: number, column: number, group: Placed): boolean {
  for (let upper = 0; upper < index; upper += 1) {
    const placed = lines[upper]!.get(column);
    if (placed && placed.origin > group.origin && placed.origin <= column) return true;
  }
  return false;
}

/** Blanks right of a group belong to it as long as texts stand below them (layouts without merges). */
export function fillRight(lines: readonly Map<number, Placed>[], left: number, right: number): Filled {
  const filled = new Set<string>();
  for (let index = 0; index < lines.length - 1; index += 1) {
    const line = lines[index]!;
    if (hasWideMerge(line)) continue;
    let group: Placed | undefined;
    for (let column = left; column <= right; column += 1) {
      const here = line.get(column);
      if (here) {
        const leafBelow = ownTextBelow(lines, index, column);
        const next = ownTextBelow(lines, index, column + 1);
        // A merged leaf stands in its top row, so a text further down hangs under what stands to its left, unless that is
        // the total of the group above.
        const continues =
          leafBelow ||
          (next && !line.get(column + 1) && (!wholeOf.test(here.fold) || ofWhichHeader.test(next.fold)));
        const half = leafBelow !== undefined && isHalfSentence(here.text, leafBelow.text);
        group =
          continues && !half && (!here.range || here.range.bottom === here.range.top) ? here : undefined;
        continue;
      }
      const below = ownTextBelow(lines, index, column);
      if (!group || !below || (below.range && below.range.left < column)) {
        if (!below) group = undefined;
        if (!group) continue;
      }
      if (group && startsAbove(lines, index, column, group)) group = undefined;
      if (group && below && (readUnitAlone(below.text) === undefined || below.range)) {
        line.set(column, group);
        filled.add(placeKey(group.row, column));
      } else group = undefined;
    }
  }
  return filled;
}

function rowOf(line: Line): number {
  let row = -1;
  for (const placed of line.values()) row = Math.max(row, placed.row);
  return row;
}

/** Rows of the header in which nearly all texts are units (`个 | 万人 | 亿元`, `计算单位 | 户 | －`). */
export function findUnitRow(lines: readonly Line[], first: number): number | undefined {
  for (let index = lines.length - 1; index >= 1; index -= 1) {
    const texts = [...lines[index]!].filter(
      ([column, placed]) => column >= first && placed.row === rowOf(lines[index]!),
    );
    if (texts.length === 0) continue;
    const units = texts.filter(
      ([, placed]) =>
        (readUnitAlone(placed.text) !== undefined && !/[±+＋]/.test(placed.fold)) ||
        /^[-－—]+$/.test(placed.fold),
    );
    const labelled = [...lines[index]!.values()].some((placed) => unitHeader.test(placed.fold));
    if (units.length * (labelled ? 2 : 1.25) >= texts.length && units.length > 0) return index;
  }
  return undefined;
}

/** Takes a unit (or a dash for none) out of the unit row; other texts of that row stay header texts. */
export function takeUnit(line: Map<number, Placed>, column: number, row: number): StatedUnit | undefined {
  const placed = line.get(column);
  if (!placed || placed.row !== row) return undefined;
  // `±%` under a header is its measure, not its unit.
  const unit = /[±+＋]/.test(placed.fold) ? undefined : readUnitAlone(placed.text);
  if (unit !== undefined || /^[-－—]+$/.test(placed.fold)) line.delete(column);
  return unit === undefined
    ? undefined
    : { text: unit, source: 'unit-row', cell: printAddress(row, placed.origin) };
}

/**
 * A header row that holds translations only. Each level of such a header carries its own, so that an upper text without
 * one is no group over blanks but the first half of a header cut at a line end.
 */
export function isTranslationLine(line: Line, first: number): boolean {
  const texts = [...line].filter(([column, placed]) => column >= first && placed.origin === column);
  return texts.length >= 2 && texts.every(([, placed]) => latinOnly.test(placed.text));
}
