/** One record of a CSV text with the line it starts on (1-based). */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
  /** A quote of this record is never closed, so that it swallowed the rest of the text. */
  readonly unclosed?: true;
}

/**
 * Splits CSV text into records (RFC 4180: quotes, doubled quotes, line breaks inside quotes; LF, CRLF or CR; BOM).
 * Records of empty fields only are left out. Never throws: an unclosed quote runs to the end of the text.
 */
export function parseCsv(text: string, separator = ','): CsvRecord[] {
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let startLine = 1;
  const endRecord = () => {
    fields.push(field);
    if (fields.some((value) => value.trim() !== '')) records.push({ line: startLine, fields });
    fields = [];
    field = '';
  };
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === '\n' || (letter === '\r' && text[at + 1] !== '\n')) line++;
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') {
        field += '"';
        at++;
      } else quoted = false;
    } else if (letter === '"' && field === '') quoted = true;
    else if (letter === separator) {
      fields.push(field);
      field = '';
    } else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && text[at + 1] === '\n') {
        at++;
        line++;
      }
      endRecord();
      startLine = line;
    } else field += letter;
  }
  if (field !== '' || fields.length > 0) endRecord();
  const last = records.at(-1);
  return quoted && last ? [...records.slice(0, -1), { ...last, unclosed: true }] : records;
}

/** Prints records as CSV with LF line ends; a field is quoted only where it must be. */
export function printCsv(rows: readonly (readonly string[])[]): string {
  const field = (value: string) =>
    /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  return rows.map((row) => `${row.map(field).join(',')}\n`).join('');
}
