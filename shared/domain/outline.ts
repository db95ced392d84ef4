import type { TargetPart } from './target.ts';

/**
 * A plan's text as plain blocks, whatever file it came from, and what the extraction makes of it.
 * The result is the JSON of `planbench outline extract`; a person confirms it before anything becomes a plan.
 */

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly text: string;
  /** Heading level of the word processor's style (1 = highest); absent for body text and plain files. */
  readonly level?: number;
  /** The style says that the line belongs to a table of contents. */
  readonly contents?: true;
  /** Line of the text file or running number of the paragraph, from 1. */
  readonly line: number;
}

export interface TableBlock {
  readonly kind: 'table';
  /** Cells as text; a merged cell has its text once, where it starts. */
  readonly rows: readonly (readonly string[])[];
  readonly line: number;
}

export type TextBlock = ParagraphBlock | TableBlock;

export interface ExtractedSection {
  /** `6.2`. */
  readonly number: string;
  readonly title: string;
}

export interface ExtractedBox {
  /** `专栏6-1`, as numbered by the plan. */
  readonly number: string;
  readonly title: string;
  /** The section in which it stands; absent where it precedes the chapter's first section. */
  readonly section?: string;
  readonly projects: readonly string[];
}

export interface ExtractedChapter {
  readonly number: string;
  readonly title: string;
  /** Title of the 篇 that holds the chapter, where the plan has both. */
  readonly part?: string;
  readonly sections: readonly ExtractedSection[];
  readonly boxes: readonly ExtractedBox[];
}

/** One row of the main indicator table, texts as printed. */
export interface ExtractedIndicator {
  readonly no: number;
  readonly name: string;
  readonly unit: string;
  readonly category: string;
  readonly attribute: string;
  readonly base: string;
  readonly year: string;
  readonly total: string;
}

/** A quantified target in the running text. */
export interface TargetCandidate {
  /** The clause in which it stands. */
  readonly text: string;
  /** Section, or chapter where the text precedes its first section. */
  readonly where: string;
  readonly line: number;
  readonly name: string;
  /** The year named for it; absent where the text names none. */
  readonly year?: number;
  readonly target: TargetPart;
}

export interface ExtractedOutline {
  readonly chapters: readonly ExtractedChapter[];
  readonly indicators: readonly ExtractedIndicator[];
  readonly candidates: readonly TargetCandidate[];
}
