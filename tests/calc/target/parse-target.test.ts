import { describe, expect, it } from 'vitest';
import { parseTarget } from '../../../shared/calc/target/parse-target.ts';
import { printTarget } from '../../../shared/calc/target/print-target.ts';
import type { TargetColumn } from '../../../shared/domain/target.ts';

type Row = readonly [text: string, column: TargetColumn, unit: string, parts: readonly object[]];

const text = (words: string) => ({ op: 'text', text: words });
const none = { op: 'none' };

/** The plan's own main table (domain.md section 3). */
const mainTable: readonly Row[] = [
  ['6.6', 'base', '%', [{ op: 'eq', value: '6.6', unit: '%', span: 'year' }]],
  ['-', 'year', '%', [none]],
  ['保持在合理区间、各年度视情提出', 'total', '%', [text('保持在合理区间、各年度视情提出')]],
  ['高于GDP增长', 'total', '%', [{ op: 'relative', relation: 'gt', to: 'GDP增长' }]],
  ['68.35', 'year', '%', [{ op: 'eq', value: '68.35', unit: '%', span: 'year' }]],
  ['[5]', 'total', '%', [{ op: 'eq', value: '5', unit: '%', span: 'cumulative' }]],
  [
    '>8、力争投入强度高于“十三五”时期实际',
    'total',
    '%',
    [
      { op: 'gt', value: '8', unit: '%', span: 'annual-average' },
      {
        op: 'relative',
        relation: 'gt',
        to: '“十三五”时期实际',
        aspirational: true,
        subject: '投入强度',
      },
    ],
  ],
  ['与GDP增长基本同步', 'total', '%', [{ op: 'relative', relation: 'sync', to: 'GDP增长' }]],
  ['5.5左右', 'year', '%', [{ op: 'approx', value: '5.5', unit: '%', span: 'year' }]],
  ['>95', 'year', '%', [{ op: 'gt', value: '95', unit: '%', span: 'year' }]],
  ['[9]', 'base', '%', [{ op: 'eq', value: '9', unit: '%', span: 'cumulative' }]],
  [
    '控制在自治区、自治州下达指标内',
    'year',
    '%',
    [{ op: 'assigned', mode: 'within', authority: '自治区、自治州' }],
  ],
  ['完成自治州下达任务', 'year', '亿吨标煤', [{ op: 'assigned', mode: 'complete', authority: '自治州' }]],
];

/** Texts that other plans print. */
const otherPlans: readonly Row[] = [
  ['≥75', 'year', '', [{ op: 'ge', value: '75', span: 'year' }]],
  ['[13.5]', 'total', '%', [{ op: 'eq', value: '13.5', unit: '%', span: 'cumulative' }]],
  ['[18%]', 'total', '', [{ op: 'eq', value: '18', unit: '%', span: 'cumulative' }]],
  ['【累计30万人以上】', 'total', '', [{ op: 'ge', value: '30', unit: '万人', span: 'cumulative' }]],
  ['<5.5', 'year', '%', [{ op: 'lt', value: '5.5', unit: '%', span: 'year' }]],
  ['[累计达到1000]', 'total', '个', [{ op: 'ge', value: '1000', unit: '个', span: 'year' }]],
  ['85%～90%', 'year', '', [{ op: 'range', low: '85', high: '90', unit: '%', span: 'year' }]],
  ['2-3个', 'year', '', [{ op: 'range', low: '2', high: '3', unit: '个', span: 'year' }]],
  ['不低于全区平均水平', 'year', '', [{ op: 'relative', relation: 'ge', to: '全区平均水平' }]],
  ['高于经济增长', 'total', '', [{ op: 'relative', relation: 'gt', to: '经济增长' }]],
  ['控制在5%以内', 'year', '', [{ op: 'le', value: '5', unit: '%', span: 'year' }]],
  ['完成上级下达任务', 'year', '', [{ op: 'assigned', mode: 'complete', authority: '上级' }]],
  [
    '[确保完成国家要求]',
    'total',
    '',
    [{ op: 'assigned', mode: 'complete', authority: '国家', span: 'cumulative' }],
  ],
  ['年均增长8%以上', 'total', '', [{ op: 'ge', value: '8', unit: '%', span: 'annual-average' }]],
  ['翻一番', 'year', '亿元', [{ op: 'times-base', value: '2', span: 'year' }]],
  ['每年6家以上', 'year', '', [{ op: 'ge', value: '6', unit: '家', span: 'every-year' }]],
  ['突破500亿元', 'year', '', [{ op: 'gt', value: '500', unit: '亿元', span: 'year' }]],
  ['全覆盖', 'year', '', [{ op: 'eq', value: '100', unit: '%', span: 'year' }]],
  ['60.6*', 'base', '', [{ op: 'eq', value: '60.6', span: 'year' }]],
  ['1:15', 'year', '', [{ op: 'eq', value: '0.066666666666666666667', ratio: '1:15', span: 'year' }]],
  ['≥９５％', 'year', '', [{ op: 'ge', value: '95', unit: '%', span: 'year' }]],
  ['＞９５', 'year', '%', [{ op: 'gt', value: '95', unit: '%', span: 'year' }]],
  ['１，２３４．５', 'year', '', [{ op: 'eq', value: '1234.5', span: 'year' }]],
  ['1,234.50万元', 'year', '', [{ op: 'eq', value: '1234.5', unit: '万元', span: 'year' }]],
  ['10', 'year', '万亩', [{ op: 'eq', value: '10', unit: '万亩', span: 'year' }]],
  ['50万', 'year', '人', [{ op: 'eq', value: '50', unit: '万人', span: 'year' }]],
  ['1.2万', 'year', '万人', [{ op: 'eq', value: '1.2', unit: '万人', span: 'year' }]],
  ['20%左右', 'year', '', [{ op: 'approx', value: '20', unit: '%', span: 'year' }]],
  ['约8%', 'year', '', [{ op: 'approx', value: '8', unit: '%', span: 'year' }]],
  ['稳定在5.5%左右', 'year', '', [{ op: 'approx', value: '5.5', unit: '%', span: 'year' }]],
  ['稳定在13万吨', 'year', '', [{ op: 'eq', value: '13', unit: '万吨', span: 'year' }]],
  ['保持在98%以上', 'year', '', [{ op: 'ge', value: '98', unit: '%', span: 'year' }]],
  ['90%以上（含90%）', 'year', '', [{ op: 'ge', value: '90', unit: '%', span: 'year' }]],
  ['不少于5', 'year', '个', [{ op: 'ge', value: '5', unit: '个', span: 'year' }]],
  ['不超过3', 'year', '起', [{ op: 'le', value: '3', unit: '起', span: 'year' }]],
  ['控制在15‰以内', 'year', '', [{ op: 'le', value: '15', unit: '‰', span: 'year' }]],
  ['<=35微克/立方米', 'year', '', [{ op: 'le', value: '35', unit: '微克/立方米', span: 'year' }]],
  ['降至5.5%以下', 'year', '', [{ op: 'le', value: '5.5', unit: '%', span: 'year' }]],
  ['提高到40%', 'year', '', [{ op: 'eq', value: '40', unit: '%', span: 'year' }]],
  ['提高5个百分点', 'year', '%', [{ op: 'eq', value: '5', unit: '个百分点', span: 'cumulative' }]],
  ['累计下降18%', 'total', '', [{ op: 'eq', value: '18', unit: '%', span: 'cumulative', change: 'down' }]],
  ['100多家', 'year', '', [{ op: 'gt', value: '100', unit: '家', span: 'year' }]],
  ['至少2–3茬', 'year', '', [{ op: 'ge', value: '2', unit: '茬', span: 'year' }]],
  ['5至6个', 'year', '', [{ op: 'range', low: '5', high: '6', unit: '个', span: 'year' }]],
  ['50万—60万人', 'year', '', [{ op: 'range', low: '50', high: '60', unit: '万人', span: 'year' }]],
  ['6.0——6.5', 'total', '%', [{ op: 'range', low: '6', high: '6.5', unit: '%', span: 'annual-average' }]],
  ['〔18〕', 'total', '%', [{ op: 'eq', value: '18', unit: '%', span: 'cumulative' }]],
  ['﹝6.5﹞', 'total', '', [{ op: 'eq', value: '6.5', span: 'cumulative' }]],
  ['［>8］', 'total', '', [{ op: 'gt', value: '8', span: 'cumulative' }]],
  ['≥[18]%', 'total', '', [{ op: 'ge', value: '18', unit: '%', span: 'cumulative' }]],
  ['10万人以上（五年累计）', 'total', '', [{ op: 'ge', value: '10', unit: '万人', span: 'cumulative' }]],
  ['到2025年，达到98%以上', 'year', '', [{ op: 'ge', value: '98', unit: '%', span: 'year' }]],
  ['突破1000亿元大关', 'year', '', [{ op: 'gt', value: '1000', unit: '亿元', span: 'year' }]],
  ['［１３．５］', 'total', '', [{ op: 'eq', value: '13.5', span: 'cumulative' }]],
  ['到2025年达到50万人', 'total', '', [{ op: 'eq', value: '50', unit: '万人', span: 'year' }]],
  [
    '力争每年6以上',
    'year',
    '家',
    [{ op: 'ge', value: '6', unit: '家', span: 'every-year', aspirational: true }],
  ],
  ['最大限度全覆盖', 'year', '', [{ op: 'eq', value: '100', unit: '%', span: 'year', aspirational: true }]],
  [
    '8%左右（力争8.5%）',
    'total',
    '',
    [
      { op: 'approx', value: '8', unit: '%', span: 'annual-average' },
      { op: 'eq', value: '8.5', unit: '%', span: 'annual-average', aspirational: true },
    ],
  ],
  [
    '60%以上且不低于全区平均水平',
    'year',
    '',
    [
      { op: 'ge', value: '60', unit: '%', span: 'year' },
      { op: 'relative', relation: 'ge', to: '全区平均水平' },
    ],
  ],
  ['快于经济增速2个百分点', 'total', '', [{ op: 'relative', relation: 'gt', to: '经济增速', margin: '2' }]],
  ['达到全国平均水平', 'year', '', [{ op: 'relative', relation: 'ge', to: '全国平均水平' }]],
  ['与经济增长保持同步', 'total', '', [{ op: 'relative', relation: 'sync', to: '经济增长' }]],
  [
    '完成国家和自治区下达的节能目标任务',
    'year',
    '',
    [{ op: 'assigned', mode: 'complete', authority: '国家和自治区' }],
  ],
  ['比2020年增长50%', 'year', '家', [{ op: 'times-base', value: '1.5', span: 'year' }]],
  ['翻两番', 'year', '', [{ op: 'times-base', value: '4', span: 'year' }]],
  ['1，234，567元', 'year', '', [{ op: 'eq', value: '1234567', unit: '元', span: 'year' }]],
  ['≤35μg/m³', 'year', '', [{ op: 'le', value: '35', unit: 'μg/m³', span: 'year' }]],
  ['2000-2050家', 'year', '', [{ op: 'range', low: '2000', high: '2050', unit: '家', span: 'year' }]],
  ['85.5%以上（剔除沙尘）', 'year', '', [{ op: 'ge', value: '85.5', unit: '%', span: 'year' }]],
  ['高于GDP增速1—2个百分点', 'total', '', [{ op: 'relative', relation: 'gt', to: 'GDP增速', margin: '1' }]],
  ['在自治州下达指标内', 'year', '', [{ op: 'assigned', mode: 'within', authority: '自治州' }]],
  ['2021-2025年累计30万人', 'total', '', [{ op: 'eq', value: '30', unit: '万人', span: 'cumulative' }]],
  [
    '“十四五”累计新增城镇就业6万人以上',
    'total',
    '',
    [{ op: 'ge', value: '6', unit: '万人', span: 'cumulative', subject: '新增城镇就业' }],
  ],
  ['两个', 'year', '', [{ op: 'eq', value: '2', unit: '个', span: 'year' }]],
  ['百分之八十五', 'year', '', [{ op: 'eq', value: '85', unit: '%', span: 'year' }]],
  [
    '累计新增就业6万人以上',
    'total',
    '',
    [{ op: 'ge', value: '6', unit: '万人', span: 'cumulative', subject: '新增就业' }],
  ],
  ['', 'year', '%', [none]],
  ['——', 'year', '%', [none]],
  ['…', 'year', '%', [none]],
];

/** What the grammar must not guess at. */
const prose: readonly string[] = [
  '持续改善',
  '待定',
  '基本实现全覆盖',
  '达到国家标准',
  '保持稳定',
  '只增不减',
  '国内领先',
  '2025年',
  '2023年前建成',
  '2021-2025年',
  '5年内力争',
  '3年内力争创建2个',
  '一批',
  'Ⅲ类',
  '20[1]',
  '68.35 5',
  '12\n34',
  '约8%以上',
  '不超过10%左右',
  '城镇95%、农村90%',
  '5%以内（控制数）',
  '完成任务',
  '≤35某单位',
  '大体相当',
];

describe('target grammar', () => {
  it.each([...mainTable, ...otherPlans])('reads %s (%s)', (words, column, unit, parts) => {
    expect(parseTarget(words, column, unit ? { unit } : {})).toEqual({ text: words, parts });
  });

  it.each(prose)('keeps %s as text', (words) => {
    const [part, ...more] = parseTarget(words, 'year', { unit: '%' }).parts;
    expect(more).toEqual([]);
    expect(part).toMatchObject({ op: 'text', text: words });
  });

  it.each([...mainTable, ...otherPlans])('prints %s (%s) so that it reads back', (words, column, unit) => {
    const context = unit ? { unit } : {};
    const { parts } = parseTarget(words, column, context);
    expect(parseTarget(printTarget(parts, column), column, context).parts).toEqual(parts);
  });

  it.each(['不低于全国、全疆平均水平', '高于全州、全区平均水平'])(
    'takes several places of %s for one reference',
    (words) => {
      expect(parseTarget(words, 'year').parts).toHaveLength(1);
    },
  );

  it("sums a flow's 累计达到 and leaves a stock's as a level", () => {
    const flow = parseTarget('累计达到6万人', 'total', { indicator: { unit: '万人', measure: 'flow' } });
    expect(flow.parts).toEqual([{ op: 'ge', value: '6', unit: '万人', span: 'cumulative' }]);
    const stock = parseTarget('累计达到6万人', 'total', { indicator: { unit: '万人', measure: 'stock' } });
    expect(stock.parts).toEqual([{ op: 'ge', value: '6', unit: '万人', span: 'year' }]);
  });

  it('keeps readable parts beside a text part', () => {
    expect(parseTarget('保持合理增长、力争8%', 'total').parts).toEqual([
      { op: 'text', text: '保持合理增长' },
      { op: 'eq', value: '8', unit: '%', span: 'annual-average', aspirational: true },
    ]);
  });

  it('stays quick and whole on long prose', () => {
    const long = '坚持稳中求进，'.repeat(400);
    expect(parseTarget(long, 'year').parts).toEqual([{ op: 'text', text: long }]);
  });
});
