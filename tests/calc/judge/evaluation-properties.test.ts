import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePlan } from '../../../shared/calc/judge/evaluate-plan.ts';
import { splitTarget } from '../../../shared/calc/target/split-target.ts';
import type { Indicator, TargetTexts } from '../../../shared/domain/plan.ts';
import { Decimal, printDecimal } from '../../../shared/text/decimal.ts';
import { indicatorOf, inputOf, judgeFirst, observe } from './make-plan.ts';

const decimal = (low: number, high: number) =>
  fc.integer({ min: low * 100, max: high * 100 }).map((digits) => printDecimal(new Decimal(digits).div(100)));

interface Kind {
  readonly indicator: Partial<Indicator>;
  readonly target: Omit<TargetTexts, 'indicator'>;
  readonly value: fc.Arbitrary<string>;
}

const kinds: Readonly<Record<string, Kind>> = {
  level: { indicator: {}, target: { base: '50', year: '80' }, value: decimal(0, 120) },
  cumulative: {
    indicator: { unit: '个', measure: 'flow' },
    target: { total: '[100]' },
    value: decimal(0, 200),
  },
  compound: {
    indicator: { measure: 'index-change', basis: 'since-base', trend: 'decline' },
    target: { total: '[16]' },
    value: decimal(-20, 60),
  },
};

describe('properties of judging', () => {
  it.each(Object.entries(kinds))('%s: completion grows with the actual', (_name, kind) => {
    const completionOf = (value: string) =>
      new Decimal(
        judgeFirst({
          date: '2021-12-31',
          indicators: [indicatorOf(kind.indicator)],
          targets: [{ indicator: 'X', ...kind.target }],
          observations: observe({ '2021': value }),
        }).completion!,
      );
    fc.assert(
      fc.property(kind.value, kind.value, (a, b) => {
        const [less, more] = new Decimal(a).lessThan(b) ? [a, b] : [b, a];
        fc.pre(less !== more);
        expect(completionOf(less).lessThan(completionOf(more))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('finds a split on schedule at each year end, and its milestone met', () => {
    const years = [2021, 2022, 2023, 2024, 2025];
    fc.assert(
      fc.property(
        decimal(1, 500),
        decimal(1, 500),
        fc.constantFrom('level', 'total'),
        fc.integer({ min: 0, max: 3 }),
        (base, gain, kind, last) => {
          const isLevel = kind === 'level';
          const target = isLevel ? printDecimal(new Decimal(base).plus(gain).plus(10)) : gain;
          // Decimals enough that the rounding of a part is no part of the property.
          const split = splitTarget({
            kind: isLevel ? 'level' : 'total',
            shape: 'equal-steps',
            base,
            target,
            decimals: 12,
            years,
          });
          const values = split.parts.map((part) => part.value!);
          const judged = judgeFirst({
            date: `${2021 + last}-12-31`,
            indicators: [indicatorOf(isLevel ? {} : { unit: '个', measure: 'flow' })],
            targets: [
              isLevel
                ? { indicator: 'X', kind: 'level', base, year: target }
                : { indicator: 'X', total: `[${target}]` },
            ],
            splits: split.parts.map((part) => ({ indicator: 'X', year: part.year, target: part.value! })),
            observations: observe(
              Object.fromEntries(years.slice(0, last + 1).map((year, index) => [year, values[index]!])),
            ),
          });
          expect(Number(judged.completion)).toBeCloseTo(Number(judged.schedule), 9);
          expect(judged.milestone).toMatchObject({ year: 2021 + last, met: true });
          expect(judged.verdict).toBe('基本符合预期');
          expect(judged.backLoaded).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of rows', () => {
    const statuses = fc.constantFrom('预计', '初步', '核定', '最终');
    const row = fc.record({
      indicator: fc.constantFrom('X', 'Y', 'Z'),
      unit: fc.constantFrom('ROOT', 'T1'),
      period: fc.constantFrom('2021', '2021Q4', '2022', '2022H1', '2022Q2', '2022-06', '2021..2022'),
      value: fc.option(decimal(0, 20), { nil: null }),
      status: statuses,
      series: fc.constantFrom('部门', '汇总', '核定'),
      recorded: fc.constantFrom('2022-01-01', '2022-06-01', '2023-01-01'),
    });
    const indicators = [
      indicatorOf(),
      indicatorOf({ code: 'Y', name: '乙', measure: 'flow', unit: '个', reporting: 'ytd' }),
      indicatorOf({ code: 'Z', name: '丙', measure: 'growth' }),
    ];
    const targets = [
      { indicator: 'X', base: '5', year: '15' },
      { indicator: 'Y', total: '[30]' },
      { indicator: 'Z', total: '8以上、高于样例指标' },
    ];
    fc.assert(
      fc.property(fc.array(row, { maxLength: 14 }), fc.infiniteStream(fc.nat()), (observations, keys) => {
        const facts = { date: '2022-12-31', indicators, targets };
        const shuffled = observations
          .map((entry) => ({ entry, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ entry }) => entry);
        const judge = (rows: typeof observations) => evaluatePlan(inputOf({ ...facts, observations: rows }));
        const verdicts = judge(shuffled).indicators;
        expect(verdicts).toEqual(judge(observations).indicators);
        const backwards = inputOf({
          ...facts,
          observations,
          targets: [...targets].reverse(),
          indicators: [...indicators].reverse(),
        });
        expect([...evaluatePlan(backwards).indicators].reverse()).toEqual(verdicts);
      }),
      { numRuns: 200 },
    );
  });
});
