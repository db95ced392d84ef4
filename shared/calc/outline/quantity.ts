/** Figures in running text: number, unit and the words at their sides, before anybody asks whether it is a target. */

export interface Quantity {
  readonly start: number;
  readonly end: number;
  /** As printed, without blanks: `98%`, `1—2个`, `120万羽`. */
  readonly text: string;
  readonly unit: string;
  /** 以上, 以内, 左右 … right behind the unit. */
  readonly tail: string;
}

const unitNames = [
  '个百分点',
  '百分点',
  '平方公里',
  '平方千米',
  '平方米',
  '平米',
  '立方米',
  '千伏',
  '千瓦时',
  '千瓦',
  '标准煤',
  '标煤',
  '公里',
  '公顷',
  '公斤',
  '微克',
  '毫克',
  '克',
  '斤',
  '栋',
  '人次',
  '美元',
  '标箱',
  '小时',
  '分钟',
  '米',
  '元',
  '亩',
  '吨',
  '人',
  '头',
  '只',
  '羽',
  '株',
  '匹',
  '户',
  '家',
  '个',
  '座',
  '条',
  '件',
  '张',
  '所',
  '项',
  '场',
  '处',
  '台',
  '部',
  '辆',
  '套',
  '名',
  '位',
  '种',
  '次',
  '例',
  '起',
  '间',
  '支',
  '倍',
  '岁',
  '级',
  '茬',
  '床',
  '年',
  '月',
  '天',
  '日',
];
const number = '\\d+(?:,\\d{3})*(?:\\.\\d+)?';
const scale = '[十百千万亿]{0,2}';
const unit = `(?:%|％|‰|${scale}(?:${unitNames.join('|')})(?:标准煤|标煤|/(?:立方米|平方米|平方公里|人|亩|户|年|日|万元|吨|头|公里))?|[万亿]?㎡|${scale}kW|[百千万亿]+)`;
const quantity = new RegExp(
  `(?<![\\d.A-Za-z×/第+])(1[:：∶]\\d+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?[:：∶]1(?!\\d)|${number}(?:%|％)?(?: ?[-—–－~～至] ?${number})?) ?(${unit})?((?:及|或)?以上|(?:及|或)?以下|(?:及|或)?以内|左右|上下)?`,
  'g',
);

/** Every figure of a clause. Figures glued to letters, crosses or 第 (220kV, 2×350MW, 第3次) are names, no quantities. */
export function listQuantities(clause: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of clause.matchAll(quantity)) {
    const end = match.index + match[0].length;
    const after = clause.slice(end);
    if (/^[A-Za-z×伏]/.test(after) || (match[2] === undefined && /^[\d.]/.test(after))) continue;
    const bare = match[2] === undefined && !/[%％:：∶]/.test(match[1]!);
    // A figure without a unit counts only where nothing follows: 收入比降至1.9。
    if (bare && match[3] === undefined && !/^(?:[，。；、）)]|$)/.test(after)) continue;
    found.push({
      start: match.index,
      end,
      text: `${match[1]}${match[2] ?? ''}`.replace(/ /g, ''),
      unit: match[2] ?? (/[%％]/.test(match[1]!) ? '%' : ''),
      tail: match[3] ?? '',
    });
  }
  return found;
}
