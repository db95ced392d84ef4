import type { PackFault, PackFaultCode } from '../../shared/calc/pack/pack-fault.ts';
import { fillSentence } from './errors.ts';

/** What is wrong with a pack and what to write instead. */
export const packSentences: Record<PackFaultCode, string> = {
  'missing-file': '缺少文件。请补上这个文件。',
  'unknown-file': '规划包里没有这个文件。请核对文件名。',
  encoding: '文件的编码既不是 UTF-8 也不是 GB18030。请另存为“CSV UTF-8”。',
  gb18030: '文件按 GB18030 编码读取（WPS 的默认格式），内容没有问题。',
  'no-header': '文件是空的。第一行应为列名。',
  'header-json': '不是正确的 JSON。请检查括号、引号和逗号。',
  'header-field': '“{column}”一项缺失或格式不对。{hint}',
  'unknown-column': '没有“{column}”这一列。可用的列：{expected}。',
  'duplicate-column': '列“{column}”出现了两次。请只保留一列。',
  'missing-column': '缺少必需的列“{column}”。请补上。',
  'too-many-fields': '这一行的字段比列名多（多出“{got}”）。内容里有逗号时请用英文双引号括起来。',
  'unclosed-quote': '这一行开始的英文双引号没有配对，后面的行都被当成了同一格。请补上或删去引号。',
  empty: '“{column}”不能为空。请填写。',
  'not-a-choice': '“{column}”填的是“{got}”，只能填：{expected}。',
  'not-an-integer': '“{column}”填的是“{got}”，应为整数。',
  'not-a-year': '“{column}”填的是“{got}”，应为四位年份，如 2025。',
  'not-a-date': '“{column}”填的是“{got}”，应为日期，如 2021-01-18。',
  'not-a-period': '“{column}”填的是“{got}”，应为报告期，如 2023、2023H1、2023Q2、2023-05 或 2016..2020。',
  'not-a-moment': '“{column}”填的是“{got}”，应为日期或时刻，如 2023-07-01 或 2023-07-01T09:30:00+08:00。',
  'not-a-number': '“{column}”填的是“{got}”，应为普通数字，如 1234.5，不带千分位和单位。',
  'below-zero': '“{column}”填的是“{got}”，不能小于 0。请改正或留空。',
  'not-above-zero': '“{column}”填的是“{got}”，应大于 0。请改正或留空。',
  'not-a-code': '“{column}”填的是“{got}”，代码里不能有空格和标点，最长 64 个字符。',
  'reserved-name': '“{got}”是程序保留的名称，不能用。请换一个。',
  duplicate: '“{got}”与第 {expected} 行重复。请删除或改正其中一行。',
  'duplicate-name': '单位名称“{got}”与第 {expected} 行重复，报表中无法区分。请改名或填写有效期。',
  'unknown-reference': '“{column}”填的“{got}”在 {expected} 中找不到。请先在那里登记，或改正代码。',
  cycle: '“{column}”形成了循环：{got}。请断开其中一处。',
  'no-root': 'root 指定的单位“{got}”不在 units.csv 中。请登记该单位或改正 root。',
  'date-order': '“{column}” {got} 早于开始日期 {expected}。请核对。',
  'year-order': '年份先后不对：{got}。请核对。',
  'year-outside-plan': '年份 {got} 不在规划期 {expected} 之内。请核对。',
  'ratio-half': '比率要同时填分子和分母，缺少“{column}”。请补上或都清空。',
  'against-direction': '目标“{got}”与指标方向（{expected}）相反。请核对目标的写法或指标的方向。',
  'bad-expression': '审核公式在第 {expected} 个字符处看不懂（“{got}”）。请检查括号、指标代码和运算符。',
  'not-a-condition': '“{got}”得不出成立或不成立。请写成比较式，如 [A01] <= [A02]；连续比较请用 and 连接。',
  'mixed-senders': '“{got}”把单位代码和单位类型混在一起。请只填单位代码，或只填一个单位类型。',
  'applies-to-unknown': '“{got}”既不是单位代码也不是单位类型（{expected}）。请改正。',
  'decimals-range': '小数位数“{got}”应在 0 到 12 之间。',
};

/** What each field of pack.json should hold. */
const headerHints: Readonly<Record<string, string>> = {
  format: '应为 "planbench-pack"。',
  version: '应为数字 1，不加引号。',
  id: '应为字母开头的英文代号，如 "yining-145"，可用数字、点和连字符。',
  title: '应为规划名称。',
  period: '应为起止年份，如 [2021,2025]。',
  baseYear: '应为四位年份，如 2020，不加引号。',
  outlookYear: '应为四位年份，如 2035，不加引号；没有就删去。',
  root: '应为规划所属单位在 units.csv 中的代码。',
  settings: '应为一组设置，如 {"thresholds":{"ahead":"0.10"}}；没有就写 {}。',
  'settings.verdicts': '应为评价用语，不能为空，如 "滞后"。',
  'settings.trends': '应为趋势用语，不能为空，如 "需加力"。',
  'settings.bases': '应为 "printed" 或 "revised"。',
};

function headerHint(column: string): string {
  const [top = '', group] = column.split('.');
  const own = headerHints[group === undefined ? top : `${top}.${group}`];
  if (own) return own;
  return top === 'settings'
    ? '应为不带百分号的小数，如 0.10。'
    : '可用的项：format、version、id、title、period、baseYear、outlookYear、root、settings。';
}

/** File, row and column, then the sentence. */
export function packFaultLine(fault: PackFault): string {
  const place = [
    fault.file,
    fault.row === undefined ? '' : `第 ${fault.row} 行`,
    fault.column ? `“${fault.column}”列` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
  const expected = fault.code === 'bad-expression' ? fault.expected?.[1] : fault.expected;
  const hint = fault.code === 'header-field' ? headerHint(fault.column ?? '') : undefined;
  return `${place}：${fillSentence(packSentences[fault.code], { ...fault, expected, hint })}`;
}
