/**
 * Heading lines: how Chinese plans number their parts. A line can be a heading of one kind only; which kinds make up
 * the chapters and sections of a plan is decided over the whole text (scheme.ts).
 */
export const headingKinds = [
  'part',
  'chapter',
  'section',
  'han',
  'han-bracket',
  'decimal',
  'decimal-pair',
] as const;
export type HeadingKind = (typeof headingKinds)[number];

export interface Heading {
  readonly kind: HeadingKind;
  readonly number: number;
  /** Only for `decimal-pair`: the 6 of 6.2. */
  readonly above?: number;
  readonly title: string;
  /** A run-in heading (（一）标题。正文…) leaves the text behind its title. */
  readonly rest?: string;
}

const digits: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** 一, 十, 十二, 二十一, 一百零三, 12 → number; undefined where it is none. */
export function readOrdinal(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  const match =
    /^(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(text);
  if (!match || text === '') return undefined;
  const [, hundreds, tens, ten, ones] = match;
  return (
    (hundreds ? digits[hundreds]! * 100 : 0) +
    (ten ? (tens ? digits[tens]! : 1) * 10 : 0) +
    (ones ? digits[ones]! : 0)
  );
}

const han = '[一二三四五六七八九十百零]{1,5}';
const patterns: readonly (readonly [HeadingKind, RegExp])[] = [
  ['part', new RegExp(`^第(${han}|\\d{1,2})[篇编] ?(.+)$`)],
  ['chapter', new RegExp(`^第(${han}|\\d{1,2})章 ?(.+)$`)],
  ['section', new RegExp(`^第(${han}|\\d{1,2})节 ?(.+)$`)],
  ['han', new RegExp(`^(${han})、(.+)$`)],
  ['han-bracket', new RegExp(`^[（(](${han})[)）] ?(.+)$`)],
  ['decimal-pair', /^(\d{1,2})[.．](\d{1,2})(?![\d.．]) ?([^\d%].*)$/],
  ['decimal', /^(\d{1,2})(?:[.．、]| )? ?([^\d.．、,，%].*)$/],
];

/** Dots and page number at the end of a line of the table of contents. */
function withoutPageNumber(title: string): string {
  return title.replace(/(?:[\s.．…·⋯—_-]{2,}|\t)\d{0,4}$/, '').trim();
}

const longestTitle = 45;
const longestRunIn = 30;

/** A title is short and no sentence; a run-in title ends with the first full stop. */
function splitTitle(text: string): { title: string; rest?: string } | undefined {
  const title = withoutPageNumber(text);
  const stop = title.search(/[。；;]/);
  if (stop >= 0) {
    if (stop < 2 || stop > longestRunIn || title[stop] !== '。') return undefined;
    const rest = title.slice(stop + 1);
    return { title: title.slice(0, stop), ...(rest !== '' && { rest }) };
  }
  const plain = title.length >= 2 && title.length <= longestTitle && !/[，,、：:]$/.test(title);
  return plain ? { title } : undefined;
}

/** The heading that a paragraph is, if it is one. Shape alone decides here; order is checked by the caller. */
export function readHeading(text: string): Heading | undefined {
  for (const [kind, pattern] of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const pair = kind === 'decimal-pair';
    const split = splitTitle((pair ? match[3] : match[2]) ?? '');
    const number = readOrdinal((pair ? match[2] : match[1]) ?? '');
    // A numbered list item of running text may carry a run-in title too; only （一） is used so for sections.
    if (!split || number === undefined || (split.rest && kind !== 'han-bracket')) return undefined;
    return { kind, number, ...(pair && { above: Number(match[1]) }), ...split };
  }
  return undefined;
}
