/**
 * Bytes of an xml part → text. No part of a workbook has a document type, and entities are how xml files explode or
 * fetch other files, so a part with one is refused, in whatever encoding it hides.
 */
import { AppError } from '../../../../shared/errors/app-error.ts';

/** Throws AppError `damaged`. */
export function decodeXml(bytes: Uint8Array): string {
  const text = decode(bytes);
  const root = /<[A-Za-z_:]/.exec(text)?.index ?? text.length;
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text.slice(0, root)))
    throw new AppError('damaged', { reason: 'xml-document-type' });
  // Line ends of the file itself are one character (XML 1.0, 2.11); only a written-out `&#13;` is a return.
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (first === 0x3c && second === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0 && second === 0x3c) return new TextDecoder('utf-16be').decode(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const label = /^[^>]{0,200}\bencoding=["']([\w.-]{1,40})["']/.exec(buffer.toString('latin1', 0, 256))?.[1];
  if (!label || /^utf-?8$/i.test(label)) return buffer.toString('utf8');
  try {
    return new TextDecoder(label).decode(bytes);
  } catch (error) {
    throw new AppError('damaged', { reason: 'xml-encoding' }, { cause: error });
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five named entities and character numbers; anything else stays as it stands. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return (Object.hasOwn(named, name) && named[name]) || whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** `_x000D_` stands for a character that xml can't carry (ECMA-376 part 1, 22.9.2.19, ST_Xstring). */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
