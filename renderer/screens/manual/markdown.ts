/*
 * The manual's text → blocks to draw. Only the marks that docs/手册 uses; tests/renderer/manual.test.ts reads every
 * chapter and fails on a line that this would show raw.
 */

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly id: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'code'; readonly text: string };

export type Inline =
  | { readonly kind: 'text' | 'strong' | 'code'; readonly text: string }
  | { readonly kind: 'link' | 'picture'; readonly text: string; readonly target: string };

const item = /^(?:[-*]|(\d+)\.) +/;

export function parseMarkdown(source: string): Block[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  while (lines.length > 0) {
    if (lines[0]!.trim() === '') lines.shift();
    else blocks.push(takeBlock(lines));
  }
  return blocks;
}

/** Takes one block off the front; the first line is not blank. */
function takeBlock(lines: string[]): Block {
  const first = lines[0]!;
  const heading = /^(#{1,6}) +(.*)$/.exec(first);
  if (heading) {
    lines.shift();
    return { kind: 'heading', level: heading[1]!.length, text: heading[2]!, id: headingId(heading[2]!) };
  }
  if (first.startsWith('```')) return takeCode(lines);
  if (first.startsWith('|')) return takeTable(lines);
  if (item.test(first)) return takeList(lines);
  return { kind: 'paragraph', text: joinLines(takeWhile(lines, isPlain)) };
}

/** The part of an address that leads to a heading. */
export function headingId(text: string): string {
  return text.replace(/[\s（）()，、。：？“”]+/g, '-').replace(/^-|-$/g, '');
}

function isPlain(line: string): boolean {
  return line.trim() !== '' && !/^(#{1,6} |```|\|)/.test(line) && !item.test(line);
}

function takeWhile(lines: string[], test: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !test(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

/** Chinese is written without spaces between the words that a line break separates. */
function joinLines(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .reduce((text, line) => text + (/[\w.]$/.test(text) && /^\w/.test(line) ? ' ' : '') + line, '');
}

function takeCode(lines: string[]): Block {
  lines.shift();
  const text = takeWhile(lines, (line) => !line.startsWith('```')).join('\n');
  lines.shift();
  return { kind: 'code', text };
}

function takeTable(lines: string[]): Block {
  const [head = [], , ...rows] = takeWhile(lines, (line) => line.startsWith('|')).map(cellsOf);
  return { kind: 'table', head, rows };
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

/** An item goes on over indented lines. */
function takeList(lines: string[]): Block {
  const ordered = item.exec(lines[0]!)?.[1] !== undefined;
  const items: string[] = [];
  while (lines.length > 0 && item.test(lines[0]!)) {
    const first = lines.shift()!.replace(item, '');
    items.push(joinLines([first, ...takeWhile(lines, (line) => /^\s+\S/.test(line))]));
  }
  return { kind: 'list', ordered, items };
}

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(/\*\*(.+?)\*\*|`([^`]+)`|(!?)\[([^\]]*)\]\(([^)]+)\)/g)) {
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) });
    at = match.index + match[0].length;
    if (match[1] !== undefined) parts.push({ kind: 'strong', text: match[1] });
    else if (match[2] !== undefined) parts.push({ kind: 'code', text: match[2] });
    else parts.push({ kind: match[3] ? 'picture' : 'link', text: match[4]!, target: match[5]! });
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}

/** What a reader sees of a block, for the search. */
export function plainText(block: Block): string {
  const plain = (text: string) =>
    parseInline(text)
      .map((part) => (part.kind === 'picture' ? '' : part.text))
      .join('');
  switch (block.kind) {
    case 'list':
      return block.items.map(plain).join(' ');
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(plain).join(' ')).join(' ');
    case 'code':
      return block.text;
    default:
      return plain(block.text);
  }
}
