import type { TextBlock } from '../../domain/outline.ts';
import { type Heading, type HeadingKind, readHeading } from './heading.ts';

/** A block that opens a chapter or section. */
export interface PlacedHeading {
  readonly block: number;
  readonly role: 'part' | 'chapter' | 'section';
  readonly number: string;
  readonly title: string;
  readonly rest?: string;
}

interface Scheme {
  readonly chapter: HeadingKind;
  readonly section?: HeadingKind;
  readonly part?: HeadingKind;
}

/** In order of trust: the marks 章, 节 and 篇 can't be anything else, 一、 and 1 can be list items. */
const schemes: readonly Scheme[] = [
  { part: 'part', chapter: 'chapter', section: 'section' },
  { chapter: 'part', section: 'chapter' },
  { chapter: 'chapter', section: 'han' },
  { chapter: 'chapter', section: 'decimal-pair' },
  { chapter: 'chapter', section: 'han-bracket' },
  { chapter: 'decimal', section: 'decimal-pair' },
  { chapter: 'han', section: 'han-bracket' },
  { chapter: 'part', section: 'han' },
  { chapter: 'chapter' },
  { chapter: 'han' },
  { chapter: 'decimal' },
];

interface Found {
  readonly block: number;
  readonly heading: Heading;
}

const strong: readonly HeadingKind[] = ['part', 'chapter', 'section'];

/** Steps that a number may jump: a scan can lose a heading marked 章, a list item is never a heading. */
function follows(kind: HeadingKind, number: number, last: number): boolean {
  return number === last + 1 || (strong.includes(kind) && number > last && number <= last + 3);
}

/** Text between headings of a table of contents is next to nothing. */
const contentsTextPerHeading = 30;

interface Walk {
  readonly placed: PlacedHeading[];
  /** Characters of the placed headings. */
  titles: number;
  chapter: number;
  section: number;
  /** 章 counted on through the 篇: 第四章 of 第二篇. */
  lastSectionOfAll: number;
}

function newWalk(): Walk {
  return { placed: [], titles: 0, chapter: 0, section: 0, lastSectionOfAll: 0 };
}

/** Characters of body and headings before each block. */
function sumText(blocks: readonly TextBlock[]): number[] {
  const sums = [0];
  for (const block of blocks) sums.push(sums.at(-1)! + (block.kind === 'paragraph' ? block.text.length : 0));
  return sums;
}

/** Chapter 1 again: what was walked so far was a table of contents if it held hardly any text. */
function wasContents(walk: Walk, sums: readonly number[], restart: number): boolean {
  const first = walk.placed[0];
  if (!first) return false;
  const between = sums[restart]! - sums[first.block]! - walk.titles;
  return between <= contentsTextPerHeading * walk.placed.length;
}

function place(walk: Walk, heading: PlacedHeading): void {
  walk.placed.push(heading);
  walk.titles += heading.title.length + 4;
}

function placeChapter(walk: Walk, { block, heading }: Found): void {
  walk.chapter = heading.number;
  walk.section = 0;
  place(walk, { block, role: 'chapter', number: String(heading.number), title: heading.title });
}

function placeSection(walk: Walk, { block, heading }: Found): void {
  const { number, kind, above } = heading;
  if (walk.chapter === 0 || (above !== undefined && above !== walk.chapter)) return;
  const goesOn = kind === 'chapter' && walk.section === 0 && follows(kind, number, walk.lastSectionOfAll);
  if (!follows(kind, number, walk.section) && !goesOn) return;
  walk.section = number;
  walk.lastSectionOfAll = number;
  place(walk, {
    block,
    role: 'section',
    number: `${walk.chapter}.${number}`,
    title: heading.title,
    ...(heading.rest && { rest: heading.rest }),
  });
}

function walkScheme(scheme: Scheme, found: readonly Found[], sums: readonly number[]): PlacedHeading[] {
  let walk = newWalk();
  for (const one of found) {
    const { kind, number, title } = one.heading;
    if (kind === scheme.part) {
      if (number === 1 && walk.chapter > 0 && wasContents(walk, sums, one.block)) walk = newWalk();
      place(walk, { block: one.block, role: 'part', number: String(number), title });
    } else if (kind === scheme.chapter) {
      if (number === 1 && walk.chapter > 0 && wasContents(walk, sums, one.block)) walk = keepPart(walk);
      if (follows(kind, number, walk.chapter)) placeChapter(walk, one);
    } else if (kind === scheme.section) placeSection(walk, one);
  }
  return walk.placed;
}

/** The 篇 that stands right above the first chapter belongs to it, not to the contents before. */
function keepPart(walk: Walk): Walk {
  const last = walk.placed.at(-1);
  return last?.role === 'part' ? { ...newWalk(), placed: [last], titles: last.title.length + 4 } : newWalk();
}

function count(placed: readonly PlacedHeading[], role: PlacedHeading['role']): number {
  return placed.filter((one) => one.role === role).length;
}

/** Headings known only by the word processor's style: numbers typed by its list function are not in the text. */
function walkStyles(blocks: readonly TextBlock[]): PlacedHeading[] {
  const levels = blocks.flatMap((block) => (block.kind === 'paragraph' && block.level ? [block.level] : []));
  if (levels.length < 2) return [];
  const top = topLevel(levels);
  const placed: PlacedHeading[] = [];
  let [chapter, section] = [0, 0];
  blocks.forEach((block, index) => {
    if (block.kind !== 'paragraph' || block.contents || !block.level) return;
    const title = readHeading(block.text)?.title ?? block.text;
    if (block.level === top) {
      chapter += 1;
      section = 0;
      placed.push({ block: index, role: 'chapter', number: String(chapter), title });
    } else if (block.level === top + 1 && chapter > 0) {
      section += 1;
      placed.push({ block: index, role: 'section', number: `${chapter}.${section}`, title });
    }
  });
  return placed;
}

/** A level used once is the plan's own title, not a chapter. */
function topLevel(levels: readonly number[]): number {
  const often = levels.filter((level) => levels.filter((one) => one === level).length > 1);
  return Math.min(...(often.length > 0 ? often : levels));
}

/**
 * The chapters and sections of a plan, table of contents left out. Of the numberings that the text holds, the first
 * with two chapters and two sections wins; without sections, the first with two chapters; else heading styles.
 */
export function findHeadings(blocks: readonly TextBlock[]): PlacedHeading[] {
  const found = blocks.flatMap((block, index): Found[] => {
    if (block.kind !== 'paragraph' || block.contents) return [];
    const heading = readHeading(block.text);
    return heading ? [{ block: index, heading }] : [];
  });
  const styled = walkStyles(blocks);
  const sums = sumText(blocks);
  for (const scheme of schemes) {
    const placed = walkScheme(scheme, found, sums);
    const enough = count(placed, 'chapter') >= 2 && (!scheme.section || count(placed, 'section') >= 2);
    if (!enough) continue;
    // A numbering that finds fewer chapters than the styles do is one of the lists below them.
    return strong.includes(scheme.chapter) || placed.length >= styled.length ? placed : styled;
  }
  return styled;
}
