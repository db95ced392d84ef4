import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PeriodType } from '../../shared/text/period.ts';
import { isPeriodText, readPeriodText, toPeriodKey } from '../../shared/text/period-text.ts';

function key(text: string, type: PeriodType, year?: number): string | undefined {
  const found = readPeriodText(text);
  return found && toPeriodKey(found, type, year);
}

describe('period texts', () => {
  it.each([
    ['2023年1-6月', '2023Q2'],
    ['2023年1—6月', '2023Q2'],
    ['2023年1～6月份', '2023Q2'],
    ['2023年1至6月', '2023Q2'],
    ['2023年1月-6月', '2023Q2'],
    ['2023 年 1－6 月', '2023Q2'],
    ['2023.1-6', '2023Q2'],
    ['2023年上半年', '2023Q2'],
    ['二〇二三年上半年', '2023Q2'],
    ['2023年二季度', '2023Q2'],
    ['2023年第二季度', '2023Q2'],
    ['2023年2季度', '2023Q2'],
    ['2023Q2', '2023Q2'],
    ['2023年前三季度', '2023Q3'],
    ['2023年一至三季度', '2023Q3'],
    ['2016年一季度（元）', '2016Q1'],
    ['2023年6月', '2023Q2'],
    ['截至2023年6月底', '2023Q2'],
    ['截至2023年6月30日', '2023Q2'],
    ['报告期：2023年1-6月', '2023Q2'],
    ['20230600', '2023Q2'],
    ['F20003_429021_20160012.xls', '2016Q4'],
    ['202306', '2023Q2'],
    ['2023-06', '2023Q2'],
    ['英也尔镇2023年二季度报表（终版）', '2023Q2'],
    ['2023年下半年', '2023Q4'],
    ['2023年全年', '2023Q4'],
    ['二〇二三年十二月', '2023Q4'],
  ])('%s → %s of a quarter form', (text, wanted) => {
    expect(key(text, 'quarter')).toBe(wanted);
  });

  it.each([
    ['1-6月', 'quarter', '2023Q2'],
    ['1-6月累计', 'half', '2023H1'],
    ['二季度', 'month', '2023-06'],
    ['上半年', 'month', '2023-06'],
    ['5月', 'month', '2023-05'],
    ['1-5月', 'month', '2023-05'],
  ] as const)('%s takes its year from elsewhere: %s %s', (text, type, wanted) => {
    expect(key(text, type, 2023)).toBe(wanted);
    expect(key(text, type)).toBeUndefined();
  });

  it.each([
    ['2023年1-5月', 'quarter'],
    ['2023年', 'quarter'],
    ['2023年5月', 'half'],
    ['2023年1-6月', 'year'],
    ['2021-2025年', 'year'],
    ['2022-2023学年', 'year'],
    ['1-本月', 'month'],
    ['报出日期：2023年7月5日', 'month'],
    ['最近12季度', 'quarter'],
    ['13月', 'month'],
    ['企业数', 'quarter'],
    ['13800138000', 'month'],
    ['420010', 'month'],
  ] as const)('%s is no period of a %s form', (text, type) => {
    expect(key(text, type, undefined)).toBeUndefined();
  });

  it.each([
    ['2023年', '2023'],
    ['2023年度', '2023'],
    ['2019 年', '2019'],
    ['2023', '2023'],
    ['2023年1-12月', '2023'],
    ['2023年12月', undefined],
  ])('%s → %s of a year form', (text, wanted) => {
    expect(key(text, 'year')).toBe(wanted);
  });

  it('knows a text that is a period and nothing else', () => {
    for (const text of ['2019 年', '1-6月累计', '2016年一季度', '6月末'])
      expect(isPeriodText(text)).toBe(true);
    for (const text of ['2018年比2017年增长', '2023年季报表', '粮食', '6月龄羔羊'])
      expect(isPeriodText(text)).toBe(false);
  });

  it('1-n月 ends in the quarter, half and year that end with month n, and in no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2099 }), fc.integer({ min: 2, max: 12 }), (year, month) => {
        const text = `${year}年1-${month}月`;
        expect(key(text, 'month')).toBe(`${year}-${String(month).padStart(2, '0')}`);
        expect(key(text, 'quarter')).toBe(month % 3 === 0 ? `${year}Q${month / 3}` : undefined);
        expect(key(text, 'half')).toBe(month % 6 === 0 ? `${year}H${month / 6}` : undefined);
        expect(key(text, 'year')).toBe(month === 12 ? `${year}` : undefined);
      }),
    );
  });
});
