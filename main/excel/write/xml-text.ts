/**
 * Text into XML for spreadsheets. Control characters that XML forbids are dropped, lone surrogates replaced,
 * and literal `_x0041_` is escaped, because readers would otherwise decode it into a letter (ECMA-376 22.4.2.4).
 */

/** A cell holds at most this many characters; Excel repairs files that hold more. */
export const maxCellText = 32_767;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML forbids
const suspect = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF&<>"]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes text for element content and double-quoted attributes. */
export function escapeXml(text: string): string {
  if (!suspect.test(text)) return text;
  return text
    .replace(forbidden, '')
    .replace(loneSurrogate, '\uFFFD')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** Nothing of it is escaped, cut or kept from being trimmed: almost all texts of a table are of this kind. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const plain = /^[^\u0000-\u001F\s_&<>"\uD800-\uDFFF\uFFFE\uFFFF]{1,1000}$/;

/** Escapes the text of a cell: as `escapeXml`, line ends as LF, `_xHHHH_` kept literal, cut at Excel's limit. */
export function escapeCellText(text: string): string {
  const limited = text.length > maxCellText ? text.slice(0, maxCellText) : text;
  return escapeXml(limited.replace(/\r\n?/g, '\n')).replace(/_(x[0-9A-Fa-f]{4}_)/g, '_x005F_$1');
}

/** `<t>` with the blanks kept where XML readers would trim them. */
export function textElement(text: string, prefix = ''): string {
  if (plain.test(text)) return `<${prefix}t>${text}</${prefix}t>`;
  const escaped = escapeCellText(text);
  const space = /^\s|\s$|\n|\s\s/.test(escaped) ? ' xml:space="preserve"' : '';
  return `<${prefix}t${space}>${escaped}</${prefix}t>`;
}
