import type { ParagraphBlock } from '../../domain/outline.ts';
import { readHeading } from './heading.ts';

/** A paragraph mended from the pieces that page breaks made of it. */
export interface RunningText {
  readonly text: string;
  /** Where each piece begins in `text`, and its line in the file. */
  readonly pieces: readonly { readonly from: number; readonly line: number }[];
}

const closed = /[。！？；;：:”’」』》）)…]$/;
/** Shorter lines without a full stop are sub-headings, not halves of a sentence. */
const shortestHalf = 20;

/** Joins paragraphs that a page or line break cut: the first ends without a mark, the second is no heading. */
export function joinCutParagraphs(paragraphs: readonly ParagraphBlock[]): RunningText[] {
  const joined: { text: string; pieces: { from: number; line: number }[] }[] = [];
  let open = false;
  for (const { text, line } of paragraphs) {
    const last = joined.at(-1);
    if (open && last && !readHeading(text)) {
      last.pieces.push({ from: last.text.length, line });
      last.text += text;
    } else joined.push({ text, pieces: [{ from: 0, line }] });
    open = !closed.test(text) && text.length >= shortestHalf && !readHeading(text);
  }
  return joined;
}

export interface Sentence {
  readonly text: string;
  readonly line: number;
}

/** Sentences end at 。！？; a semicolon goes on, since a date before it often holds behind it too. */
export function listSentences(running: RunningText): Sentence[] {
  const sentences: Sentence[] = [];
  const { pieces } = running;
  let piece = 0;
  for (const found of running.text.matchAll(/[^。！？!?]+[。！？!?]?/g)) {
    const text = found[0].trim();
    while (pieces[piece + 1] && pieces[piece + 1]!.from <= found.index) piece += 1;
    if (text !== '') sentences.push({ text, line: pieces[piece]?.line ?? 0 });
  }
  return sentences;
}
