/** Width of a text in half-width characters: Han and full-width signs count two. */
export function textWidth(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at)!;
    if (code > 0xffff) at += 1;
    width += code >= 0x2e80 ? 2 : 1;
  }
  return width;
}

/** Lines a text takes in a column of the given width. */
export function countLines(text: string, width: number): number {
  if (text.includes('\n'))
    return text.split('\n').reduce((lines, line) => lines + countLines(line, width), 0);
  return Math.max(1, Math.ceil(textWidth(text) / Math.max(width - 1, 1)));
}

/** Points for a row whose longest text takes so many lines at 11 points. */
export function rowHeight(lines: number): number {
  return Math.min(409, Math.max(20, lines * 15 + 5));
}
