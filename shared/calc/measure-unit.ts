import { Decimal } from '../text/decimal.ts';
import { toChineseUnit } from '../text/english-units.ts';
import { remember } from '../text/remember.ts';

/**
 * Units of measure and their exact factors inside one dimension (domain.md section 1).
 * `%` and `个百分点` are different dimensions on purpose; 人, 人次 and 户 never convert into each other.
 */
const families: Record<string, Record<string, string>> = {
  money: {
    元: '1',
    百元: '100',
    千元: '1000',
    万元: '10000',
    百万元: '1000000',
    千万元: '10000000',
    亿元: '100000000',
  },
  area: {
    平方米: '1',
    '㎡': '1',
    m2: '1',
    'm²': '1',
    万平方米: '10000',
    '万㎡': '10000',
    亩: '2000/3',
    万亩: '20000000/3',
    公顷: '10000',
    千公顷: '10000000',
    万公顷: '100000000',
    平方公里: '1000000',
    平方千米: '1000000',
    'km²': '1000000',
    km2: '1000000',
  },
  mass: {
    克: '1/1000',
    公斤: '1',
    千克: '1',
    kg: '1',
    斤: '1/2',
    吨: '1000',
    t: '1000',
    千吨: '1000000',
    万吨: '10000000',
    亿吨: '100000000000',
  },
  coal: {
    吨标煤: '1',
    吨标准煤: '1',
    万吨标煤: '10000',
    万吨标准煤: '10000',
    亿吨标煤: '100000000',
    亿吨标准煤: '100000000',
  },
  length: { 米: '1', m: '1', 公里: '1000', 千米: '1000', km: '1000', 万公里: '10000000' },
  volume: { 立方米: '1', 'm³': '1', m3: '1', 万立方米: '10000', '万m³': '10000', 亿立方米: '100000000' },
  energy: { 千瓦时: '1', 度: '1', 万千瓦时: '10000', 万度: '10000', 亿千瓦时: '100000000' },
  power: { 瓦: '1/1000', 千瓦: '1', 万千瓦: '10000', 兆瓦: '1000' },
  share: { '%': '1/100', '％': '1/100', '‰': '1/1000' },
  points: { 个百分点: '1', 百分点: '1' },
};

const multiples: Record<string, string> = {
  '': '1',
  十: '10',
  百: '100',
  千: '1000',
  万: '10000',
  百万: '1000000',
  亿: '100000000',
};

/** Counted things: 人, 万人, 万人次 … each its own dimension. */
const counted = [
  '人次',
  '人',
  '户',
  '个',
  '家',
  '件',
  '项',
  '头',
  '只',
  '羽',
  '匹',
  '峰',
  '口',
  '株',
  '棵',
  '套',
  '栋',
  '幢',
  '座',
  '处',
  '所',
  '辆',
  '台',
  '部',
  '床',
  '张',
  '条',
  '名',
  '位',
  '起',
  '次',
  '例',
  '篇',
  '册',
  '枚',
  '公斤/亩',
  '元/人',
  '岁',
  '年',
  '分',
  '级',
  '种',
  '班',
  '村',
  '艘',
  '列',
  '架',
  '孔',
  '眼',
  '场',
  '支',
  '间',
  '批',
  '宗',
  '款',
  '本',
  '顿',
  '天',
  '日',
  '小时',
  '分钟',
  '分贝',
  '度/平方米',
  '美元',
  '欧元',
  '标准箱',
  '标箱',
  '蒲式耳',
];

interface MeasureUnit {
  readonly dimension: string;
  readonly factor: Decimal;
}

function fraction(text: string): Decimal {
  const [top, bottom] = text.split('/');
  return bottom ? new Decimal(top!).div(bottom) : new Decimal(top!);
}

const table = new Map<string, MeasureUnit>();
for (const [dimension, members] of Object.entries(families))
  for (const [name, factor] of Object.entries(members))
    table.set(name, { dimension, factor: fraction(factor) });
for (const name of counted)
  for (const [prefix, factor] of Object.entries(multiples))
    if (!table.has(prefix + name))
      table.set(prefix + name, { dimension: `count:${name}`, factor: new Decimal(factor) });

/** Full-width and blank variants of a unit text fold into one spelling, English ones into the Chinese. */
export const normaliseMeasureUnit = remember((text) => {
  const folded = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^单位[:：]/, '');
  if (table.has(folded) || !/[A-Za-z]{2}/.test(folded)) return folded;
  return toChineseUnit(folded) ?? folded;
});

/** Is this text a unit of measure that the table knows? */
export function isMeasureUnit(text: string): boolean {
  return table.has(normaliseMeasureUnit(text));
}

/** Two units measure the same thing: equal texts, or one dimension. */
export function sameDimension(from: string, to: string): boolean {
  return conversionFactor(from, to) !== undefined;
}

/**
 * The exact factor that turns a figure in `from` into one in `to` (亿元 → 万元: 10000); 1 for equal texts, also unknown ones.
 * Undefined where the units don't belong to one dimension. A factor such as 亩 → 公顷 (1/15) is a fraction;
 * use `convertMeasure`, which divides last, to keep exact results exact.
 */
export function conversionFactor(from: string, to: string): Decimal | undefined {
  const [a, b] = [normaliseMeasureUnit(from), normaliseMeasureUnit(to)];
  if (a === b) return new Decimal(1);
  const [source, target] = [table.get(a), table.get(b)];
  if (!source || !target || source.dimension !== target.dimension) return undefined;
  return exact(source.factor.div(target.factor));
}

/** 公顷 → 亩 is exactly 15: quotients of thirds lose their last digit, so results are cut at 30 digits. */
function exact(value: Decimal): Decimal {
  return value.toSignificantDigits(30);
}

/** The figure in the other unit; undefined where the units don't belong to one dimension. */
export function convertMeasure(value: Decimal, from: string, to: string): Decimal | undefined {
  const factor = conversionFactor(from, to);
  return factor && exact(value.times(factor));
}

/** Factor to the base unit of the dimension (万人 → 10000 人); 1 for units the table doesn't know. */
export function baseFactor(unit: string): Decimal {
  return table.get(normaliseMeasureUnit(unit))?.factor ?? new Decimal(1);
}
