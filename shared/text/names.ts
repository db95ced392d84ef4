import { splitUnit } from './measure-text.ts';
import { remember } from './remember.ts';

/**
 * Names as returns spell them: blanks inside, full-width letters, numbering, 其中, units in brackets, footnote marks.
 * Normalising is loss-free for meaning: 石门镇 and 石门坎乡, 大坪乡 and 小坪乡 stay different.
 */

/** Kinds of numbering, outermost first: 一、 → （一） → 1. → (1) → ①. */
export type NumberingLevel = 1 | 2 | 3 | 4 | 5;

export interface LabelReading {
  /** For comparing: no blanks, half-width, no numbering, no unit, no 其中. */
  readonly key: string;
  /** For showing: line breaks and inner blanks removed, unit and numbering kept out. */
  readonly name: string;
  readonly unit?: string;
  /** 其中, `#`: a part of the row above, which the parts need not add up to. */
  readonly ofWhich?: true;
  readonly numbering?: NumberingLevel;
  /** Leading blanks in half-width columns. */
  readonly indent: number;
}

const numberings: readonly (readonly [NumberingLevel, RegExp])[] = [
  [1, /^(?:第?[一二三四五六七八九十]{1,3}[、.．]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,2}[.．、]?|[IVX]{1,4}[.．、])\s*/],
  [2, /^[(（][一二三四五六七八九十]{1,3}[)）][、.．]?\s*/],
  [
    3,
    /^(?:[0-9０-９]{1,2}[、]|[0-9０-９]{1,2}[.．](?![0-9０-９])|[0-9]{1,2}(?:\.[0-9]{1,2})+[.．、\s]\s*(?=\p{Script=Han}))\s*/u,
  ],
  [4, /^(?:[(（][0-9０-９]{1,2}[)）]|[0-9]{1,2}[)）])[、.．]?\s*/],
  [5, /^[①-⑳⑴-⒇㈠-㈩]\s*[、.．]?\s*/],
];
const bullets = /^[`'‘’＊*●○■□◆◇▲△★☆►▪•·\-–—]+\s*(?=\S)/;
const ofWhichMark = /^(?:其\s*中\s*[:：、,，]?|[#＃]+|其\s*中\s*$|内\s*[:：])\s*/;
const footnote = /(?:[①-⑳⑴-⒇]|\[\d{1,2}\]|[*＊]+|(?:注|见注)\d{0,2}[)）])$/;

/** Half-width, without any blank: the common ground of all comparisons. */
export function foldText(text: string): string {
  // Most texts need no folding, and normalising is what recognition would spend its time on.
  if (!/[^\u4e00-\u9fff!-~]/.test(text)) return text;
  return text.normalize('NFKC').replace(/[\s\u200b\ufeff]+/g, '');
}

/** Blanks between Chinese characters and line breaks are layout, not spelling; blanks between Latin words stay single. */
export function tidyText(text: string): string {
  return text
    .replace(/[\s\u3000\u200b\ufeff]+/g, ' ')
    .replace(/(?<![A-Za-z]) | (?![A-Za-z])/g, '')
    .trim();
}

/** `计量单位\nUnit of measure` → the Chinese lines; a text without Chinese stays whole. */
export function dropTranslation(text: string): string {
  if (text.length < 4 || !/[A-Za-z]{3}/.test(text) || !/\p{Script=Han}/u.test(text)) return text;
  const lines = text.split(/[\r\n]+/);
  const kept = lines.filter(
    (line) => /\p{Script=Han}|^[\s(（]*[%‰℃]/u.test(line) || !/[A-Za-z]{2}/.test(line),
  );
  return kept
    .join('\n')
    .replace(/(\p{Script=Han}[)）]?)\s+[A-Z][A-Za-z][A-Za-z\s,.'()&-]*$/u, '$1')
    .replace(attachedTranslation, '$1');
}

/** 河北Hebei: a word of five letters or more. 使用Internet and 覆盖WiFi are Chinese names that end in a borrowed word. */
const attachedTranslation =
  /(\p{Script=Han}{2,}[)）]?)(?!Internet|Windows|Android|Office|Excel|Email)[A-Z]\s?[a-z]{4,}(?:[\s-]+[A-Z]?[a-z]{2,})*$/u;

function leadingBlanks(text: string): number {
  let width = 0;
  for (const letter of text) {
    if (letter === '\u3000') width += 2;
    else if (letter === ' ' || letter === '\u00a0') width += 1;
    else if (letter === '\t') width += 4;
    else if (letter !== '\ufeff' && letter !== '\u200b') break;
  }
  return width;
}

interface Stripped {
  readonly text: string;
  readonly numbering?: NumberingLevel;
  readonly ofWhich?: true;
}

function stripOnce(text: string): Stripped | undefined {
  const marked = ofWhichMark.exec(text);
  if (marked && marked[0].length < text.length) return { text: text.slice(marked[0].length), ofWhich: true };
  for (const [numbering, pattern] of numberings) {
    const match = pattern.exec(text);
    if (match && match[0].length < text.length) return { text: text.slice(match[0].length), numbering };
  }
  const bullet = bullets.exec(text);
  return bullet && /\p{Script=Han}/u.test(text) ? { text: text.slice(bullet[0].length) } : undefined;
}

function stripFront(text: string): Stripped {
  let current: Stripped = { text };
  for (let round = 0; round < 4; round += 1) {
    const next = stripOnce(current.text);
    if (!next) break;
    current = {
      text: next.text.trimStart(),
      ...(current.numbering
        ? { numbering: current.numbering }
        : next.numbering
          ? { numbering: next.numbering }
          : {}),
      ...(current.ofWhich || next.ofWhich ? { ofWhich: true as const } : {}),
    };
  }
  return current;
}

/** `2.1 粮食`, `1  粮食`: the blank ends the number; in 3 岁以下 a single one is layout. */
const blankAfterNumber = /^(?:(\d{1,2}(?:\.\d{1,2})+)\s+|(\d{1,2})(?:\s{2,}|\u3000+))(?=\p{Script=Han})/u;

/** Reads a row label or header text into its parts. */
export const readLabel = remember(parseLabel);

function parseLabel(text: string): LabelReading {
  const chinese = dropTranslation(text);
  const numbered = chinese.trimStart().replace(blankAfterNumber, '$1$2、');
  const front = stripFront(tidyText(numbered.replace(/^[\s\u3000\u200b\ufeff]+/, '')));
  const { name, unit } = splitUnit(front.text);
  const clean = tidyText(name.replace(footnote, '')) || name;
  return {
    key: foldKey(clean),
    name: clean,
    ...(unit ? { unit } : {}),
    ...(front.ofWhich ? { ofWhich: true as const } : {}),
    ...(front.numbering ? { numbering: front.numbering } : {}),
    indent: leadingBlanks(text),
  };
}

function foldKey(name: string): string {
  return foldText(name)
    .toLowerCase()
    .replace(/["“”'‘’《》「」]/g, '')
    .replace(/[:：]$/, '')
    .replace(/[·•]/g, '')
    .replace(/[()]/g, (bracket) => bracket)
    .replaceAll('〔', '(')
    .replaceAll('〕', ')');
}

/** The key by which names are compared. */
export function normaliseName(text: string): string {
  return readLabel(text).key;
}

const unitTypeSuffixes =
  /(?:街道办事处|街道|镇|乡|苏木|民族乡|新区|园区|开发区|合作区|自治区|自治州|自治县|地区|示范区|牧场|农场|林场|区|县|市|省|州|旗|盟|局|委员会|委|办公室|办|中心)$/;
const officeSuffixes =
  /(?:(?:人民)?政府办公室|人民政府|政府|街道办事处|办事处|管理委员会|管委会|党工委|党委|党政办公室|党政办|经济发展办公室|统计站|经发办)$/;

/** Departments by their usual short names; both spellings stand in returns and file names. */
const departments: readonly (readonly [RegExp, string])[] = [
  [/发展(?:和)?改革(?:委员会|委|局)$|发改局$/, '发改委'],
  [/人力资源(?:和)?社会保障局$/, '人社局'],
  [/卫生健康(?:委员会|委|局)$|卫健局$/, '卫健委'],
  [/住房(?:和)?城乡建设局$|住房(?:和)?城乡建设委员会$/, '住建局'],
  [/市场监督管理局$|市监局$/, '市场监管局'],
  [/交通运输局$/, '交通局'],
  [/科学技术局$/, '科技局'],
  [/工业(?:和)?信息化局$/, '工信局'],
  [/商务(?:和)?工业(?:和)?信息化局$|商务工信局$/, '商工局'],
  [/医疗保障局$/, '医保局'],
  [/林业(?:和)?草原局$/, '林草局'],
  [/应急管理局$/, '应急局'],
  [/国有资产监督管理(?:委员会|局)$|国资局$/, '国资委'],
  [/文化(?:和)?旅游局$|文化体育广播电视(?:和)?旅游局$|文体广(?:电和)?旅局$/, '文旅局'],
  [/退役军人事务局$/, '退役军人局'],
];

function shortDepartment(key: string): string {
  for (const [pattern, short] of departments) if (pattern.test(key)) return key.replace(pattern, short);
  return key;
}

/** 市农业农村局 is the 农业农村局 of the plan's own city; 市场… is no prefix. */
const ownLevel = /^(?:市(?!场)|县|州|区|旗)(?=.{2,}(?:局|委|办|部|中心|站|院|社|公司|联合会|大队)$)/;

/** 州农业农村局 in the plan of a city is the office above, not its own. */
function isOwnLevel(key: string, parents: readonly string[]): boolean {
  return parents.length === 0 || parents.some((parent) => parent.trim().endsWith(key.slice(0, 1)));
}

const provinces =
  '北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆';
/** 江北省, 新疆伊犁州: what may stand above a city of the plan. */
const placesAbove = new RegExp(
  `^(?:${provinces})?(?:\\p{Script=Han}{2,9}?(?:省|自治区|自治州|地区|州|市|盟))*$`,
  'u',
);

/** Longer texts are no address, and would take the pattern long. */
const longestAddress = 24;

/** 江北省临江市东渠镇 → 东渠镇, where 临江市 is of the plan: with another city in front it is another 东渠镇. */
function withoutPlaces(key: string, parent: string): string {
  const at = key.indexOf(parent);
  const rest = key.slice(at + parent.length);
  if (at < 0 || at > longestAddress || rest === '') return key;
  return placesAbove.test(key.slice(0, at)) ? rest : key;
}

/** A reporting unit's key: 人民政府, 管委会 and the like say nothing about which unit it is. */
export function normaliseUnitName(text: string, parents: readonly string[] = []): string {
  let key = foldKey(
    stripFront(tidyText(text))
      .text.replace(/[(（](?:盖章|公章|签章|章|印章)[)）]/g, '')
      .replace(/^[^:：]{0,8}(?:单位|名称|地区)[^:：]{0,4}[:：]/, ''),
  );
  for (const parent of parents) key = withoutPlaces(key, foldKey(parent));
  if (isOwnLevel(key, parents)) key = key.replace(ownLevel, '');
  key = shortDepartment(key);
  const office = officeSuffixes.exec(key);
  if (!office || office[0].length >= key.length) return key;
  const bare = key.slice(0, -office[0].length);
  // 某某街道办事处 is the 街道 itself.
  return office[0] === '街道办事处' ? `${bare}街道` : bare;
}

/** The bare stem without the kind of unit: 南岸新区 → 南岸, 石门镇 → 石门; undefined where nothing (or one letter) is left. */
export function unitStem(key: string): string | undefined {
  const suffix = unitTypeSuffixes.exec(key);
  if (!suffix) return undefined;
  const stem = key.slice(0, -suffix[0].length);
  return stem.length >= 2 ? stem : undefined;
}

/** Does the key end in a kind of unit (镇, 乡, 街道 …)? */
export function hasUnitType(key: string): boolean {
  return unitTypeSuffixes.test(key);
}

function bigrams(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const letters = [...text];
  if (letters.length === 1) counts.set(text, 1);
  for (let index = 0; index + 1 < letters.length; index += 1) {
    const pair = `${letters[index]}${letters[index + 1]}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** Dice similarity of letter pairs, 0…1: orders candidates, never decides a match. */
export function similarity(first: string, second: string): number {
  if (first === second) return 1;
  const [a, b] = [bigrams(first), bigrams(second)];
  let shared = 0;
  let total = 0;
  for (const count of a.values()) total += count;
  for (const [pair, count] of b) {
    total += count;
    shared += Math.min(count, a.get(pair) ?? 0);
  }
  return total === 0 ? 0 : (2 * shared) / total;
}
