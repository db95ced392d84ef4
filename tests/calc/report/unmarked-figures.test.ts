import { describe, expect, test } from 'vitest';
import { makeReportDocument } from '../../../renderer/words/report-document.ts';
import { lintReport } from '../../../shared/calc/report/lint-report.ts';
import type { TextBlock } from '../../../shared/domain/outline.ts';
import type { Observation } from '../../../shared/domain/plan.ts';
import { blocksOf, factsOf, indicatorOf, planOf } from './made-up-report.ts';

/** 预计 and 初步 figures keep their mark in every sentence; what follows from them by a step has none to keep. */

const total = indicatorOf({ code: 'X0', name: '新建管网', unit: '亿元', measure: 'flow', reporting: 'ytd' });
const share = indicatorOf({ code: 'X1', name: '绿化覆盖率', decimals: 1 });

const observation = (indicator: string, period: string, value: string): Observation => ({
  indicator,
  unit: 'R',
  period,
  value,
  status: '预计',
  series: '部门',
});

function complaintsAbout(
  observations: Observation[],
  edit: (text: string) => string = (text) => text,
  date = '2023-12-31',
) {
  const plan = planOf({
    indicators: [total, share],
    targets: [
      { indicator: 'X0', total: '[500]' },
      { indicator: 'X1', base: '40', year: '60' },
    ],
    observations,
  });
  const facts = factsOf(plan, date);
  const edited = blocksOf(makeReportDocument(facts, [])).map(
    (block): TextBlock => (block.kind === 'paragraph' ? { ...block, text: edit(block.text) } : block),
  );
  return lintReport(edited, facts).filter(({ rule }) => rule === 'mark-missing');
}

describe('the mark of an estimated figure', () => {
  const year = [observation('X1', '2023', '48.5')];

  test('is missed where a sentence lost it, for a whole year too', () => {
    expect(complaintsAbout(year)).toEqual([]);
    const found = complaintsAbout(year, (text) => text.replace('48.5%（预计数）', '48.5%'));
    expect(found.map(({ details }) => details)).toEqual([{ indicator: '绿化覆盖率', number: '48.5' }]);
  });

  test('is not asked of a share of completion that happens to be the same number', () => {
    const sum = [['2021', '1.5'] as const, ['2022', '-1.5'] as const, ['2023H1', '0'] as const];
    const figures = sum.map(([period, value]) => observation('X0', period, value));
    expect(complaintsAbout(figures, undefined, '2023-06-30')).toEqual([]);
  });

  test('is not asked of a yearly need that happens to be the same number', () => {
    const sum = [['2021', '100'] as const, ['2022', '181.25'] as const, ['2023H1', '62.5'] as const];
    const figures = sum.map(([period, value]) => observation('X0', period, value));
    expect(complaintsAbout(figures, undefined, '2023-06-30')).toEqual([]);
  });
});
