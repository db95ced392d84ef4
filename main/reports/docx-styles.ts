import type { SaxesParser } from 'saxes';

export interface ParagraphStyle {
  readonly id: string;
  name: string;
  basedOn?: string;
  /** 1 = highest. */
  level?: number;
}

export type StyleTable = Map<string, ParagraphStyle>;

const val = (attributes: Record<string, unknown>) => String(attributes['w:val'] ?? '');

/** `w:outlineLvl` counts from 0, 9 is body text. */
export function readOutlineLevel(attributes: Record<string, unknown>): number | undefined {
  const level = Number(val(attributes));
  return Number.isInteger(level) && level >= 0 && level <= 8 ? level + 1 : undefined;
}

/** Fills while the parser runs over styles.xml. */
export function readStyles(parser: SaxesParser): StyleTable {
  const styles: StyleTable = new Map();
  let style: ParagraphStyle | undefined;
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'w:style') style = { id: String(attributes['w:styleId'] ?? ''), name: '' };
    else if (!style) return;
    else if (name === 'w:name') style.name = val(attributes);
    else if (name === 'w:basedOn') style.basedOn = val(attributes);
    else if (name === 'w:outlineLvl') {
      const level = readOutlineLevel(attributes);
      if (level !== undefined) style.level = level;
    }
  });
  parser.on('closetag', ({ name }) => {
    if (name !== 'w:style' || !style) return;
    styles.set(style.id, style);
    style = undefined;
  });
  return styles;
}

/** The styles a paragraph's style is built on, itself first; a circle ends. */
function lineage(styles: StyleTable, id: string | undefined): ParagraphStyle[] {
  const line: ParagraphStyle[] = [];
  for (let next = id; next !== undefined && line.length < 20; ) {
    const style = styles.get(next);
    if (!style || line.includes(style)) break;
    line.push(style);
    next = style.basedOn;
  }
  return line;
}

/** Heading level of a style: its own or inherited outline level, else its name (heading 1, 标题 1). */
export function styleLevel(styles: StyleTable, id: string | undefined): number | undefined {
  const line = lineage(styles, id);
  const named = line.map((style) => /^(?:heading|标题) ?([1-9])$/i.exec(style.name)?.[1]).find(Boolean);
  return line.find((style) => style.level !== undefined)?.level ?? (named ? Number(named) : undefined);
}

/** Lines of a table of contents carry the styles TOC 1–9 (目录 1). */
export function isContentsStyle(styles: StyleTable, id: string | undefined): boolean {
  const named = lineage(styles, id).some((style) => /^(?:toc|目录) ?(?:[1-9]|heading)$/i.test(style.name));
  return named || /^TOC\d?$/i.test(id ?? '');
}
