import { describe, expect, it } from 'vitest';
import { evaluatePlan } from '../../../shared/calc/judge/evaluate-plan.ts';
import { indicatorOf, inputOf, judgeFirst, observe, root } from './make-plan.ts';

const ratio = { targets: [{ indicator: 'X', base: '63.35', year: '68.35', total: '[5]' }] };

describe('level', () => {
  it('judges by the share of the way from base to target', () => {
    const judged = judgeFirst({ ...ratio, date: '2023-06-30', observations: observe({ '2022': '65.1' }) });
    expect(judged).toMatchObject({
      method: 'level',
      dataDate: '2022-12-31',
      schedule: '0.4',
      actual: '65.1',
      base: '63.35',
      target: '68.35',
      completion: '0.35',
      completionLinear: '0.35',
      completionCompound: null,
      verdict: '基本符合预期',
      light: 'none',
      trend: '预计可完成',
      milestone: null,
      everMet: null,
      reason: null,
      override: null,
    });
    expect(Number(judged.needPerYear)).toBeCloseTo(1.083333, 6);
    expect(Number(judged.shareOfTarget)).toBeCloseTo(0.952451, 6);
    expect(judged.parts.map((part) => [part.text, part.decides])).toEqual([
      ['68.35%', true],
      ['累计5%', false],
    ]);
  });

  it.each([
    ['2022', '65.85', '0.5', '快于预期', 'none'],
    ['2022', '65.84', '0.498', '基本符合预期', 'none'],
    ['2022', '65.1', '0.35', '基本符合预期', 'none'],
    ['2022', '65.09', '0.348', '滞后', 'yellow'],
    ['2022', '63.85', '0.1', '滞后', 'yellow'],
    ['2022', '63.8', '0.09', '滞后', 'red'],
    ['2022', '68.35', '1', '提前实现', 'none'],
    ['2022', '62.35', '-0.2', '滞后', 'red'],
  ])('says at %s with %s: completion %s, %s', (period, value, completion, verdict, light) => {
    const judged = judgeFirst({ ...ratio, date: '2023-06-30', observations: observe({ [period]: value }) });
    expect(judged).toMatchObject({ completion, verdict, light });
  });

  it('has each indicator its own data date and schedule', () => {
    const at = (period: string) =>
      judgeFirst({ ...ratio, date: '2024-01-15', observations: observe({ [period]: '66' }) });
    expect(at('2023H1')).toMatchObject({ dataDate: '2023-06-30', schedule: '0.5' });
    expect(at('2023')).toMatchObject({ dataDate: '2023-12-31', schedule: '0.6' });
    expect(at('2024')).toMatchObject({ verdict: '无法判定', reason: 'no-data', dataDate: null });
  });

  it('needs nothing more once met, and says when a level met was lost', () => {
    const met = judgeFirst({ ...ratio, date: '2023-06-30', observations: observe({ '2022': '69' }) });
    expect(met).toMatchObject({ verdict: '提前实现', needPerYear: '0' });
    const lost = judgeFirst({
      ...ratio,
      date: '2023-12-31',
      observations: observe({ '2021': '68.4', '2022': '66' }),
    });
    expect(lost).toMatchObject({ everMet: '2021', verdict: '快于预期' });
  });

  it('without a base is met, or judged by its milestone, or not at all', () => {
    const facts = {
      date: '2023-06-30',
      targets: [{ indicator: 'X', base: '-', year: '2.5', total: '-' }],
      observations: observe({ '2022': '1.9' }),
    };
    expect(judgeFirst(facts)).toMatchObject({
      verdict: '无法判定',
      reason: 'no-base',
      completion: null,
      actual: '1.9',
      needPerYear: '0.2',
    });
    const splits = [{ indicator: 'X', year: 2022, target: '1.8' }];
    expect(judgeFirst({ ...facts, splits })).toMatchObject({
      verdict: '基本符合预期',
      milestone: { year: 2022, target: '1.8', met: true },
    });
    expect(judgeFirst({ ...facts, splits: [{ indicator: 'X', year: 2022, target: '2' }] })).toMatchObject({
      verdict: '滞后',
    });
    expect(judgeFirst({ ...facts, observations: observe({ '2022': '2.5' }) })).toMatchObject({
      verdict: '提前实现',
    });
  });

  it('falls towards a lower target', () => {
    const judged = judgeFirst({
      date: '2022-12-31',
      indicators: [indicatorOf({ direction: 'down' })],
      targets: [{ indicator: 'X', base: '10', year: '5以下' }],
      observations: observe({ '2021': '9', '2022': '8' }),
    });
    expect(judged).toMatchObject({ completion: '0.4', verdict: '基本符合预期', met: false });
    expect(judged.needPerYear).toBe('-1');
  });

  it('grows by constant rates where the thing is a quantity', () => {
    const judged = judgeFirst({
      date: '2022-12-31',
      indicators: [indicatorOf({ unit: '张', measure: 'stock' })],
      targets: [{ indicator: 'X', base: '100', year: '翻两番' }],
      observations: observe({ '2022': '200' }),
    });
    expect(judged.completionCompound).toBe('0.5');
    expect(Number(judged.completionLinear)).toBeCloseTo(1 / 3, 12);
  });

  it('takes brackets on a stock or ratio as the net change', () => {
    const facts = { date: '2022-12-31', observations: observe({ '2022': '65.85' }) };
    const rises = judgeFirst({ ...facts, targets: [{ indicator: 'X', base: '63.35', total: '[5]' }] });
    expect(rises).toMatchObject({ method: 'level', target: '68.35', completion: '0.5' });
    const falls = judgeFirst({
      ...facts,
      indicators: [indicatorOf({ unit: '吨', measure: 'stock', direction: 'down' })],
      targets: [{ indicator: 'X', base: '1000', total: '[下降10%]' }],
      observations: observe({ '2022': '960' }),
    });
    expect(falls).toMatchObject({ target: '900', completion: '0.4' });
  });

  it('never compares half a year of a flow with a year', () => {
    const facts = {
      date: '2023-07-01',
      indicators: [indicatorOf({ unit: '亿元', measure: 'flow', reporting: 'ytd' })],
      targets: [{ indicator: 'X', base: '100', year: '200' }],
    };
    const half = judgeFirst({ ...facts, observations: observe({ '2022': '130', '2023H1': '90' }) });
    expect(half).toMatchObject({ actual: '130', dataDate: '2022-12-31', completion: '0.3' });
    const only = judgeFirst({ ...facts, observations: observe({ '2021H1': '90' }) });
    expect(only).toMatchObject({ verdict: '无法判定', reason: 'no-full-year' });
  });

  it('converts the unit of the target', () => {
    const facts = {
      date: '2022-12-31',
      indicators: [indicatorOf({ unit: '人', measure: 'stock' })],
      observations: observe({ '2022': '14000' }),
    };
    const judged = judgeFirst({ ...facts, targets: [{ indicator: 'X', base: '1万人', year: '2万人' }] });
    expect(judged).toMatchObject({ base: '10000', target: '20000', completion: '0.4' });
    const wrong = judgeFirst({ ...facts, targets: [{ indicator: 'X', base: '1', year: '2户' }] });
    expect(wrong).toMatchObject({ verdict: '无法判定', reason: 'unit-mismatch' });
  });
});

describe('hold', () => {
  const table = [
    ['base meets the target', '95', '>90', { '2021': '99', '2022': '94' }, '基本符合预期'],
    ['base equals the target', '95', '>95', { '2022': '95.1' }, '基本符合预期'],
    ['broken', '95', '>95', { '2021': '96', '2022': '95' }, '滞后'],
    ['range under 0.5 % of the target', '10.96', '11', { '2022': '11.5' }, '基本符合预期'],
    ['every year', '5', '每年6以上', { '2022': '6' }, '基本符合预期'],
  ] as const;

  it.each(table)('%s', (_why, base, year, values, verdict) => {
    const judged = judgeFirst({
      date: '2022-12-31',
      targets: [{ indicator: 'X', base, year }],
      observations: observe(values),
    });
    expect(judged).toMatchObject({
      method: 'hold',
      verdict,
      completion: null,
      needPerYear: null,
      trend: null,
    });
  });

  it('allows 左右 only on the bad side', () => {
    const at = (value: string) =>
      judgeFirst({
        date: '2022-12-31',
        indicators: [indicatorOf({ direction: 'down' })],
        targets: [{ indicator: 'X', kind: 'hold', base: '-', year: '5.5左右' }],
        observations: observe({ '2022': value }),
      }).verdict;
    expect([at('3'), at('5.775'), at('5.78')]).toEqual(['基本符合预期', '基本符合预期', '滞后']);
  });
});

describe('totals and rates', () => {
  const jobs = {
    indicators: [indicatorOf({ unit: '万人', measure: 'flow' as const, reporting: 'ytd' as const })],
    targets: [{ indicator: 'X', year: '-', total: '[6]' }],
  };

  it("adds full years and this year's figure to date", () => {
    const judged = judgeFirst({
      ...jobs,
      date: '2023-07-20',
      observations: observe({
        '2021': '1.2',
        '2022Q2': '0.5',
        '2022': '1.3',
        '2023Q1': '0.3',
        '2023-06': '0.5',
      }),
    });
    expect(judged).toMatchObject({
      method: 'cumulative-total',
      actual: '3',
      completion: '0.5',
      schedule: '0.5',
      needPerYear: '1.2',
      verdict: '基本符合预期',
    });
    expect(judged.inputs.map((input) => input.period)).toEqual(['2021', '2022', '2023-06']);
  });

  it('takes 2023-06, 2023Q2 and 2023H1 of a year-to-date indicator for one span', () => {
    const observations = [
      ...observe({ '2021': '1', '2022': '1' }),
      ...observe({ '2023-06': '0.7' }, { status: '初步' }),
      ...observe({ '2023H1': '0.6' }, { status: '核定' }),
      ...observe({ '2023Q2': '0.65' }, { status: '初步' }),
    ];
    expect(judgeFirst({ ...jobs, date: '2023-07-20', observations }).actual).toBe('2.6');
  });

  it('adds quarters where they are parts, and uses the whole where both exist', () => {
    const facts = {
      ...jobs,
      indicators: [indicatorOf({ unit: '万人', measure: 'flow' })],
      date: '2022-12-31',
    };
    const parts = observe({
      '2021': '1',
      '2022Q1': '0.2',
      '2022Q2': '0.2',
      '2022Q3': '0.2',
      '2022Q4': '0.5',
    });
    expect(judgeFirst({ ...facts, observations: parts }).actual).toBe('2.1');
    expect(judgeFirst({ ...facts, observations: [...parts, ...observe({ '2022': '1.2' })] }).actual).toBe(
      '2.2',
    );
  });

  it('decides nothing on a sum with a gap unless it meets the target already', () => {
    const gap = { ...jobs, date: '2023-12-31', observations: observe({ '2021': '1', '2023': '1' }) };
    expect(judgeFirst(gap)).toMatchObject({ verdict: '无法判定', reason: 'missing-years', actual: '1' });
    const enough = { ...gap, observations: observe({ '2021': '7', '2023': '1' }) };
    expect(judgeFirst(enough)).toMatchObject({ verdict: '提前实现' });
  });

  it('compounds a decline and takes the average growth of the years so far', () => {
    const growth = {
      indicators: [indicatorOf({ measure: 'growth' })],
      targets: [{ indicator: 'X', year: '-', total: '>8、力争投入强度高于“十三五”时期实际' }],
      date: '2023-12-31',
    };
    const holds = judgeFirst({
      ...growth,
      observations: observe({ '2021': '10', '2022': '7', '2023': '7.5' }),
    });
    expect(holds).toMatchObject({ method: 'average-rate', verdict: '基本符合预期', schedule: '0.6' });
    expect(holds.parts[1]).toMatchObject({
      aspirational: true,
      verdict: '无法判定',
      reason: 'other-quantity',
    });
    const exact = judgeFirst({ ...growth, observations: observe({ '2021': '8', '2022': '8' }) });
    expect(exact).toMatchObject({ verdict: '滞后', completion: '1' });
    const gone = judgeFirst({ ...growth, observations: observe({ '2021': '10', '2023': '9' }) });
    expect(gone).toMatchObject({ reason: 'missing-years', reasonDetails: { years: '2022' } });
  });

  it('calls a decline met only when it is large enough, whatever direction the pack gives', () => {
    const judged = judgeFirst({
      indicators: [
        indicatorOf({ direction: 'down', measure: 'index-change', basis: 'since-base', trend: 'decline' }),
      ],
      targets: [{ indicator: 'X', total: '[10]' }],
      observations: observe({ '2023': '2' }),
      date: '2023-12-31',
    });
    expect(judged).toMatchObject({ met: false, verdict: '滞后' });
  });

  it('uses up a ceiling over the period instead of achieving it early', () => {
    const at = (date: string, values: Record<string, string>) =>
      judgeFirst({
        date,
        indicators: [indicatorOf({ unit: '亩', measure: 'flow', direction: 'down' })],
        targets: [{ indicator: 'X', total: '[控制在1000以内]' }],
        observations: observe(values),
      });
    expect(at('2022-12-31', { '2021': '200', '2022': '200' })).toMatchObject({
      verdict: '基本符合预期',
      completion: '0.4',
    });
    expect(at('2022-12-31', { '2021': '300', '2022': '200' })).toMatchObject({
      verdict: '滞后',
      needPerYear: null,
    });
    const years = { '2021': '200', '2022': '200', '2023': '200', '2024': '200' };
    expect(at('2025-12-31', { ...years, '2025': '200' }).verdict).toBe('完成');
    expect(at('2025-12-31', { ...years, '2025': '201' }).verdict).toBe('未完成');
  });

  it('has no completion where the pack calls a level what never moves', () => {
    const judged = judgeFirst({
      date: '2022-12-31',
      targets: [{ indicator: 'X', kind: 'level', base: '80', year: '80' }],
      observations: observe({ '2022': '79' }),
    });
    expect(judged).toMatchObject({ completion: null, completionLinear: null, verdict: '无法判定' });
  });

  it('does not read growth out of levels unless the indicator says so', () => {
    const facts = {
      targets: [{ indicator: 'X', base: '100', total: '年均8%以上' }],
      observations: observe({ '2021': '110', '2022': '121' }),
      date: '2022-12-31',
    };
    const income = { unit: '元', measure: 'stock' as const };
    expect(judgeFirst({ ...facts, indicators: [indicatorOf(income)] })).toMatchObject({
      reason: 'not-recomputed',
    });
    const judged = judgeFirst({ ...facts, indicators: [indicatorOf({ ...income, recompute: true })] });
    expect(judged).toMatchObject({ method: 'average-rate', actual: '10', verdict: '基本符合预期' });
  });

  it('judges the mean of the years where the target is a yearly average of an amount', () => {
    const judged = judgeFirst({
      indicators: [indicatorOf({ unit: '万亩', measure: 'stock' })],
      targets: [{ indicator: 'X', total: '年均1.8万亩' }],
      observations: observe({ '2021': '2', '2022': '1.7' }),
      date: '2022-12-31',
    });
    expect(judged).toMatchObject({ method: 'annual-mean', actual: '1.85', verdict: '基本符合预期' });
  });
});

describe('numbers from elsewhere', () => {
  it('judges each year against its own number', () => {
    const facts = {
      indicators: [indicatorOf({ measure: 'growth' })],
      targets: [{ indicator: 'X', year: '-', total: '保持在合理区间、各年度视情提出' }],
      observations: observe({ '2021': '7', '2022': '5.9' }),
      date: '2023-06-30',
    };
    expect(judgeFirst(facts)).toMatchObject({
      method: 'annual-set',
      verdict: '无法判定',
      reason: 'no-annual-number',
    });
    const assigned = [
      { indicator: 'X', year: 2021, value: '6.5左右' },
      { indicator: 'X', year: 2022, value: '6', document: '政府工作报告' },
    ];
    expect(judgeFirst({ ...facts, assigned })).toMatchObject({ target: '6', actual: '5.9', verdict: '滞后' });
  });

  it('waits for the assigned number, then judges by its kind', () => {
    const facts = {
      indicators: [
        indicatorOf({
          name: '单位地区生产总值能源消耗降低',
          measure: 'index-change',
          basis: 'annual',
          trend: 'decline',
        }),
      ],
      targets: [{ indicator: 'X', base: '[9]', year: '控制在自治区、自治州下达指标内' }],
      observations: observe({ '2021': '3', '2022': '3' }),
      date: '2022-12-31',
    };
    expect(judgeFirst(facts)).toMatchObject({
      method: 'assigned',
      verdict: '无法判定',
      reason: 'no-assigned',
      base: null,
      actual: '3',
      dataDate: '2022-12-31',
    });
    const assigned = [
      { indicator: 'X', year: 2025, value: '14.5', document: '某政发〔2021〕1号', date: '2022-03-01' },
    ];
    const judged = judgeFirst({ ...facts, assigned });
    expect(judged).toMatchObject({ method: 'log-compound', target: '14.5', verdict: '基本符合预期' });
    expect(judged.card.document).toBe('某政发〔2021〕1号');
    expect(judgeFirst({ ...facts, assigned }, { asOf: '2022-02-01' })).toMatchObject({
      reason: 'no-assigned',
    });
  });

  const gdp = indicatorOf({ code: 'G', name: '地区生产总值增长', measure: 'growth' });
  it.each([
    ['高于GDP增长', { '2021': '7', '2022': '5.5' }, '基本符合预期'],
    ['快于经济增长', { '2021': '6', '2022': '6' }, '滞后'],
    ['与地区生产总值增长基本同步', { '2021': '5', '2022': '5' }, '基本符合预期'],
    ['与GDP增长基本同步', { '2021': '4.9', '2022': '4.9' }, '滞后'],
    ['与经济发展同步', { '2021': '9', '2022': '9' }, '基本符合预期'],
    ['不低于G', { '2021': '6', '2022': '6' }, '基本符合预期'],
    ['高于GDP增长', { '2021': '8' }, '基本符合预期'],
  ])('%s with %j: %s', (total, values, verdict) => {
    const judged = judgeFirst({
      indicators: [indicatorOf({ name: '居民收入增长', measure: 'growth' }), gdp],
      targets: [{ indicator: 'X', total }],
      observations: [...observe(values), ...observe({ '2021': '6', '2022': '6' }, { indicator: 'G' })],
      date: '2023-06-30',
    });
    expect(judged).toMatchObject({ method: 'relative', verdict, needPerYear: null });
  });

  it('leaves a named reference that is no indicator to a person', () => {
    const judged = judgeFirst({
      targets: [{ indicator: 'X', year: '不低于全区平均水平' }],
      observations: observe({ '2022': '8' }),
      date: '2022-12-31',
    });
    expect(judged).toMatchObject({ verdict: '无法判定', reason: 'reference-unknown' });
  });

  it.each([
    ['持续改善', 'text-target'],
    ['-', 'no-target'],
  ])('leaves %s undecided', (year, reason) => {
    const judged = judgeFirst({
      targets: [{ indicator: 'X', year }],
      observations: observe({ '2022': '8' }),
      date: '2022-12-31',
    });
    expect(judged).toMatchObject({ verdict: '无法判定', reason });
  });
});

describe('parts, hopes and the end of the plan', () => {
  it('lets the worst firm part decide and never counts a hope as failed', () => {
    const at = (year: string, value: string) =>
      judgeFirst({
        targets: [{ indicator: 'X', base: '50', year }],
        observations: observe({ '2022': value }),
        date: '2022-12-31',
      });
    expect(at('60、力争90', '54').verdict).toBe('基本符合预期');
    expect(at('60、90', '54').verdict).toBe('滞后');
    expect(at('力争90', '54')).toMatchObject({ verdict: '无法判定', reason: 'aspirational' });
    expect(at('力争90', '90').verdict).toBe('提前实现');
  });

  it.each([
    ['2025', '70', '超额完成', 'none'],
    ['2025', '68.35', '完成', 'none'],
    ['2025', '68.3', '未完成', 'yellow'],
  ])('at the end only the target counts: %s %s is %s', (period, value, verdict, light) => {
    const judged = judgeFirst({ ...ratio, date: '2025-12-31', observations: observe({ [period]: value }) });
    expect(judged).toMatchObject({ verdict, light, needPerYear: null, stale: false });
  });

  it('says at the end that the last figure is older', () => {
    const judged = judgeFirst({ ...ratio, date: '2026-03-01', observations: observe({ '2024': '68' }) });
    expect(judged).toMatchObject({ verdict: '未完成', stale: true });
  });
});

describe('which figure is judged', () => {
  const facts = { ...ratio, date: '2023-06-30' };

  it('takes the official series only, the better status, then the later record', () => {
    const indicators = [indicatorOf({ official: '核定' })];
    const observations = [
      ...observe({ '2022': '70' }, { series: '汇总' }),
      ...observe({ '2022': '65' }, { series: '核定', status: '初步', recorded: '2023-02-01' }),
      ...observe({ '2022': '66' }, { series: '核定', status: '初步', recorded: '2023-03-01' }),
    ];
    expect(judgeFirst({ ...facts, indicators, observations })).toMatchObject({ actual: '66' });
    expect(judgeFirst({ ...facts, indicators, observations }, { asOf: '2023-02-15' })).toMatchObject({
      actual: '65',
    });
    const final = observe({ '2022': '64' }, { series: '核定', status: '最终', recorded: '2023-01-01' });
    expect(judgeFirst({ ...facts, indicators, observations: [...observations, ...final] })).toMatchObject({
      actual: '64',
    });
  });

  it("ignores other units' figures and blanks, and marks an estimate", () => {
    const observations = [
      ...observe({ '2022': '90' }, { unit: 'T1' }),
      ...observe({ '2021': '64' }),
      { ...observe({ '2022': '0' })[0]!, value: null },
    ];
    expect(judgeFirst({ ...facts, observations })).toMatchObject({ actual: '64', estimated: false });
    const estimate = observe({ '2022': '65' }, { status: '预计' });
    expect(judgeFirst({ ...facts, observations: [...observations, ...estimate] })).toMatchObject({
      actual: '65',
      estimated: true,
    });
  });

  it('shows printed and revised base and judges by the recorded choice', () => {
    const observations = observe({ '2020': '64.35', '2022': '65.95' });
    expect(judgeFirst({ ...facts, observations })).toMatchObject({
      base: '63.35',
      completion: '0.52',
      baseChoice: { printed: '63.35', revised: '64.35', used: 'printed' },
    });
    const settings = { bases: { X: 'revised' } };
    expect(judgeFirst({ ...facts, observations, settings })).toMatchObject({
      base: '64.35',
      completion: '0.4',
      baseChoice: { used: 'revised' },
    });
  });

  it('compares nothing across a break of definition', () => {
    const breaks = [{ indicator: 'X', period: '2022', note: '剔除沙尘影响' }];
    const observations = observe({ '2021': '64', '2022': '66' });
    const judged = judgeFirst({ ...facts, observations }, { breaks });
    expect(judged).toMatchObject({ verdict: '无法判定', reason: 'definition-break', actual: '66' });
    expect(judged.card.breaks).toEqual(breaks);
    const bridged = judgeFirst({ ...facts, observations }, { breaks: [{ ...breaks[0]!, bridged: true }] });
    expect(bridged.verdict).toBe('快于预期');
  });

  it('uses the thresholds and words of the pack', () => {
    const observations = observe({ '2022': '65.1' });
    const settings = { thresholds: { onSchedule: 0.02 }, verdicts: { behind: '慢于预期' } };
    expect(judgeFirst({ ...facts, observations, settings }).verdict).toBe('慢于预期');
    expect(() => judgeFirst({ ...facts, settings: { thresholds: { ahead: 'viel' } } })).toThrow(
      'invalid-input',
    );
  });

  it('keeps an override beside the verdict', () => {
    const overrides = [
      { indicator: 'X', verdict: '滞后', reason: '口径存疑', by: '综合科', date: '2023-06-01' },
      { indicator: 'X', verdict: '提前实现', reason: '太晚', by: '综合科', date: '2023-07-01' },
    ];
    const judged = judgeFirst({ ...facts, observations: observe({ '2022': '65.1' }) }, { overrides });
    expect(judged).toMatchObject({ verdict: '基本符合预期', override: { verdict: '滞后' } });
  });
});

describe('milestones and trend', () => {
  it('names the last split year that ended, and flags a split that leaves most to the end', () => {
    const years = (values: readonly string[]) =>
      values.map((target, index) => ({ indicator: 'X', year: 2021 + index, target }));
    const facts = { ...ratio, date: '2022-12-31', observations: observe({ '2022': '65.1' }) };
    const even = judgeFirst({ ...facts, splits: years(['64.35', '65.35', '66.35', '67.35', '68.35']) });
    expect(even).toMatchObject({ milestone: { year: 2022, target: '65.35', met: false }, backLoaded: false });
    const late = judgeFirst({ ...facts, splits: years(['63.5', '63.9', '64.6', '66', '68.35']) });
    expect(late).toMatchObject({ milestone: { target: '63.9', met: true }, backLoaded: true });
    const others = [{ indicator: 'X', unit: 'T1', year: 2022, target: '1' }];
    expect(judgeFirst({ ...facts, splits: others }).milestone).toBeNull();
    expect(
      judgeFirst({ ...facts, splits: others.map((row) => ({ ...row, unit: root })) }).milestone,
    ).not.toBeNull();
  });

  it('weighs the needed rate against the average and the best year', () => {
    const at = (values: Record<string, string>) =>
      judgeFirst({ ...ratio, date: '2023-12-31', observations: observe(values) }).trend;
    expect(at({ '2021': '64.35', '2022': '65.35', '2023': '66.3' })).toBe('预计可完成');
    expect(at({ '2021': '63.45', '2022': '65.3', '2023': '65.4' })).toBe('需加力');
    expect(at({ '2021': '63.75', '2022': '64.15', '2023': '64.55' })).toBe('难以完成');
  });
});

describe('a whole plan', () => {
  it('keeps pack order, separates commitments, and leaves out form items without target', () => {
    const input = inputOf({
      date: '2023-06-30',
      indicators: [
        indicatorOf({ code: 'B' }),
        indicatorOf({ code: 'K', scope: 'commitment', commitmentKind: 'quantity' }),
        indicatorOf({ code: 'F', scope: 'form' }),
        indicatorOf({ code: 'A' }),
      ],
    });
    const evaluation = evaluatePlan(input);
    expect(evaluation.schedule).toBe('0.5');
    expect(evaluation.indicators.map((row) => row.indicator)).toEqual(['B', 'A']);
    expect(evaluation.commitments.map((row) => row.indicator)).toEqual(['K']);
  });
});
