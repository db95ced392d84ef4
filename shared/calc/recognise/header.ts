import type { Reason, StatedUnit } from '../../domain/recognition.ts';
import type { CellRange } from '../../domain/sheet.ts';
import { printAddress } from '../../text/cell-address.ts';
import { readUnitAlone, splitUnit } from '../../text/measure-text.ts';
import { dropTranslation, foldText, normaliseName, tidyText } from '../../text/names.ts';
import { readPeriodText } from '../../text/period-text.ts';
import type { Grid, GridRow } from './grid.ts';
import { findMeasure } from './measure.ts';
import { unitHeader } from './words.ts';

/**
 * Header paths: from the rows above the data, one path per column from the outermost group to the leaf. A group reaches
 * over its columns by a merge, by blanks to its right, or by its text standing in each of them; a header that was cut at
 * a line end is joined again. Both readings are kept where spelling alone decides (layouts.md, trap 7).
 */
export interface Segment {
  readonly text: string;
  readonly row: number;
  /** Column in which the text stands. */
  readonly origin: number;
  /** Columns that share this text as their group. */
  readonly spans: boolean;
  readonly tall: boolean;
  /** The column belongs to this group (or the group reaches on) by blanks alone. */
  readonly loose: boolean;
  readonly own: boolean;
  readonly unit?: StatedUnit;
}

export interface HeaderPath {
  readonly path: readonly string[];
  readonly alternative?: readonly string[];
  readonly reading: 'path' | 'joined';
  readonly cell?: string;
  /** Folded text of the column's own lowest header cell, for role words. */
  readonly leaf: string;
  readonly unit?: StatedUnit;
  readonly ofWhich: boolean;
  readonly reasons: readonly Reason[];
}

interface Placed {
  readonly text: string;
  readonly fold: string;
  readonly row: number;
  readonly origin: number;
  readonly range?: CellRange;
}

type Line = ReadonlyMap<number, Placed>;

/** Cells that belong to a group only because they are blank: another reading leaves the group out. */
type Filled = ReadonlySet<string>;

function placeKey(row: number, column: number): string {
  return `${row}:${column}`;
}

const ofWhichHeader = /^(?:其中|#|内:)/;

function readLine(grid: Grid, row: GridRow, right: number): Map<number, Placed> {
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
function coverDown(lines: readonly Map<number, Placed>[], header: readonly GridRow[]): void {
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
function fillRight(lines: readonly Map<number, Placed>[], left: number, right: number): Filled {
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
        const continues = leafBelow || (next && !line.get(column + 1) && ofWhichHeader.test(next.fold));
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

/** All header texts of a column, top to bottom, each merge once. */
function stackOf(lines: readonly Line[], column: number): Placed[] {
  const stack: Placed[] = [];
  for (const line of lines) {
    const placed = line.get(column);
    if (placed && placed !== stack.at(-1)) stack.push(placed);
  }
  return stack;
}

function isShared(line: Line, column: number, placed: Placed): boolean {
  const isSame = (other: Placed | undefined) =>
    other !== undefined && (other === placed || (other.fold === placed.fold && other.row === placed.row));
  return isSame(line.get(column - 1)) || isSame(line.get(column + 1));
}

function toSegments(
  lines: readonly Line[],
  header: readonly GridRow[],
  column: number,
  filled: Filled,
): Segment[] {
  return stackOf(lines, column).map((placed) => {
    const index = header.findIndex((row) => row.row === placed.row);
    const chinese = dropTranslation(placed.text);
    const { name, unit } = splitHeaderUnit(chinese, placed);
    return {
      text: name,
      row: placed.row,
      origin: placed.origin,
      spans: isShared(lines[index] ?? new Map(), column, placed),
      tall: placed.range !== undefined && placed.range.bottom > placed.range.top,
      loose: filled.has(placeKey(placed.row, column)) || filled.has(placeKey(placed.row, column + 1)),
      own: placed.origin === column,
      ...(unit
        ? { unit: { text: unit, source: 'brackets' as const, cell: printAddress(placed.row, placed.origin) } }
        : {}),
    };
  });
}

function splitHeaderUnit(text: string, placed: Placed): { name: string; unit?: string } {
  const alone = /^[(（[【].*[)）\]】]$/s.test(text.trim()) ? readUnitAlone(text) : undefined;
  if (alone) return { name: '', unit: alone };
  const split = splitUnit(text);
  const name = tidyText(split.name);
  if (split.unit && name === '') return { name: tidyText(placed.text) };
  return { name, ...(split.unit ? { unit: split.unit } : {}) };
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

function rowOf(line: Line): number {
  let row = -1;
  for (const placed of line.values()) row = Math.max(row, placed.row);
  return row;
}

function isHalfSentence(upper: string, lower: string): boolean {
  return /^(?:比|较|为)/.test(upper.trim()) || /^[±+＋－,、%％-]+$/.test(foldText(lower));
}

/** Could the two texts be one header cut at a line end? Spelling decides; neither merge nor blank tells (trap 7). */
function isCut(upper: Segment, lower: Segment): boolean {
  if (upper.spans || lower.spans || upper.tall || upper.unit) return false;
  if (upper.text === '' || lower.text === '' || upper.text.length > 9 || lower.text.length > 9) return false;
  // 比上年 over 增长, anything over ±%: half a sentence above, its end below.
  if (isHalfSentence(upper.text, lower.text)) return true;
  if (!/\p{Script=Han}$/u.test(upper.text) || !/^[\p{Script=Han}（(]/u.test(lower.text)) return false;
  if (ofWhichHeader.test(foldText(upper.text)) || ofWhichHeader.test(foldText(lower.text))) return false;
  if (/^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十\d]+[)）]|^\d+[.、]|[:：]$/.test(upper.text))
    return false;
  if (readPeriodText(upper.text) || readPeriodText(lower.text)) return false;
  return findMeasure(lower.text) === 'plain' || findMeasure(upper.text) === 'plain';
}

function joinCut(segments: readonly Segment[]): { texts: string[]; cut: Segment | undefined } {
  const texts: string[] = [];
  let cut: Segment | undefined;
  segments.forEach((segment, index) => {
    const upper = segments[index - 1];
    if (upper && isCut(upper, segment)) {
      texts[texts.length - 1] += segment.text;
      cut = segment;
    } else texts.push(segment.text);
  });
  return { texts, cut };
}

function withoutLoose(segments: readonly Segment[]): Segment[] {
  return segments
    .filter(({ loose, own }) => own || !loose)
    .map((segment) => (segment.loose ? { ...segment, spans: false } : segment));
}

function dropRepeats(texts: readonly string[]): string[] {
  return texts.filter((text, index) => text !== '' && foldText(text) !== foldText(texts[index - 1] ?? ''));
}

function knows(names: ReadonlySet<string> | undefined, path: readonly string[]): boolean {
  if (!names) return false;
  return [path.at(-1) ?? '', path.join(''), path.slice(-2).join('')].some((text) =>
    names.has(normaliseName(text)),
  );
}

const latinOnly = /^[^\p{Script=Han}%‰]*[A-Za-z]{2}[^\p{Script=Han}%‰]*$/u;

function leaveOutTranslations(segments: readonly Segment[]): Segment[] {
  if (!segments.some((segment) => /\p{Script=Han}/u.test(segment.text))) return [...segments];
  return segments.filter((segment) => !latinOnly.test(segment.text));
}

/**
 * A last header row that is a whole header by itself (a text in every column, the label column too) and stands apart
 * below a blank row: short names under the printed header. The printed one stays the other reading.
 */
function isCompleteBelowGap(
  lines: readonly Line[],
  header: readonly GridRow[],
  left: number,
  right: number,
): boolean {
  const [last, upper] = [header.at(-1), header.at(-2)];
  if (!last || !upper || last.row - upper.row < 2) return false;
  const line = lines.at(-1)!;
  const own = [...line].filter(([column, placed]) => placed.origin === column && placed.row === last.row);
  const first = last.cells[0];
  // One column may lack a name (a translation beside the labels).
  return first !== undefined && first.column === left && own.length >= right - left && own.length >= 3;
}

/** The short name alone; the unit from the texts that stand in this very column. */
function lastTextOnly(path: HeaderPath, segments: readonly Segment[]): HeaderPath {
  const leaf = segments.at(-1)?.text;
  if (leaf === undefined || path.path.length < 2) return path;
  const { alternative: _other, unit, ...rest } = path;
  const own = segmentUnit(segments.filter((segment) => segment.own)) ?? unit;
  return {
    ...rest,
    path: [leaf],
    alternative: path.path,
    leaf: foldText(leaf),
    ...(own ? { unit: own } : {}),
  };
}

/**
 * A header row that holds translations only. Each level of such a header carries its own, so that an upper text without
 * one is no group over blanks but the first half of a header cut at a line end.
 */
function isTranslationLine(line: Line, first: number): boolean {
  const texts = [...line].filter(([column, placed]) => column >= first && placed.origin === column);
  return texts.length >= 2 && texts.every(([, placed]) => latinOnly.test(placed.text));
}

/** Reads the header of every column from `left` to `right`. */
export function readHeader(
  grid: Grid,
  header: readonly GridRow[],
  left: number,
  right: number,
  firstValue: number,
  names?: ReadonlySet<string>,
): { paths: HeaderPath[]; unitRow?: number } {
  const lines = header.map((row) => readLine(grid, row, right));
  coverDown(lines, header);
  const filled = fillRight(lines, firstValue, right);
  const unitLine = findUnitRow(lines, firstValue);
  const complete = isCompleteBelowGap(lines, header, left, right);
  const translated = lines.some((line) => isTranslationLine(line, firstValue));
  const paths: HeaderPath[] = [];
  for (let column = left; column <= right; column += 1) {
    const unitCell =
      unitLine === undefined ? undefined : takeUnit(lines[unitLine]!, column, header[unitLine]!.row);
    const segments = leaveOutTranslations(toSegments(lines, header, column, filled));
    const path = readPath(segments, unitCell, names, translated);
    paths.push(complete ? lastTextOnly(path, segments) : path);
  }
  return { paths, ...(unitLine === undefined ? {} : { unitRow: header[unitLine]!.row }) };
}

/** Takes a unit (or a dash for none) out of the unit row; other texts of that row stay header texts. */
function takeUnit(line: Map<number, Placed>, column: number, row: number): StatedUnit | undefined {
  const placed = line.get(column);
  if (!placed || placed.row !== row) return undefined;
  // `±%` under a header is its measure, not its unit.
  const unit = /[±+＋]/.test(placed.fold) ? undefined : readUnitAlone(placed.text);
  if (unit !== undefined || /^[-－—]+$/.test(placed.fold)) line.delete(column);
  return unit === undefined
    ? undefined
    : { text: unit, source: 'unit-row', cell: printAddress(row, placed.origin) };
}

function readPath(
  segments: readonly Segment[],
  rowUnit: StatedUnit | undefined,
  names: ReadonlySet<string> | undefined,
  apartByTranslation: boolean,
): HeaderPath {
  const shown = segments.filter((segment) => segment.text !== '');
  const hierarchy = dropRepeats(shown.map((segment) => segment.text));
  const { texts, cut } = joinCut(shown);
  const joined = dropRepeats(texts);
  const isCutHeader = joined.length !== hierarchy.length;
  // A group that reaches over blanks may as well end in its own column (`R&D经费` over `内部支出`, then other leaves).
  const apart = shown.some(({ loose }) => loose)
    ? dropRepeats(joinCut(withoutLoose(shown)).texts)
    : undefined;
  const main = isCutHeader ? joined : hierarchy;
  const other = isCutHeader ? hierarchy : apart && apart.join('\n') !== main.join('\n') ? apart : undefined;
  const swap =
    other !== undefined &&
    (knows(names, main) !== knows(names, other)
      ? knows(names, other)
      : apartByTranslation && other === apart);
  const leaf = shown.at(-1);
  const unit = rowUnit ?? segmentUnit(segments);
  return {
    path: swap ? other : main,
    ...(other ? { alternative: swap ? main : other } : {}),
    reading: isCutHeader !== swap ? 'joined' : 'path',
    ...(leaf ? { cell: printAddress(leaf.row, leaf.origin) } : {}),
    leaf: foldText(main.at(-1) ?? ''),
    ...(unit ? { unit } : {}),
    ofWhich: shown.some((segment) => ofWhichHeader.test(foldText(segment.text))),
    reasons: reasonsOf(shown, cut, other !== undefined && knows(names, swap ? other : main)),
  };
}

/** The unit nearest to the leaf; one that stands in a group over several columns is inherited. */
function segmentUnit(segments: readonly Segment[]): StatedUnit | undefined {
  for (let index = segments.length - 1; index >= 0; index -= 1) {
    const { unit, text, spans } = segments[index]!;
    if (!unit) continue;
    const inherited = index < segments.length - 1 && text !== '' && spans;
    return inherited ? { ...unit, source: 'group' } : unit;
  }
  return undefined;
}

function reasonsOf(segments: readonly Segment[], cut: Segment | undefined, vocabulary: boolean): Reason[] {
  const reasons: Reason[] = segments.slice(0, -1).map((segment) => ({
    code: segment.spans ? ('merged-over-columns' as const) : ('header-above-values' as const),
    cell: printAddress(segment.row, segment.origin),
  }));
  if (cut) reasons.push({ code: 'cut-at-line-end', cell: printAddress(cut.row, cut.origin) });
  if (vocabulary) reasons.push({ code: 'vocabulary' });
  return reasons;
}
