import { describe, expect, it } from 'vitest';
import { identifyReturn } from '../../../shared/calc/match/identify-return.ts';
import { mapReturn } from '../../../shared/calc/match/map-return.ts';
import { type MatchPlan, vocabularyOf } from '../../../shared/calc/match/plan-index.ts';
import { recogniseWorkbook } from '../../../shared/calc/recognise/recognise-workbook.ts';
import type { Sheet } from '../../../shared/domain/sheet.ts';
import { form, indicator, item, unit } from '../../support/match-plan.ts';
import { sheetOf } from '../../support/sheet-of.ts';

/** One matrix form as departments would send it: each layout must give the same figures per township. */
const plan: MatchPlan = {
  root: 'DJ',
  units: [
    { code: 'DJ', name: '丁家市', type: 'city', aliases: [] },
    unit('SM', '石门镇', 'township', { adminCode: '650100101' }),
    unit('SK', '石门坎乡', 'township'),
    unit('DP', '大坪乡', 'township'),
    unit('NY', '农业农村局', 'department', { aliases: ['农业局'] }),
    unit('FG', '发改委', 'department', { aliases: ['发展和改革委员会'] }),
  ],
  indicators: [
    indicator('D1', '粮食播种面积', '亩', { measure: 'stock', reporting: 'period', decimals: 0 }),
    indicator('D2', '粮食产量', '吨', { decimals: 1 }),
    indicator('D3', '常住人口', '人', { measure: 'stock', reporting: 'period', decimals: 0 }),
  ],
  forms: [
    form('N1', '农业生产情况表', { shape: 'matrix', senders: ['department'] }),
    form('N2', '重点项目投资表', { shape: 'register', period: 'month', senders: ['department'] }),
  ],
  formItems: [
    item('N1', 1, 'D1', '粮食播种面积', { unit: '亩' }),
    item('N1', 2, 'D2', '粮食产量', { unit: '吨' }),
    item('N1', 3, 'D3', '常住人口', { unit: '人' }),
    item('N2', 1, 'X1', '项目名称', { column: 'name' }),
    item('N2', 2, 'X2', '总投资', { column: 'investment', unit: '万元' }),
    item('N2', 3, 'X3', '本年完成投资', { column: 'done', unit: '万元' }),
  ],
  projects: [
    { code: 'P1', name: '石门水厂扩建工程', openBatch: false },
    { code: 'P2', name: '大坪道路改造项目', openBatch: false },
  ],
};
const wanted = [
  'SM D1 1500',
  'SM D2 700.5',
  'SM D3 4500',
  'SK D1 300',
  'SK D2 120',
  'SK D3 900',
  'DP D1 600',
  'DP D2 260',
  'DP D3 null',
];

function stage(sheets: readonly Sheet[], fileName = '报表.xlsx') {
  const { tables } = recogniseWorkbook({ format: 'xlsx', sheets, notes: [] }, vocabularyOf(plan));
  const found = identifyReturn({ tables, sheetNames: sheets.map(({ name }) => name), fileName, plan });
  const mapped = mapReturn({
    tables,
    plan,
    form: found.form!.code,
    sender: found.sender!.code,
    period: found.period!.value,
  });
  return { found, mapped };
}

const variants: readonly (readonly [string, () => Sheet[]])[] = [
  [
    'groups merged over their columns, total first, unit in the leaves',
    () => [
      sheetOf(
        [
          '农业生产情况表',
          '填报单位：丁家市农业农村局|||2023年1-6月',
          '乡镇|粮食||常住人口（人）',
          '|播种面积（亩）|产量（吨）|',
          '合  计|2400|1080.5|',
          '石门镇|1500|700.5|4500',
          '石门坎乡|300|120|900',
          '大坪乡|600|260|',
        ],
        { merges: ['A1:D1', 'A3:A4', 'B3:C3', 'D3:D4'] },
      ),
    ],
  ],
  [
    'serial numbers, unit row, code row, totals at both ends, remarks',
    () => [
      sheetOf([
        '|农业生产情况表||||',
        '填报单位：|市农业农村局||2023年上半年||',
        '序号|乡镇名称|粮食播种面积|粮食产量|常住人口|备注',
        '||亩|吨|人|',
        '甲|乙|1|2|3|4',
        '|总计|2400|1080.5|5400|',
        '1|石门镇|1500|700.5|4500|含园区',
        '2|石门坎乡|300|120|900|',
        '3|大坪乡|600|260|—|另报',
        '|合计|2400|1080.5|5400|',
        '负责人：张某||填表人：李某|||',
      ]),
    ],
  ],
  [
    'indicators down, townships across',
    () => [
      sheetOf([
        '农业局2023年二季度农业生产情况表',
        '指标名称|单位|全市|石门镇|石门坎乡|大坪乡',
        '粮食播种面积|公顷|160|100|20|40',
        '粮食产量|吨|1080.5|700.5|120|260',
        '常住人口|人||4500|900|',
      ]),
    ],
  ],
  [
    'a continued table below with further indicators',
    () => [
      sheetOf([
        '农业生产情况表（2023年二季度）',
        '填报部门：农业农村局',
        '地 区|粮食播种面积（万亩）|粮食产量（万吨）',
        '石门镇|0.15|0.07005',
        '石门坎乡|0.03|0.012',
        '大坪乡|0.06|0.026',
        '续表1',
        '地 区|常住|',
        '|人口（人）|户数（户）',
        '石门镇|4500|',
        '石门坎乡|900|',
        '大坪乡||',
      ]),
    ],
  ],
  [
    'one sheet per indicator, short names, last year beside',
    () => [
      sheetOf(
        [
          '填报单位：农业农村局',
          '各乡镇粮食播种面积（亩）',
          '乡镇|2022年1-6月|2023年1-6月',
          '石门|1400|1500',
          '石门坎|290|300',
          '大坪|500|600',
        ],
        { name: '面积' },
      ),
      sheetOf(
        [
          '各乡镇粮食产量（吨）',
          '乡镇|2022年1-6月|2023年1-6月',
          '石门|600|700.5',
          '石门坎|100|120',
          '大坪|250|260',
        ],
        { name: '产量' },
      ),
      sheetOf(
        [
          '各乡镇常住人口（人）',
          '乡镇|2022年6月|2023年6月',
          '石门|4400|4500',
          '石门坎|910|900',
          '大坪|1000|',
        ],
        { name: '人口' },
      ),
    ],
  ],
];

describe('one matrix form in many layouts', () => {
  it.each(variants)('%s', (_name, sheets) => {
    const { found, mapped } = stage(sheets());
    expect(found).toMatchObject({
      form: { code: 'N1' },
      sender: { code: 'NY' },
      unit: null,
      period: { value: '2023Q2' },
    });
    const figures = mapped.figures
      .map(({ unit: code, indicator: name, value }) => `${code} ${name} ${value}`)
      .sort();
    expect(figures).toEqual([...wanted].sort());
    expect(mapped.parked.filter(({ raw }) => raw !== '户数')).toEqual([]);
    const hard = mapped.findings.filter(({ code }) => code !== 'blank' && code !== 'mark');
    expect(hard).toEqual([]);
  });
});

describe('a register as departments keep it', () => {
  const sheet = sheetOf(
    [
      '重点项目投资表（2023年1-6月）',
      '填报单位：丁家市发展和改革委员会|||单位：亿元',
      '序号|项目名称|投资||建设内容|负责人',
      '||总投资|本年完成投资||',
      '|合计（3个）|3.5|1.2||',
      '一|续建项目||||',
      '1|石门水厂扩建工程|1|0.5|扩建一座水厂，日供水能力提高一倍|张某',
      '2|大坪道路改造项目|0.5|0.2|改造道路|李某',
      '二|新建项目||||',
      '3|石门坎养殖园|2|0.5|新建圈舍|王某',
    ],
    { merges: ['A1:F1', 'C3:D3', 'A3:A4', 'B3:B4', 'E3:E4', 'F3:F4'] },
  );

  it('gives records without groups and total, amounts in the item’s unit, and no person', () => {
    const { found, mapped } = stage([sheet]);
    expect(found).toMatchObject({
      form: { code: 'N2' },
      sender: { code: 'FG' },
      period: { value: '2023-06' },
    });
    expect(mapped.records.map(({ name, project }) => [name, project])).toEqual([
      ['石门水厂扩建工程', 'P1'],
      ['大坪道路改造项目', 'P2'],
      ['石门坎养殖园', undefined],
    ]);
    expect(mapped.figures.map(({ record, column, value, cell }) => [record, column, value, cell])).toEqual([
      [0, 'investment', '10000', 'C7'],
      [0, 'done', '5000', 'D7'],
      [1, 'investment', '5000', 'C8'],
      [1, 'done', '2000', 'D8'],
      [2, 'investment', '20000', 'C10'],
      [2, 'done', '5000', 'D10'],
    ]);
    expect(JSON.stringify(mapped)).not.toMatch(/张某|李某|王某/);
    expect(mapped.findings.map(({ code, raw }) => [code, raw])).toEqual([['no-match', '石门坎养殖园']]);
  });
});

describe('a matrix about the city itself', () => {
  const cityPlan: MatchPlan = {
    ...plan,
    indicators: [
      ...plan.indicators,
      indicator('D4', '城镇化率', '%', { measure: 'ratio', reporting: 'period', decimals: 2 }),
      indicator('D5', '生产总值增长', '%', { measure: 'growth' }),
    ],
    forms: [
      form('N3', '主要指标部门半年报表', {
        shape: 'matrix',
        period: 'half',
        senders: ['NY', 'FG'],
        reportingUnit: 'DJ',
      }),
    ],
    formItems: [
      item('N3', 1, 'D4', '城镇化率', { unit: '%', appliesTo: ['FG'] }),
      item('N3', 2, 'D5', '生产总值增长', { unit: '%', appliesTo: ['FG'] }),
      item('N3', 3, 'D2', '粮食产量', { unit: '吨', appliesTo: ['NY'] }),
    ],
  };
  const read = (lines: readonly string[]) => {
    const { tables } = recogniseWorkbook(
      { format: 'xlsx', sheets: [sheetOf(lines)], notes: [] },
      vocabularyOf(cityPlan),
    );
    const found = identifyReturn({ tables, sheetNames: ['s'], fileName: 'x.xlsx', plan: cityPlan });
    return mapReturn({
      tables,
      plan: cityPlan,
      form: found.form!.code,
      sender: found.sender!.code,
      period: found.period!.value,
    });
  };

  it.each([
    [
      'one row for the city',
      ['填报单位：发改委|2023年上半年|', '单位|城镇化率（%）|生产总值增长（%）', '丁家市|66.5|5.2'],
    ],
    [
      '全市 as its only row',
      ['填报单位：发改委|2023年上半年|', '地区|城镇化率（%）|生产总值增长（%）', '全市|66.5|5.2'],
    ],
    [
      'indicators as rows',
      ['填报单位：发改委|2023年1-6月|', '指标|单位|本期', '城镇化率|%|66.5', '生产总值增长|%|5.2'],
    ],
  ])('%s: figures of the city, only what this department is asked', (_name, lines) => {
    const mapped = read(lines);
    expect(
      mapped.figures.map(({ unit: code, indicator: name, value, notApplicable }) => [
        code,
        name,
        value,
        notApplicable,
      ]),
    ).toEqual([
      ['DJ', 'D4', '66.5', undefined],
      ['DJ', 'D5', '5.2', undefined],
    ]);
    expect(mapped.findings).toEqual([]);
    expect(mapped.absent).toEqual([]);
  });
});
