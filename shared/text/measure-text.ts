import { isEnglishUnit } from './english-units.ts';
import { remember } from './remember.ts';

/**
 * Which texts look like a unit of measure. Wider than the conversion table (`shared/calc/measure-unit.ts`): recognition
 * must see 万台次 or 元/(人·月) as a unit even where nothing converts it.
 */
const atoms =
  '元|角|分|美元|欧元|港元|港币|日元|澳门元|人民币|人|人次|名|位|户|户次|家|个|只|头|匹|峰|口|羽|尾|条|株|棵|套|栋|幢|座|处|所|辆|台|架|部|床|张|' +
  '起|次|例|篇|册|枚|岁|年|年级|月|天|日|时|小时|分钟|秒|种|类|项|件|班|村|艘|列|孔|眼|场|支|间|批|宗|款|本|份|盏|根|块|片|面|组|对|箱|袋|桶|瓶|吨|公吨|' +
  '吨标煤|吨标准煤|标准煤|公斤|千克|克|毫克|微克|斤|担|公里|千米|米|厘米|毫米|里|车公里|吨公里|人公里|平方米|平方公里|平方千米|平方|亩|亩次|公顷|立方米|立方|方|升|' +
  '毫升|千瓦时|度|千瓦|瓦|兆瓦|马力|伏安|千伏安|焦|千焦|摄氏度|分贝|标准箱|标箱|台次|架次|班次|车次|辆次|艘次|人日|工日|人天|床位|床日|艘|吨次|' +
  '门|线|端口|比特|字节|兆|吉|指数|点|倍|成|折|级|株次|场次|课时|学时|公升|头只|只头|标准台|粒|两|筒|顶|幅|轮|笔|票|港元|澳元|英镑|卢布|英亩|平方英里';
const latin =
  'kg|g|mg|ug|μg|t|km|m|cm|mm|km2|km²|m2|m²|m3|m³|㎡|㎞|hm2|hm²|ha|l|ml|kwh|kw·h|kw|mw|gw|gwh|db|tce|h|d|人年';
const share = /^(?:[±＋+－,、/-]*[%‰][,、/±+-]*|个?百分点|百分比|万分之一|以上年=100|上年=100|上年同期=100)$/;

/** 100 million yuan per household. */
const longestUnit = 28;

/** Is the whole text a unit of measure (brackets already removed)? */
export const looksLikeMeasureUnit = remember((text): boolean => {
  if (text.length > longestUnit) return false;
  const folded = text.normalize('NFKC').replace(/\s+/g, '');
  if (folded === '') return false;
  const lower = folded.toLowerCase();
  return share.test(lower) || isCompound(lower) || isAlternatives(lower) || isEnglishUnit(folded);
});

/*
 * Units are looked up and not matched by one pattern: an expression over all of them in each place of a compound took
 * 30 ms to compile, before the first return was read.
 */
const plainAtoms = foldedSet(atoms);
const latinAtoms = foldedSet(latin);

function foldedSet(list: string): ReadonlySet<string> {
  return new Set(list.split('|').map((atom) => atom.normalize('NFKC').toLowerCase()));
}

/** 万元, 千千瓦时, 万kwh: scales before a unit. */
function isScaled(text: string): boolean {
  for (let scales = 0; scales < text.length; scales += 1) {
    const rest = text.slice(scales);
    if (plainAtoms.has(rest) || (latinAtoms.has(rest) && !text.slice(0, scales).includes('一'))) return true;
    if (!'一十百千万亿'.includes(text[scales]!)) return false;
  }
  return false;
}

/** 元, 人·月, (人·月). */
function isProduct(text: string): boolean {
  const bare = text.slice(text.startsWith('(') ? 1 : 0, text.endsWith(')') ? -1 : undefined);
  if (isScaled(bare)) return true;
  for (let at = 1; at < bare.length - 1; at += 1)
    if ('·.*'.includes(bare[at]!) && isScaled(bare.slice(0, at)) && isScaled(bare.slice(at + 1))) return true;
  return false;
}

/** 元/(人·月), 公斤每亩. */
function isCompound(text: string): boolean {
  const parts = text.split(/[/每]/);
  return parts.length <= 3 && parts.every(isProduct);
}

/** Alternatives such as 万人(次), 头(只), 人、户. */
const alternatives = /^[^(),、或/]+(?:\([^(),、或/]+\)|[,、或/][^(),、或/]+){1,2}$/;

function isAlternatives(text: string): boolean {
  return (
    alternatives.test(text) &&
    text
      .replace(/\)$/, '')
      .split(/\)?[(,、或/]/)
      .every(isScaled)
  );
}

/** ±% and +、-% say that a change is meant; the unit is %. */
function withoutSigns(unit: string): string {
  return unit.replace(/^[±＋+－,、/-]+(?=[%％‰])|(?<=[%％‰])[,、/±+-]+$/g, '');
}

export interface UnitSplit {
  readonly name: string;
  readonly unit?: string;
}

const trailingBracket =
  /^(.*?)[(（[【〔]([^()（）[\]【】〔〕]{1,24}(?:[(（][^()（）]{1,6}[)）])?[^()（）[\]【】〔〕]{0,8})[)）\]】〕]([*#①-⑩]*)$/s;
const innerBracket = /[(（[【]([^()（）[\]【】]{1,12})[)）\]】]/g;
const slashUnit = /^(.+?)\s*[/／]\s*([(（]?[^/／]{1,12}(?:[/／][^/／]{1,6})?)$/s;
const colonUnit = /^(.+?)[，,、:：]\s*(?:计量)?单位[:：]\s*(.+)$/s;
const bareShare = /^(.*\p{Script=Han})\s*([±+-]?[%‰])$/su;

/**
 * Takes the unit out of a header or label: `产值（万元）`, `面积/亩`, `人口，单位：人`, `增长%`; a bracket that holds no unit
 * (`（1+2）`, `（含个体）`) stays in the name.
 */
export function splitUnit(text: string): UnitSplit {
  const trimmed = text.trim();
  const found =
    splitTrailing(trimmed) ??
    splitInner(trimmed) ??
    split(slashUnit, trimmed) ??
    split(colonUnit, trimmed) ??
    split(bareShare, trimmed);
  if (!found) return { name: trimmed };
  return found.unit ? { name: found.name, unit: withoutSigns(found.unit) } : found;
}

/** 供油站(点), 乡镇(场), 幼儿园(班), 村(组): another kind of the thing named, no unit. An index is counted in 点. */
function isOtherKind(name: string, unit: string): boolean {
  if (unit === '点') return !/(?:指数|点数|点位)[^\p{Script=Han}]*$/u.test(name);
  const before = otherKinds[unit];
  return before?.test(name) === true;
}

const otherKinds: Partial<Record<string, RegExp>> = {
  场: /[乡镇农林牧渔]$/,
  班: /[园校点]$/,
  组: /[村队社]$/,
  村: /(?:社区|[居寨屯乡镇])$/,
  所: /[站队会]$/,
};

function splitTrailing(text: string): UnitSplit | undefined {
  const match = trailingBracket.exec(text);
  const unit = match?.[2]?.replace(/^\s*(?:(?:计量)?单位\s*[:：]|unit\s*[:：]|in(?=[\s\d]))\s*/i, '').trim();
  if (!match || !unit || !looksLikeMeasureUnit(unit) || isOtherKind(match[1]!.trim(), unit)) return undefined;
  return { name: `${match[1]!.replace(/\s*[/／]\s*$/, '')}${match[3] ?? ''}`.trim(), unit };
}

/** `自然增长率(‰)(年末)`, `公厕(座)数`: a bracket inside whose whole content is a unit. */
function splitInner(text: string): UnitSplit | undefined {
  for (const match of text.matchAll(innerBracket)) {
    const unit = match[1]?.trim() ?? '';
    // A single numeral-like unit inside a name (（一）, （年）) is more often numbering or wording than a unit.
    if (isOtherKind(text.slice(0, match.index), unit)) continue;
    if (match.index > 0 && looksLikeMeasureUnit(unit) && !/^[一十百千万亿年月日]$/.test(unit))
      return { name: text.slice(0, match.index) + text.slice(match.index + match[0].length), unit };
  }
  return undefined;
}

function split(pattern: RegExp, text: string): UnitSplit | undefined {
  const match = pattern.exec(text);
  const unit = match?.[2]?.trim();
  if (!match?.[1] || !unit) return undefined;
  const bare = /^[(（](.*)[)）]$/.exec(unit)?.[1] ?? unit;
  return looksLikeMeasureUnit(bare) || looksLikeMeasureUnit(unit)
    ? { name: match[1].trim(), unit: bare }
    : undefined;
}

/** `（万元）` or `万元` alone → `万元`; undefined where the text is more than a unit. */
export const readUnitAlone = remember((text): string | undefined => {
  const bare = text
    .trim()
    .replace(/^[(（[【]\s*(.*?)\s*[)）\]】]$/s, '$1')
    .replace(/^(?:(?:计量)?单位|unit)\s*[:：]\s*/i, '')
    .trim();
  return bare !== '' && looksLikeMeasureUnit(bare) ? withoutSigns(bare) : undefined;
});
