/**
 * Units of measure as English sheets and translated headers print them: 100 million yuan, 10 000 tons, persons. Yearbooks
 * lose the superscript of 10⁴ (`104yuan`).
 */
const scales: readonly (readonly [string, string])[] = [
  ['(?:100|(?:one)?hundred)-?million|108', '亿'],
  ['(?:10|ten)-?million|107', '千万'],
  ['(?:10|ten)-?thousand|10,?000|104', '万'],
  ['million|106', '百万'],
  ['(?:1|one)?-?thousand|1,?000|103', '千'],
  ['(?:one)?hundred|100', '百'],
  ['billion', '十亿'],
];

const nouns: readonly (readonly [string, string])[] = [
  ['yuan|rmb(?:yuan)?|cny', '元'],
  ['us\\$|usd|u\\.?s\\.?dollars?|dollars?', '美元'],
  ['persons?|people|population', '人'],
  ['person-?times?', '人次'],
  ['households?', '户'],
  ['(?:metric)?ton(?:ne)?s?', '吨'],
  ['kilograms?|kgs?', '公斤'],
  ['hectares?|ha', '公顷'],
  ['mu', '亩'],
  ['sq\\.?km|squarekilomet(?:er|re)s?', '平方公里'],
  ['sq\\.?m|squaremet(?:er|re)s?', '平方米'],
  ['cu\\.?m|cubicmet(?:er|re)s?', '立方米'],
  ['km|kilomet(?:er|re)s?', '公里'],
  ['kwh|kilowatt-?hours?', '千瓦时'],
  ['kw|kilowatts?', '千瓦'],
  ['%|percent|percentages?', '%'],
  ['percentagepoints?', '个百分点'],
  ['‰|permill?e?', '‰'],
];

/** Counted without a Chinese counterpart of their own: 个, 台 and 套 are all units. */
const countedThings =
  'units?|sets?|heads?|pieces?|beds?|times|years?|items?|cases?|places?|vehicles?|days?|hours?';

const scale = scales.map(([pattern]) => pattern).join('|');
const noun = nouns.map(([pattern]) => pattern).join('|');
const one = `(?:${scale})?-?(?:${noun}|${countedThings})`;
const whole = new RegExp(`^${one}(?:(?:/|per)${one}){0,2}$`, 'i');
const parts = new RegExp(`^(${scale})?-?(?:of)?(${noun})$`, 'i');

const scaleOf = scales.map(([pattern, chinese]) => [new RegExp(`^(?:${pattern})$`, 'i'), chinese] as const);
const nounOf = nouns.map(([pattern, chinese]) => [new RegExp(`^(?:${pattern})$`, 'i'), chinese] as const);

/** Is the text (half-width, without blanks) an English unit of measure? */
export function isEnglishUnit(folded: string): boolean {
  return /[a-z]/i.test(folded) && whole.test(folded);
}

/** 100millionyuan → 亿元; undefined where no Chinese unit stands for it. */
export function toChineseUnit(folded: string): string | undefined {
  const translated = folded.split(/\/|per(?=[a-z])(?!cent|mil|son|iod)/i).map(toChineseAtom);
  return translated.includes(undefined) ? undefined : translated.join('/');
}

function toChineseAtom(text: string): string | undefined {
  const match = parts.exec(text);
  if (!match) return undefined;
  const named = nounOf.find(([pattern]) => pattern.test(match[2]!))?.[1];
  const times = match[1] === undefined ? '' : scaleOf.find(([pattern]) => pattern.test(match[1]!))?.[1];
  return named === undefined || times === undefined ? undefined : `${times}${named}`;
}
