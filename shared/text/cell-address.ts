/** Column letters as spreadsheets print them: 0 → A, 25 → Z, 26 → AA. */
export function printColumn(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : printColumn(Math.floor(column / 26) - 1) + letter;
}

/** Row and column from 0 → `B5`. */
export function printAddress(row: number, column: number): string {
  return `${printColumn(column)}${row + 1}`;
}

const [dollar, zero, beforeA] = [36, 48, 64];
/** Small letters have one bit more. */
const upperCase = ~32;

/** `B5`, `$B$5` → row and column from 0; undefined where the text is no address. */
export function parseAddress(text: string): { row: number; column: number } | undefined {
  let at = text.charCodeAt(0) === dollar ? 1 : 0;
  let [column, letters] = [0, 0];
  for (; letters < 4; letters += 1, at += 1) {
    const letter = (text.charCodeAt(at) & upperCase) - beforeA;
    if (!(letter >= 1 && letter <= 26)) break;
    column = column * 26 + letter;
  }
  if (text.charCodeAt(at) === dollar) at += 1;
  const digits = text.length - at;
  if (letters < 1 || letters > 3 || digits < 1 || digits > 7) return undefined;
  let row = 0;
  for (; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (!(digit >= 0 && digit <= 9) || (row === 0 && digit === 0)) return undefined;
    row = row * 10 + digit;
  }
  return { row: row - 1, column: column - 1 };
}
