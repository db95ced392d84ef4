import type { TargetCandidate } from '../../domain/outline.ts';
import type { TargetPart } from '../../domain/target.ts';
import { parseTarget } from '../target/parse-target.ts';
import { nameOf } from './candidate-name.ts';
import { listQuantities, type Quantity } from './quantity.ts';
import type { Sentence } from './running-text.ts';
import { clauseStaysOut } from './stays-out.ts';
import { listTimeWords, type PlanYears, type TimeWord, tellsThePast } from './time-words.ts';

/** Verbs and comparisons right before a figure that make it a target even without a date. */
const cue =
  /(?:达到?了?|实现|稳定在?|保持在?|维持在?|控制在?|(?:提高|提升|增加|扩大|上升|增长|降低?|下降|减少|压减|压缩|缩小)(?:到|至)?|[增降升减](?:到|至)|不低于|不少于|不超过|不高于|不小于|超过|突破|高于|低于|至少|大于|小于|[≥≤><]|覆盖率?|迈上|力争|争取|确保)(?:年均|累计|约|每年)?$/;
const verb =
  /(?:建成|建设|建立|新建|改建|改造|完成|创建|培育|引进|打造|认定|新增|举办|开展|惠及|安置|加装|申报|发展|成熟|谋划|形成|组建|设立|实施|加快|推进|投资|免费\S{0,4})[^，、；]{0,14}$/;
/** Names of shares and counts that need no verb: 安置率100%, 床位数5.5张. */
/** Counts at the end of a clause that opens with a verb of doing: 加装电梯600台. */
const done =
  /^(?:累计|力争|重点|每年|同时|并|全市|全区|全县)*(?:新增|创建|争创|新建|改造|加装|引进|引育|培育|建成|完成|打造|新改建|改扩建|整治|修复|新创建)[^，、；]{1,24}$/;
const share =
  /(?:率|比|比重|占比|比例|数|面积|产量|总量|存栏|出栏|寿命|年限|医师|收入|投资|产值|规模)(?:均|分别|总数|约|为)*$/;

const timeUnit = /(?:年|月|天|日|岁|小时|分钟)$/;
/** 110千伏变电站: the figure is part of a name. */
const namingUnit = /^千伏$/;
/** A figure of time is a target only as a span of life or schooling. */
const spanOfLife = /寿命|年限|年龄/;

/** What a figure is when it belongs to a rule, a subsidy, a capacity or an origin, not to an aim. */
const noAim = /给予.*(?:补贴|补助|奖励)|一次性(?:补贴|补助|奖励)|处以|按照?《/;

/** No plan writes longer sentences; what is longer is a table or a file gone wrong. */
const longestSentence = 2000;

interface Clause {
  readonly text: string;
  readonly offset: number;
}

function listClauses(sentence: string): Clause[] {
  return [...sentence.matchAll(/(?:[^，；;,]|,(?=\d))+/g)].map((match) => ({
    text: match[0],
    offset: match.index,
  }));
}

/** Nothing is counted behind the figure: the thing stands before it. */
function endsThere(after: string): boolean {
  return /^(?:[、，；;。！？]|$)/.test(after);
}

interface When {
  readonly year?: number;
  readonly whole: boolean;
  readonly yearly?: TimeWord['yearly'];
}

/** The words of time that hold at a place: the last year named before it, 每年 and 年均 only inside the clause. */
function whenAt(words: readonly TimeWord[], clause: Clause, at: number): When {
  const before = words.filter((word) => word.start < clause.offset + at);
  const dated = before.filter((word) => word.year !== undefined).at(-1);
  const yearly = before.filter((word) => word.yearly && word.start >= clause.offset).at(-1);
  return {
    ...(dated?.year !== undefined && { year: dated.year }),
    whole: dated?.whole === true,
    ...(yearly?.yearly && { yearly: yearly.yearly }),
  };
}

/** Is this figure what somebody wants to reach? Dated figures need less of a cue than undated ones. */
function isAim(clause: string, quantity: Quantity, when: When): boolean {
  // 由2020年的90%提高到2025年的95%: the year between verb and figure says when, not what.
  const before = clause
    .slice(0, quantity.start)
    .replace(/[“”"]/g, '')
    .replace(/20\d{2} ?年(?:底|末)?的$/, '');
  const after = clause.slice(quantity.end);
  if (/(?:由|从|自|年产|原|第|约占|已|现有)$/.test(before) || /^[ ]?(?:\/|×)/.test(after)) return false;
  if (/^[^，、]{0,6}(?:标准|政策|原则|要求|规定|方案|机组)/.test(after) || noAim.test(clause)) return false;
  if (timeUnit.test(quantity.unit))
    return spanOfLife.test(before) && (cue.test(before) || share.test(before));
  const strong = cue.test(before);
  // 大于5人的学校: a condition on something else.
  if (strong && /(?:大于|小于|超过|高于|低于)$/.test(before) && /^的/.test(after)) return false;
  if (strong || /^[ ]?覆盖/.test(after)) return true;
  if (quantity.tail !== '') return !/^的(?:人|企业|学校|地区|家庭|单位)/.test(after);
  if (share.test(before) && (quantity.unit === '%' || when.year !== undefined)) return true;
  const counted = !/[%％‰]|^$/.test(quantity.unit) || /[:：∶]/.test(quantity.text);
  if (!counted) return false;
  if (when.yearly) return true;
  return when.year !== undefined
    ? verb.test(before) || endsThere(after) || /^每[十百千万]?[人户]/.test(clause)
    : /(?:建成|建设|建立|新建|创建|培育|引进|打造|认定|成熟|谋划|形成|扩建|发展到)[^，、；]{0,6}$/.test(
        before,
      ) ||
        (done.test(before.replace(/^.*、/, '')) && endsThere(after)) ||
        (/推进|建设/.test(before) &&
          /^[^，]{1,30}(?:建设|项目)/.test(after) &&
          /[座条]$/.test(quantity.unit));
}

/** 4万头牛（1.5万头奶牛）、13万只羊: what an accepted figure opened, the next ones of the list share. */
function goesOn(clause: string, from: number, quantity: Quantity): boolean {
  return (
    from > 0 &&
    !timeUnit.test(quantity.unit) &&
    /^[^，]{0,8}[、（(]$/.test(clause.slice(from, quantity.start))
  );
}

/** 2025年 is a date, no figure. */
function overlaps(word: TimeWord, quantity: Quantity, offset: number): boolean {
  return word.start < offset + quantity.end && offset + quantity.start < word.end;
}

/** Rebuilds the words that belong to the figure as a target text, for the one grammar of targets. */
function targetText(clause: string, quantity: Quantity, when: When): { text: string; total: boolean } {
  const before = clause.slice(0, quantity.start);
  const word =
    /(不低于|不少于|不超过|不高于|不小于|超过|突破|高于|低于|至少|大于|小于|[≥≤><]|控制在|稳定在?|保持在?|(?:提高|提升|增加|增长|下降|降低|减少)(?!到|至))(?:年均|累计|约|每年)?$/.exec(
      before,
    )?.[1] ?? '';
  const hope = /力争|争取/.test(clause.slice(0, quantity.start)) ? '力争' : '';
  const span = when.yearly === 'every-year' ? '每年' : when.yearly === 'annual-average' ? '年均' : '';
  const summed = !span && when.whole && /新增|累计|完成|投资/.test(before) ? '累计' : '';
  return {
    text: `${hope}${span}${summed}${word}${quantity.text.replace(/平米$/, '平方米')}${quantity.tail}`,
    total: span !== '' || summed !== '',
  };
}

/** The figure's own unit goes along: 亿斤 stands in no table of units. */
function readPart(text: string, total: boolean, unit?: string): TargetPart {
  const { parts } = parseTarget(text, total ? 'total' : 'year', unit ? { unit } : {});
  return parts[0] ?? { op: 'text', text };
}

const coverage = /(?:100%)?(?:全覆盖|全面覆盖)$/;
const doubling = /翻(?:一|两)番|倍增$/;
/** 突破千亿元: a round sum in words. */
const roundSum = /(突破|超过|达到|迈上|跨上|跨过)([一二三四五六七八九]?)(百|千|万)亿元?(?:大关|台阶|规模)?$/;
const wholeOf = /全部(?:建设?成|完成|达标|达到|实现)/;

const scales: Readonly<Record<string, number>> = { 百: 100, 千: 1000, 万: 10000 };

function roundTarget(text: string, [, verb, digit, scale]: RegExpExecArray) {
  const name = nameOf(text.slice(0, text.lastIndexOf(verb!)), '');
  const times = digit ? '一二三四五六七八九'.indexOf(digit) + 1 : 1;
  const op = verb === '突破' || verb === '超过' ? verb : '';
  return name === ''
    ? undefined
    : { name, part: readPart(`${op}${times * scales[scale!]!}亿元`, false, '亿元') };
}

/** Targets without digits: 全覆盖, 翻一番, and a dated 全部建成. */
function wordTarget(clause: Clause, when: When): { name: string; part: TargetPart } | undefined {
  const text = clause.text.replace(/[。！？、]$/, '');
  const round = roundSum.exec(text);
  if (round) return roundTarget(text, round);
  const covered = coverage.exec(text);
  const doubled = doubling.exec(text);
  const whole = when.year === undefined ? null : wholeOf.exec(text);
  const found = covered ?? doubled ?? whole;
  // 100%全覆盖 is read as a figure already.
  if (!found || (covered && /[%％]$/.test(text.slice(0, found.index)))) return undefined;
  const target = covered ? '全覆盖' : doubled ? doubled[0] : '全覆盖';
  const name = nameOf(text.slice(0, found.index), '');
  return name === '' ? undefined : { name, part: readPart(target, false) };
}

/**
 * Quantified targets of one sentence, in their order. A sentence about the past has none. `where` is its section.
 * A candidate is an offer: a person confirms it.
 */
export function findCandidates(sentence: Sentence, where: string, plan: PlanYears): TargetCandidate[] {
  if (sentence.text.length > longestSentence) return [];
  if (tellsThePast(sentence.text, plan)) return [];
  const words = listTimeWords(sentence.text, plan);
  return listClauses(sentence.text).flatMap((clause) => {
    if (clauseStaysOut(clause.text)) return [];
    const quantities = listQuantities(clause.text).filter(
      (quantity) =>
        !namingUnit.test(quantity.unit) && !words.some((word) => overlaps(word, quantity, clause.offset)),
    );
    const place = { text: clause.text.replace(/[。！？]$/, '').trim(), where, line: sentence.line };
    const yearOf = (when: When) => (when.year === undefined ? {} : { year: when.year });
    let from = 0;
    const counted = quantities.flatMap((quantity, index): TargetCandidate[] => {
      const when = whenAt(words, clause, quantity.start);
      const listed = goesOn(clause.text, from, quantity);
      if (!listed && !isAim(clause.text, quantity, when)) return [];
      const before = listed ? '' : clause.text.slice(from, quantity.start);
      const after = clause.text.slice(quantity.end, quantities[index + 1]?.start);
      from = quantity.end;
      const name = nameOf(before, after);
      const { text, total } = targetText(clause.text, quantity, when);
      const target = readPart(text, total, quantity.unit.replace(/^平米$/, '平方米'));
      return name === '' ? [] : [{ ...place, name, ...yearOf(when), target }];
    });
    const when = whenAt(words, clause, clause.text.length);
    const worded = wordTarget(clause, when);
    return worded
      ? [...counted, { ...place, name: worded.name, ...yearOf(when), target: worded.part }]
      : counted;
  });
}
