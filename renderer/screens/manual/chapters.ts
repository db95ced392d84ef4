import { type Block, parseMarkdown } from './markdown.ts';

/*
 * docs/手册 as it was when the page was built, with its pictures: the program carries its manual and needs no network.
 * Loaded when the manual is opened, not before.
 */

const sources = import.meta.glob<string>('../../../docs/手册/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const pictures = import.meta.glob<string>('../../../docs/images/*.png', {
  query: '?url',
  import: 'default',
  eager: true,
});

export interface Chapter {
  /** '01' … ; '' for the table of contents. */
  readonly number: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const chapters: readonly Chapter[] = Object.entries(sources)
  .map(([path, text]) => {
    const blocks = parseMarkdown(text);
    const [first] = blocks;
    const title = first?.kind === 'heading' ? first.text.replace(/^\d\d +/, '') : '';
    return { number: /\/(\d\d)-[^/]*$/.exec(path)?.[1] ?? '', title, blocks };
  })
  .sort((a, b) => a.number.localeCompare(b.number));

/** The address of a picture named from within a chapter; undefined for one that isn't there. */
export function pictureAddress(target: string): string | undefined {
  return pictures[`../../../docs/${target.replace(/^(\.\.\/)+/, '')}`];
}
