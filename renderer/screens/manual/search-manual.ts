import type { Chapter } from './chapters.ts';
import { plainText } from './markdown.ts';

export interface ManualHit {
  readonly chapter: string;
  readonly title: string;
  /** The heading above the passage, and its place in the address. */
  readonly section: string;
  readonly id: string;
  /** The passage around the first word found. */
  readonly passage: string;
}

const around = 20;
const most = 40;

/** Passages that hold every word, in the order of the book. */
export function searchManual(chapters: readonly Chapter[], text: string): ManualHit[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  // The table of contents names everything and explains nothing.
  return chapters
    .filter(({ number }) => number !== '')
    .flatMap((chapter) => searchChapter(chapter, words))
    .slice(0, most);
}

function searchChapter({ number, title, blocks }: Chapter, words: readonly string[]): ManualHit[] {
  let section = { text: '', id: '' };
  const hits: ManualHit[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level > 1) section = block;
    const plain = plainText(block);
    const low = plain.toLowerCase();
    if (!words.every((word) => low.includes(word))) continue;
    const at = low.indexOf(words[0]!);
    const start = Math.max(0, at - around);
    const passage = `${start > 0 ? '…' : ''}${plain.slice(start, at + around * 2)}`;
    hits.push({ chapter: number, title, section: section.text, id: section.id, passage });
  }
  return hits;
}
