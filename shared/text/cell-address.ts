/** Column letters as spreadsheets print them: 0 → A, 25 → Z, 26 → AA. */
export function printColumn(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : printColumn(Math.floor(column / 26) - 1) + letter;
}

/** Row and column from 0 → `B5`. */
export function printAddress(row: number, column: number): string {
  return `${printColumn(column)}${row + 1}`;
}

/** `B5`, `$B$5` → row and column from 0; undefined where the text is no address. */
export function parseAddress(text: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(text.toUpperCase());
  if (!match?.[1] || !match[2]) return undefined;
  let column = 0;
  for (const letter of match[1]) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(match[2]) - 1, column: column - 1 };
}
