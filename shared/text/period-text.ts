import { type PeriodKey, type PeriodType, periodOfMonth, printPeriod } from './period.ts';
import { remember } from './remember.ts';

/**
 * Period texts of titles, headers and file names: 2023年1-6月, 2023年上半年, 二季度, 1-本月, 截至6月底, 20160012.
 * A text may lack its year (1-6月累计); the sheet's other texts then supply it.
 */
export interface PeriodText {
  /** The matched piece. */
  readonly text: string;
  readonly year?: number;
  /** 1–12, both absent where the text names only a year. */
  readonly firstMonth?: number;
  readonly lastMonth?: number;
  /** A range of years (2017-2018年): `year` is the last. */
  readonly firstYear?: number;
  /** 年度, 全年: the whole year is meant, not just the year of a month. */
  readonly wholeYear?: true;
}

const digits: Record<string, string> = {
  〇: '0',
  '○': '0',
  零: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/** 二〇二三年 → 2023年; 十二月 → 12月. */
function foldNumerals(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[—–―~～〜－]+|(?<=[\d一二三四五六七八九十月])至(?=[\d一二三四五六七八九十本])/g, '-')
    .replace(/[二一][〇○零九][〇○零一二三四五六七八九]{2}(?=年)/g, (year) =>
      [...year].map((letter) => digits[letter] ?? letter).join(''),
    )
    .replace(/(十[一二]?|[一二三四五六七八九])(?=月|-(?:十[一二]?|[一二三四五六七八九])月)/g, (month) =>
      month.startsWith('十') ? `1${digits[month[1] ?? ''] ?? '0'}` : (digits[month] ?? month),
    );
}

const year =
  '(?:((?:19|20)\\d{2})(?:年度?|[./-](?=\\d{1,2}(?:-|月|$))|(?=Q|H|q|h|上半|下半|第?[一二三四1-4]季)))';
const quarterWord = '(?<!\\d)第?([一二三四1-4])季度?';

interface Pattern {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => Omit<PeriodText, 'text'> | undefined;
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function withYear(text: string | undefined): { year: number } | object {
  return text === undefined ? {} : { year: Number(text) };
}

function months(
  first: number | undefined,
  last: number | undefined,
): { firstMonth: number; lastMonth: number } | undefined {
  if (first === undefined || last === undefined || first < 1 || last > 12 || first > last) return undefined;
  return { firstMonth: first, lastMonth: last };
}

function quarter(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(digits[text] ?? text);
}

function span(year: string | undefined, first?: number, last?: number): Omit<PeriodText, 'text'> | undefined {
  const range = months(first, last);
  return range && { ...withYear(year), ...range };
}

const patterns: readonly Pattern[] = [
  // 2022-2023学年 is a school year, no reporting period.
  { pattern: /((?:19|20)\d{2})-((?:19|20)?\d{2})学年/, read: () => undefined },
  {
    pattern: new RegExp(`${year}?(\\d{1,2})月?-(\\d{1,2})月(?!\\d)`),
    read: (match) => span(match[1], number(match[2]), number(match[3])),
  },
  {
    pattern: /((?:19|20)\d{2})[.年](\d{1,2})-(\d{1,2})(?!\d)/,
    read: (match) => span(match[1], number(match[2]), number(match[3])),
  },
  {
    pattern: new RegExp(`${year}?(上|下)半年`),
    read: (match) => span(match[1], match[2] === '上' ? 1 : 7, match[2] === '上' ? 6 : 12),
  },
  {
    pattern: new RegExp(`${year}?前([一二三四1-4])个?季度?`),
    read: (match) => span(match[1], 1, (quarter(match[2]) ?? 0) * 3),
  },
  {
    pattern: new RegExp(`${year}?([一二三四1-4])(?:季度)?[-、]([一二三四1-4])季度`),
    read: (match) => span(match[1], (quarter(match[2]) ?? 0) * 3 - 2, (quarter(match[3]) ?? 0) * 3),
  },
  {
    pattern: new RegExp(`${year}?${quarterWord}`),
    read: (match) => span(match[1], (quarter(match[2]) ?? 0) * 3 - 2, (quarter(match[2]) ?? 0) * 3),
  },
  {
    pattern: /((?:19|20)\d{2})年?[-_]?[Qq]([1-4])(?!\d)/,
    read: (match) => span(match[1], Number(match[2]) * 3 - 2, Number(match[2]) * 3),
  },
  {
    pattern: /((?:19|20)\d{2})年?[-_]?[Hh]([12])(?!\d)/,
    read: (match) => span(match[1], Number(match[2]) * 6 - 5, Number(match[2]) * 6),
  },
  // A range of whole years; a plan's five years come back with firstYear, so that nobody takes them for a period.
  {
    pattern: /((?:19|20)\d{2})年?-((?:19|20)\d{2})(?=年|\)|）|$)/,
    read: (match) => ({ year: Number(match[2]), firstYear: Number(match[1]) }),
  },
  {
    pattern: /(?:截[至止])?((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日/,
    read: (match) => span(match[1], number(match[2]), number(match[2])),
  },
  {
    pattern: new RegExp(`${year}?(\\d{1,2})月(?:份|末|底)?(?!\\d)`),
    read: (match) => span(match[1], number(match[2]), number(match[2])),
  },
  {
    pattern: /(?<!\d)((?:19|20)\d{2})(?:00)(0[1-9]|1[0-2])(?!\d)/,
    read: (match) => span(match[1], number(match[2]), number(match[2])),
  },
  {
    pattern: /(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(?:00)?(?!\d)/,
    read: (match) => span(match[1], number(match[2]), number(match[2])),
  },
  {
    pattern: /(?<!\d)((?:19|20)\d{2})[-./](0?[1-9]|1[0-2])(?![-./]?\d)/,
    read: (match) => span(match[1], number(match[2]), number(match[2])),
  },
  {
    pattern: /((?:19|20)\d{2})年(?:度|全年)/,
    read: (match) => ({ year: Number(match[1]), wholeYear: true }),
  },
  { pattern: /((?:19|20)\d{2})年/, read: (match) => ({ year: Number(match[1]) }) },
];

/** A date of filling in (报出日期：2023年7月5日) is not the period reported about. */
const filingDate =
  /(?:报出|报送|填报|上报|制表|填表|打印|有效)(?:日期|时间|期|期限)?(?:至|到)?[:：]?[^，,。;；]*$/;

/** The first period text found; undefined where there is none. A bare year such as `2023` counts only as a whole text. */
export const readPeriodText = remember((text): PeriodText | undefined => {
  if (text.length > 400 || !/\d|[季月年]/.test(text)) return undefined;
  const folded = foldNumerals(text);
  const alone = /^((?:19|20)\d{2})$/.exec(folded);
  if (alone) return { text: folded, year: Number(alone[1]) };
  for (const { pattern, read } of patterns) {
    const match = pattern.exec(folded);
    if (!match || filingDate.test(folded.slice(0, match.index))) continue;
    const found = read(match);
    if (found) return { text: match[0], ...found };
    if (pattern === patterns[0]?.pattern) return undefined;
  }
  return undefined;
});

/** The folded text without its first period text; unchanged where it has none. */
export function withoutPeriod(text: string): string {
  const found = readPeriodText(text);
  return found ? foldNumerals(text).replace(found.text, '') : text;
}

/** Is the text a period and nothing else (2019 年, 1-6月累计, 一季度)? */
export function isPeriodText(text: string): boolean {
  const found = readPeriodText(text);
  if (!found) return false;
  const rest = foldNumerals(text).replace(found.text, '');
  return rest.length <= 4 && /^(?:[(（)）:：]|累计|止|末|底|份|合计|本|数|度|初)*$/.test(rest);
}

const monthsOf: Record<PeriodType, number> = { month: 1, quarter: 3, half: 6, year: 12 };

/**
 * The key of the form's own period type that ends with the text's last month: 1-6月, 上半年 and 二季度 are 2023Q2 of a
 * quarter form, 2023H1 of a half form, 2023-06 of a month form. Undefined where the text does not end with such a period
 * (1-5月 in a quarter form) or names no month and the form is not yearly.
 */
export function toPeriodKey(
  found: PeriodText,
  type: PeriodType,
  fallbackYear?: number,
): PeriodKey | undefined {
  const year = found.year ?? fallbackYear;
  if (year === undefined) return undefined;
  if (found.firstYear !== undefined && found.lastMonth === undefined) return undefined;
  const last = found.lastMonth ?? (type === 'year' || found.wholeYear ? 12 : undefined);
  if (last === undefined || last % monthsOf[type] !== 0) return undefined;
  if (type === 'year' && found.firstMonth !== undefined && found.firstMonth !== 1) return undefined;
  return printPeriod(periodOfMonth(type, year * 12 + last - 1));
}
