import { expect, test } from 'vitest';
import { findingSentence } from '../../renderer/words/findings.ts';
import type { ReturnReport } from '../../shared/contract/returns.ts';
import { type SetRows, setWorkbook, writeSetPack } from '../support/made-up-set.ts';
import { startBench } from '../support/test-bench.ts';

/** A made-up set of project registers as departments send them, and what must come of them. */

const packFiles: Readonly<Record<string, readonly string[]>> = {
  'units.csv': [
    'code,name,type,parent,aliases',
    'C,云岭市,city,,',
    'J,市交通运输局,department,C,交通局',
    'S,市水利局,department,C,',
    'W,市卫生健康委员会,department,C,卫健委',
  ],
  'indicators.csv': ['code,name,unit,direction,measure', 'X,占位,个,none,stock'],
  'outline.csv': ['number,kind,title', '9,chapter,基础设施', '专栏9-1,box,交通'],
  'projects.csv': [
    'code,name,box,investment,startYear,endYear,openBatch',
    'P01,云岭至石门公路改扩建工程,专栏9-1,12000,2021,2023,no',
    'P02,大坪水库除险加固工程,专栏9-1,3500.5,2022,2024,no',
    'P03,小坪水库除险加固工程,专栏9-1,2800,2022,2024,no',
    'P04,云岭市第二人民医院,专栏9-1,9000,2021,2025,no',
  ],
  'forms.csv': [
    'code,title,shape,period,due,senders,overlap,unit',
    'G1,重点项目月调度表,register,month,5,J;S;W,show,万元',
  ],
  'form-items.csv': [
    'form,order,indicator,label,unit,column,required',
    'G1,1,,项目名称,,name,yes',
    'G1,2,,项目代码,,code,no',
    'G1,3,,项目阶段,,stage,yes',
    'G1,4,,总投资,万元,investment,no',
    'G1,5,,本年完成投资,万元,investedYear,yes',
    'G1,6,,形象进度,,progress,no',
  ],
};

/** Two header rows, money in 亿元, a project that the plan doesn't know, a text number, a total row, a foot line. */
const roads: SetRows = [
  ['重点项目月调度表'],
  ['填报单位：交通局', null, null, null, '2023年5月', null],
  ['序号', '项目名称', '项目阶段', '投资（亿元）', null, '形象进度'],
  [null, null, null, '总投资', '本年完成投资', null],
  [1, '云岭至石门公路改扩建工程', '在建', 1.2, '0.25', '路基完成80%'],
  [2, '乡村道路提升（新增）', '前期', 0.5, '—', '正在办理用地手续'],
  ['合计', null, null, 1.7, 0.25, null],
  ['负责人：某某  填表人：某某  联系电话：0999-1234567'],
];

/** Codes decide; two reservoirs that look alike; 万元; .xls. */
const water: SetRows = [
  ['2023年5月重点项目月调度表'],
  ['单位：万元', null, null, null, null],
  ['项目代码', '项目名称', '本年完成投资', '总投资', '项目阶段'],
  ['P02', '大坪水库除险加固', 1500, 3500.5, '在建'],
  [null, '小坪水库除险加固工程', '８００', 2800, '在建'],
  [null, '大坪水库除险加固工程', 1500, 3500.5, '在建'],
];

const fields = (report: ReturnReport, name: string) =>
  Object.fromEntries(
    report
      .records!.find((one) => one.name === name)!
      .fields.map(({ column, value, cell }) => [column, `${value} ${cell}`]),
  );
const found = (report: ReturnReport) =>
  report.findings
    .filter((one) => one.severity !== 'note')
    .map((one) => `${one.code} ${one.cell}`)
    .sort();

test('the set is read, asked about and decided as its answers say', { timeout: 60_000 }, async () => {
  const bench = await startBench(writeSetPack('C', packFiles));
  const staged = await bench.call('returns/stage', {
    files: [
      {
        name: '交通.xlsx',
        bytes: setWorkbook(roads, { merges: ['A1:F1', 'D3:E3', 'A3:A4', 'B3:B4', 'C3:C4', 'F3:F4'] }),
      },
      { name: '水利局报来.xls', bytes: setWorkbook(water, { type: 'biff8' }) },
    ],
  });
  const [j, s] = staged.files;
  expect(staged.files.map((one) => [one.sender?.code, one.form?.code, one.period?.value])).toEqual([
    ['J', 'G1', '2023-05'],
    ['S', 'G1', '2023-05'],
  ]);
  expect(j!.records!.map(({ name, project }) => [name, project])).toEqual([
    ['云岭至石门公路改扩建工程', 'P01'],
    ['乡村道路提升（新增）', undefined],
  ]);
  expect(fields(j!, '云岭至石门公路改扩建工程')).toEqual({
    name: '云岭至石门公路改扩建工程 B5',
    stage: '在建 C5',
    investment: '12000 D5',
    investedYear: '2500 E5',
    progress: '路基完成80% F5',
  });
  expect(fields(j!, '乡村道路提升（新增）')).toMatchObject({
    investment: '5000 D6',
    investedYear: 'null E6',
  });
  expect(found(j!)).toEqual(['mark E6', 'no-match B6', 'text-number E5']);
  expect(j!.parked).toEqual([
    expect.objectContaining({ sheet: '表', cell: 'B6', raw: '乡村道路提升（新增）', why: 'no-match' }),
  ]);
  expect(findingSentence(j!.findings.find((one) => one.code === 'no-match')!)).toContain('不在规划的项目中');

  expect(s!.records!.map(({ name, project }) => [name, project])).toEqual([
    ['大坪水库除险加固', 'P02'],
    ['小坪水库除险加固工程', 'P03'],
    ['大坪水库除险加固工程', 'P02'],
  ]);
  expect(fields(s!, '小坪水库除险加固工程')).toMatchObject({ investedYear: '800 C5', investment: '2800 D5' });
  expect(found(s!)).toEqual(['duplicate-row B6', 'full-width C5']);

  // A person repairs the text number with another value than the one read, and explains the dash.
  const number = j!.findings.find((one) => one.code === 'text-number')!;
  const dash = j!.findings.find((one) => one.code === 'mark')!;
  await bench.call('returns/resolve', {
    decisions: [
      { kind: 'finding', id: j!.id!, finding: number.id, as: 'repaired', value: '2600' },
      { kind: 'finding', id: j!.id!, finding: dash.id, as: 'explained' },
    ],
    by: '测试',
    reason: '已与填表人核对台账',
  });
  const decided = await bench.call('returns/get', { id: j!.id! });
  expect(fields(decided, '云岭至石门公路改扩建工程')).toMatchObject({ investedYear: '2600 E5' });
  const accept = (more: object = {}) =>
    bench.call('returns/accept', { all: true, by: '测试', acceptRepairs: true, ...more });
  expect((await accept()).blocked.map(({ id }) => id)).toEqual([j!.id, s!.id]);

  // The unknown project blocks until a person says which one it is, or that it is not used.
  await bench.call('returns/resolve', {
    decisions: [
      { kind: 'parked', id: j!.id!, parked: decided.parked[0]!.id!, as: 'matched', indicator: 'P04' },
    ],
    by: '测试',
    reason: '同一项目的新名称',
  });
  const matched = await bench.call('returns/get', { id: j!.id! });
  expect(matched.records!.map(({ project }) => project)).toEqual(['P01', 'P04']);
  expect(matched.parked).toEqual([]);
  expect((await accept()).accepted).toEqual([j!.id]);
});
