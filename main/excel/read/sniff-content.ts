/** What a file is, told from its bytes: the extension is a hint for a note, never for the choice of a reader. */
import { AppError } from '../../../shared/errors/app-error.ts';
import { decodeText } from './decode-text.ts';

export type Content =
  | { readonly kind: 'zip' }
  | { readonly kind: 'ole' }
  | { readonly kind: 'biff' }
  | { readonly kind: 'spreadsheet-xml'; readonly text: string }
  | { readonly kind: 'html'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string };

const signatures: readonly [readonly number[], string][] = [
  [[0x25, 0x50, 0x44, 0x46], 'pdf'],
  [[0x4d, 0x5a], 'program'],
  [[0x7f, 0x45, 0x4c, 0x46], 'program'],
  [[0x89, 0x50, 0x4e, 0x47], 'picture'],
  [[0xff, 0xd8, 0xff], 'picture'],
  [[0x47, 0x49, 0x46, 0x38], 'picture'],
  [[0x49, 0x49, 0x2a, 0x00], 'picture'],
  [[0x4d, 0x4d, 0x00, 0x2a], 'picture'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'rich-text'],
  [[0x52, 0x61, 0x72, 0x21], 'archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'archive'],
  [[0x1f, 0x8b], 'archive'],
];
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const zip = [0x50, 0x4b, 0x03, 0x04];
const emptyZip = [0x50, 0x4b, 0x05, 0x06];

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** Throws AppError `wrong-type` where the bytes are no table of any kind. */
export function sniffContent(bytes: Uint8Array): Content {
  if (bytes.length === 0) throw new AppError('wrong-type', { reason: 'empty' });
  if (startsWith(bytes, zip)) return { kind: 'zip' };
  if (startsWith(bytes, emptyZip)) throw new AppError('damaged', { reason: 'zip-empty' });
  if (startsWith(bytes, ole)) return { kind: 'ole' };
  if (isBiff(bytes)) return { kind: 'biff' };
  const known = signatures.find(([start]) => startsWith(bytes, start));
  if (known) throw new AppError('wrong-type', { reason: known[1] });
  return sniffText(decodeText(bytes));
}

/** Excel 2 to 4 wrote the records without a container: a BOF record with its few possible versions. */
function isBiff(bytes: Uint8Array): boolean {
  const version = bytes[1] ?? 255;
  return bytes[0] === 9 && [0, 2, 4, 8].includes(version) && (bytes[2] ?? 0) <= 16 && bytes[3] === 0;
}

function sniffText(text: string): Content {
  const start = text.slice(0, 16_384).trimStart();
  if (start.length === 0) throw new AppError('wrong-type', { reason: 'empty' });
  if (start.startsWith('<')) return sniffMarkup(text, start.toLowerCase());
  if (start.startsWith('ID;') || /^TABLE\r?\n0,1/.test(start))
    throw new AppError('wrong-type', { reason: 'old-exchange' });
  if (!looksLikeTable(text)) throw new AppError('wrong-type', { reason: 'no-table' });
  return { kind: 'text', text };
}

function sniffMarkup(text: string, start: string): Content {
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet') && !start.includes('<html'))
    return { kind: 'spreadsheet-xml', text };
  if (text.toLowerCase().includes('<table')) return { kind: 'html', text };
  throw new AppError('wrong-type', { reason: start.includes('<html') ? 'web-page' : 'no-table' });
}

/** Two lines with a separator, or one where there is only one: prose and program texts have none to speak of. */
function looksLikeTable(text: string): boolean {
  const lines = text
    .slice(0, 65_536)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 200);
  const separated = lines.filter((line) => /[\t,;|]/.test(line)).length;
  return separated >= Math.min(2, lines.length) && separated * 4 >= lines.length;
}
