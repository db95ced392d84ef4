import type { Measure } from '../../domain/plan.ts';
import type {
  AmountPart,
  RangePart,
  Relation,
  RelativePart,
  TargetColumn,
  TargetPart,
  TargetSpan,
} from '../../domain/target.ts';
import { Decimal, printDecimal } from '../../text/decimal.ts';
import { isMeasureUnit } from '../measure-unit.ts';
import { foldTargetText, hasBrokenFigure, isNoTarget } from './fold-target-text.ts';
import { type Amount, readAmount } from './read-amount.ts';
import { authorityName, readAssigned } from './read-assigned.ts';
import { readTimesBase } from './read-times-base.ts';
import { readLeads, readTails, readVerbs, type Said } from './read-words.ts';

/** Where a clause stands and what is known of its indicator. */
export interface ClauseSetting {
  readonly column: TargetColumn;
  readonly unit?: string;
  readonly measure?: Measure;
  /** The whole text stood in brackets: every part is a five-year total. */
  readonly bracketed: boolean;
}

type Reader = (text: string, said: Said, setting: ClauseSetting) => TargetPart | undefined;

const relationWords: readonly (readonly [Relation, RegExp])[] = [
  ['ge', /^(?:≥|不低于|不少于|不慢于|不差于|不落后于|不弱于|不小于|达到或高于|达到或超过|高于或等于)(.+)$/],
  ['le', /^(?:≤|不高于|不超过|不快于|不大于|不多于|低于或等于)(.+)$/],
  ['gt', /^(?:>|高于|快于|大于|超过|优于|好于|多于|领先于|领先|明显高于|略高于|超出)(.+)$/],
  ['lt', /^(?:<|低于|慢于|小于|少于)(.+)$/],
  [
    'sync',
    /^(?:保持)?(?:与|同|和|跟)(.+?)的?(?:保持|实现|总体|大体|大致|基本|同比例)*(?:同步增长|同步提高|同步|持平|相当|一致)$/,
  ],
  ['sync', /^(?:保持|大体|大致|基本)*同步于(.+)$/],
  ['ge', /^(?:达到|保持在?|稳定在)(.*平均(?:水平|值|数)?)(?:以上)?$/],
  ['ge', /^(.*平均(?:水平|值|数)?)以上$/],
];

/** 高于GDP增速1—2个百分点 asks for the lower margin. */
const marginPattern =
  /^(.*?\D)(\d+(?:\.\d+)?)(?:个?百分点)?(?:(?:--?|~|至|到)\d+(?:\.\d+)?)?个?百分点(?:以上)?$/;
/** 不低于全国、全区平均水平 names one reference; after any other 、 a new part begins. */
const place = `(?:全[国省区州市县疆]|西部地区?|${authorityName})`;
const severalPlaces = new RegExp(`^${place}(?:[、,，]${place})+[^、,，\\d]{0,10}$`);
/** A figure is no reference (35 with a unit nobody knows), but 2020年水平 is one. */
const noReference =
  /^\d+(?:\.\d+)?(?!\d|\.\d|年)|^[\d.%]+$|以上|以内|左右|力争|争取|高于|低于|不少于|[;；。]/;

/** 高于GDP增长, 与GDP增长基本同步, 不低于全州平均水平, 高于全国平均水平2个百分点. */
function readRelative(text: string, said: Said, setting: ClauseSetting): RelativePart | undefined {
  for (const [relation, pattern] of relationWords) {
    const named = pattern.exec(text)?.[1];
    if (!named) continue;
    const margin = marginPattern.exec(named);
    const to = (margin?.[1] ?? named).replace(/^(?:同期|当年)(?=.)/, '');
    if (to === '' || noReference.test(to)) return undefined;
    if (/[、,，]/.test(to) && !severalPlaces.test(to)) return undefined;
    if (readPlain(to, {}, setting)) return undefined;
    return {
      op: 'relative',
      relation,
      to,
      ...(margin?.[2] && { margin: printDecimal(new Decimal(margin[2])) }),
      ...(said.span && { span: said.span }),
    };
  }
  return undefined;
}

/** The span of a figure whose words name none. A bare number in the 年均/累计 column is an annual average. */
function spanOf(said: Said, setting: ClauseSetting, unit: string | undefined): TargetSpan {
  if (said.reached) return setting.measure === 'flow' ? 'cumulative' : 'year';
  if (said.span) return said.span;
  if (said.dated) return 'year';
  // 提高5个百分点: a distance in points is a change over the period, no level.
  if (said.changed && /^个?百分点$/.test(unit ?? '')) return 'cumulative';
  // 下降18% of an index-change under 年均/累计 is the five-year figure: nothing falls 18 % every year by plan.
  if (setting.column === 'total' && said.change && setting.measure === 'index-change') return 'cumulative';
  return setting.column === 'total' ? 'annual-average' : 'year';
}

const wholes: readonly (readonly [RegExp, { value: string; unit?: string; op?: 'gt' | 'lt' }])[] = [
  [/^(?:实现|达到|保持|全面实现)?(?:100%)?(?:全覆盖|全面覆盖|全部覆盖)$/, { value: '100', unit: '%' }],
  [/^100%覆盖$/, { value: '100', unit: '%' }],
  [/^(?:实现|保持|动态)*清零$/, { value: '0' }],
  [/^(?:保持|实现|为)?零增长$/, { value: '0', unit: '%' }],
  [/^(?:保持|实现)?正增长$/, { value: '0', unit: '%', op: 'gt' }],
  [/^(?:为)?零$/, { value: '0' }],
];

function readWhole(text: string, said: Said, setting: ClauseSetting): TargetPart | undefined {
  const whole = wholes.find(([pattern]) => pattern.test(text))?.[1];
  if (!whole) return undefined;
  const unit = whole.unit ?? setting.unit;
  return {
    op: whole.op ?? 'eq',
    value: whole.value,
    ...(unit && { unit }),
    span: spanOf({ ...said, dated: true }, setting, unit),
  };
}

/** 8%以上, 控制在5%以内, 2-3个, 1:15, 累计30万人: words, a figure, words. */
function readFigure(text: string, said: Said, setting: ClauseSetting): TargetPart | undefined {
  const before = readVerbs(text, said);
  const after = before && readTails(before.rest, before.said);
  if (!after || after.rest === '') return undefined;
  const more = /^([\d.,]+[十百千万亿]*)(?:多|余|\+)(.*)$/.exec(after.rest);
  const yearly = /^(.*%)(?:\/年|每年)$/.exec(after.rest);
  const bare = more ? `${more[1]}${more[2]}` : (yearly?.[1] ?? after.rest);
  const amount = readAmount(bare, setting.unit);
  if (!amount) return undefined;
  const told: Said = { ...(yearly && { span: 'annual-average' }), ...after.said };
  return figurePart(amount, more && !told.op ? { ...told, op: 'gt' } : told, setting);
}

function figurePart(amount: Amount, said: Said, setting: ClauseSetting): AmountPart | RangePart {
  const unit = amount.unit ?? (amount.ratio ? undefined : setting.unit);
  const figure = {
    ...(unit && { unit }),
    span: spanOf(said, setting, unit),
    ...(said.change && { change: said.change }),
  };
  const { low, high, ratio } = amount;
  if (high === undefined) return { op: said.op ?? 'eq', value: low, ...figure, ...(ratio && { ratio }) };
  // 至少2–3茬 asks for the low end, 不超过2-3个 for the high one; 控制在2%～3% is a range.
  if (said.op === 'ge' || said.op === 'gt') return { op: said.op, value: low, ...figure };
  if ((said.op === 'le' || said.op === 'lt') && !said.weak) return { op: said.op, value: high, ...figure };
  return { op: 'range', low, high, ...figure };
}

const readers: readonly Reader[] = [readWhole, readAssigned, readTimesBase, readFigure, readRelative];

function readPlain(text: string, said: Said, setting: ClauseSetting): TargetPart | undefined {
  const lead = readLeads(text, said);
  if (!lead || lead.rest === '') return undefined;
  for (const read of readers) {
    const part = read(lead.rest, lead.said, setting);
    if (part) return lead.said.aspirational || hopes(lead.rest) ? withHope(part) : part;
  }
  return undefined;
}

/** 力争 may also follow the verb (达到力争8%) or the date; the figure reader consumes it there. */
function hopes(rest: string): boolean {
  return /^[^\d]*(?:力争|争取|力求)/.test(rest);
}

function withHope(part: TargetPart): TargetPart {
  return part.op === 'none' ? part : { ...part, aspirational: true };
}

const subjectEndWords =
  '不低于|不少于|不超过|不高于|不慢于|高于|低于|快于|慢于|超过|突破|优于|达到|保持在|稳定在|维持在|控制在|提高到|提升到|提高至|增长|下降|降低|提高|与|≥|≤|>|<';
const subjectEnd = new RegExp(subjectEndWords, 'g');
const subjectEndOrFigure = new RegExp(`${subjectEndWords}|(?<=\\D)\\d`, 'g');
const noSubject =
  /^(?:基本|大致|逐步|初步|稳步|持续|进一步|显著|明显|大幅)|(?:不|未|无|没|非|基本|明显|略)$|年内|以上|以下|以内|左右|达到|控制在|保持|稳定|高于|低于|超过|力争|年均|每年|累[计积]|[-~%\d、，,;；。“"《()[\]]/;

/** 投入强度高于…: a part that names its own quantity. */
function readWithSubject(text: string, said: Said, setting: ClauseSetting): TargetPart | undefined {
  const lead = readLeads(text, said);
  if (!lead) return undefined;
  // 累计新增就业6万人: after a word of span the quantity may stand before the bare figure.
  const ends = lead.said.span ? subjectEndOrFigure : subjectEnd;
  for (const found of lead.rest.matchAll(ends)) {
    const subject = lead.rest.slice(0, found.index);
    if (subject.length < 2 || subject.length > 14 || noSubject.test(subject)) continue;
    const part = readPlain(lead.rest.slice(found.index), lead.said, setting);
    if (!part || part.op === 'assigned' || part.op === 'none') continue;
    return lead.said.aspirational ? withHope({ ...part, subject }) : { ...part, subject };
  }
  return undefined;
}

interface Bare {
  readonly text: string;
  readonly said: Said;
}

const remarks: readonly (readonly [RegExp, Said])[] = [
  [/^(?:含|含本数|包括|含.{1,6}|(?:不含|不包括|剔除|扣除).{1,8}|约束性|预期性|20\d{2}年)$/, {}],
  [/^(?:五年|5年|期内)?累[计积](?:数|值)?$/, { span: 'cumulative' }],
  [/^年均(?:增速|增长)?$/, { span: 'annual-average' }],
  [/^每年$/, { span: 'every-year' }],
  [/^力争$/, { aspirational: true }],
];

/** Takes out (含95%), (年均), (%); undefined where a remark changes the meaning in a way nobody described. */
function takeRemarks(text: string): Bare | undefined {
  let said: Said = {};
  let known = true;
  const bare = text.replace(/\(([^()]*)\)/g, (_whole, remark: string) => {
    if (isMeasureUnit(remark)) return remark;
    const entry = remarks.find(([pattern]) => pattern.test(remark));
    if (!entry) known = false;
    said = { ...said, ...entry?.[1] };
    return '';
  });
  return known ? { text: bare, said } : undefined;
}

/** Takes out one pair of brackets; undefined where figures stand inside and outside (20[1]: a total or a footnote?). */
function takeBrackets(text: string, said: Said): Bare | undefined {
  if (!/[[\]]/.test(text)) return { text, said };
  const match = /^([^[\]]*)\[([^[\]]*)\]([^[\]]*)$/.exec(text);
  if (!match) return undefined;
  const [, before = '', inside = '', after = ''] = match;
  if (/\d/.test(inside) && /\d/.test(before + after.replace(/m[23]/g, ''))) return undefined;
  return { text: before + inside + after, said: { ...said, span: 'cumulative' } };
}

/** 到2025年，达到98%以上: the comma parts nothing but the date. */
const openingDate =
  /^((?:到|至|截至|截止到)?20\d{2}年[底末]?|[“"]?十[一二三四五六七八]五[”"]?(?:期间|时期|期?末))[，,]/;

function takeMarks(text: string): string {
  return text.replace(/^[*※]+|(?:[*※①-⑳¹⁴⁵⁶⁷⁸⁹]|(?<![m米])[²³]|注\d)+$/g, '');
}

/** [累计达到1000] stays a stock to be reached: the brackets add nothing to 累计达到. */
function startOf(said: Said, setting: ClauseSetting, text: string): Said {
  const bracketed = said.span === undefined && setting.bracketed ? { span: 'cumulative' as const } : {};
  const merged: Said = { ...said, ...bracketed };
  if (merged.span !== 'cumulative' || !/累[计积](?:将?达到?|将?达)/.test(text)) return merged;
  const { span: _span, ...rest } = merged;
  return rest;
}

/**
 * One clause of a target text → its part; undefined where it says nothing that the grammar knows.
 * The caller keeps such a clause as text.
 */
export function parseClause(clause: string, setting: ClauseSetting): TargetPart | undefined {
  if (hasBrokenFigure(clause)) return undefined;
  const folded = foldTargetText(clause).replace(openingDate, '$1');
  if (isNoTarget(folded)) return { op: 'none' };
  const bare = takeRemarks(takeMarks(folded));
  const inner = bare && takeBrackets(bare.text, bare.said);
  if (!inner) return undefined;
  const text = takeMarks(inner.text);
  if (isNoTarget(text)) return { op: 'none' };
  const said = startOf(inner.said, setting, text);
  const part = readPlain(text, said, setting) ?? readWithSubject(text, said, setting);
  return part && said.aspirational ? withHope(part) : part;
}
