/**
 * Blocks of cells as spreadsheets put them on the clipboard: rows by line ends, cells by tabs; a cell with a tab,
 * a line break or a leading quote stands in quotes with inner quotes doubled.
 */
export type TextBlock = readonly (readonly string[])[];

interface Read {
  readonly text: string;
  readonly end: number;
}

/** A quote opens a quoted cell only if its closing quote ends the cell; otherwise it is part of the text (3" 管). */
function readQuoted(source: string, start: number): Read | undefined {
  let text = '';
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] !== '"') {
      text += source[at];
    } else if (source[at + 1] === '"') {
      text += '"';
      at += 1;
    } else {
      const next = source[at + 1];
      return next === undefined || next === '\t' || next === '\n' || next === '\r'
        ? { text: text.replace(/\r\n?/g, '\n'), end: at + 1 }
        : undefined;
    }
  }
  return undefined;
}

function readPlain(source: string, start: number): Read {
  let end = start;
  while (end < source.length && !'\t\r\n'.includes(source[end]!)) end += 1;
  return { text: source.slice(start, end), end };
}

/** Text from WPS, Excel, LibreOffice or a web page → rows of cells; a short row is filled up with ''. */
export function parseTextBlock(source: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (true) {
    const read = (source[at] === '"' && readQuoted(source, at)) || readPlain(source, at);
    rows.at(-1)!.push(read.text);
    at = read.end;
    if (at >= source.length) break;
    const separator = source[at];
    at += separator === '\r' && source[at + 1] === '\n' ? 2 : 1;
    if (separator === '\t') continue;
    // Spreadsheets end the last row with a line end: that one opens no row.
    if (at >= source.length) break;
    rows.push([]);
  }
  return squareUp(rows);
}

function squareUp(rows: string[][]): string[][] {
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')]);
}

function printCell(text: string): string {
  return /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One cell alone carries no line end, so that it pastes cleanly into a text field. */
export function printTextBlock(block: TextBlock): string {
  const lines = block.map((row) => row.map(printCell).join('\t'));
  return block.length === 1 && block[0]!.length === 1 ? lines[0]! : `${lines.join('\r\n')}\r\n`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character]!);

/** The HTML flavour; text cells are marked as text, so that WPS and Excel keep codes such as 007. */
export function printHtmlBlock(block: TextBlock, isText: (row: number, column: number) => boolean): string {
  const rows = block.map((row, r) => {
    const cells = row.map((text, c) => {
      const style = isText(r, c) ? ' style="mso-number-format:\'\\@\'"' : '';
      const content = escapeHtml(text).replace(/\r\n?|\n/g, '<br style="mso-data-placement:same-cell">');
      return `<td${style}>${content}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<meta charset="utf-8"><table>${rows.join('')}</table>`;
}
