import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeReportDocument } from '../../../renderer/words/report-document.ts';
import { lintReport } from '../../../shared/calc/report/lint-report.ts';
import type { Indicator, Measure, Observation, TargetTexts } from '../../../shared/domain/plan.ts';
import { blocksOf, factsOf, indicatorOf, planOf } from './made-up-report.ts';

/** Whatever a plan holds, its report passes its own check and its counts add up. */

const kinds: readonly {
  readonly measure: Measure;
  readonly unit: string;
  readonly more?: Partial<Indicator>;
  readonly targets: readonly Omit<TargetTexts, 'indicator'>[];
}[] = [
  {
    measure: 'ratio',
    unit: '%',
    targets: [
      { base: '40', year: '60' },
      { base: '40', total: '[12]' },
      { year: '55以上' },
      { base: '90', year: '80', kind: 'hold' },
      { year: '50左右' },
      { year: '力争70' },
      { year: '45-50' },
    ],
  },
  {
    measure: 'ratio',
    unit: '%',
    more: { direction: 'down' },
    targets: [
      { base: '6.2', year: '5.5以内' },
      { year: '5.5左右', kind: 'hold' },
    ],
  },
  {
    measure: 'stock',
    unit: '万吨',
    targets: [{ base: '10.96', year: '11' }, { base: '10', year: '翻一番' }, { year: '25' }],
  },
  {
    measure: 'flow',
    unit: '亿元',
    more: { reporting: 'ytd' },
    targets: [{ total: '[500]' }, { base: '80', year: '120' }, { total: '年均100' }, { year: '每年90以上' }],
  },
  {
    measure: 'growth',
    unit: '%',
    more: { reporting: 'ytd', priceBasis: '不变价' },
    targets: [{ total: '6.5左右' }, { total: '[38]' }, { total: '高于8' }, { year: '6', kind: 'annual-set' }],
  },
  {
    measure: 'index-change',
    unit: '%',
    more: { basis: 'annual', trend: 'decline', reporting: 'ytd' },
    targets: [{ total: '[14.5]' }, { year: '控制在下达指标内' }],
  },
];

const figure = fc.integer({ min: -300, max: 12_000 }).map((number) => (number / 100).toString());
const names = ['甲率', '乙量', '丙产能', '丁总值', '戊增长', '己降低', '庚水平', '辛数'];

const madeUp = fc
  .array(
    fc.record({
      kind: fc.integer({ min: 0, max: kinds.length - 1 }),
      target: fc.nat({ max: 6 }),
      attribute: fc.constantFrom('约束性' as const, '预期性' as const),
      decimals: fc.constantFrom(0, 1, 2),
      split: fc.boolean(),
      figures: fc.array(fc.option(figure, { nil: undefined }), { minLength: 6, maxLength: 6 }),
      half: fc.option(figure, { nil: undefined }),
      status: fc.constantFrom('预计' as const, '初步' as const, '核定' as const, '最终' as const),
    }),
    { minLength: 1, maxLength: names.length },
  )
  .map((rows) => {
    const indicators: Indicator[] = [];
    const targets: TargetTexts[] = [];
    const observations: Observation[] = [];
    const splits: { indicator: string; year: number; target: string }[] = [];
    rows.forEach((row, at) => {
      const { measure, unit, more, targets: texts } = kinds[row.kind]!;
      const code = `X${at}`;
      const { attribute, decimals } = row;
      indicators.push(indicatorOf({ code, name: names[at]!, measure, unit, attribute, decimals, ...more }));
      const text = texts[row.target % texts.length]!;
      targets.push({ indicator: code, ...text });
      if (row.split && text.base && text.year && /^\d/.test(text.year))
        for (let year = 2021; year <= 2025; year++)
          splits.push({ indicator: code, year, target: `${year - 1970}` });
      const add = (period: string, value: string | undefined) => {
        if (value !== undefined)
          observations.push({
            indicator: code,
            unit: 'R',
            period,
            value,
            status: row.status,
            series: '部门',
          });
      };
      for (const [year, value] of row.figures.entries()) add(String(2020 + year), value);
      add('2023H1', row.half);
    });
    return planOf({ indicators, targets, observations, splits });
  });

const dates = fc.constantFrom('2021-12-31', '2022-12-31', '2023-06-30', '2024-12-31', '2025-12-31');

describe('a report of any plan', () => {
  test('passes its own check', () => {
    fc.assert(
      fc.property(madeUp, dates, (plan, date) => {
        const facts = factsOf(plan, date);
        const complaints = lintReport(blocksOf(makeReportDocument(facts, [])), facts);
        expect(complaints).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  test('counts add up, and no tool word or double minus is printed', () => {
    fc.assert(
      fc.property(madeUp, dates, (plan, date) => {
        const facts = factsOf(plan, date);
        expect([...facts.counts.values()].reduce((sum, count) => sum + count, 0)).toBe(facts.main.length);
        const text = blocksOf(makeReportDocument(facts, []))
          .flatMap((block) => (block.kind === 'paragraph' ? [block.text] : block.rows.flat()))
          .join('\n');
        expect(text).not.toMatch(/null|undefined|NaN|Infinity|\[object/);
        expect(text).not.toMatch(/(?:下降|降低|减少|增长|提高|增加|上升)[-－]/);
        expect(text).not.toMatch(/。。|，，|（）|：。/);
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});
