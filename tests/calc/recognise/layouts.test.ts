import { describe, expect, it } from 'vitest';
import { listDataCells } from '../../../shared/calc/recognise/list-data-cells.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import type { TableReading } from '../../../shared/domain/recognition.ts';
import { type SheetOptions, sheetOf } from '../../support/sheet-of.ts';

/** Look-alikes of layouts seen in real workbooks; all figures are made up. */
function tables(lines: readonly string[], options?: SheetOptions): TableReading[] {
  return recogniseSheet(sheetOf(lines, options));
}

function only(lines: readonly string[], options?: SheetOptions): TableReading {
  const found = tables(lines, options);
  expect(found).toHaveLength(1);
  return found[0]!;
}

function paths(table: TableReading): string[] {
  return table.columns.map((column) => column.path.join('/'));
}

function roles(table: TableReading): string[] {
  return table.columns.map((column) => column.role);
}

function rowRoles(table: TableReading): string[] {
  return table.rows.map((row) => `${row.name}:${row.role}`);
}

function columnUnits(table: TableReading): (string | undefined)[] {
  return table.columns.map((column) => column.unit?.text);
}

describe('a consolidation of townships with a deep merged header', () => {
  const lines = [
    '农村基本情况统计表||||||||',
    '|||||||表号|农基1表',
    '填报单位：丁家县||||||||制表机关',
    '指标名称||编 号|一、农村基层组织情况||二、农作物|||三、总收入',
    '|||（一）乡个数|  1、乡政府|粮食|||',
    '|||||面积|单产|总产|',
    '|||个|个|亩|公斤|吨|万元',
    "汇总代码|||'01|'02|'03|'04|'05|'06",
    '合计|本 年||8|8|5200|231|1201|900',
    '|上 年||8|8|5000|230|1150|850',
    '|增减||0|0|200|1|51|50',
    '|增减%||#DIV/0!|0|4|0.4|4.4|5.9',
    '东坡镇||1|1|1|2600|230|598|400',
    '西沟乡||2|1|1|2600|232|603|500',
    '林管局||||||||',
    '横向合计|||2|2|5200|231|1201|900',
    '附报：国有农场另报||||||||',
    '第05页||||||||',
  ];
  const merges = ['A1:I1', 'A4:B7', 'C4:C7', 'D4:E4', 'F4:H4', 'I4:I6', 'F5:H5', 'D5:D6', 'E5:E6'];

  it('reads header paths of five rows and the unit line across the columns', () => {
    const table = only(lines, { merges });
    expect(paths(table).slice(3)).toEqual([
      '一、农村基层组织情况/（一）乡个数',
      '一、农村基层组织情况/1、乡政府',
      '二、农作物/粮食/面积',
      '二、农作物/粮食/单产',
      '二、农作物/粮食/总产',
      '三、总收入',
    ]);
    expect(columnUnits(table).slice(3)).toEqual(['个', '个', '亩', '公斤', '吨', '万元']);
    expect(table.columns[5]!.unit?.source).toBe('unit-row');
    expect(table.codeRows).toEqual([7]);
  });

  it('tells total, last year, change and change in per cent from townships', () => {
    const table = only(lines, { merges });
    expect(rowRoles(table)).toEqual([
      '合计:total',
      '上年:previous',
      '增减:change',
      '增减:growth',
      '东坡镇:data',
      '西沟乡:data',
      '林管局:blank',
      '横向合计:total',
    ]);
    expect(table.title?.text).toBe('农村基本情况统计表');
    expect(table.formNumber?.text).toBe('农基1表');
    expect(table.reportingUnit?.text).toBe('丁家县');
    expect(table.notes.map(({ text }) => text)).toEqual(['附报：国有农场另报']);
    expect(table.pageNumbers).toEqual(['A18']);
  });
});

describe('a group header whose first column repeats the measure', () => {
  const table = () =>
    only(
      [
        '从业人员和工资|||||',
        '|计量单位|从业人员期末人数||工资总额|',
        '|||其中：女性||其中：奖金',
        '甲|乙|1|2|3|4',
        'Ⅰ.国有单位合计|01|120|50|600|90',
        '一、按隶属关系分组|||||',
        '中央|02|20|10|100|15',
        '`1.地方|03|100|40|500|75',
      ],
      { merges: ['A1:F1', 'A2:A3', 'B2:B3'] },
    );

  it('takes 甲 乙 1 2 3 for a code row and a row without values for a group', () => {
    expect(table().codeRows).toEqual([3]);
    expect(rowRoles(table())).toEqual([
      '国有单位合计:total',
      '按隶属关系分组:group',
      '中央:data',
      '地方:data',
    ]);
    expect(table().rows[2]!.parent).toBe(1);
  });

  it('believes the content of a code column, not its header 计量单位', () => {
    expect(roles(table())).toEqual(['label', 'code', 'value', 'value', 'value', 'value']);
    expect(paths(table()).slice(2)).toEqual([
      '从业人员期末人数',
      '从业人员期末人数/其中：女性',
      '工资总额',
      '工资总额/其中：奖金',
    ]);
  });
});

describe('measures repeated under each indicator', () => {
  const table = only(
    [
      '|2016年12月（F3表）||||||',
      '|营业收入|||营业成本||',
      '|1-本月|上年同期|增长速度(%)|1-本月|上年同期|增长速度(%)',
      "甲|'1|'2|'3|'4|'5|'6",
      '总计|1.86|1.5|24|0.9|0.8|12.5',
      '甲公司|1|0.5|100|0.5||',
      '乙公司|0.86|1|-14|0.4|0.8|-50',
    ],
    { merges: ['B2:D2', 'E2:G2'] },
  );

  it('types each column by its leaf and keeps the group', () => {
    expect(table.columns.slice(1).map((column) => column.measure)).toEqual([
      'cumulative',
      'previous',
      'growth',
      'cumulative',
      'previous',
      'growth',
    ]);
    expect(paths(table)[4]).toBe('营业成本/1-本月');
    expect(columnUnits(table)[3]).toBe('%');
    expect(table.period?.found).toMatchObject({ year: 2016, lastMonth: 12 });
  });
});

describe('tables stacked in one sheet', () => {
  const lines = [
    '居民收入||||',
    '各市全体居民人均可支配收入||||',
    '|地  区|2016年一季度（元）|2015年一季度（元）|增速（%）',
    '1|甲市|6000|5500|9.1',
    '2|乙市|5000|4600|8.7',
    '3|丙市|4000|3700|8.1',
    '各市城镇居民人均可支配收入||||',
    '|地  区|2016年一季度（元）|2015年一季度（元）|增速（%）',
    '1|甲市|8000|7500|6.7',
    '2|乙市|7000|6600|6.1',
    '3|丙市|6000|5700|5.3',
  ];

  it('cuts at the repeated header; the title between belongs to the table below', () => {
    const found = tables(lines, { merges: ['A2:E2', 'A7:E7'] });
    expect(found).toHaveLength(2);
    expect(found.map((table) => table.rows.length)).toEqual([3, 3]);
    expect(found[1]!.title?.text).toBe('各市城镇居民人均可支配收入');
    expect(roles(found[0]!)).toEqual(['serial', 'label', 'value', 'value', 'value']);
    expect(found[0]!.columns[2]).toMatchObject({
      unit: { text: '元' },
      period: { year: 2016, lastMonth: 3 },
    });
  });
});

describe('a header cut at line ends against a hierarchy', () => {
  const lines = [
    '表1 建筑业主要指标||||||',
    '地  区|企业数|计  划|房  屋|房  屋|其  中',
    '||生育率|施工面积|竣工面积|',
    '|（个）|（‰）|（万平方米）|（万平方米）|# 住宅房屋',
    '总  计|10|9|30|20|15',
    '··东区|6|8|20|12|10',
    '··西区|4|10|10|8|5',
  ];

  it('joins 计划生育率 and keeps 房屋/施工面积 as a path, the other reading beside it', () => {
    const table = only(lines);
    expect(paths(table)).toEqual([
      '地区',
      '企业数',
      '计划生育率',
      '房屋/施工面积',
      '房屋/竣工面积',
      '其中/#住宅房屋',
    ]);
    expect(table.columns[2]).toMatchObject({ reading: 'joined', alternative: ['计划', '生育率'] });
  });

  it('joins the same end under different halves', () => {
    const table = only(['地区|卫生健康|节能环保|城乡社区', '|支出|支出|支出', '东区|1|2|3', '西区|4|5|6']);
    expect(paths(table).slice(1)).toEqual(['卫生健康支出', '节能环保支出', '城乡社区支出']);
  });

  it('keeps a leaf that stands under a group elsewhere apart from what is above it', () => {
    const table = only(
      [
        '地区|维修厂||驾驶员|修理工',
        '|年末机构数(个)|年末人数(人)|年末人数(人)|年末人数(人)',
        '东区|1|2|3|4',
        '西区|4|5|6|7',
      ],
      { merges: ['A1:A2', 'B1:C1'] },
    );
    expect(paths(table).slice(1)).toEqual([
      '维修厂/年末机构数',
      '维修厂/年末人数',
      '驾驶员/年末人数',
      '修理工/年末人数',
    ]);
  });

  it('keeps texts apart that carry a translation each', () => {
    const table = only([
      '地区|维修人员\\nRepairers|持证人员\\nCertified',
      '|年末人数(人)\\nPersons|年末人数(人)\\nPersons',
      '东区|1|2',
      '西区|4|5',
    ]);
    expect(paths(table).slice(1)).toEqual(['维修人员/年末人数', '持证人员/年末人数']);
  });

  it('hangs texts further down under what stands to their left, not under a total', () => {
    const lost = ['地区|出场种畜|||', '|总数|牛场|羊场|', '||||绒羊场', '东区|9|4|5|3', '西区|8|3|5|2'];
    expect(paths(only(lost)).slice(1)).toEqual([
      '出场种畜/总数',
      '出场种畜/牛场',
      '出场种畜/羊场',
      '出场种畜/羊场/绒羊场',
    ]);
  });

  it('gives the unit of 其中 from its left neighbour', () => {
    const table = only(lines);
    expect(columnUnits(table)).toEqual([undefined, '个', '‰', '万平方米', '万平方米', '万平方米']);
    expect(table.columns[5]!.unit?.source).toBe('left');
  });

  it('lets the vocabulary decide for the other reading', () => {
    const sheet = sheetOf(['地区|计划|其他', '|生育率|数', '东|1|2', '西|3|4']);
    const plain = recogniseSheet(sheet)[0]!;
    const told = recogniseSheet(sheet, { names: new Set(['生育率']) })[0]!;
    expect(plain.columns[1]!.path).toEqual(['计划生育率']);
    expect(told.columns[1]!.path).toEqual(['计划', '生育率']);
  });

  it('marks indented rows under the total as its parts', () => {
    const table = only(lines);
    expect(table.rows.map((row) => [row.role, row.parent])).toEqual([
      ['total', undefined],
      ['data', 0],
      ['data', 0],
    ]);
  });
});

describe('one unit for the sheet, marks among the figures', () => {
  const table = only(
    [
      '表2 各区房屋分布||||',
      '单位：万平方米||||',
      '地  区|居住房屋|其  中||非居住房屋',
      '||花园住宅|公  寓|',
      '全  市|30|10|20|8',
      '··浦江新区|20|…|15|5',
      '··黄河区|10|…|5|3',
    ],
    { merges: ['A1:E1', 'A2:E2', 'A3:A4', 'B3:B4', 'C3:D3', 'E3:E4'] },
  );

  it('reads the unit line and strips blanks inside names', () => {
    expect(table.unit).toMatchObject({ text: '万平方米', source: 'unit-line' });
    expect(table.rows.map((row) => row.name)).toEqual(['全市', '浦江新区', '黄河区']);
    expect(paths(table)).toEqual(['地区', '居住房屋', '其中/花园住宅', '其中/公寓', '非居住房屋']);
  });

  it('lists a mark as a data cell of its column', () => {
    const mark = listDataCells(table).find(({ cell }) => cell === 'C6');
    expect(mark).toMatchObject({
      text: '…',
      rowLabel: '浦江新区',
      path: ['其中', '花园住宅'],
      unit: '万平方米',
    });
  });
});

describe('panels side by side, offset by one row, all figures text', () => {
  const found = tables([
    '3-1 化肥施用量|||||3-1 续表||',
    '||||||单位：万吨|',
    '|单位：吨||||钾肥|复合肥|',
    "地区|氮肥|磷肥|||全国|'12.1|'13",
    "全国|'105|'22|||甲省|'6|'7",
    "甲省|'60|'12|||乙省|'6.1|'6",
    "乙省|'45|'10||||",
  ]);

  it('cuts at the blank column; each panel has its own unit and header', () => {
    expect(found).toHaveLength(2);
    expect(found.map((table) => table.unit?.text)).toEqual(['吨', '万吨']);
    expect(found.map((table) => table.rows.map((row) => row.name))).toEqual([
      ['全国', '甲省', '乙省'],
      ['全国', '甲省', '乙省'],
    ]);
    expect(listDataCells(found[0]!).map(({ text }) => text)).toEqual(['105', '22', '60', '12', '45', '10']);
  });
});

describe('Chinese, unit and English in one cell', () => {
  const table = only(
    [
      '人口||||',
      'Population||||',
      '地区\\nDistrict||年平均人数\\n(人)\\nAnnual Average|出生\\nBirth|',
      '||||#婴儿\\nInfant',
      "合计|Total|'100|'9|'5",
      "甲区|East|'60|'5|'3",
      "乙区|West|'40|'4|'2",
    ],
    { merges: ['A3:A4', 'B3:B4', 'C3:C4'] },
  );

  it('keeps the Chinese name and the unit, and the English names as a label column', () => {
    expect(paths(table)).toEqual(['地区', '', '年平均人数', '出生', '出生/#婴儿']);
    expect(table.columns[2]!.unit?.text).toBe('人');
    expect(roles(table)).toEqual(['label', 'label', 'value', 'value', 'value']);
    expect(table.title?.text).toBe('人口');
  });
});

describe('indicators as rows, districts as columns, no merges', () => {
  const table = only([
    '人口主要指标|||||',
    '指标名称|计量|全市|比2021年|惠东区|惠西区',
    '|单位||+、-%||',
    '户籍人口情况|||||',
    '··年末户籍人口|(万人)|600|1.2|350|250',
    '··出生率|(‰)|9.1|-|9|9.2',
  ]);

  it('joins 计量 + 单位, takes the unit column in brackets, and growth amid the districts', () => {
    expect(roles(table)).toEqual(['label', 'unit', 'value', 'value', 'value', 'value']);
    expect(table.columns[3]).toMatchObject({ measure: 'growth', unit: { text: '%' } });
    expect(table.rows.map((row) => [row.role, row.unit?.text])).toEqual([
      ['group', undefined],
      ['data', '万人'],
      ['data', '‰'],
    ]);
    expect(table.rows[1]!.parent).toBe(0);
    const growth = listDataCells(table).find(({ cell }) => cell === 'D5');
    expect(growth?.unit).toBe('%');
  });
});

describe('a table without a title and a corner of one blank', () => {
  const table = only([
    ' |1-5月(亿元)|增长速度(%)',
    '····全··········省|5600|8.1',
    '·····#武江市|2000|9',
    '·······黄山市|3600|7.6',
  ]);

  it('takes units and periods from the headers', () => {
    expect(table.columns[1]).toMatchObject({
      unit: { text: '亿元' },
      period: { firstMonth: 1, lastMonth: 5 },
    });
    expect(table.rows.map((row) => [row.name, row.role])).toEqual([
      ['全省', 'total'],
      ['武江市', 'data'],
      ['黄山市', 'data'],
    ]);
    expect(table.rows[1]!.ofWhich).toBe(true);
  });
});

describe('what stands around a table', () => {
  const lines = [
    '填报单位（盖章）：|石门镇|||报告期：2023年1-6月',
    '序号|指标名称|计量单位|本期|上年同期',
    '1|粮食产量|吨|100|90',
    '2|蔬菜产量|吨||80',
    '3|牛存栏|头||',
    '单位负责人：张某|填表人：李某||联系电话：13900000000|报出日期：2023年7月5日',
  ];

  it('keeps rows without any value at the end and only the place of the foot line', () => {
    const table = only(lines);
    expect(table.rows.map((row) => [row.name, row.role])).toEqual([
      ['粮食产量', 'data'],
      ['蔬菜产量', 'data'],
      ['牛存栏', 'blank'],
    ]);
    expect(table.footCells).toEqual(['A6', 'B6', 'D6', 'E6']);
    expect(JSON.stringify(table)).not.toMatch(/13900000000|张某|李某/);
    expect(table.reportingUnit).toEqual({ text: '石门镇', cell: 'B1' });
    expect(table.period).toMatchObject({ found: { year: 2023, lastMonth: 6 }, cell: 'E1' });
  });

  it('finds no table in an instruction sheet', () => {
    expect(tables(['填表说明', '1. 本表由各乡镇填报', '2. 请于期后10日内报送'])).toEqual([]);
    expect(tables([])).toEqual([]);
  });

  it('reads a form without any figure', () => {
    const table = only([
      '甲表||||',
      '序号|指标名称|计量单位|本期|上年同期',
      '1|粮食产量|吨||',
      '2|蔬菜产量|吨||',
      '3|牛存栏|头||',
    ]);
    expect(roles(table)).toEqual(['serial', 'label', 'unit', 'value', 'value']);
    expect(table.rows.map((row) => row.name)).toEqual(['粮食产量', '蔬菜产量', '牛存栏']);
  });
});

describe('years as headers', () => {
  it('takes years written as numbers for a header', () => {
    const table = only(['指标|2021|2022', '产值|10|12', '面积|7|8']);
    expect(table.columns.map((column) => column.period?.year)).toEqual([undefined, 2021, 2022]);
    expect(table.rows.map((row) => row.name)).toEqual(['产值', '面积']);
  });

  it('takes years one after the other for a header whatever the corner says', () => {
    const table = only(['主要城市|2022|2021|2020', '甲市|10|12|11', '乙市|7|8|9']);
    expect(paths(table).slice(1)).toEqual(['2022', '2021', '2020']);
  });

  it('takes years in the first column for labels', () => {
    const table = only(['|甲市|乙市', '2019|1.5|2', '2020|1.6|2.1', '2021|1.7|2.2']);
    expect(table.rows.map((row) => row.name)).toEqual(['2019', '2020', '2021']);
    expect(roles(table)).toEqual(['label', 'value', 'value']);
  });
});

describe('header words that mean something else elsewhere', () => {
  it('takes 增减% for a rate in per cent, not for a difference in the unit of its row', () => {
    const table = only(['项目|本年|上年|增减额|增减%', '产值（万元）|3|2|1|50', '面积（亩）|4|2|2|100']);
    expect(table.columns.map(({ measure }) => measure).slice(3)).toEqual(['change', 'growth']);
    expect(listDataCells(table).filter(({ column }) => column === 4)).toMatchObject([
      { unit: '%' },
      { unit: '%' },
    ]);
  });

  it('takes 单位名称 over names for a header, and with a name beside it for the reporting unit', () => {
    const table = only(['单位名称|石门镇', '单位名称|总产值|床位数', '柳林镇|1|2', '双河镇|3|4']);
    expect(table.reportingUnit?.text).toBe('石门镇');
    expect(paths(table)).toEqual(['单位名称', '总产值', '床位数']);
  });

  it('takes 制表：and 审核： for the foot line', () => {
    const table = only(['乡镇|人数', '东乡|11', '西乡|33', '制表：某某|审核：某某']);
    expect(table.rows).toHaveLength(2);
    expect(table.footCells).toEqual(['A4', 'B4']);
  });

  it('reads the unit in the corner beside 序号', () => {
    expect(only(['序号|单位：人|教师|学生', '1|柳林镇|1|2', '2|双河镇|3|4']).unit?.text).toBe('人');
  });
});

describe('a heading row that states the unit', () => {
  it.each([
    ['一、', '二、'],
    ['', ''],
  ])('gives it to the rows below (%s %s)', (one, two) => {
    const table = only([
      '项目|本期|上期',
      `${one}产值（万元）||`,
      '农业|11|12',
      '工业|13|14',
      `${two}人口（人）||`,
      '男|15|16',
      '女|17|18',
    ]);
    expect(table.rows.map(({ role, unit }) => `${role} ${unit?.text}`)).toEqual([
      'group 万元',
      'data 万元',
      'data 万元',
      'group 人',
      'data 人',
      'data 人',
    ]);
  });

  it('is a row with a gap where the rows state their own', () => {
    const table = only(['项目|本期', '产值（万元）|', '人口（人）|15', '户数（户）|', '面积（亩）|9']);
    expect(table.rows.map(({ role }) => role)).toEqual(['blank', 'data', 'blank', 'data']);
  });
});

describe('tables below each other with different headers', () => {
  it('parts a list with one column of figures from what stands above and below it', () => {
    const found = tables([
      '地区|床位|教师|学生',
      '东|1|2|3',
      '西|4|5|6',
      '续表1|||',
      '指标|数值||',
      '产值|—||',
      '面积|7||',
      '负责人：|填表人：||',
      '2023年表|||',
      '|甲区|乙区|丙区',
      '人口|1|2|3',
      '户数|4|5|6',
    ]);
    expect(found.map((table) => paths(table).slice(1))).toEqual([
      ['床位', '教师', '学生'],
      ['数值'],
      ['甲区', '乙区', '丙区'],
    ]);
  });
});

it('其中 in a cell of its own leaves the name to the next cell, also merged down over several parts', () => {
  const [table] = tables(
    [
      '指标||单位|本期',
      '总产值||万元|10',
      '其中|规上|万元|7',
      '播种面积||亩|9',
      '其中：|小麦|亩|4',
      '|玉米|亩|3',
    ],
    { merges: ['A1:B1', 'A5:A6'] },
  );
  expect(table!.rows.map(({ name, ofWhich, labelCell }) => [name, ofWhich ?? false, labelCell])).toEqual([
    ['总产值', false, 'A2'],
    ['规上', true, 'B3'],
    ['播种面积', false, 'A4'],
    ['小麦', true, 'B5'],
    ['玉米', true, 'B6'],
  ]);
});

it('the last row of a narrow table stays with it where it has a unit and a text for its figure', () => {
  const [table] = tables(['指标|单位|本期', '粮食产量|吨|10', '人均收入|元|见附表', '说明|以上为|初步数']);
  expect(table!.rows.map(({ name }) => name)).toEqual(['粮食产量', '人均收入']);
  expect(table!.rows[1]!.cells.map(({ text }) => text)).toContain('见附表');
});

describe('the last row of a table above another one', () => {
  it('stays with it where it holds a dash, or nothing before a note; a title goes with what follows', () => {
    const found = tables([
      '指标|代码|单位|全市|东区',
      '人口|A01|人|12|13',
      '零售额|A02|万元|—|',
      '二表|||',
      '乡镇|床位|教师',
      '东乡|21|22',
      '西乡||',
      '注：本表含开发区。||',
      '三表||',
      '乡镇|学校|学生',
      '南乡|31|32',
    ]);
    expect(found.map(({ title, rows }) => [title?.text, ...rows.map(({ name }) => name)])).toEqual([
      [undefined, '人口', '零售额'],
      ['二表', '东乡', '西乡'],
      ['三表', '南乡'],
    ]);
  });
});

describe('an English sheet', () => {
  const table = only([
    'Database: annual data|||',
    'Indicator: Output of Grain (in 10 000 tons)|||',
    'Region|Current Year|Last Year|Growth (%)',
    'Total|30|20|50',
    'East|10|8|25',
    'Urban|||',
    'West|20|12|66.7',
    'Note: preliminary.|||',
  ]);

  it('knows header words, the unit in the title, the total and the note', () => {
    expect(table.columns.map((column) => column.measure)).toEqual(['plain', 'current', 'previous', 'growth']);
    expect(table.unit?.text.replace(/ /g, '')).toBe('10000tons');
    expect(rowRoles(table)).toEqual(['Total:total', 'East:data', 'Urban:blank', 'West:data']);
    expect(table.notes).toHaveLength(1);
  });
});

describe('lines with several fields in one cell', () => {
  const body = ['指标名称|本期', '粮食产量|100', '蔬菜产量|80'];

  it('gives reporting unit, period and unit apart, and no person', () => {
    const table = only([
      '乡镇季报表',
      '填报单位（盖章）：石门镇   2023年1-6月   单位：万元  填表人：李某 联系电话：13900000000',
      ...body,
    ]);
    expect(table.reportingUnit?.text).toBe('石门镇');
    expect(table.period?.found).toMatchObject({ year: 2023, lastMonth: 6 });
    expect(table.unit).toMatchObject({ text: '万元', source: 'unit-line', cell: 'A2' });
    expect(JSON.stringify(table)).not.toMatch(/李某|13900000000/);
  });

  it('takes the unit out of a title', () => {
    const table = only(['乡镇农业季报表（2023年1-6月）     单位：吨', ...body]);
    expect(table.title?.text).toBe('乡镇农业季报表(2023年1-6月)');
    expect(table.unit?.text).toBe('吨');
  });

  it('takes a reporting unit written beside the foot line', () => {
    const table = only([...body, '填报单位：石门镇|填表人：李某']);
    expect(table.reportingUnit).toEqual({ text: '石门镇', cell: 'A4' });
    expect(table.footCells).toEqual(['A4', 'B4']);
  });
});

describe('persons', () => {
  it('a foot line without colons is no data row', () => {
    const table = only([
      '指标名称|本期|上年',
      '粮食产量|100|90',
      '蔬菜产量|80|70',
      '单位负责人|张某|联系电话|13900000000',
    ]);
    expect(table.rows).toHaveLength(2);
    expect(JSON.stringify(table)).not.toMatch(/13900000000|张某/);
  });

  it('columns of names and phone numbers are seen and nothing of them kept', () => {
    const table = only([
      '序号|项目名称|完成投资（万元）|负责人|联系电话',
      '1|水厂|100|张某|13900000000',
      '2|公园|80|李某|13900000001',
    ]);
    expect(roles(table)).toEqual(['serial', 'label', 'value', 'person', 'person']);
    expect(JSON.stringify(table)).not.toMatch(/1390000000|张某|李某/);
  });
});

describe('units taken from the left', () => {
  it('where the first figures state one in the header and the next ones none', () => {
    const table = only([
      '年份|生产总值（亿元）|第一产业|第二产业|增速|人均（元）|城镇',
      '2022|9|2|7|5|800|900',
      '2023|10|2|8|6|900|950',
    ]);
    expect(columnUnits(table)).toEqual([undefined, '亿元', '亿元', '亿元', '%', '元', '元']);
    expect(table.columns[3]!.unit?.source).toBe('left');
  });

  it('but not where the first figures state none', () => {
    const table = only(['年份|甲市|乙市（亿港元）|合计', '2022|9|2|11', '2023|10|2|12']);
    expect(columnUnits(table)).toEqual([undefined, undefined, '亿港元', undefined]);
  });
});
