/**
 * Tags of a well-formed part, one after the other, in one linear pass without a tree: the cells of a large sheet
 * would not fit twice into the memory of the worker. Names are local names, so prefixed parts read like plain ones.
 */
import { decodeEntities } from './xml-text.ts';

const [space, quote, apostrophe, slash, colon, equals, greater, question, bang] = [
  32, 34, 39, 47, 58, 61, 62, 63, 33,
];

export class XmlScanner {
  /** Local name of the tag just read. */
  name = '';
  /** `</name>`. */
  closing = false;
  /** `<name/>`. */
  empty = false;
  private readonly text: string;
  private at = 0;
  private attributesStart = 0;
  private attributesEnd = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Goes to the next tag; false at the end of the text. */
  next(): boolean {
    for (;;) {
      const open = this.text.indexOf('<', this.at);
      if (open < 0 || open + 1 >= this.text.length) return false;
      const code = this.text.charCodeAt(open + 1);
      if (code !== question && code !== bang) return this.readTag(open + 1, code);
      this.at = this.skipTo(open, this.specialEnd(open));
    }
  }

  /** Comments and CDATA sections may hold what looks like tags. */
  private specialEnd(open: number): string {
    if (this.text.startsWith('<!--', open)) return '-->';
    return this.text.startsWith('<![CDATA[', open) ? ']]>' : '>';
  }

  private skipTo(from: number, end: string): number {
    const found = this.text.indexOf(end, from);
    return found < 0 ? this.text.length : found + end.length;
  }

  private readTag(start: number, first: number): boolean {
    const { text } = this;
    this.closing = first === slash;
    let nameStart = this.closing ? start + 1 : start;
    let at = nameStart;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code <= space || code === greater || code === slash) break;
      if (code === colon) nameStart = at + 1;
    }
    this.name = text.slice(nameStart, at);
    this.attributesStart = at;
    at = this.findEnd(at);
    this.empty = text.charCodeAt(at - 1) === slash;
    this.attributesEnd = this.empty ? at - 1 : at;
    this.at = at + 1;
    return at < text.length;
  }

  /** The `>` that ends the tag; one inside an attribute value doesn't. */
  private findEnd(from: number): number {
    const { text } = this;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === greater) return at;
      if (code !== quote && code !== apostrophe) continue;
      const close = text.indexOf(code === quote ? '"' : "'", at + 1);
      if (close < 0) return text.length;
      at = close;
    }
    return text.length;
  }

  /** Value of an attribute by its local name, entities decoded. */
  attribute(name: string): string | undefined {
    const { text, attributesEnd: end } = this;
    let at = this.attributesStart;
    while (at < end) {
      while (at < end && text.charCodeAt(at) <= space) at += 1;
      let nameStart = at;
      for (; at < end && text.charCodeAt(at) !== equals; at += 1)
        if (text.charCodeAt(at) === colon) nameStart = at + 1;
      let nameEnd = at;
      while (nameEnd > nameStart && text.charCodeAt(nameEnd - 1) <= space) nameEnd -= 1;
      at += 1;
      while (at < end && text.charCodeAt(at) <= space) at += 1;
      const mark = text[at];
      if (mark !== '"' && mark !== "'") return undefined;
      const close = text.indexOf(mark, at + 1);
      if (close < 0) return undefined;
      if (nameEnd - nameStart === name.length && text.startsWith(name, nameStart))
        return decodeEntities(text.slice(at + 1, close));
      at = close + 1;
    }
    return undefined;
  }

  /** `1`, `true`, `on`: on, as schemas write it. */
  isOn(name: string): boolean {
    const value = this.attribute(name);
    return value === '1' || value === 'true' || value === 'on';
  }

  /** Text straight after the opening tag just read, up to the next tag. */
  readText(): string {
    if (this.empty || this.closing) return '';
    let value = '';
    for (;;) {
      const open = this.text.indexOf('<', this.at);
      const end = open < 0 ? this.text.length : open;
      value += decodeEntities(this.text.slice(this.at, end));
      this.at = end;
      if (!this.text.startsWith('<![CDATA[', end)) return value;
      const close = this.skipTo(end, ']]>');
      value += this.text.slice(end + 9, close - 3);
      this.at = close;
    }
  }

  /** Skips the element whose opening tag was just read. */
  skipElement(): void {
    if (this.empty || this.closing) return;
    let depth = 1;
    while (depth > 0 && this.next()) {
      if (this.closing) depth -= 1;
      else if (!this.empty) depth += 1;
    }
  }
}

/** All text of a part, joined: for scanning only. */
export function allText(xml: string): string {
  const scanner = new XmlScanner(xml);
  const texts: string[] = [];
  while (scanner.next()) {
    const text = scanner.readText();
    if (text.trim() !== '') texts.push(text);
  }
  return texts.join('\n');
}
