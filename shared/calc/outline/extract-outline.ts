import type {
  ExtractedBox,
  ExtractedChapter,
  ExtractedOutline,
  ExtractedSection,
  ParagraphBlock,
  TargetCandidate,
  TextBlock,
} from '../../domain/outline.ts';
import { type FoundBox, findBoxes } from './boxes.ts';
import { findCandidates } from './candidates.ts';
import { findIndicators } from './indicator-table.ts';
import { joinCutParagraphs, listSentences } from './running-text.ts';
import { findHeadings, type PlacedHeading } from './scheme.ts';
import { sectionStaysOut } from './stays-out.ts';
import { findPlanYears, listTimeWords, type PlanYears } from './time-words.ts';

/** Sections about what has been, in a plan's opening chapter: their figures are achievements. */
const background = /基础|背景|成就|成效|回顾|起点|现状|变化|环境|形势|机遇|挑战|问题|历程|取得/;
const aims = /目标|任务|愿景|展望|要求/;

interface Region {
  readonly heading: PlacedHeading;
  readonly from: number;
  readonly to: number;
}

function listRegions(headings: readonly PlacedHeading[], blocks: readonly TextBlock[]): Region[] {
  return headings.map((heading, index) => ({
    heading,
    from: heading.block + 1,
    to: headings[index + 1]?.block ?? blocks.length,
  }));
}

interface Reading {
  readonly blocks: readonly TextBlock[];
  readonly tables: ReadonlySet<number>;
  readonly plan: PlanYears;
  readonly headingBlocks: ReadonlySet<number>;
}

/** Body paragraphs of a region: without boxes, with the text that ran on behind a heading. */
function bodyOf(region: Region, boxes: readonly FoundBox[], { blocks }: Reading): ParagraphBlock[] {
  const body: ParagraphBlock[] = [];
  const { heading, from, to } = region;
  const line = blocks[heading.block]!.line;
  if (heading.rest) body.push({ kind: 'paragraph', text: heading.rest, line });
  for (let at = from; at < to; at += 1) {
    const block = blocks[at]!;
    const boxed = boxes.some((box) => at >= box.block && at < box.end);
    if (block.kind === 'paragraph' && !boxed && !block.contents) body.push(block);
  }
  return body;
}

/** 到2025年实现以下目标： gives its year to the paragraphs of the list that follows. */
const opensList = /[：:]$/;
const listMark = /^(?:——|--|[-•·●◆■]|[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、])/;

function candidatesOf(region: Region, boxes: readonly FoundBox[], { plan, ...reading }: Reading) {
  let listed: number | undefined;
  return joinCutParagraphs(bodyOf(region, boxes, { plan, ...reading })).flatMap((paragraph) => {
    const sentences = listSentences(paragraph);
    const inList = listMark.test(paragraph.text);
    const year = inList ? listed : undefined;
    const opening = opensList.test(paragraph.text) ? sentences.at(-1) : undefined;
    if (opening) listed = listTimeWords(opening.text, plan).findLast((word) => word.year)?.year;
    else if (!inList) listed = undefined;
    return sentences
      .flatMap((sentence) => findCandidates(sentence, region.heading.number, plan))
      .map((found): TargetCandidate => (year === undefined ? found : { ...found, year: found.year ?? year }));
  });
}

interface OpenChapter {
  readonly number: string;
  readonly title: string;
  readonly part?: string;
  readonly sections: ExtractedSection[];
  readonly boxes: ExtractedBox[];
}

function toBox(box: FoundBox, region: Region): ExtractedBox {
  const { number, title, projects } = box;
  const inSection = region.heading.role === 'section';
  return { number, title, projects, ...(inSection && { section: region.heading.number }) };
}

function tellsBackground(region: Region, chapter: OpenChapter): boolean {
  if (aims.test(region.heading.title) && !/成就|成效|回顾/.test(region.heading.title)) return false;
  return chapter.number === '1' && (background.test(chapter.title) || background.test(region.heading.title));
}

/**
 * Reads any city's plan: chapters, sections, boxes with their projects, the main indicator table and the quantified
 * targets of the text. Nothing is stored or judged: a person confirms each item.
 * @param blocks paragraphs and tables in their order, from `readPlanText` or the Word reader
 */
export function extractOutline(blocks: readonly TextBlock[]): ExtractedOutline {
  const headings = findHeadings(blocks);
  const { indicators, tables } = findIndicators(blocks);
  const texts = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
  const headingBlocks = new Set(headings.map((heading) => heading.block));
  const reading: Reading = { blocks, tables, plan: findPlanYears(texts), headingBlocks };
  const chapters: OpenChapter[] = [];
  const candidates: TargetCandidate[] = [];
  let part: string | undefined;
  for (const region of listRegions(headings, blocks)) {
    const { role, number, title } = region.heading;
    if (role === 'part') {
      part = title;
      continue;
    }
    if (role === 'chapter')
      chapters.push({ number, title, ...(part !== undefined && { part }), sections: [], boxes: [] });
    const chapter = chapters.at(-1)!;
    if (role === 'section') chapter.sections.push({ number, title });
    const boxes = findBoxes(
      blocks,
      region.from,
      region.to,
      (block) => headingBlocks.has(block),
      (block) => tables.has(block),
    );
    chapter.boxes.push(...boxes.map((box) => toBox(box, region)));
    if (!tellsBackground(region, chapter) && !sectionStaysOut(title))
      candidates.push(...candidatesOf(region, boxes, reading));
  }
  return { chapters: chapters satisfies ExtractedChapter[], indicators, candidates };
}
