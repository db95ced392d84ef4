import type { TextBlock } from '../../domain/outline.ts';

/** Blanks beside Chinese characters (`到 2025 年`) carry no meaning, those between words stay; a typed `,` becomes `，`. */
export function tidyText(text: string): string {
  return text
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\*\*|__/g, '')
    .replace(/[\s\u3000]+/g, ' ')
    .replace(/(?<=\p{Script=Han}) ?, ?(?=\p{Script=Han})/gu, '，')
    .replace(/ ?([\u2e80-\u9fff\uff00-\uffef“”‘’（）《》、，。；：！？]) ?/gu, '$1')
    .trim();
}

/** Paragraphs inside a cell (`<p>`, `<br>`) become lines of its text. */
function tidyCell(cell: string): string {
  return cell
    .split(/<\/?(?:p|br) ?\/?>/i)
    .map((piece) => tidyText(piece))
    .filter((piece) => piece !== '')
    .join('\n');
}

const pipeRow = /^\|.*\|$/;
const rule = /^\|?[\s:|-]*-{3,}[\s:|-]*\|?$/;

function pipeCells(line: string): string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => tidyCell(cell));
}

function tabCells(line: string): string[] {
  return line.split('\t').map((cell) => tidyText(cell));
}

function cellsOf(line: string): string[] | undefined {
  if (pipeRow.test(line.trim())) return pipeCells(line.trim());
  return line.split('\t').length >= 3 ? tabCells(line) : undefined;
}

/**
 * Plain text → blocks. Every line is a paragraph (page breaks that cut one are mended later, when headings are known);
 * consecutive pipe rows or rows with two tabs and more are a table. Blank lines inside a pipe table don't end it:
 * scanned text has them. Markdown's heading signs and rules go.
 */
export function readPlanText(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  let rows: string[][] = [];
  let start = 0;
  const endTable = () => {
    if (rows.length > 0) blocks.push({ kind: 'table', rows, line: start });
    rows = [];
  };
  text.split(/\r\n|\r|\n|\f/).forEach((raw, index) => {
    // A converter hangs tables into lists: `- | … |`.
    const line = raw.replace(/^\s*[-*+]\s+(?=\|)/, '');
    if (rule.test(line.trim()) && line.includes('-')) return;
    const cells = cellsOf(line);
    if (cells?.every((cell) => cell === '')) return;
    if (cells) {
      // A box that is a table of its own begins anew, though no line parts it from the table before.
      if (/^专栏/.test(cells.find((cell) => cell !== '') ?? '')) endTable();
      if (rows.length === 0) start = index + 1;
      rows.push(cells);
      return;
    }
    endTable();
    const paragraph = tidyText(line.replace(/^#{1,6}\s+/, ''));
    if (paragraph !== '') blocks.push({ kind: 'paragraph', text: paragraph, line: index + 1 });
  });
  endTable();
  return blocks;
}
