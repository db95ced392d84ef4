import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compoundRates, refuseRateSum } from '../../../shared/calc/judge/compound-rates.ts';
import type { Indicator, TargetTexts } from '../../../shared/domain/plan.ts';
import { Decimal, roundTo } from '../../../shared/text/decimal.ts';
import { indicatorOf, judgeFirst, observe } from './make-plan.ts';

/**
 * Published evaluations (public figures, typed in here; the collection they come from is checked against them where it
 * lies beside the project). For each case the table says what is asserted, and what a pack can't say.
 */

const shown = (text: string | null, decimals: number) =>
  roundTo(new Decimal(text!), decimals).toFixed(decimals);
const percent = (share: string | null, decimals: number) =>
  shown(new Decimal(share!).times(100).toString(), decimals);

interface OneYear {
  readonly name: string;
  readonly indicator: Partial<Indicator>;
  readonly target: Omit<TargetTexts, 'indicator'>;
  readonly actual: string;
  readonly verdict: string;
}

function judgeYear(year: number, row: OneYear) {
  return judgeFirst({
    period: [year, year],
    date: `${year}-12-31`,
    indicators: [indicatorOf({ name: row.name, ...row.indicator })],
    targets: [{ indicator: 'X', ...row.target }],
    observations: observe({ [year]: row.actual }),
  });
}

const growth = { measure: 'growth' } as const;

describe('N14-air: a level met once and lost again', () => {
  const facts = {
    indicators: [indicatorOf({ name: '优良天数比率' })],
    targets: [{ indicator: 'X', base: '87.0', year: '87.5' }],
  };

  it('asserts the verdict 滞后, and that 2021 was at target', () => {
    const judged = judgeFirst({
      ...facts,
      date: '2023-12-31',
      observations: observe({ '2021': '87.5', '2022': '86.5', '2023': '85.5' }),
    });
    expect(judged).toMatchObject({ method: 'level', verdict: '滞后', everMet: '2021', completion: '-3' });
  });

  it('asserts that a figure without dust is another definition, not comparable with the base', () => {
    const judged = judgeFirst(
      {
        ...facts,
        date: '2023-12-31',
        observations: observe({ '2021': '87.5', '2022': '86.5', '2023': '86.8' }),
      },
      { breaks: [{ indicator: 'X', period: '2023', note: '剔除沙尘' }] },
    );
    expect(judged).toMatchObject({ verdict: '无法判定', reason: 'definition-break', actual: '86.8' });
  });
});

describe('N12-energy-2013: 54 % done, 3.9 % needed a year', () => {
  const facts = {
    period: [2011, 2015] as const,
    date: '2013-12-31',
    indicators: [
      indicatorOf({ name: '单位GDP能耗降低', measure: 'index-change', basis: 'annual', trend: 'decline' }),
    ],
    targets: [{ indicator: 'X', total: '[16]' }],
  };

  it('asserts every number to its printed digit and the verdict', () => {
    const judged = judgeFirst({
      ...facts,
      observations: observe({ '2011': '2.01', '2012': '3.6', '2013': '3.7' }),
    });
    expect(shown(judged.actual, 2)).toBe('9.03');
    expect(percent(judged.completion, 0)).toBe('54');
    expect(percent(judged.completionCompound, 1)).toBe('54.3');
    // The case's own 56.4 divides the printed 9.03; unrounded figures give 56.45 (the next test divides 9.03 too).
    expect(percent(judged.completionLinear, 2)).toBe('56.45');
    expect(percent(judged.schedule, 0)).toBe('60');
    expect(shown(judged.needPerYear, 1)).toBe('3.9');
    expect(shown(judged.needPerYear, 2)).toBe('3.91');
    expect(judged).toMatchObject({ method: 'log-compound', verdict: '滞后', light: 'yellow' });
  });

  it('asserts the same from the change since the base year', () => {
    const [indicator] = facts.indicators;
    const judged = judgeFirst({
      ...facts,
      indicators: [{ ...indicator!, basis: 'since-base' }],
      observations: observe({ '2013': '9.03' }),
    });
    expect(percent(judged.completion, 0)).toBe('54');
    expect(percent(judged.completionLinear, 1)).toBe('56.4');
    expect(shown(judged.needPerYear, 1)).toBe('3.9');
  });
});

describe('N12-NOx-2013: published as linear 20 % with a compound need of 4.2 %', () => {
  it('asserts both completions, the need and the verdict', () => {
    const judged = judgeFirst({
      period: [2011, 2015],
      date: '2013-12-31',
      indicators: [
        indicatorOf({
          name: '氮氧化物排放总量减少',
          measure: 'index-change',
          basis: 'since-base',
          trend: 'decline',
        }),
      ],
      targets: [{ indicator: 'X', total: '[10]' }],
      observations: observe({ '2013': '2.0' }),
    });
    expect(percent(judged.completionLinear, 1)).toBe('20.0');
    expect(percent(judged.completionCompound, 1)).toBe('19.2');
    expect(shown(judged.needPerYear, 1)).toBe('4.2');
    expect(shown(judged.needPerYear, 2)).toBe('4.17');
    expect(judged).toMatchObject({ verdict: '滞后', light: 'red' });
  });
});

describe('N12-sum-trap: rates are never added', () => {
  const rates = ['2.01', '3.6', '3.7', '4.8', '5.6'];

  it('asserts that the plain sum is refused with both numbers shown', () => {
    const all = refuseRateSum(rates, 'decline');
    expect(all).toMatchObject({ refused: true, sum: '19.71' });
    expect(shown(all.compound, 2)).toBe('18.25');
    expect(shown(refuseRateSum(rates.slice(0, 4), 'decline').compound, 1)).toBe('13.4');
    expect(refuseRateSum(rates.slice(0, 4), 'decline').sum).toBe('14.11');
    expect(
      roundTo(
        compoundRates(
          rates.map((rate) => new Decimal(rate)),
          'decline',
        ),
        2,
      ).toString(),
    ).toBe('18.25');
  });
});

describe('HB13: mid-term at half time', () => {
  const facts = { period: [2016, 2020] as const, date: '2018-06-30' };

  it('asserts 已达期末目标 for PM2.5: met ahead of time', () => {
    const judged = judgeFirst({
      ...facts,
      indicators: [
        indicatorOf({
          name: 'PM2.5浓度下降',
          measure: 'index-change',
          basis: 'since-base',
          trend: 'decline',
        }),
      ],
      targets: [{ indicator: 'X', total: '[20]' }],
      observations: observe({ '2016': '16.7', '2017': '21.2', '2018H1': '21.2' }),
    });
    expect(judged).toMatchObject({ verdict: '提前实现', needPerYear: '0', schedule: '0.5' });
  });

  it('asserts 已达期末目标 for the share of bad water: downwards, without a base', () => {
    const judged = judgeFirst({
      ...facts,
      indicators: [indicatorOf({ name: '劣Ⅴ类水体比例', direction: 'down' })],
      targets: [{ indicator: 'X', base: '-', year: '6.1' }],
      observations: observe({ '2016': '4.4', '2017': '4.4', '2018H1': '2.6' }),
    });
    expect(judged).toMatchObject({ method: 'level', verdict: '提前实现', actual: '2.6' });
  });

  it('asserts 86.7 % and 超过进度要求 for rebuilt housing', () => {
    const judged = judgeFirst({
      ...facts,
      indicators: [
        indicatorOf({ name: '城镇棚户区住房改造', unit: '万套', measure: 'flow', reporting: 'ytd' }),
      ],
      targets: [{ indicator: 'X', total: '[110]' }],
      observations: observe({ '2016': '39.6', '2017': '41.3', '2018H1': '14.5' }),
    });
    expect(judged.actual).toBe('95.4');
    expect(percent(judged.completion, 1)).toBe('86.7');
    expect(judged).toMatchObject({ method: 'cumulative-total', verdict: '快于预期' });
  });

  it('asserts the average 8.9 % for income from full years; half a year is never doubled', () => {
    const judged = judgeFirst({
      ...facts,
      indicators: [
        indicatorOf({
          name: '居民人均可支配收入',
          unit: '元',
          measure: 'ratio',
          reporting: 'ytd',
          recompute: true,
        }),
      ],
      // The case prints no target; 8.5 stands for the plan's, so that a verdict can be given.
      targets: [{ indicator: 'X', base: '20033', total: '8.5%左右' }],
      observations: observe({ '2016': '21787', '2017': '23757', '2018H1': '12541' }),
    });
    expect(shown(judged.actual, 1)).toBe('8.9');
    expect(judged).toMatchObject({ method: 'average-rate', dataDate: '2017-12-31', verdict: '基本符合预期' });
    expect(judged.inputs.map((input) => input.period)).toEqual(['2016', '2017']);
  });

  // The counts by verdict (34 of 41) need all rows of the report: a pack can't say this from four of them.
});

describe('N13', () => {
  // Counts over 25 indicators and four two-year changes without their targets: a pack can't say verdicts from this.
  it('asserts only that a two-year change is taken as given, not halved or added', () => {
    const judged = judgeFirst({
      period: [2016, 2020],
      date: '2017-12-31',
      indicators: [
        indicatorOf({ name: '单位GDP能耗降低', measure: 'index-change', basis: 'annual', trend: 'decline' }),
      ],
      targets: [{ indicator: 'X', total: '[15]' }],
      observations: observe({ '2016..2017': '8.5' }),
    });
    expect(judged).toMatchObject({ actual: '8.5', schedule: '0.4', dataDate: '2017-12-31' });
  });
});

describe('SH-2024-annual: one-year plans are judged at their end by the target alone', () => {
  const rows: readonly OneYear[] = [
    { name: '全市生产总值', indicator: growth, target: { year: '增长5%左右' }, actual: '5', verdict: '完成' },
    {
      name: '地方一般公共预算收入',
      indicator: growth,
      target: { year: '增长5%' },
      actual: '0.7',
      verdict: '未完成',
    },
    {
      name: '工业战新产值占规上比重',
      indicator: {},
      target: { year: '44%以上' },
      actual: '43.6',
      verdict: '未完成',
    },
  ];

  it.each(rows)('asserts $verdict for $name', (row) => {
    expect(judgeYear(2024, row).verdict).toBe(row.verdict);
  });

  it('asserts that an actual printed as 左右 is no figure: a pack can only leave it blank', () => {
    const judged = judgeFirst({
      period: [2024, 2024],
      date: '2024-12-31',
      indicators: [indicatorOf({ name: '单位建设用地生产总值', ...growth })],
      targets: [{ indicator: 'X', year: '提高5%以上' }],
      observations: [{ ...observe({ '2024': '0' })[0]!, value: null }],
    });
    expect(judged).toMatchObject({ verdict: '无法判定', reason: 'no-data' });
  });
});

describe('YC2013-annual', () => {
  const rows: readonly OneYear[] = [
    {
      name: '地区生产总值增长',
      indicator: growth,
      target: { year: '增长9%' },
      actual: '6.0',
      verdict: '未完成',
    },
    // 73.2 came after +1.2 points: the base of 72.0 met the target already, so it was to be held.
    {
      name: '三产增加值占GDP比重',
      indicator: {},
      target: { base: '72', year: '72%以上' },
      actual: '73.2',
      verdict: '完成',
    },
    {
      name: '公共财政收入增长',
      indicator: growth,
      target: { year: '增长8%' },
      actual: '15.1',
      verdict: '完成',
    },
    {
      name: '固定资产投资增长',
      indicator: growth,
      target: { year: '增长12%' },
      actual: '12.0',
      verdict: '完成',
    },
  ];

  it.each(rows)('asserts $verdict for $name', (row) => {
    expect(judgeYear(2013, row).verdict).toBe(row.verdict);
  });
});

const collection = fileURLToPath(new URL('../../../../shared/cases/evaluation.json', import.meta.url));

interface Case {
  readonly id: string;
  readonly [field: string]: unknown;
}

describe.skipIf(!existsSync(collection))(
  'the collection of published cases (skipped where it is not beside the project)',
  () => {
    const cases = existsSync(collection)
      ? (JSON.parse(readFileSync(collection, 'utf8')) as { readonly cases: readonly Case[] }).cases
      : [];
    const find = (id: string) => cases.find((entry) => entry.id === id)!;

    it('holds no case that this file does not speak of', () => {
      const own = readFileSync(fileURLToPath(import.meta.url), 'utf8');
      for (const entry of cases) expect(own).toContain(entry.id);
    });

    it('gives its computed energy and NOx numbers from its own facts', () => {
      for (const id of ['N12-energy-2013', 'N12-NOx-2013']) {
        const held = find(id);
        const calc = held.calc as { log_pct: number; linear_pct: number; need: number };
        const actual = String(held.actual_cum_2013);
        const judged = judgeFirst({
          period: [2011, 2015],
          date: '2013-12-31',
          indicators: [
            indicatorOf({
              measure: 'index-change',
              basis: 'since-base',
              trend: 'decline',
            }),
          ],
          targets: [{ indicator: 'X', total: `[${held.target_cum}]` }],
          observations: observe({ '2013': actual }),
        });
        expect(percent(judged.completionCompound, 1)).toBe(calc.log_pct.toFixed(1));
        expect(percent(judged.completionLinear, 1)).toBe(calc.linear_pct.toFixed(1));
        expect(shown(judged.needPerYear, 2)).toBe(calc.need.toFixed(2));
        expect(shown(judged.needPerYear, 1)).toBe((held.official_need_per_year_last2 as number).toFixed(1));
      }
    });

    it('refuses its sum and gives its compound', () => {
      const held = find('N12-sum-trap');
      const rates = Object.values(held.annual as Readonly<Record<string, number>>).map(String);
      const calc = held.calc as { plain_sum: number; compound_2015: number };
      const refusal = refuseRateSum(rates, 'decline');
      expect(refusal.sum).toBe(String(calc.plain_sum));
      expect(shown(refusal.compound, 2)).toBe(calc.compound_2015.toFixed(2));
    });
  },
);
