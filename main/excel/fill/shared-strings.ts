import { SaxesParser } from 'saxes';
import { AppError } from '../../../shared/errors/app-error.ts';
import { decodeEscapes } from './scan-sheet.ts';
import { localName } from './template-package.ts';

/** One entry of the shared strings: its text, and the XML between `<si>` and `</si>` where it has formatted runs. */
export interface SharedString {
  readonly text: string;
  readonly rich: boolean;
  readonly xml: string;
  readonly prefix: string;
}

/** Reads the shared strings; texts of phonetic guides (拼音) are left out as on screen. */
export function readSharedStrings(xml: string): SharedString[] {
  const strings: SharedString[] = [];
  let current: { text: string; rich: boolean; openEnd: number; prefix: string } | undefined;
  let inText = false;
  let phonetic = 0;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw new AppError('damaged', { reason: 'xml' }, { cause: error });
  });
  parser.on('opentag', (tag) => {
    const name = localName(tag.name);
    if (name === 'si') {
      const prefix = tag.name.slice(0, tag.name.length - 2);
      current = { text: '', rich: false, openEnd: parser.position, prefix };
    }
    if (name === 'r' && current) current.rich = true;
    if (name === 'rPh') phonetic += 1;
    if (name === 't') inText = true;
  });
  const addText = (text: string) => {
    if (current && inText && phonetic === 0) current.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', (tag) => {
    const name = localName(tag.name);
    if (name === 't') inText = false;
    if (name === 'rPh') phonetic -= 1;
    if (name !== 'si' || !current) return;
    const end = tag.isSelfClosing ? current.openEnd : xml.lastIndexOf('<', parser.position - 1);
    strings.push({
      text: decodeEscapes(current.text),
      rich: current.rich,
      xml: xml.slice(current.openEnd, end),
      prefix: current.prefix,
    });
    current = undefined;
  });
  parser.write(xml).close();
  return strings;
}
