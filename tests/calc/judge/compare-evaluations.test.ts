import { expect, it } from 'vitest';
import { compareEvaluations } from '../../../shared/calc/judge/compare-evaluations.ts';
import { evaluatePlan } from '../../../shared/calc/judge/evaluate-plan.ts';
import { indicatorOf, inputOf, observe } from './make-plan.ts';

it('lists what changed between two days of knowledge, and a target lost', () => {
  const facts = {
    date: '2023-12-31',
    indicators: [indicatorOf(), indicatorOf({ code: 'Y', name: '乙' })],
    targets: [
      { indicator: 'X', base: '50', year: '60' },
      { indicator: 'Y', base: '50', year: '60' },
    ],
    observations: [
      ...observe({ '2022': '61' }, { status: '初步', recorded: '2023-02-01' }),
      ...observe({ '2022': '58' }, { status: '最终', recorded: '2023-09-01' }),
      ...observe({ '2022': '55' }, { indicator: 'Y', recorded: '2023-02-01' }),
    ],
  };
  const before = evaluatePlan(inputOf(facts, { asOf: '2023-07-01' }));
  const after = evaluatePlan(inputOf(facts));
  expect(before.indicators[0]).toMatchObject({ verdict: '提前实现', actual: '61' });
  expect(compareEvaluations(before, after)).toEqual([
    {
      indicator: 'X',
      kind: 'changed',
      verdict: ['提前实现', '快于预期'],
      actual: ['61', '58'],
      target: ['60', '60'],
      dataDate: ['2022-12-31', '2022-12-31'],
      completionChange: '-0.3',
      lost: true,
    },
  ]);
  expect(compareEvaluations(after, after)).toEqual([]);
});
