/** Bytes of a text file → text, by its mark, else by what decodes without an error. */
import { AppError } from '../../../shared/errors/app-error.ts';

/** UTF-8, UTF-16 or GB18030. Throws AppError `wrong-type` where the bytes are no text. */
export function decodeText(bytes: Uint8Array): string {
  const text = decodeMarked(bytes) ?? decodeWideWithoutMark(bytes) ?? decodeNarrow(bytes);
  if (hasControlCharacters(text)) throw new AppError('wrong-type', { reason: 'binary' });
  return text;
}

function decodeMarked(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return new TextDecoder('utf-8').decode(bytes);
  return undefined;
}

/** Separators, digits and line ends leave zero bytes on one side only. */
function decodeWideWithoutMark(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 4096);
  const zeros: [number, number] = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? 0 : 1] += 1;
  });
  const some = sample.length / 20;
  if (zeros[1] > some && zeros[0] === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (zeros[0] > some && zeros[1] === 0) return new TextDecoder('utf-16be').decode(bytes);
  return undefined;
}

function decodeNarrow(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeChinese(bytes);
  }
}

/** A stray byte is forgiven, a file full of them is no text. */
function decodeChinese(bytes: Uint8Array): string {
  const text = new TextDecoder('gb18030').decode(bytes);
  let broken = 0;
  for (const character of text) if (character === '\ufffd') broken += 1;
  if (broken * 100 > text.length) throw new AppError('wrong-type', { reason: 'binary' });
  return text;
}

function hasControlCharacters(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters tell a binary file from a text
  const found = text.slice(0, 65_536).match(/[\0-\x08\x0e-\x19\x1c-\x1f]/g);
  return (found?.length ?? 0) * 200 > Math.min(text.length, 65_536);
}
