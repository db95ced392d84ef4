import { bench, describe } from 'vitest';
import { evaluatePlan } from '../../../shared/calc/judge/evaluate-plan.ts';
import type { Indicator, Observation, SplitTarget, TargetTexts } from '../../../shared/domain/plan.ts';
import { indicatorOf, inputOf, observe } from './make-plan.ts';

/** `npx vitest bench tests/calc/judge`: 5,000 indicators of five kinds × 6 years with full splits; aim: under 1 s. */
const kinds: readonly (readonly [
  Partial<Indicator>,
  Omit<TargetTexts, 'indicator'>,
  (year: number) => number,
])[] = [
  [{ measure: 'ratio' }, { base: '60', year: '80' }, (year) => 60 + year * 3.9],
  [{ measure: 'stock', unit: '张' }, { base: '100', year: '200以上' }, (year) => 100 + year * 19],
  [{ measure: 'flow', unit: '万人' }, { total: '[600]' }, () => 118],
  [{ measure: 'growth' }, { total: '8以上' }, (year) => 7.6 + (year % 3) * 0.4],
  [{ measure: 'index-change', basis: 'annual', trend: 'decline' }, { total: '[15]' }, () => 3.1],
];

const indicators: Indicator[] = [];
const targets: TargetTexts[] = [];
const splits: SplitTarget[] = [];
const observations: Observation[] = [];
for (let index = 0; index < 5000; index += 1) {
  const [more, texts, value] = kinds[index % kinds.length]!;
  const code = `I${index}`;
  indicators.push(indicatorOf({ code, name: `指标${index}`, ...more }));
  targets.push({ indicator: code, ...texts });
  for (let year = 2020; year <= 2025; year += 1) {
    const text = (value(year - 2020) + index / 1e4).toFixed(4);
    observations.push(...observe({ [year]: text }, { indicator: code }));
    if (year > 2020) splits.push({ indicator: code, year, target: text });
  }
}
const input = inputOf({ date: '2024-12-31', indicators, targets, splits, observations });

describe('evaluation', () => {
  bench('5,000 indicators × 6 years', () => void evaluatePlan(input), {
    iterations: 5,
    warmupIterations: 1,
    time: 0,
  });
});
