import type { Reason, StatedUnit } from '../../domain/recognition.ts';
import { printAddress } from '../../text/cell-address.ts';
import { readUnitAlone, splitUnit } from '../../text/measure-text.ts';
import { dropTranslation, foldText, normaliseName, tidyText } from '../../text/names.ts';
import { readPeriodText } from '../../text/period-text.ts';
import type { GridRow } from './grid.ts';
import {
  type Filled,
  isHalfSentence,
  type Line,
  latinOnly,
  ofWhichHeader,
  type Placed,
  placeKey,
} from './header-lines.ts';
import { findMeasure } from './measure.ts';

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
  /** Merged over several columns. */
  readonly wide: boolean;
  /** The column belongs to this group (or the group reaches on) by blanks alone. */
  readonly loose: boolean;
  readonly own: boolean;
  /** A translation stands in the same cell: a whole phrase, never half of one. */
  readonly translated: boolean;
  readonly unit?: StatedUnit;
}

/** Texts that are the leaf of some group in their row, and so no second half of a header beside it. */
export type Leaves = ReadonlySet<string>;

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

export function toSegments(
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
      wide: placed.range !== undefined && placed.range.right > placed.range.left,
      tall: placed.range !== undefined && placed.range.bottom > placed.range.top,
      loose: filled.has(placeKey(placed.row, column)) || filled.has(placeKey(placed.row, column + 1)),
      own: placed.origin === column,
      translated: chinese !== placed.text,
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

function leafKey({ row, text }: Segment): string {
  return `${row}:${foldText(text)}`;
}

/** 年末人数 under the group 服务组织 is a leaf of its own; so it is under 维修人员 in the next column. */
export function listLeaves(columns: readonly (readonly Segment[])[]): Leaves {
  const leaves = new Set<string>();
  for (const segments of columns)
    segments.forEach((segment, index) => {
      const upper = segments[index - 1];
      if (upper?.wide && upper.text !== '' && !segment.wide) leaves.add(leafKey(segment));
    });
  return leaves;
}

/** Could the two texts be one header cut at a line end? Spelling decides; neither merge nor blank tells (trap 7). */
function isCut(upper: Segment, lower: Segment, leaves: Leaves): boolean {
  // The same end may stand under several halves (卫生健康|支出, 节能环保|支出); a group over columns is no half.
  if (upper.spans || lower.wide || upper.tall || upper.unit) return false;
  if (upper.text === '' || lower.text === '' || upper.text.length > 9 || lower.text.length > 9) return false;
  // 比上年 over 增长, anything over ±%: half a sentence above, its end below.
  if (isHalfSentence(upper.text, lower.text)) return true;
  if ((upper.translated && lower.translated) || leaves.has(leafKey(lower))) return false;
  if (!/\p{Script=Han}$/u.test(upper.text) || !/^[\p{Script=Han}（(]/u.test(lower.text)) return false;
  if (ofWhichHeader.test(foldText(upper.text)) || ofWhichHeader.test(foldText(lower.text))) return false;
  if (/^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十\d]+[)）]|^\d+[.、]|[:：]$/.test(upper.text))
    return false;
  if (readPeriodText(upper.text) || readPeriodText(lower.text)) return false;
  return findMeasure(lower.text) === 'plain' || findMeasure(upper.text) === 'plain';
}

function joinCut(
  segments: readonly Segment[],
  leaves: Leaves,
): { texts: string[]; cut: Segment | undefined } {
  const texts: string[] = [];
  let cut: Segment | undefined;
  segments.forEach((segment, index) => {
    const upper = segments[index - 1];
    if (upper && isCut(upper, segment, leaves)) {
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

export function leaveOutTranslations(
  segments: readonly Segment[],
  translations: ReadonlySet<number>,
): Segment[] {
  const hasChinese = segments.some((segment) => /\p{Script=Han}/u.test(segment.text));
  return segments.filter(({ text, row }) => !latinOnly.test(text) || !(hasChinese || translations.has(row)));
}

/** The short name alone; the unit from the texts that stand in this very column. */
export function lastTextOnly(path: HeaderPath, segments: readonly Segment[]): HeaderPath {
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

export function readPath(
  segments: readonly Segment[],
  rowUnit: StatedUnit | undefined,
  names: ReadonlySet<string> | undefined,
  apartByTranslation: boolean,
  leaves: Leaves,
): HeaderPath {
  const shown = segments.filter((segment) => segment.text !== '');
  const hierarchy = dropRepeats(shown.map((segment) => segment.text));
  const { texts, cut } = joinCut(shown, leaves);
  const joined = dropRepeats(texts);
  const isCutHeader = joined.length !== hierarchy.length;
  // A group that reaches over blanks may as well end in its own column (`R&D经费` over `内部支出`, then other leaves).
  const apart = shown.some(({ loose }) => loose)
    ? dropRepeats(joinCut(withoutLoose(shown), leaves).texts)
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
