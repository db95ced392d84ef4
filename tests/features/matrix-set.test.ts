import { expect, test } from 'vitest';
import type { ReturnReport } from '../../shared/contract/returns.ts';
import { type SetRows, setWorkbook, writeSetPack } from '../support/made-up-set.ts';
import { startBench } from '../support/test-bench.ts';

/**
 * A made-up set of departments' returns as they are made: one form, three workbooks, each with its own layout, its own file
 * format and its own defects, and what must come of them. Nothing of it is anybody's figure.
 */

const packFiles: Readonly<Record<string, readonly string[]>> = {
  'units.csv': [
    'code,name,type,parent,aliases,validTo,successor,order,within',
    'C,云岭市,city,,,,,,',
    'S1,石门镇,township,C,,,,1,',
    'S2,石门坎乡,township,C,,,,2,',
    'S3,大坪乡,township,C,,,,3,',
    'S4,小坪乡,township,C,,,,4,',
    'S5,江东街道,subdistrict,C,,,,5,',
    'P1,云岭工业园区,park,C,云岭园区,,,6,S1',
    'OLD,老营乡,township,C,,2021-12-31,S3,7,',
    'W,市卫生健康委员会,department,C,市卫健委;卫健委,,,,',
    'E,市教育局,department,C,,,,,',
    'N,市农业农村局,department,C,,,,,',
  ],
  'indicators.csv': [
    'code,name,unit,direction,measure,reporting,numerator,denominator,consolidate,scope,decimals,aliases',
    'B1,医疗机构床位数,张,up,stock,period,,,,form,0,床位数',
    'B2,执业（助理）医师数,人,up,stock,period,,,,form,0,',
    'B3,常住人口,人,up,stock,period,,,,form,0,',
    'B4,每千人口床位数,张,up,ratio,period,B1,B3,,form,2,',
    'B5,医疗收入,万元,up,flow,ytd,,,,form,2,',
    'B6,在校学生数,人,up,stock,period,,,,form,0,',
    'B7,学前三年毛入园率,%,up,ratio,period,,,none,form,1,',
    'B8,粮食播种面积,亩,up,stock,period,,,,form,0,',
  ],
  'forms.csv': [
    'code,title,shape,period,due,senders,overlap',
    'M1,部门社会事业半年报,matrix,half,15,W;E;N,show',
  ],
  'form-items.csv': [
    'form,order,indicator,label,unit,column,appliesTo,required',
    'M1,1,B1,医疗机构床位数,张,current,W,yes',
    'M1,2,B2,执业（助理）医师数,人,current,W,yes',
    'M1,3,B3,常住人口,人,current,W,no',
    'M1,4,B5,医疗收入,万元,current,W,yes',
    'M1,5,B5,医疗收入,万元,previous,W,no',
    'M1,6,B6,在校学生数,人,current,E,yes',
    'M1,7,B7,学前三年毛入园率,%,current,E,yes',
    'M1,8,B8,粮食播种面积,亩,current,N,yes',
  ],
  'checks.csv': [
    'form,severity,expression,message',
    'M1,error,[B2] <= [B3],医师数不能大于常住人口',
    'M1,query,[B1] / [B3] * 1000 <= 20,每千人口床位数偏高',
  ],
  'observations.csv': [
    'indicator,unit,period,value,status,series',
    'B5,S1,2022H1,400,最终,部门',
    'B5,S2,2022H1,250.5,最终,部门',
    'B8,S3,2022H1,4000,最终,部门',
    'B8,S4,2022H1,3000,最终,部门',
  ],
};

/** Header two deep with merges, units in brackets, last year beside, a total first, the park shown; money in 元. */
const health: SetRows = [
  ['部门社会事业半年报'],
  ['填报单位：市卫健委', null, null, null, null, '2023年1-6月'],
  [
    '乡镇（街道）',
    '医疗机构床位数（张）',
    '执业（助理）医师数（人）',
    '常住人口（万人）',
    '医疗收入（元）',
    null,
  ],
  [null, null, null, null, '本期', '上年同期'],
  ['合  计', 520, 300, 7.5, 11_005_000, 10_005_000],
  ['石门镇', 200, 120, 2.5, 4_100_000, 4_000_000],
  ['石门坎乡', 100, 60, 1.5, 2_600_000, 2_600_000],
  ['大坪乡', 80, '40人', 1.2, 1_500_000, 1_405_000],
  ['小坪乡', '—', 30, 1.3, 1_300_000, 1_000_000],
  ['江东街道', 140, 50, 1, 1_505_000, 1_000_000],
  ['其中：云岭园区', 20, 5, 0.2, 105_000, 100_000],
  ['单位负责人：某某  填表人：某某  联系电话：0999-1234567'],
];

/** Units across, indicators down; percentages as percent cells; .xls. */
const education: SetRows = [
  ['云岭市教育事业情况表（2023年上半年）'],
  ['填报单位：市教育局'],
  ['指标名称', '计量单位', '全市', '石门镇', '石门坎乡', '大坪乡', '小坪乡', '江东街道'],
  ['在校学生数', '人', 9000, 3000, 2000, 1500, 1000, 1500],
  ['学前三年毛入园率', '%', 0.95, 0.98, 0.965, 0.9, '待定', 1],
];

/** No merges; hectares for mu; two hundred times too much in one place; a merged township and a stranger. */
const farming: SetRows = [
  ['填报单位：市农业农村局', '2023年上半年'],
  ['单位名称', '粮食播种面积（公顷）'],
  ['石门镇', 333.3333],
  ['石门坎乡', 200],
  ['大坪乡', 26_666.6667],
  ['小坪乡', '２１０'],
  ['老营乡', 12],
  ['合计', 27_422],
];

const figureOf = (report: ReturnReport, indicator: string, unit: string, column = 'current') =>
  report.figures.find((one) => one.indicator === indicator && one.unit === unit && one.column === column);
const found = (report: ReturnReport) =>
  report.findings
    .filter((one) => one.severity !== 'note')
    .map((one) => [one.code, one.cell].join(' '))
    .sort();

test('the set is read, asked about, decided and consolidated as its answers say', {
  timeout: 60_000,
}, async () => {
  const bench = await startBench(writeSetPack('C', packFiles));
  const files = [
    {
      name: '卫健委报表.xlsx',
      bytes: setWorkbook(health, { merges: ['A1:F1', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:D4', 'E3:F3'] }),
    },
    {
      name: '附件2.xls',
      bytes: setWorkbook(education, {
        type: 'biff8',
        formats: { C5: '0.0%', D5: '0.0%', E5: '0.0%', F5: '0.0%', H5: '0%' },
      }),
    },
    { name: '农业.ods', bytes: setWorkbook(farming, { type: 'ods' }) },
  ];
  const staged = (await bench.call('returns/stage', { files })).files;
  const [w, e, n] = ['W', 'E', 'N'].map((code) => staged.find((one) => one.sender?.code === code)!);
  expect(staged.map((one) => [one.form?.code, one.period?.value, one.unit])).toEqual(
    staged.map(() => ['M1', '2023H1', null]),
  );

  expect(figureOf(w!, 'B3', 'S1')).toMatchObject({
    value: '25000',
    cell: 'D6',
    statedUnit: '万人',
    factor: '10000',
  });
  expect(figureOf(w!, 'B5', 'S2')).toMatchObject({ value: '260', statedUnit: '元', cell: 'E7' });
  expect(figureOf(w!, 'B5', 'S2', 'previous')).toMatchObject({ value: '260', cell: 'F7' });
  expect(figureOf(w!, 'B1', 'S4')).toMatchObject({ value: null, raw: '—', cell: 'B9' });
  expect(figureOf(w!, 'B2', 'S3')).toMatchObject({ value: '40', raw: '40人', repair: 'text-number' });
  expect(figureOf(w!, 'B1', 'P1')).toMatchObject({ value: '20', cell: 'B11' });
  expect(w!.figures).toHaveLength(6 * 5);
  expect(found(w!)).toEqual(['mark B9', 'previous-differs F7', 'text-number C8']);

  expect(figureOf(e!, 'B7', 'S1')).toMatchObject({ value: '98', raw: '98.0%', cell: 'D5' });
  expect(figureOf(e!, 'B7', 'S5')).toMatchObject({ value: '100' });
  expect(figureOf(e!, 'B7', 'S4')).toMatchObject({ value: null, raw: '待定' });
  expect(figureOf(e!, 'B6', 'S3')).toMatchObject({ value: '1500', cell: 'F4' });
  expect(found(e!)).toEqual(['mark G5']);

  expect(figureOf(n!, 'B8', 'S1')).toMatchObject({ value: '5000', factor: '15' });
  expect(found(n!)).toEqual(['full-width B6', 'no-match A7', 'unit-scale B5']);
  expect(n!.parked).toMatchObject([{ raw: '老营乡', values: [{ cell: 'B7', raw: '12' }] }]);

  const first = await bench.call('returns/accept', {
    all: true,
    by: '测试',
    acceptRepairs: true,
    explain: '与统计口径一致，已逐项电话核对',
    setAsideParked: true,
    reason: '撤并乡镇不再单列',
  });
  expect(first.blocked.map(({ id }) => id)).toEqual([n!.id]);
  const scale = n!.findings.find((one) => one.code === 'unit-scale')!;
  await bench.call('returns/resolve', {
    decisions: [{ kind: 'finding', id: n!.id!, finding: scale.id, as: 'repaired' }],
    by: '测试',
    reason: '多写了两位',
  });
  const second = await bench.call('returns/accept', {
    all: true,
    by: '测试',
    acceptRepairs: true,
    setAsideParked: true,
    reason: '撤并乡镇不再单列',
  });
  expect(second.accepted).toHaveLength(3);
  const { figures, notSent, notAccepted } = await bench.call('consolidation/get', {
    form: 'M1',
    period: '2023H1',
  });
  const total = (code: string) => figures.find((one) => one.indicator === code)!;
  expect([notSent, notAccepted]).toEqual([[], []]);
  expect(total('B1')).toMatchObject({ value: '520', complete: false, missing: ['S4'] });
  expect(total('B3')).toMatchObject({ value: '75000', complete: true });
  expect(total('B5')).toMatchObject({ value: '1100.5', complete: true });
  expect(total('B8')).toMatchObject({ value: '15150' });
  expect(total('B7')).toMatchObject({ value: null, rule: 'none' });
});
