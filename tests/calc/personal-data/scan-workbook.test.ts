import { describe, expect, it } from 'vitest';
import { findPersonalData, withoutContacts } from '../../../shared/calc/personal-data/scan-workbook.ts';
import type { Cell, Sheet, Workbook } from '../../../shared/domain/sheet.ts';
import { makeIdentity } from './make-identity.ts';

type Typed = string | number | null;

function makeSheet(rows: readonly (readonly Typed[])[], name = 'Sheet1'): Sheet {
  const cells = rows.flatMap((values, row) =>
    values.flatMap((value, column): Cell[] => {
      if (value === null) return [];
      const text = String(value);
      return [{ row, column, kind: typeof value === 'number' ? 'number' : 'text', value: text, text }];
    }),
  );
  return { name, visibility: 'visible', cells, merges: [], hiddenRows: [], hiddenColumns: [], pictures: 0 };
}

const makeWorkbook = (...sheets: Sheet[]): Workbook => ({ format: 'xlsx', sheets, notes: [] });
const scan = (rows: readonly (readonly Typed[])[]) => findPersonalData(makeWorkbook(makeSheet(rows)), []);
const texts = (rows: readonly (readonly Typed[])[]): string[] =>
  withoutContacts(makeWorkbook(makeSheet(rows))).sheets[0]?.cells.map((cell) => cell.text) ?? [];

const figures: readonly (readonly Typed[])[] = [
  ['伊宁市乡镇季度统计报表'],
  ['填报单位：潘津镇', null, null, '2023年二季度'],
  ['指标名称', '计量单位', '代码', '本期'],
  ['粮食播种面积', '亩', '001', 21_610],
  ['固定资产投资', '万元', '002', 1234.5],
];

describe('personal data in a workbook', () => {
  it('names the cell and shows six and four characters', () => {
    const id = makeIdentity(5);
    const [finding] = scan([['备注'], [`户主 ${id}`]]);
    expect(finding).toEqual({
      code: 'personal-data',
      severity: 'refused',
      sheet: 'Sheet1',
      cell: 'A2',
      raw: `${id.slice(0, 6)}****${id.slice(-4)}`,
      details: { kind: 'identity', place: 'cell' },
    });
  });

  it('suspects eighteen digits in a number cell', () => {
    const cell: Cell = {
      row: 1,
      column: 0,
      kind: 'number',
      value: '654002198805123000',
      text: '6.54002E+17',
    };
    const sheet = { ...makeSheet([['号码']]), cells: [cell] };
    expect(findPersonalData(makeWorkbook(sheet), [])[0]?.details).toEqual({
      kind: 'suspected-identity',
      place: 'cell',
    });
  });

  it.each([
    'comment',
    'defined-name',
    'header-footer',
    'property',
    'sheet-name',
    'drawing',
    'file-name',
  ] as const)('looks into every %s', (place) => {
    const found = findPersonalData(makeWorkbook(makeSheet(figures)), [
      { place, text: `x ${makeIdentity(9)} y` },
    ]);
    expect(found.map((finding) => finding.details)).toEqual([{ kind: 'identity', place }]);
  });

  it('looks into hidden sheets', () => {
    const hidden = { ...makeSheet([[makeIdentity(3)]], '隐藏'), visibility: 'very-hidden' as const };
    expect(findPersonalData(makeWorkbook(makeSheet(figures), hidden), [])[0]?.sheet).toBe('隐藏');
  });

  it('weighs fifteen digits by their column', () => {
    expect(scan([['身份证号'], ['654002880512301']])).toHaveLength(1);
    expect(scan([['营业执照注册号'], ['654002880512301']])).toHaveLength(0);
    expect(scan([['号'], ['654002889912301'], ['654002881912301'], ['654002880512301']])).toHaveLength(0);
    expect(scan([['号'], ['654002880512301'], ['654002790612302'], ['654002690112303']])).toHaveLength(3);
  });

  it('refuses a list of persons with phone numbers', () => {
    const rows = [
      ['张三', '13912345678'],
      ['李四', 13_812_345_678],
      ['阿依古丽·买买提', '159 1234 5678'],
    ];
    const found = scan([['名单'], ...rows]);
    expect(found.map((finding) => [finding.cell, finding.raw])).toEqual([
      ['B2', '139****5678'],
      ['B3', '138****5678'],
      ['B4', '159****5678'],
    ]);
  });

  it.each([
    [
      ['序号', '姓名', '联系电话'],
      [1, '王小明', '0999-8022345'],
      [2, '刘强', '0999-8022346'],
    ],
    [
      ['姓名', '身份证号'],
      ['王小明', '654002********1472'],
      ['刘强', '654002********1473'],
    ],
    [
      ['村', '户主姓名', '手机号'],
      ['一村', '王小明', '13912345678'],
      ['二村', '刘强', '13912345679'],
    ],
  ])('refuses what a header asks of persons', (...rows) => {
    expect(scan(rows)).toHaveLength(2);
  });

  it.each([
    ['a foot line', [...figures, ['单位负责人：张三', null, '填表人：李四', '联系电话：13912345678']]],
    [
      'a foot line in cells of its own',
      [...figures, ['负责人', '张三', '填表人', '李四', '电话', 13_912_345_678]],
    ],
    [
      'phone numbers of offices',
      [
        ['单位', '电话'],
        ['潘津镇', '0999-8022345'],
        ['英也尔镇', '0999-8022346'],
        ['达达木图镇', '0999-8022347'],
      ],
    ],
    [
      'figures that look like mobile numbers',
      [
        ['乡镇', '产值'],
        ['潘津镇', 13_912_345_678],
        ['英也尔镇', 13_812_345_678],
        ['巴彦岱镇', 15_912_345_678],
      ],
    ],
    [
      'credit codes',
      [
        ['企业', '统一社会信用代码'],
        ['甲公司', '91654002MA77H2QK3X'],
        ['乙公司', '91654002789201002X'],
      ],
    ],
  ])('does not take %s for persons', (_, rows) => {
    expect(scan(rows)).toEqual([]);
  });
});

describe('foot line', () => {
  it.each([
    [
      'separate cells with text',
      ['单位负责人：张三', null, '填表人：李四', '联系电话：13912345678', '报出日期：2023年7月5日'],
    ],
    [
      'labels and answers apart',
      ['负责人：', '张三', '填表人：', '阿依古丽·买买提', '电话：', 13_912_345_678],
    ],
    ['labels without colons', ['负责人', '张三', '填表人', '李四', '联系电话', '0999-8022345']],
    ['one cell', ['单位负责人：张三    填表人：李四    联系电话：13912345678    报出日期：2023年7月5日']],
    ['a note', ['如有疑问请联系李四13912345678']],
  ])('is blanked: %s', (_, line) => {
    const shown = texts([...figures, line]).join('|');
    expect(shown).not.toMatch(/张三|：李四|\|李四|阿依古丽|1391|8022345|7月5日/);
    expect(shown).toContain('粮食播种面积|亩|001|21610');
  });

  it('keeps the sender, the period and the header', () => {
    const rows = [
      ['填报单位：潘津镇    填表人：李四    联系电话：13912345678    单位：万元'],
      ['项目', '联系人', '联系电话', '备注', '金额'],
      ['水渠', '待定', '无', '在建', 12],
    ];
    const shown = texts(rows);
    expect(shown[0]).toMatch(/^填报单位：潘津镇 {4}填表人： +联系电话： +单位：万元$/);
    expect(shown.slice(1)).toEqual([
      '项目',
      '联系人',
      '联系电话',
      '备注',
      '金额',
      '水渠',
      '待定',
      '无',
      '在建',
      '12',
    ]);
  });

  it('finds the foot below figures typed as text, and none where there are no figures', () => {
    const header = ['镇', '负责人', '审核', '备注'];
    const typed = [header, ['甲镇', '王五', '1,234.5', '好'], ['负责人', '张三', '审核', '李四']];
    expect(texts(typed)).toEqual([...header, '甲镇', '王五', '1,234.5', '好', '负责人', '审核']);
    expect(texts([header, ['甲镇', '无', '—', '零报']])).toEqual([...header, '甲镇', '无', '—', '零报']);
  });

  it('blanks a day written in cells of its own', () => {
    const line = ['负责人：', '张三', '报出日期：', 2023, '年', 7, '月', 5, '日'];
    expect(texts([...figures, line]).slice(-2)).toEqual(['负责人：', '报出日期：']);
  });

  it('touches no figure and returns the same sheet where there is nothing to blank', () => {
    const workbook = makeWorkbook(makeSheet(figures));
    expect(withoutContacts(workbook)).toBe(workbook);
  });
});
