import { describe, expect, it } from 'vitest';
import { identifyReturn } from '../../../shared/calc/match/identify-return.ts';
import { mapReturn } from '../../../shared/calc/match/map-return.ts';
import { type MatchPlan, vocabularyOf } from '../../../shared/calc/match/plan-index.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import { form, indicator, item, unit } from '../../support/match-plan.ts';
import { type SheetOptions, sheetOf } from '../../support/sheet-of.ts';

/** One township form as ten offices would send it: each layout must give the same figures. */
const plan: MatchPlan = {
  root: 'DJ',
  units: [
    { code: 'DJ', name: '丁家市', type: 'city', aliases: [] },
    unit('SM', '石门镇', 'township'),
    unit('SK', '石门坎乡', 'township'),
  ],
  indicators: [
    indicator('C1', '工业总产值', '万元', { decimals: 1 }),
    indicator('C2', '固定资产投资', '万元', { decimals: 1 }),
    indicator('C3', '常住人口', '人', { measure: 'stock', reporting: 'period', decimals: 0 }),
    indicator('C4', '女性人口', '人', { measure: 'stock', reporting: 'period', decimals: 0 }),
  ],
  forms: [form('T9', '乡镇经济季报表')],
  formItems: [
    item('T9', 1, 'C1', '工业总产值', { unit: '万元' }),
    item('T9', 2, 'C2', '固定资产投资', { unit: '万元' }),
    item('T9', 3, 'C3', '常住人口', { unit: '人' }),
    item('T9', 4, 'C4', '其中：女性', { unit: '人' }),
  ],
};
const wanted = { C1: '1200.5', C2: '300', C3: '4500', C4: '2200' };

function stage(lines: readonly string[], fileName: string, options?: SheetOptions) {
  const tables = recogniseSheet(sheetOf(lines, options), { names: vocabularyOf(plan) });
  const found = identifyReturn({ tables, sheetNames: ['Sheet1'], fileName, plan });
  const mapped = mapReturn({
    tables,
    plan,
    form: found.form!.code,
    sender: found.sender!.code,
    period: found.period!.value,
  });
  return { found, mapped };
}

const variants: readonly (readonly [string, readonly string[], SheetOptions?])[] = [
  [
    'groups of measures over two header rows',
    [
      '乡镇经济季报表（2023年1-6月）|||||',
      '填报单位：石门镇|||||',
      '指标名称|计量单位|本月||本年累计|',
      '||实际|同比（%）|实际|同比（%）',
      '工业总产值|万元|200|3|1200.5|5',
      '固定资产投资|万元|50|1|300|2',
      '常住人口|人|4500|0|4500|0',
      '  其中：女性|人|2200|0|2200|0',
    ],
    { merges: ['A3:A4', 'B3:B4', 'C3:D3', 'E3:F3'] },
  ],
  [
    'two halves side by side with the header repeated',
    [
      '乡镇经济季报表|||||',
      '填报单位：石门镇|||2023年上半年||',
      '指标|单位|数值|指标|单位|数值',
      '工业总产值|万元|1200.5|常住人口|人|4500',
      '固定资产投资|万元|300|其中：女性|人|2200',
    ],
  ],
  [
    'on its side: one row of figures',
    [
      '乡镇经济季报表（2023年二季度）',
      '乡镇|工业总产值（亿元）|固定资产投资（万元）|常住人口（人）|其中：女性（人）',
      '石门镇|0.12005|300|4500|2200',
    ],
  ],
  [
    'a class column with tall merges, unit last',
    [
      '石门镇2023年第二季度经济报表|||',
      '类别|指标名称|完成数|单位',
      '经济|1.工业总产值|1200.5|万元',
      '|2.固定资产投资|300|万元',
      '人口|1.常住人口|4500|人',
      '|其中：女性|2200|人',
    ],
    { merges: ['A3:A4', 'A5:A6'] },
  ],
  [
    'units in the labels, years as columns',
    [
      '乡镇经济季报表',
      '单位名称|石门镇',
      '指标|2022年1-6月|2023年1-6月|增减%',
      '一、工业总产值（万元）|1100|1200.5|9.1',
      '二、固定资产投资（亿元）|0.02|0.03|50',
      '三、常住人口（万人）|0.44|0.45|2.3',
      '其中：女性（人）|2100|2200|4.8',
    ],
  ],
  [
    'all fields of the head in one cell, unit line for the money',
    [
      '乡镇经济季报表',
      '填报单位：石门镇　　2023年1—6月　　单位：万元、人',
      '序号|项目|本期数|上年同期数',
      '1|工 业 总 产 值|1200.5|1100',
      '2|固定资产投资|300|200',
      '3|常 住 人 口|4500|4400',
      '4|其中：女性|2200|2100',
    ],
  ],
  [
    'a code row and a foot line, remarks beside',
    [
      '|乡镇经济季报表|||表号：|T9',
      '单位名称：石门镇||2023年1-6月|||',
      '指标名称|代码|计量单位|本年|上年同期|备注',
      '甲|乙|丙|1|2|3',
      '工业总产值|C1|万元|1200.5|1100|含园区',
      '固定资产投资|C2|万元|300|200|',
      '常住人口|C3|人|4500|4400|',
      '其中：女性|C4|人|2200|2100|',
      '单位负责人：张某||填表人：李某|||报出日期：2023年7月3日',
    ],
  ],
  [
    'figures as text with separators',
    [
      '乡镇经济季报表',
      '填报单位：石门镇人民政府|||报告期：2023年1-6月',
      '指标|计量单位|本期',
      '工业总产值|万元|1,200.50',
      '固定资产投资|万元|３００',
      "常住人口|人|'4500",
      '其中：女性|人|2200人',
    ],
  ],
  [
    'the table starts far right and low, blank rows between',
    [
      '',
      '',
      '|||乡镇经济季报表',
      '',
      '|||填报单位：石门镇||2023年1-6月',
      '',
      '|||指标|计量单位|本期',
      '|||工业总产值|万元|1200.5',
      '',
      '|||固定资产投资|万元|300',
      '|||常住人口|人|4500',
      '',
      '|||其中：女性|人|2200',
    ],
  ],
];

describe('one form in many layouts', () => {
  it.each(variants.map(([name, lines, options]) => ({ name, lines, options })))(
    '$name',
    ({ lines, options }) => {
      const { found, mapped } = stage(lines, '报表.xlsx', options ?? {});
      expect(found).toMatchObject({
        form: { code: 'T9' },
        sender: { code: 'SM' },
        period: { value: '2023Q2' },
      });
      expect(Object.fromEntries(mapped.figures.map(({ indicator: code, value }) => [code, value]))).toEqual(
        wanted,
      );
      expect(mapped.parked).toEqual([]);
      const hard = mapped.findings.filter(({ severity }) => severity !== 'repair' && severity !== 'note');
      expect(hard).toEqual([]);
    },
  );
});

describe('what stands where figures should', () => {
  it('is asked about, not passed over, where the whole column holds only words', () => {
    const { mapped } = stage(
      [
        '乡镇经济季报表|||',
        '填报单位：石门镇|||2023年1-6月',
        '指标名称|计量单位|本期|上年同期',
        '工业总产值|万元|约一千|900',
        '固定资产投资|万元|待定|',
        '常住人口|人|无|',
        '其中：女性|人|/|',
      ],
      'a.xlsx',
    );
    expect(mapped.figures.map(({ indicator, value, cell }) => [indicator, value, cell])).toEqual([
      ['C1', null, 'C4'],
      ['C2', null, 'C5'],
      ['C3', null, 'C6'],
      ['C4', null, 'C7'],
    ]);
    expect(mapped.findings.map(({ code, cell }) => [code, cell])).toContainEqual(['not-a-number', 'C4']);
  });

  it('a blank 填报单位： leaves the period beside it to be read', () => {
    const { found } = stage(
      [
        '乡镇经济季报表|||',
        '填报单位：|||2023年1-6月',
        '指标名称|计量单位|本期|上年同期',
        '工业总产值|万元|5|4',
      ],
      '石门镇.xlsx',
    );
    expect(found).toMatchObject({ sender: { code: 'SM', how: 'file-name' }, period: { value: '2023Q2' } });
  });
});
