/** What a figure counts: the words before it without time, place and verb, else the words behind it. */

const leads: readonly RegExp[] = [
  /^(?:到|至|截至)?(?:20\d{2} ?|二[〇○零]二[一-九])年(?:底|末)?(?:前|之前)?/,
  /^[“"]?十[一二三四五六]五[”"]?(?:期间|时期|末期?|期末)?/,
  /^(?:用)?[1-5一二两三四五]年(?:时间)?(?:之?内|时间)/,
  /^(?:到|至)?(?:规划期(?:内|末)?|今后五年|五年(?=新增|累计)|未来五年|每年|年均)/,
  /^(?:力争|争取|努力|确保|全力|积极|加快|大力|持续|不断|逐步|进一步|基本(?=实现|建成|形成|消除)|稳步|推动|推进|推行|促进|引导|使|让|其中|同时|并|形成|保持|建立|做到|实现|完成|落实|到|重点(?=建设|打造|培育)|各类|(?:开展|培育|建成(?!区)|新认定|新改建|新建|创建|争创|惠及|保障|建设)(?=.{3,}))/,
  /^(?:建成|完成)的/,
  /^(?:在)?(?:全市|全县|全区|全州|全省|全国)(?:各地|各级|范围内?)?/,
  /^[、，,：:（）()。；的 ]+/,
];

const tails: readonly RegExp[] = [
  /[（(、，：:“”" ]+$/,
  /(?:达到?了?|实现|形成|稳定在?|保持在?|维持在?|控制在?|(?:提高|提升|增加|扩大|增长|降低?|下降|减少|压减|压缩|缩小)(?:到|至)?|[增降升减](?:到|至)|发展到|不低于|不少于|不超过|不高于|不小于|超过|突破|高于|低于|至少|大于|小于|迈上|力争|争取|确保|做到|进一步|巩固|约|为|由|从|建成|完成|共|≥|≤|>|<)$/,
  /(?:均|分别|总计|总体|平均|年均|每年|累计|合计|数量|总数|五年)$/,
  /(?:在现有基础上|在现有|(?<!占)比20\d{2}年|较20\d{2}年)$/,
  /20\d{2} ?年(?:底|末)?的?$/,
  /(?:由|从)(?:20\d{2} ?年(?:底|末)?的?)?[\d.]+[^\d，、]{0,6}$/,
];

function strip(text: string, patterns: readonly RegExp[]): string {
  let left = text;
  for (let changed = true; changed; ) {
    changed = false;
    for (const pattern of patterns) {
      const next = left.replace(pattern, '');
      if (next !== left) [left, changed] = [next, true];
    }
  }
  return left;
}

/** Verbs that take the counted thing behind the figure: 认定6家企业, 布局建设5个场站. */
const transitive =
  /(?:^|[^，、]*?)(?:认定|培育|创建|建成|建设|建立|新建|改建|打造|引进|布局|形成|申报|成熟|谋划|组建|设立|举办|开展|完成|新增|安置|加装)(?:市级|县级|乡级|国家级|一批)?$/;
const longest = 40;

/** 风险共担、利益共享的联盟 is named by its last words, 家禽的养殖规模 by its first. */
function nameBehind(after: string): string {
  const phrase =
    /^[^，。；;（）()]*/.exec(strip(after, [/^(?:以上|以下|以内|左右|及|覆盖|的|、)+/]))?.[0] ?? '';
  const [, described] = /^[^的]*、[^的]*的(.+)$/.exec(phrase) ?? [];
  return (described ?? phrase.replace(/的.*$/, ''))
    .replace(/[、和及].*$/, '')
    .replace(/(?:约束性)?(?:指标|任务)$/, '');
}

/**
 * @param before text of the clause before the figure
 * @param after text behind it
 * @returns the name, empty where neither side holds one
 */
export function nameOf(before: string, after: string): string {
  const left = strip(strip(before, leads), tails).replace(/(.{2})实现(新增.+)$/, '$1$2');
  const named = /[、：:]/.test(left) && left.length > longest ? left.slice(left.search(/[^、：:]*$/)) : left;
  const usable = named.length >= 2 && !transitive.test(named);
  if (usable) return named.slice(-longest);
  const behind = nameBehind(after);
  return behind.length >= 1 ? behind.slice(0, longest) : named;
}
