/**
 * Numbers as a person sees them. The everyday formats (0, 0.00, #,##0.0, 0.00%) are printed here from the decimal
 * text, because the library rounds the binary value (1.005 under 0.00 must show 1.01); the rest is the library's.
 */
import { SSF } from 'xlsx';
import { Decimal, printedDecimals } from '../../../shared/text/decimal.ts';

interface PlainFormat {
  readonly decimals: number;
  readonly grouped: boolean;
  readonly percent: boolean;
}

export interface NumberFormat {
  readonly code: string;
  readonly general: boolean;
  readonly date: boolean;
  readonly percent: boolean;
  /** For numbers from zero up, and for negative ones where no section is theirs. */
  readonly plain: PlainFormat | undefined;
  readonly ownNegative: boolean;
  readonly ownZero: boolean;
}

/** Built-in formats that a Chinese Excel or WPS shows in its own way (ECMA-376 part 1, 18.8.30, zh-cn). */
const chineseFormats: Readonly<Record<number, string>> = {
  14: 'yyyy/m/d',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

const builtInFormats = SSF.get_table() as Readonly<Record<number, string>>;
const longestFormat = 255;
const known = new Map<string, NumberFormat>();

/** The code of a built-in format, as shown in China; `General` for a number nobody knows. */
export function builtInFormat(id: number): string {
  return chineseFormats[id] ?? builtInFormats[id] ?? 'General';
}

/** Formats repeat in every cell of a column, so each code is understood once. */
export function readNumberFormat(code: string | undefined): NumberFormat {
  const key = !code || code.length > longestFormat ? 'General' : code;
  const found = known.get(key);
  if (found) return found;
  if (known.size > 5000) known.clear();
  const format = understand(key);
  known.set(key, format);
  return format;
}

function understand(code: string): NumberFormat {
  const general = /^general$/i.test(code);
  const bare = code.replace(/"[^"]*"|\\./g, '');
  const sections = bare.split(';');
  const date = !general && !/\[(h+|m+|s+)\]/i.test(bare) && SSF.is_date(code);
  return {
    code: code === 'm/d/yy' ? 'yyyy/m/d' : code,
    general,
    date,
    percent: (sections[0] ?? '').includes('%'),
    plain: date ? undefined : readPlainSection(code.split(';')[0] ?? ''),
    ownNegative: sections.length > 1,
    ownZero: sections.length > 2,
  };
}

/** `_x` is a gap and `*x` a filling: neither is text. */
function readPlainSection(section: string): PlainFormat | undefined {
  const match = /^(0|#,##0)(?:\.(0{1,15}))?(%)?$/.exec(section.replace(/[_*]./g, '').trim());
  if (!match) return undefined;
  return { decimals: match[2]?.length ?? 0, grouped: match[1] === '#,##0', percent: match[3] === '%' };
}

/** The shortest decimal that reads back as the stored double, without exponent. */
export function printDouble(value: number): string {
  const text = String(value);
  if (text === '-0') return '0';
  return text.includes('e') ? new Decimal(text).toFixed() : text;
}

const printed = /^(?:0|-?(?:[1-9]\d*|0(?=\.))(?:\.\d*[1-9])?)$/;
/** Every decimal of so many digits has a double of its own, which prints as that decimal. */
const exactLength = 15;

/** `printDouble(value)` where `written` stands in the file: mostly the same text, and printing costs more than the rest of a cell. */
export function printWritten(value: number, written: string): string {
  return written.length <= exactLength && printed.test(written) ? written : printDouble(value);
}

/** `decimal` is `printDouble(value)`; both are at hand where this is called. */
export function displayNumber(
  value: number,
  decimal: string,
  format: NumberFormat,
  date1904: boolean,
): string {
  if (format.general) return displayGeneral(value, decimal);
  const { plain } = format;
  if (plain && (value > 0 || (value === 0 && !format.ownZero) || (value < 0 && !format.ownNegative)))
    return displayPlain(decimal, plain);
  return displayByLibrary(value, decimal, format.code, date1904);
}

/** General shows eleven characters. */
function displayGeneral(value: number, decimal: string): string {
  return decimal.length <= 11 ? decimal : displayByLibrary(value, decimal, 'General', false);
}

function displayPlain(decimal: string, format: PlainFormat): string {
  const fixed = format.percent
    ? new Decimal(decimal).times(100).toFixed(format.decimals)
    : fixDecimals(decimal, format.decimals);
  return (format.grouped ? groupThousands(fixed) : fixed) + (format.percent ? '%' : '');
}

function fixDecimals(decimal: string, decimals: number): string {
  const present = printedDecimals(decimal);
  if (present > decimals) return new Decimal(decimal).toFixed(decimals);
  if (present === decimals) return decimal;
  return `${decimal}${present === 0 ? '.' : ''}${'0'.repeat(decimals - present)}`;
}

function groupThousands(fixed: string): string {
  const point = fixed.indexOf('.');
  const end = point < 0 ? fixed.length : point;
  const first = fixed.startsWith('-') ? 1 : 0;
  let grouped = fixed.slice(end);
  for (let at = end; at > first; at -= 3) {
    const piece = fixed.slice(Math.max(first, at - 3), at);
    grouped = at === end ? piece + grouped : `${piece},${grouped}`;
  }
  return fixed.slice(0, first) + grouped;
}

/** A format the library can't follow shows the number itself. */
function displayByLibrary(value: number, decimal: string, code: string, date1904: boolean): string {
  try {
    return SSF.format(code, value, { date1904 }).trim();
  } catch {
    return decimal;
  }
}
