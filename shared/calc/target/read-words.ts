import type { ComparisonOp, TargetSpan } from '../../domain/target.ts';

/** What the words before and after a figure have said so far. */
export interface Said {
  readonly op?: ComparisonOp;
  /** 控制在, 累计达到: an operator that a clearer word after the figure replaces. */
  readonly weak?: true;
  readonly span?: TargetSpan;
  /** 到2025年, 期末: the value of one year, unless 累计 or 年均 follows. */
  readonly dated?: true;
  readonly aspirational?: true;
  readonly change?: 'down';
  /** A word of change (提高, 下降) stood before the figure. */
  readonly changed?: true;
  /** 累计达到: a stock to be reached, or, for a flow, its sum. */
  readonly reached?: true;
}

interface Word {
  readonly pattern: RegExp;
  readonly says: Said;
}

const word = (pattern: string, says: Said = {}): Word => ({ pattern: new RegExp(`^(?:${pattern})`), says });

const fiveYearPlan = '[“"「]?十[一二三四五六七八]五[”"」]?(?:规划)?';

/** Words that may open any part: hope, firmness, date, span. */
const leads: readonly Word[] = [
  word('最大限度地?(?:实现)?', { aspirational: true }),
  word('力争|争取|努力|力求', { aspirational: true }),
  word('确保|保证|必须|原则上|总体|全面(?=实现|完成|达到|覆盖)'),
  word(`(?:到|至|截至|截止到)?(?:20\\d{2}年|${fiveYearPlan}|规划期)(?:年?[底末]|期末)(?:前|时)?`, {
    dated: true,
  }),
  word('(?:到|至|截至|截止到)?20\\d{2}年(?=[^\\d年底末])', { dated: true }),
  word('(?:到|至)?期末', { dated: true }),
  word(`${fiveYearPlan}(?:期间|时期)`),
  word(`(?:${fiveYearPlan}|20\\d{2}-20\\d{2}年)(?:间|期间)?(?=累|年均|每年|共|新增)`),
  word('平均每年|每年平均|年均|年平均', { span: 'annual-average' }),
  word('每年|逐年|各年度?|每年度', { span: 'every-year' }),
  word('(?:五年|5年|期内|期间)?累[计积](?:将?达到?|将?达)', { op: 'ge', weak: true, reached: true }),
  word('(?:五年|5年|期内|期间)?累[计积]', { span: 'cumulative' }),
  word('(?:五年|5年)(?:内)?(?=共|新增|合计)', { span: 'cumulative' }),
];

/** Words between those and a figure. Longer words stand before their own beginnings. */
const verbs: readonly Word[] = [
  word('≥|大于等于|大于或等于|不低于|不少于|不小于|不短于|至少|最低|达到或超过|高于或等于', { op: 'ge' }),
  word('≤|小于等于|小于或等于|低于或等于|不超过|不高于|不大于|不多于|不突破|至多|最多', { op: 'le' }),
  word('>|高于|大于|超过|超出|突破|多于|优于|快于|逾|超(?=\\d)', { op: 'gt' }),
  word('<|低于|小于|少于|短于', { op: 'lt' }),
  word('≈|~|大约|约为|约|大致|接近|近(?=\\d)', { op: 'approx' }),
  word('控制在|限制在|控制到', { op: 'le', weak: true }),
  word('降至|降到|(?:下降|降低|减少|压减|压降|削减|缩小)(?:到|至)'),
  word('(?:提高|提升|增长|增加|上升|扩大|发展|增)(?:到|至)'),
  word('(?:下降|降低|减少|压减|压降|削减|降幅)(?:率)?', { change: 'down', changed: true }),
  word('(?:同比|比上年|较上年)?(?:提高|提升|增长|增加|上升|增速|增幅)(?:率)?', { changed: true }),
  word('共|合计|完成|实现|形成|稳定在|稳定到|保持在|维持在|保持|维持|稳定|达到|达|建成|创建|建设|新建|新增'),
  word('培育|打造|引进|认定|为|是|在|到|='),
];

const tails: readonly { readonly pattern: RegExp; readonly says: Said }[] = [
  { pattern: /(?:及以上|或以上|以上|之上)$/, says: { op: 'ge' } },
  { pattern: /(?:及以下|或以下|以下|以内|之内|范围内|范围以内|(?<=[^年月天日])内)$/, says: { op: 'le' } },
  { pattern: /(?:左右|上下|前后)$/, says: { op: 'approx' } },
  { pattern: /(?:之间|区间|的?水平|大关|的?目标|的增长|的?增速|的?增长率|增长)$/, says: {} },
];

function compatible(before: ComparisonOp, after: ComparisonOp): ComparisonOp | undefined {
  if (before === after) return before;
  const upper = (op: ComparisonOp) => op === 'ge' || op === 'gt';
  const lower = (op: ComparisonOp) => op === 'le' || op === 'lt';
  return (upper(before) && upper(after)) || (lower(before) && lower(after)) ? before : undefined;
}

/** Joins what two words say; undefined where they contradict each other (约8%以上). */
export function joinSaid(before: Said, after: Said): Said | undefined {
  if (before.span && after.span && before.span !== after.span) return undefined;
  const joined: Said = { ...before, ...after };
  if (!before.op || !after.op) return joined;
  const { weak: _weak, ...strong } = joined;
  if (before.weak) return strong;
  const op = compatible(before.op, after.op);
  return op && { ...strong, op };
}

interface Reading {
  readonly said: Said;
  readonly rest: string;
}

function readWords(words: readonly Word[], text: string, start: Said): Reading | undefined {
  let [said, rest] = [start, text];
  for (;;) {
    const found = words.find((candidate) => candidate.pattern.test(rest));
    if (!found) return { said, rest };
    const joined = joinSaid(said, found.says);
    if (!joined) return undefined;
    said = joined;
    rest = rest.replace(found.pattern, '');
  }
}

/** Reads 力争, 到2025年, 年均, 累计 … at the beginning of a part. */
export function readLeads(text: string, start: Said = {}): Reading | undefined {
  return readWords(leads, text, start);
}

/** Reads every word before a figure. */
export function readVerbs(text: string, start: Said): Reading | undefined {
  return readWords([...leads, ...verbs], text, start);
}

/** Reads 以上, 以内, 左右 … after a figure. */
export function readTails(text: string, start: Said): Reading | undefined {
  let [said, rest] = [start, text];
  for (;;) {
    const found = tails.find((candidate) => candidate.pattern.test(rest));
    if (!found) return { said, rest };
    const joined = joinSaid(said, found.says);
    if (!joined) return undefined;
    said = joined;
    rest = rest.replace(found.pattern, '');
  }
}
