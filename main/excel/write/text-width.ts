/** Width of a text in half-width characters: Han and full-width signs count two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character.codePointAt(0)! >= 0x2e80 ? 2 : 1;
  return width;
}

/** Lines a text takes in a column of the given width. */
export function countLines(text: string, width: number): number {
  return text
    .split('\n')
    .reduce((lines, line) => lines + Math.max(1, Math.ceil(textWidth(line) / Math.max(width - 1, 1))), 0);
}

/** Points for a row whose longest text takes so many lines at 11 points. */
export function rowHeight(lines: number): number {
  return Math.min(409, Math.max(20, lines * 15 + 5));
}
