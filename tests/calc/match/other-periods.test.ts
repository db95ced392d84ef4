import { describe, expect, it } from 'vitest';
import { identifyReturn } from '../../../shared/calc/match/identify-return.ts';
import { mapReturn } from '../../../shared/calc/match/map-return.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import { form, item, matchPlan } from '../../support/match-plan.ts';
import { sheetOf } from '../../support/sheet-of.ts';

/** Tables whose columns are months, quarters or years: one is the return's, the others are beside it. */
const plan = {
  ...matchPlan,
  forms: [...matchPlan.forms, form('N1', '乡镇农业月报表', { period: 'month' })],
  formItems: [
    ...matchPlan.formItems,
    item('N1', 1, 'B01', '农业总产值', { unit: '万元' }),
    item('N1', 2, 'B02', '粮食播种面积', { unit: '亩' }),
    item('Y1', 3, 'B02', '粮食播种面积', { unit: '亩' }),
  ],
};

const rows = [
  '农业总产值|万元|1|3|6|10|15|21',
  '粮食播种面积|亩|10|20|30|40|50|60',
  '自来水普及率|%|91|92|93|94|95|96',
];

function read(lines: readonly string[], formCode: string, period: string, sender = 'SM') {
  const tables = recogniseSheet(sheetOf(lines));
  const mapped = mapReturn({ tables, plan, form: formCode, sender, period });
  return {
    mapped,
    figures: mapped.figures.map(({ indicator, cell, value }) => `${indicator} ${cell}=${value}`),
    others: mapped.context.map(
      (one) => `${one.indicator} ${one.period} ${one.column} ${one.cell}=${one.value}`,
    ),
    findings: mapped.findings.map(({ code, cell }) => `${code} ${cell}`),
  };
}

const months = ['指标名称|单位|1月|2月|3月|4月|5月|6月', ...rows];

describe('months as columns', () => {
  it('of a month’s form: its own month is the figure, the others are figures of theirs', () => {
    const { figures, others, findings } = read(months.slice(0, 3), 'N1', '2023-05');
    expect(figures).toEqual(['B01 G2=15', 'B02 G3=50']);
    expect(others.slice(0, 5)).toEqual([
      'B01 2023-01 current C2=1',
      'B01 2023-02 current D2=3',
      'B01 2023-03 current E2=6',
      'B01 2023-04 current F2=10',
      'B01 2023-06 current H2=21',
    ]);
    expect(findings).toEqual([]);
  });

  it('of a quarter’s form: the last month holds a level, but no quarter’s flow, which is said', () => {
    const { figures, findings, mapped } = read(months, 'L1', '2023Q2');
    expect(figures).toEqual(['B02 H3=60']);
    expect(findings).toContain('period-conflict C1');
    expect(mapped.findings.find(({ code }) => code === 'period-conflict')!.details).toEqual({
      used: '2023Q2',
      other: '1月、2月、3月、4月、5月、6月',
    });
  });

  it('beside 1-6月累计: the year to date for what is asked so', () => {
    const lines = [
      '指标名称|单位|4月|5月|6月|1-6月累计',
      '农业总产值|万元|4|5|6|21',
      '自来水普及率|%|94|95|96|96',
    ];
    expect(read(lines, 'L1', '2023Q2').figures[0]).toBe('B01 F2=21');
  });

  it('of another month only: said, and nothing taken', () => {
    const { figures, findings } = read(months, 'N1', '2023-08');
    expect(figures).toEqual([]);
    expect(findings).toContain('period-conflict C1');
  });

  it('under the groups of two years', () => {
    const lines = [
      '指标名称|单位|2023年|||2022年||',
      '||4月|5月|6月|4月|5月|6月',
      '农业总产值|万元|4|5|6|3|4|5',
      '粮食播种面积|亩|40|50|60|30|40|50',
    ];
    const { figures, others } = read(lines, 'N1', '2023-06');
    expect(figures).toEqual(['B01 E3=6', 'B02 E4=60']);
    expect(others.slice(0, 5)).toEqual([
      'B01 2023-04 current C3=4',
      'B01 2023-05 current D3=5',
      'B01 2022-04 current F3=3',
      'B01 2022-05 current G3=4',
      'B01 2023-06 previous H3=5',
    ]);
  });
});

describe('quarters and years as columns', () => {
  it('the quarter of the return and what is beside it', () => {
    const lines = ['指标名称|单位|一季度|二季度|三季度', '粮食播种面积|亩|10|20|', '自来水普及率|%|91|92|'];
    const { figures, others } = read(lines, 'L1', '2023Q2');
    expect(figures).toEqual(['B02 D2=20', 'B04 D3=92']);
    expect(others).toEqual(['B02 2023Q1 current C2=10', 'B04 2023Q1 current C3=91']);
  });

  it('years in a year’s form', () => {
    const lines = ['指标|单位|2021年|2022年|2023年', '粮食播种面积|亩|1|2|3', '户数|户|1|2|3'];
    const { figures, others } = read(lines, 'Y1', '2023');
    expect(figures).toEqual(['B02 E2=3']);
    expect(others).toEqual(['B02 2021 current C2=1', 'B02 2023 previous D2=2']);
  });

  it('in a matrix: an indicator in the title, months across', () => {
    const lines = ['各乡镇粮食播种面积（亩）', '乡镇|1月|2月|3月', '石门镇|1|2|3', '大坪乡|4|5|6'];
    const { figures, others } = read(lines, 'M1', '2023Q1', 'NY');
    expect(figures).toEqual(['B02 D3=3', 'B02 D4=6']);
    expect(others).toEqual([
      'B02 2023-01 current B3=1',
      'B02 2023-02 current C3=2',
      'B02 2023-01 current B4=4',
      'B02 2023-02 current C4=5',
    ]);
  });
});

describe('which of the columns is reported', () => {
  const identify = (lines: readonly string[], fileName: string, period?: string) =>
    identifyReturn({
      tables: recogniseSheet(sheetOf(lines)),
      sheetNames: ['Sheet1'],
      fileName,
      plan,
      decided: { form: 'N1' },
      options: period ? { period } : {},
    });
  const head = ['2023年乡镇农业月报表', '填报单位：石门镇'];
  const half = [
    '指标名称|单位|1月|2月|3月|4月|5月|6月',
    '农业总产值|万元|1|3|6|||',
    '粮食播种面积|亩|1|2|3|||',
  ];

  it('the newest month with figures, with its cell as the reason', () => {
    const found = identify([...head, ...half], '石门镇.xlsx');
    expect(found.period).toEqual({ value: '2023-03', how: 'content' });
    expect(found.reasons.find(({ about }) => about === 'period')).toMatchObject({ cell: 'E3', text: '3月' });
    expect(found.findings).toEqual([]);
  });

  it('the one that the file name or the call names: that is no contradiction', () => {
    const named = identify([...head, ...half], '石门镇2023年2月.xlsx');
    expect(named.period).toEqual({ value: '2023-02', how: 'file-name' });
    expect(named.findings).toEqual([]);
    expect(identify([...head, ...half], '石门镇.xlsx', '2023-01').period?.how).toBe('option');
  });

  it('a line that names the month counts before all columns', () => {
    const found = identify([head[0]!, '填报单位：石门镇|||2023年2月', ...half], '石门镇.xlsx');
    expect(found.period).toEqual({ value: '2023-02', how: 'content' });
  });
});
