/** One record of a CSV text with the line it starts on (1-based). */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
  /** A quote of this record is never closed, so that it swallowed the rest of the text. */
  readonly unclosed?: true;
}

/**
 * Splits CSV text into records (RFC 4180: quotes, doubled quotes, line breaks inside quotes; LF, CRLF or CR; BOM), one after
 * the other, so that a million of them need not be held at once. Records of empty fields only are left out. Never
 * throws: an unclosed quote runs to the end of the text.
 */
export function* readCsv(text: string, separator = ','): Generator<CsvRecord> {
  let fields: string[] = [];
  /** What stands before `from` in a field that is put together from pieces. */
  let pieces = '';
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let quoted = false;
  let line = 1;
  let startLine = 1;
  const endField = (at: number) => {
    fields.push(pieces + text.slice(from, at));
    pieces = '';
    from = at + 1;
  };
  const takeRecord = (): CsvRecord | undefined => {
    const record = { line: startLine, fields };
    fields = [];
    return record.fields.some((value) => value.trim() !== '') ? record : undefined;
  };
  for (let at = from; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === '\n' || (letter === '\r' && text[at + 1] !== '\n')) line++;
    if (quoted) {
      if (letter !== '"') continue;
      pieces += text.slice(from, at);
      // Of a doubled quote the second one stays.
      if (text[at + 1] === '"') at++;
      else quoted = false;
      from = quoted ? at : at + 1;
    } else if (letter === '"' && from === at && pieces === '') {
      quoted = true;
      from = at + 1;
    } else if (letter === separator) endField(at);
    else if (letter === '\n' || letter === '\r') {
      endField(at);
      if (letter === '\r' && text[at + 1] === '\n') {
        at++;
        line++;
        from = at + 1;
      }
      const record = takeRecord();
      if (record) yield record;
      startLine = line;
    }
  }
  if (pieces !== '' || from < text.length || fields.length > 0) endField(text.length);
  if (quoted) yield { line: startLine, fields, unclosed: true };
  const last = quoted ? undefined : takeRecord();
  if (last) yield last;
}

/** Prints records as CSV with LF line ends; a field is quoted only where it must be. */
export function printCsv(rows: readonly (readonly string[])[]): string {
  const field = (value: string) =>
    /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  return rows.map((row) => `${row.map(field).join(',')}\n`).join('');
}
