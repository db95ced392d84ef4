import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import type { TextBlock } from '../../shared/domain/outline.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { readStyles, type StyleTable } from './docx-styles.ts';
import { DocumentText } from './docx-text.ts';

/**
 * Reads a plan's text out of a Word file (.docx): paragraphs with their heading level, tables as rows.
 * Only the main story is read, from memory; nothing is unpacked to disk, no entity is resolved, no link followed.
 */

const unpackedLimit = 200 * 1024 * 1024;
const partLimit = 10_000;
const ratioLimit = 200;
const ratioFrom = 1024 * 1024;
const wanted = new Set(['word/document.xml', 'word/styles.xml']);

const decoder = new TextDecoder('utf-8', { fatal: true });

function refuseOtherKinds(bytes: Uint8Array): void {
  const begins = (...signature: number[]) => signature.every((byte, at) => bytes[at] === byte);
  // An OLE container: an old .doc, or a .docx under a password.
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) {
    const text = new TextDecoder('utf-16le').decode(bytes.subarray(0, Math.min(bytes.length, 1 << 20) & ~1));
    throw new AppError(text.includes('EncryptedPackage') ? 'encrypted' : 'wrong-type', { expected: 'docx' });
  }
  if (!begins(0x50, 0x4b)) throw new AppError('wrong-type', { expected: 'docx' });
}

interface PartSize {
  readonly name: string;
  readonly size: number;
  readonly originalSize: number;
}

/** Limits hold for the whole package, though only two parts are unpacked: a bomb is refused, not stepped around. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let [total, parts] = [0, 0];
  const allow = (part: PartSize) => {
    total += part.originalSize;
    parts += 1;
    const bomb = part.originalSize > ratioFrom && part.originalSize > ratioLimit * Math.max(part.size, 1);
    if (total > unpackedLimit || parts > partLimit || bomb)
      throw new AppError('too-big', { unpacked: total, limit: unpackedLimit });
    return wanted.has(part.name);
  };
  try {
    return unzipSync(bytes, { filter: allow });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('damaged', { expected: 'docx' }, { cause: error });
  }
}

/** Runs a parser over one part; a document type declaration is refused, since entities hide in it. */
function parsePart(xml: Uint8Array, prepare: (parser: SaxesParser) => void): void {
  const parser = new SaxesParser({ fragment: false, position: false });
  parser.on('doctype', () => {
    throw new AppError('damaged', { reason: 'doctype' });
  });
  parser.on('error', (error) => {
    throw error;
  });
  prepare(parser);
  try {
    parser.write(decoder.decode(xml)).close();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('damaged', { expected: 'docx' }, { cause: error });
  }
}

/**
 * @param bytes the file
 * @returns blocks for `extractOutline`; `line` counts paragraphs and tables from 1
 * @throws AppError wrong-type, encrypted, too-big or damaged; never anything else
 */
export function readDocx(bytes: Uint8Array): TextBlock[] {
  refuseOtherKinds(bytes);
  const parts = unpack(bytes);
  const body = parts['word/document.xml'];
  if (!body) throw new AppError('wrong-type', { expected: 'docx' });
  let styles: StyleTable = new Map();
  const styleXml = parts['word/styles.xml'];
  if (styleXml)
    parsePart(styleXml, (parser) => {
      styles = readStyles(parser);
    });
  const text = new DocumentText(styles);
  parsePart(body, (parser) => text.listenTo(parser));
  return text.blocks;
}
