import { tidyText } from '../plain-cell.ts';
import { XmlScanner } from './xml-scanner.ts';
import { decodeEscapes } from './xml-text.ts';

/** Texts of the shared string table; runs of rich text are joined. */
export function readSharedStrings(xml: string): string[] {
  const scanner = new XmlScanner(xml);
  const strings: string[] = [];
  while (scanner.next()) {
    if (scanner.name === 'si' && !scanner.closing) strings.push(readRichText(scanner, 'si'));
  }
  return strings;
}

/** Text of an element with runs (`si`, `is`, `text`); phonetic hints (`rPh`) are not part of it. */
export function readRichText(scanner: XmlScanner, element: string): string {
  if (scanner.empty) return '';
  let text = '';
  while (scanner.next()) {
    if (scanner.closing) {
      if (scanner.name === element) break;
    } else if (scanner.name === 't') text += scanner.readText();
    else if (scanner.name === 'rPh') scanner.skipElement();
  }
  return tidyText(decodeEscapes(text));
}
