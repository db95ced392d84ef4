/**
 * Adds looks to a foreign `styles.xml`: existing fonts, fills, borders and formats keep their numbers, new ones are
 * appended, so that every other cell looks as before.
 */
export interface AddedLooks {
  readonly xml: string;
  /** The marked look of each old look. */
  readonly marked: ReadonlyMap<number, number>;
  readonly title: number;
  readonly header: number;
  readonly text: number;
}

const markColor = 'FFFFF2A8';

interface ListElement {
  readonly items: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** The items of `<fonts>…</fonts>` and the place of the whole element. */
function findList(xml: string, prefix: string, name: string, item: string): ListElement | undefined {
  const match = new RegExp(`<${prefix}${name}\\b[^>]*>([\\s\\S]*?)</${prefix}${name}\\s*>`).exec(xml);
  if (!match) return undefined;
  const pattern = new RegExp(
    `<${prefix}${item}\\b(?:[^>]*[^/])?>[\\s\\S]*?</${prefix}${item}\\s*>|<${prefix}${item}\\b[^>]*/>`,
    'g',
  );
  const items = [...match[1]!.matchAll(pattern)].map(([text]) => text);
  return { items, start: match.index, end: match.index + match[0].length };
}

class StylePatch {
  xml: string;
  private readonly prefix: string;

  constructor(xml: string, prefix: string) {
    this.xml = xml;
    this.prefix = prefix;
  }

  /** Appends items to a list and returns the number of the first; undefined where the list is missing. */
  append(name: string, item: string, added: readonly string[]): number | undefined {
    const list = findList(this.xml, this.prefix, name, item);
    if (!list) return undefined;
    const p = this.prefix;
    const old = this.xml.slice(list.start, list.end);
    const count = list.items.length + added.length;
    const open = /^<[^>]*>/.exec(old)![0];
    const counted = /\scount=/.test(open)
      ? open.replace(/(\scount=)(["'])\d*\2/, `$1$2${count}$2`)
      : open.replace(/>$/, ` count="${count}">`);
    const body = old.slice(open.length, old.lastIndexOf('<'));
    this.xml = `${this.xml.slice(0, list.start)}${counted}${body}${added.join('')}</${p}${name}>${this.xml.slice(list.end)}`;
    return list.items.length;
  }

  xfs(): readonly string[] {
    return findList(this.xml, this.prefix, 'cellXfs', 'xf')?.items ?? [];
  }
}

function setAttribute(tag: string, name: string, value: string): string {
  const pattern = new RegExp(`(\\s${name}=)(["'])[^"']*\\2`);
  return pattern.test(tag)
    ? tag.replace(pattern, `$1$2${value}$2`)
    : tag.replace(/\s*(\/?)>$/, ` ${name}="${value}"$1>`);
}

/** The same look on a yellow ground. */
function onMark(xf: string, fill: number): string {
  const open = /^<[^>]*>/.exec(xf)![0];
  return setAttribute(setAttribute(open, 'fillId', String(fill)), 'applyFill', '1') + xf.slice(open.length);
}

/** `styles` are the look numbers of the cells to be marked. undefined where the part has no such lists. */
export function addMarkLooks(xml: string, styles: readonly number[]): AddedLooks | undefined {
  const prefix = /<(\w+:)?styleSheet\b/.exec(xml)?.[1] ?? '';
  const p = prefix;
  const patch = new StylePatch(xml, prefix);
  const old = patch.xfs();
  const fill = patch.append('fills', 'fill', [
    `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="${markColor}"/><${p}bgColor indexed="64"/></${p}patternFill></${p}fill>`,
  ]);
  const font = patch.append('fonts', 'font', [
    `<${p}font><${p}b/><${p}sz val="16"/><${p}name val="黑体"/></${p}font>`,
    `<${p}font><${p}sz val="11"/><${p}name val="宋体"/></${p}font>`,
  ]);
  const side = (name: string) => `<${p}${name} style="thin"><${p}color indexed="64"/></${p}${name}>`;
  const border = patch.append('borders', 'border', [
    `<${p}border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<${p}diagonal/></${p}border>`,
  ]);
  if (old.length === 0 || fill === undefined || font === undefined || border === undefined) return undefined;
  const wanted = [...new Set(styles)].filter((style) => old[style] !== undefined);
  const own = (fontId: number, borderId: number, fillId: number, alignment: string) =>
    `<${p}xf numFmtId="0" fontId="${fontId}" fillId="${fillId}" borderId="${borderId}" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><${p}alignment ${alignment}/></${p}xf>`;
  const first = patch.append('cellXfs', 'xf', [
    ...wanted.map((style) => onMark(old[style]!, fill)),
    own(font, 0, 0, 'horizontal="left" vertical="center"'),
    own(font + 1, border, fill, 'horizontal="center" vertical="center"'),
    own(font + 1, border, 0, 'horizontal="left" vertical="center" wrapText="1"'),
  ])!;
  const after = first + wanted.length;
  const marked = new Map(wanted.map((style, at) => [style, first + at]));
  return { xml: patch.xml, marked, title: after, header: after + 1, text: after + 2 };
}
