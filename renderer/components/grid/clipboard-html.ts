import { parseTextBlock } from './clipboard-text.ts';

/** Rows of the first table of an HTML clipboard; merged cells keep their text top left and '' elsewhere. */
export function parseHtmlBlock(html: string): string[][] | undefined {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table || table.rows.length === 0) return undefined;
  const rows: string[][] = Array.from(table.rows, () => []);
  for (const [r, row] of Array.from(table.rows).entries()) {
    let column = 0;
    for (const cell of Array.from(row.cells)) {
      while (rows[r]![column] !== undefined) column += 1;
      placeCell(rows, r, column, cell);
      column += cell.colSpan;
    }
  }
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => Array.from({ length: width }, (_, c) => row[c] ?? ''));
}

function placeCell(rows: string[][], top: number, left: number, cell: HTMLTableCellElement): void {
  // A rowspan of 0 or a giant one ends with the table.
  const bottom = Math.min(top + Math.max(cell.rowSpan, 1), rows.length);
  for (let r = top; r < bottom; r += 1)
    for (let c = left; c < left + Math.min(cell.colSpan, 1024); c += 1) rows[r]![c] = '';
  rows[top]![left] = cellText(cell);
}

/** White space folds as a browser would show it; only <br> and paragraphs break the line. */
function cellText(cell: HTMLTableCellElement): string {
  const copy = cell.cloneNode(true) as HTMLElement;
  for (const node of Array.from(copy.querySelectorAll('style, script'))) node.remove();
  const lineBreak = '\u2028';
  for (const node of Array.from(copy.querySelectorAll('br'))) node.replaceWith(lineBreak);
  for (const node of Array.from(copy.querySelectorAll('p + p, div + div'))) node.prepend(lineBreak);
  return (copy.textContent ?? '')
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/ ?\u2028 ?/g, '\n')
    .replaceAll('\u00a0', ' ')
    .trim();
}

/**
 * The block a paste brings. Both flavours come from the same cells; where they agree on the shape the plain text is
 * nearer to what was typed, where they don't (tables of Word or a web page) the HTML knows the cells.
 */
export function readPastedBlock(plain: string, html: string): string[][] | undefined {
  const fromHtml = html.includes('<t') ? parseHtmlBlock(html) : undefined;
  if (plain === '') return fromHtml;
  const fromText = parseTextBlock(plain);
  if (!fromHtml) return fromText;
  const sameShape = fromHtml.length === fromText.length && fromHtml[0]!.length === fromText[0]!.length;
  return sameShape ? fromText : fromHtml;
}
