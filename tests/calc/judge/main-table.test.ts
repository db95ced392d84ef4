import { describe, expect, it } from 'vitest';
import { describeReason } from '../../../renderer/words/judgement.ts';
import { evaluatePlan } from '../../../shared/calc/judge/evaluate-plan.ts';
import type { Indicator, Observation, TargetTexts } from '../../../shared/domain/plan.ts';
import { indicatorOf, inputOf, observe } from './make-plan.ts';

/**
 * A main table with every kind of text that the plan's own has (domain.md section 3); the figures are made up.
 * Columns: code, name, unit, 2020, 2025, 年均/累计, measure and more, yearly figures from 2021 on.
 */
type Row = readonly [string, string, string, string, string, string, Partial<Indicator>, readonly string[]];

const growth = { measure: 'growth' } as const;
const decline = { measure: 'index-change', basis: 'annual', trend: 'decline' } as const;
const stock = { measure: 'stock' } as const;
const within = '控制在自治区、自治州下达指标内';

const rows: readonly Row[] = [
  [
    '01',
    '地区生产总值增长',
    '%',
    '6.6',
    '-',
    '保持在合理区间、各年度视情提出',
    { ...growth, aliases: ['GDP'] },
    ['7', '4', '6', '6', '6'],
  ],
  ['02', '全员劳动生产率增长', '%', '-', '-', '高于GDP增长', growth, []],
  ['03', '常住人口城镇化率', '%', '63.35', '68.35', '[5]', {}, ['64', '65.1', '66', '67', '68.4']],
  [
    '04',
    '全社会研发经费投入增长',
    '%',
    '-',
    '-',
    '>8、力争投入强度高于“十三五”时期实际',
    growth,
    ['9', '10', '7', '9', '9'],
  ],
  ['05', '每万人口发明专利拥有量', '件', '-', '2.5', '-', {}, ['1', '1.4', '1.9', '2.2', '2.4']],
  ['06', '数字经济增加值占地区生产总值比例', '%', '-', '12', '-', {}, []],
  ['07', '居民人均可支配收入增长', '%', '-', '-', '与GDP增长基本同步', growth, ['7', '4.5', '6', '5', '6']],
  [
    '08',
    '城镇调查失业率',
    '%',
    '-',
    '5.5左右',
    '-',
    { direction: 'down' },
    ['5.1', '5.6', '5.4', '5.2', '5.8'],
  ],
  [
    '09',
    '劳动年龄人口平均受教育年限',
    '年',
    '10.3',
    '11.3',
    '[1]',
    { attribute: '约束性' },
    ['10.5', '10.7', '10.9', '11.1', '11.2'],
  ],
  ['10', '每千人口拥有3岁以下婴幼儿托位数', '个', '-', '1.25', '-', {}, ['0.3', '0.6', '1', '1.3', '1.3']],
  [
    '11',
    '每千人口拥有执业(助理)医师数',
    '人',
    '2.42',
    '2.72',
    '-',
    {},
    ['2.5', '2.6', '2.65', '2.7', '2.72'],
  ],
  ['12', '基本养老保险参保率', '%', '95', '>95', '-', {}, ['95.2', '95.4', '95.1', '95', '95.5']],
  ['13', '人均预期寿命', '岁', '74', '76', '[2]', {}, ['74.5', '75', '75.6', '76', '76.2']],
  [
    '14',
    '单位地区生产总值能源消耗降低',
    '%',
    '[9]',
    within,
    '',
    { ...decline, attribute: '约束性' },
    ['2', '3', '2.5', '2', '3'],
  ],
  [
    '15',
    '单位地区生产总值二氧化碳排放降低',
    '%',
    '[14]',
    within,
    '',
    { ...decline, attribute: '约束性' },
    ['3', '3', '3', '3', '3'],
  ],
  [
    '16',
    '城市空气质量优良天数比率',
    '%',
    '82.5',
    within,
    '',
    { attribute: '约束性' },
    ['83', '84', '82', '84', '85'],
  ],
  [
    '17',
    '地表水达到或好于Ⅲ类水体比例',
    '%',
    '100',
    within,
    '',
    { attribute: '约束性' },
    ['100', '100', '100', '100', '100'],
  ],
  ['18', '森林覆盖率', '%', '13.45', '20', '-', { attribute: '约束性' }, ['14', '14.5', '15', '16', '17']],
  [
    '19',
    '粮食综合生产能力',
    '万吨',
    '10.96',
    '11',
    '-',
    { ...stock, attribute: '约束性' },
    ['11', '11.2', '11.1', '11.4', '11.2'],
  ],
  [
    '20',
    '能源综合生产能力',
    '亿吨标煤',
    '-',
    '完成自治州下达任务',
    '',
    { ...stock, attribute: '约束性' },
    [],
  ],
];

const indicators = rows.map(([code, name, unit, , , , more]) => indicatorOf({ code, name, unit, ...more }));
const targets: TargetTexts[] = rows.map(([indicator, , , base, year, total]) => ({
  indicator,
  base,
  year,
  total,
  ...(indicator === '08' && { kind: 'hold' as const }),
}));
const observations: Observation[] = rows.flatMap(([indicator, , , , , , , values]) =>
  observe(Object.fromEntries(values.map((value, index) => [2021 + index, value])), { indicator }),
);
const assigned = [
  ...[2021, 2022, 2023, 2024, 2025].map((year) => ({ indicator: '01', year, value: '6左右' })),
  { indicator: '14', year: 2025, value: '13.5', document: '某发改〔2021〕1号' },
  { indicator: '16', year: 2025, value: '83' },
];

const words = ['提前实现', '快于预期', '基本符合预期', '滞后', '无法判定', '超额完成', '完成', '未完成'];

function verdictsAt(date: string) {
  const { indicators: judged } = evaluatePlan(inputOf({ date, indicators, targets, observations, assigned }));
  return Object.fromEntries(judged.map((row) => [row.indicator, row.verdict]));
}

describe('a whole main table', () => {
  it.each(['2022-12-31', '2023-06-30', '2023-12-31', '2025-12-31'])(
    'has a verdict or a reason in each row on %s',
    (date) => {
      const { indicators: judged } = evaluatePlan(
        inputOf({ date, indicators, targets, observations, assigned }),
      );
      expect(judged).toHaveLength(20);
      const counts = new Map(words.map((word) => [word, 0]));
      for (const row of judged) {
        counts.set(row.verdict, counts.get(row.verdict)! + 1);
        if (row.verdictCode === 'undecided') {
          expect(row.reason).not.toBeNull();
          const sentence = describeReason(row.reason!, row.reasonDetails);
          expect(sentence).toMatch(/。$/);
          expect(sentence).not.toContain('undefined');
        } else expect(row.dataDate).not.toBeNull();
      }
      expect([...counts.values()].reduce((a, b) => a + b)).toBe(20);
    },
  );

  it('judges at mid-term by each row’s own kind', () => {
    expect(verdictsAt('2023-06-30')).toEqual({
      '01': '滞后',
      '02': '无法判定',
      '03': '基本符合预期',
      '04': '基本符合预期',
      '05': '无法判定',
      '06': '无法判定',
      '07': '基本符合预期',
      '08': '基本符合预期',
      '09': '基本符合预期',
      '10': '无法判定',
      '11': '快于预期',
      '12': '基本符合预期',
      '13': '快于预期',
      '14': '滞后',
      '15': '无法判定',
      // 82.5 to 83 is 0.6 % of the target: just wide enough to be a level, and it was met in 2022.
      '16': '提前实现',
      '17': '无法判定',
      '18': '滞后',
      '19': '基本符合预期',
      '20': '无法判定',
    });
  });

  it('uses the final words at the end', () => {
    expect(verdictsAt('2025-12-31')).toEqual({
      '01': '完成',
      '02': '无法判定',
      '03': '超额完成',
      '04': '完成',
      '05': '未完成',
      '06': '无法判定',
      '07': '完成',
      '08': '未完成',
      '09': '未完成',
      '10': '超额完成',
      '11': '完成',
      '12': '完成',
      '13': '超额完成',
      '14': '未完成',
      '15': '无法判定',
      '16': '超额完成',
      '17': '无法判定',
      '18': '未完成',
      '19': '完成',
      '20': '无法判定',
    });
  });
});
