import type { Cell } from '../domain/sheet.ts';
import { type DecimalText, parseDecimal, printDecimal } from './decimal.ts';
import { looksLikeMeasureUnit } from './measure-text.ts';
import { remember } from './remember.ts';

/**
 * Numbers as people type them into cells. Blank is not zero and a mark is not zero (domain.md section 1): each comes
 * back as what it is. Everything that is not a machine number carries the repair that a person must accept.
 */

/** What a mark says; the text itself is kept beside it. */
export const markMeanings = {
  dash: ['-', '--', '---', '—', '——', '–', '―', '─', '－', '一一'],
  ellipsis: ['…', '……', '...', '......'],
  slash: ['/', '//', '\\'],
  none: ['无', '暂无', '没有', 'none', 'nil'],
  pending: ['待定', '待核', '待核实', '待统计', '待补', '未定', '未统计', '未出', '未反馈'],
  unknown: ['不详', '缺', '缺失', '未知', '?', '??', '空'],
  'not-applicable': ['不适用', '不涉及', 'n/a', 'na', '#n/a'],
  null: ['null', 'nan'],
  tilde: ['~', '~~'],
  star: ['*', '**', '***', 'x', 'xx', '×', '··', '·'],
} as const;
export type MarkMeaning = keyof typeof markMeanings;

const marks = new Map<string, MarkMeaning>(
  Object.entries(markMeanings).flatMap(([meaning, texts]) =>
    texts.map((text): [string, MarkMeaning] => [text, meaning as MarkMeaning]),
  ),
);

export type NumberRepair = 'text-number' | 'full-width';

export type NumberReading =
  | { readonly kind: 'blank' }
  | { readonly kind: 'mark'; readonly mark: string; readonly meaning: MarkMeaning }
  | { readonly kind: 'not-a-number' }
  | { readonly kind: 'formula-error' }
  | TextNumber;

export interface TextNumber {
  readonly kind: 'number';
  /** As written, before any scale or unit in `suffix` is applied. */
  readonly value: DecimalText;
  readonly repair?: NumberRepair;
  /** What follows the digits: `万`, `万元`, `%`, `亩` …; says how the number is meant. */
  readonly suffix?: string;
  /** 约, 左右, 余 …: the figure is not exact. */
  readonly approximate?: true;
  /** The cell's number format shows a percent sign: the stored number is a hundredth of what is read. */
  readonly percent?: true;
}

const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const spaced = /^\d{1,3}( \d{3})+(\.\d+)?$/;
const plain = /^(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/;
/** Printed as `printDecimal` prints it, with no more digits than count: nearly every number cell is. */
const plainCell = /^(?:0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d*[1-9])$/;
const approximateBefore = /^(约为|约|大约|近|逾|超过|超)/;
const approximateAfter = /(左右|余|上下|多)$/;
const numberBody = /^([+-]?)((?:\d[\d, ]*(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?)(.*)$/;
const scaleSuffix = /^[十百千万亿]{1,2}$/;

/** `2000万`, `35%`, `1200亩` are figures; 2023年, 6月, 3号, 3岁以下 are not. */
function isFigureSuffix(suffix: string, digits: string): boolean {
  if (suffix === '' || scaleSuffix.test(suffix)) return true;
  if (/^(?:月|日|号|时|年级|级)$/.test(suffix)) return false;
  if (suffix === '年' && /^(?:19|20)\d\d$/.test(digits)) return false;
  return looksLikeMeasureUnit(suffix);
}

/** Marks are short; blanks inside (— —) leave some room. */
const longestMark = 12;

/** The mark's meaning; undefined where the text is no mark. */
export function findMark(text: string): MarkMeaning | undefined {
  const key = text.replace(/[\s\u3000]/g, '');
  return marks.get(key) ?? marks.get(key.normalize('NFKC').toLowerCase());
}

/** Reads a text as a number, a mark, a blank or none of these; never throws, never guesses a value. */
export const readNumberText = remember((text): NumberReading => {
  const plainly = readGrouped(text);
  if (plainly !== undefined) return { kind: 'number', value: plainly, repair: 'text-number' };
  const trimmed = text.replace(/^[\s\u3000\u200b\ufeff'`]+|[\s\u3000\u200b\ufeff]+$/g, '');
  if (trimmed === '') return { kind: 'blank' };
  const meaning = trimmed.length <= longestMark ? findMark(trimmed) : undefined;
  if (meaning) return { kind: 'mark', mark: trimmed, meaning };
  if (!/[0-9０-９]/.test(trimmed)) return { kind: 'not-a-number' };
  return readDigits(trimmed) ?? { kind: 'not-a-number' };
});

/** 2,365.9 and nothing else, as most numbers kept as text are: without its commas it is printed as `printDecimal` prints. */
function readGrouped(text: string): DecimalText | undefined {
  if (!grouped.test(text)) return undefined;
  const digits = text.replaceAll(',', '');
  return plainCell.test(digits) ? digits : undefined;
}

function readDigits(text: string): TextNumber | undefined {
  const folded = text
    .normalize('NFKC')
    .replace(/[−‐‑–—]/g, '-')
    .replace(/[、，]/g, ',')
    .replace(/。/g, '.')
    .replace(/[\u00a0\u2009\u202f\t]/g, ' ')
    .toLowerCase();
  const bracketed = /^\((\d[\d, ]*(?:\.\d+)?)\)$/.exec(folded);
  const unsigned = bracketed ? `-${bracketed[1]}` : folded;
  const start = unsigned.replace(approximateBefore, '');
  const end = start.replace(approximateAfter, '');
  const match = numberBody.exec(end.replace(/^([+-])\s+/, '$1'));
  if (!match?.[2]) return undefined;
  const digits = joinGroups(match[2].trim());
  const rest = (match[3] ?? '').trim();
  const suffix = rest.replace(approximateAfter, '');
  if (digits === undefined || !isFigureSuffix(suffix, digits)) return undefined;
  const value = parseDecimal(`${match[1] === '-' ? '-' : ''}${digits}`);
  if (!value) return undefined;
  return {
    kind: 'number',
    value: printDecimal(value),
    repair: /[\uff01-\uff5e\u3002]/.test(text) ? 'full-width' : 'text-number',
    ...(suffix === '' ? {} : { suffix }),
    ...(end === unsigned && suffix === rest ? {} : { approximate: true }),
  };
}

/** `1,234.50` and `56 263` → one run of digits; undefined where the groups are not groups of three. */
function joinGroups(body: string): string | undefined {
  if (plain.test(body)) return body;
  if (grouped.test(body)) return body.replaceAll(',', '');
  return spaced.test(body) ? body.replaceAll(' ', '') : undefined;
}

/** Digits that a spreadsheet itself keeps: the 16th and 17th of a double are noise of its binary arithmetic. */
const spreadsheetDigits = 15;

/** Reads a cell. A number cell needs no repair; a text that is a number does. */
export function readCellNumber(cell: Cell | undefined): NumberReading {
  if (!cell) return { kind: 'blank' };
  if (cell.kind === 'error') return { kind: 'formula-error' };
  if (cell.kind === 'boolean' || cell.kind === 'date') return { kind: 'not-a-number' };
  if (cell.kind === 'text') return readNumberText(cell.value);
  const value = numberOf(cell.value);
  if (value === undefined) return { kind: 'not-a-number' };
  return cell.percent ? { kind: 'number', value, percent: true } : { kind: 'number', value };
}

function numberOf(text: string): DecimalText | undefined {
  if (text.length <= spreadsheetDigits && plainCell.test(text)) return text;
  const value = parseDecimal(text);
  return value && printDecimal(value.toSignificantDigits(spreadsheetDigits));
}
