import { describe, expect, it } from 'vitest';
import { type MapInput, mapReturn } from '../../../shared/calc/match/map-return.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import type { Sheet } from '../../../shared/domain/sheet.ts';
import { matchPlan } from '../../support/match-plan.ts';
import { sheetOf } from '../../support/sheet-of.ts';

function mapSheets(sheets: readonly Sheet[], more: Partial<MapInput> = {}) {
  return mapReturn({
    tables: sheets.flatMap((sheet) => recogniseSheet(sheet)),
    plan: matchPlan,
    form: 'L1',
    sender: 'SM',
    period: '2023Q2',
    ...more,
  });
}

const head = '序号|指标名称|计量单位|本期|上年同期|增长（%）|备注';

function list(rows: readonly string[], more: Partial<MapInput> = {}, header = head) {
  return mapSheets([sheetOf([header, ...rows])], more);
}

const plain = [
  '1|农业总产值|万元|10.5|9|16.7|',
  '2|粮食播种面积|亩|20|19|5.3|',
  '3|其中：小麦播种面积|亩|8|7||',
  '4|自来水普及率|%|95|94||',
];

function replaceRow(index: number, row: string): string[] {
  return plain.map((line, position) => (position === index ? row : line));
}

function findings(mapped: ReturnType<typeof list>): string[] {
  return mapped.findings.map(({ code, severity, cell }) => `${code}:${severity}:${cell ?? ''}`);
}

function figure(mapped: ReturnType<typeof list>, code: string) {
  return mapped.figures.find(({ indicator }) => indicator === code);
}

describe('a list: figures', () => {
  it('are exactly the items with their address, raw text, stated unit and factor', () => {
    const mapped = list(plain);
    expect(mapped.figures).toHaveLength(4);
    expect(figure(mapped, 'B01')).toEqual({
      indicator: 'B01',
      unit: 'SM',
      period: '2023Q2',
      column: 'current',
      value: '10.5',
      sheet: 'Sheet1',
      cell: 'D2',
      raw: '10.5',
      statedUnit: '万元',
      factor: '1',
    });
    expect(mapped.findings).toEqual([]);
  });

  it('keep a blank as null at the crossing; a required one is a query, another a note', () => {
    const mapped = list(replaceRow(0, '1|农业总产值|万元||9||').map((row) => row.replace('|8|7|', '||7|')));
    expect(figure(mapped, 'B01')).toMatchObject({ value: null, cell: 'D2', raw: '' });
    expect(findings(mapped)).toEqual(['blank:query:D2', 'blank:note:D4']);
  });

  it('keep a mark as a mark; 不适用 is an answer', () => {
    expect(findings(list(replaceRow(0, '1|农业总产值|万元|—|9||')))).toEqual(['mark:query:D2']);
    expect(findings(list(replaceRow(0, '1|农业总产值|万元|不适用|9||')))).toEqual(['mark:note:D2']);
    expect(list(replaceRow(0, '1|农业总产值|万元|—|9||')).findings[0]!.details).toEqual({
      mark: '—',
      meaning: 'dash',
    });
  });

  it.each([
    ["'1,234.50", '1234.5', 'text-number'],
    ['４６３４．２', '4634.2', 'full-width'],
    ['2000万', '2000', 'text-number'],
    ['2000万元', '2000', 'text-number'],
    ['0.2亿元', '2000', 'text-number'],
  ])('propose a repair for %s', (raw, value, repair) => {
    const mapped = list(replaceRow(0, `1|农业总产值|万元|${raw}|9||`));
    expect(figure(mapped, 'B01')).toMatchObject({ value, repair });
    expect(findings(mapped)).toEqual([`${repair}:repair:D2`]);
  });

  it('put 2000万 in a column of 元 at 2000 万元', () => {
    const mapped = list(replaceRow(0, '1|农业总产值|元|2000万|9||'));
    expect(figure(mapped, 'B01')).toMatchObject({ value: '2000', statedUnit: '万元', factor: '1' });
  });

  it('say what is no number and what is an error', () => {
    expect(findings(list(replaceRow(0, '1|农业总产值|万元|见附件|9||')))).toEqual(['not-a-number:query:D2']);
    expect(findings(list(replaceRow(0, '1|农业总产值|万元|#DIV/0!|9||')))).toEqual([
      'formula-error:query:D2',
    ]);
    expect(figure(list(replaceRow(0, '1|农业总产值|万元|见附件|9||')), 'B01')!.value).toBeNull();
  });

  it('leave out what does not apply to the kind of unit, without a finding', () => {
    const blank = replaceRow(3, '4|自来水普及率|%||||');
    expect(findings(list(blank, { sender: 'LQ' }))).toEqual([]);
    expect(figure(list(blank, { sender: 'LQ' }), 'B04')).toMatchObject({ value: null, notApplicable: true });
    expect(findings(list(blank))).toEqual(['blank:query:D5']);
  });
});

describe('a list: units', () => {
  it('convert inside a dimension without a finding, and round to what was meant', () => {
    const mapped = list(['1|农业总产值|亿元|0.25452|0.2||', '2|粮食播种面积|公顷|268.133333|250||']);
    expect(figure(mapped, 'B01')).toMatchObject({ value: '2545.2', statedUnit: '亿元', factor: '10000' });
    expect(figure(mapped, 'B02')).toMatchObject({ value: '4022', statedUnit: '公顷', factor: '15' });
    expect(mapped.findings.filter(({ code }) => code.startsWith('unit'))).toEqual([]);
  });

  it('keep the exact figure where rounding would change more than the printed digits allow', () => {
    expect(figure(list(['2|粮食播种面积|公顷|268.1301|250||', plain[0]!]), 'B02')).toMatchObject({
      value: '4021.9515',
    });
  });

  it('stop at a unit of another dimension', () => {
    const mapped = list(replaceRow(1, '2|粮食播种面积|吨|20|19||'));
    expect(findings(mapped)).toEqual(['unit-dimension:error:D3']);
    expect(mapped.findings[0]!.details).toEqual({ stated: '吨', wanted: '亩' });
  });

  it('ask where one row of a unit column is empty, and take the unit of the form', () => {
    const mapped = list(replaceRow(1, '2|粮食播种面积||20|19||'));
    expect(findings(mapped)).toEqual(['unit-missing:query:D3']);
    expect(figure(mapped, 'B02')).toMatchObject({ value: '20', statedUnit: '亩' });
  });

  it('take the unit of the form silently where the sheet states none at all', () => {
    const mapped = list(
      ['农业总产值|10', '粮食播种面积|20', '自来水普及率|95', '小麦面积|8'],
      {},
      '指标|本期',
    );
    expect(mapped.findings).toEqual([]);
    expect(mapped.figures.map(({ statedUnit }) => statedUnit)).toEqual(['万元', '亩', '%', '亩']);
  });

  it('take brackets in the label, the unit line and the column header', () => {
    expect(
      figure(list(['农业总产值（亿元）|1', '粮食播种面积（亩）|20'], {}, '指标|本期'), 'B01')!.value,
    ).toBe('10000');
    expect(figure(list(['农业总产值|1', '粮食播种面积|20'], {}, '指标|本期（亿元）'), 'B01')!.value).toBe(
      '10000',
    );
    const line = mapSheets([
      sheetOf(['表|', '单位：亿元|', '指标|本期', '农业总产值|1', '自来水普及率（%）|95']),
    ]);
    expect(figure(line, 'B01')!.value).toBe('10000');
  });

  it('multiply a number under a per cent format only for an indicator in %', () => {
    const mapped = list([
      '1|农业总产值|万元|50%|9||',
      '4|自来水普及率|%|95%|94||',
      '2|粮食播种面积|亩|20|19||',
    ]);
    expect(figure(mapped, 'B04')).toMatchObject({ value: '95', raw: '95%' });
    expect(figure(mapped, 'B01')).toMatchObject({ value: '0.5' });
  });
});

it('a list whose rows are known and whose figures are not seen is asked about, item by item', () => {
  const mapped = mapSheets([
    sheetOf([
      '指标名称|单位|本期（上年同期）',
      '农业总产值|万元|10.5（9）',
      '粮食播种面积|亩|20（19）',
      '自来水普及率|%|95（94）',
    ]),
  ]);
  expect(mapped.figures).toEqual([]);
  expect(mapped.findings.map(({ code, indicator }) => `${code} ${indicator}`)).toContain('blank B01');
});

describe('a unit line that names several units', () => {
  it('means the form’s own unit, not another one of the same dimension', () => {
    const lines = (own: string) => ['单位：万元、亩、%、元', '指标名称|本期', ...own.split(';')];
    const row = '农业总产值|10.5;粮食播种面积|20;其中：小麦播种面积|8;自来水普及率|95';
    expect(figure(mapSheets([sheetOf(lines(row))]), 'B01')).toMatchObject({ value: '10.5', factor: '1' });
    const reversed = lines(row).map((line) => line.replace('单位：万元、亩、%、元', '单位：元、亩、%、万元'));
    expect(figure(mapSheets([sheetOf(reversed)]), 'B01')).toMatchObject({ value: '10.5', factor: '1' });
  });
});

describe('a list: context, parked rows, duplicates', () => {
  it('keeps last year, growth and remarks of matched rows', () => {
    const mapped = list(replaceRow(0, '1|农业总产值|亿元|1|0.9|11.1|口径调整'));
    expect(
      mapped.context.slice(0, 3).map(({ column, value, raw, cell }) => [column, value, raw, cell]),
    ).toEqual([
      ['previous', '9000', '0.9', 'E2'],
      ['growth', '11.1', '11.1', 'F2'],
      ['note', null, '口径调整', 'G2'],
    ]);
  });

  it('takes a unit from the left column only where it fits', () => {
    const mapped = mapSheets(
      [sheetOf(['乡镇|农业总产值（亿元）|粮食播种面积', '石门镇|1|100', '大坪乡|2|200'])],
      { form: 'M1', sender: 'NY' },
    );
    expect(mapped.figures.map(({ value, statedUnit }) => [value, statedUnit])).toEqual([
      ['10000', '亿元'],
      ['100', '亩'],
      ['20000', '亿元'],
      ['200', '亩'],
    ]);
    expect(mapped.findings).toEqual([]);
  });

  it('gives an item of its own to 上年同期 where the form asks for it', () => {
    const plan = {
      ...matchPlan,
      formItems: [
        ...matchPlan.formItems,
        {
          form: 'L1',
          order: 9,
          indicator: 'B01',
          label: '农业总产值',
          unit: '万元',
          column: 'previous',
          appliesTo: [],
          required: true,
        },
      ],
    };
    const mapped = list(plain, { plan });
    expect(
      mapped.figures
        .filter(({ indicator }) => indicator === 'B01')
        .map(({ column, value }) => [column, value]),
    ).toEqual([
      ['current', '10.5'],
      ['previous', '9'],
    ]);
  });

  it('parks a row that matches nothing, with its values and suggestions', () => {
    const mapped = list([...plain, '5|粮食产量|吨|35|30||']);
    expect(mapped.parked).toMatchObject([
      {
        cell: 'B6',
        raw: '粮食产量',
        why: 'no-match',
        values: [
          { cell: 'D6', raw: '35' },
          { cell: 'E6', raw: '30' },
        ],
      },
    ]);
    expect(findings(mapped)).toEqual(['no-match:parked:B6']);
  });

  it('does not take a look-alike: 小麦播种面积 is asked, 玉米播种面积 is parked', () => {
    const mapped = list(replaceRow(2, '3|其中：玉米播种面积|亩|8|7||'));
    expect(mapped.parked.map(({ raw }) => raw)).toEqual(['其中：玉米播种面积']);
    expect(mapped.absent).toEqual([{ indicator: 'B03', unit: 'SM', column: 'current' }]);
  });

  it('does not take a part under another item for its own, unless a person said so', () => {
    const moved = [plain[0]!, plain[1]!, plain[3]!, plain[2]!];
    const mapped = list(moved);
    expect(mapped.parked.map(({ raw }) => raw)).toEqual(['其中：小麦播种面积']);
    expect(figure(mapped, 'B03')).toBeUndefined();
    const learned = new Map([['小麦播种面积', 'B03']]);
    expect(figure(list(moved, { learned }), 'B03')!.value).toBe('8');
    // 其中 of a 其中.
    const nested = list([plain[0]!, '2|其中：粮食播种面积|亩|20|19||', plain[2]!]);
    expect(figure(nested, 'B03')!.value).toBe('8');
    // Under a row that is none of the form's, its name speaks for it.
    const unknown = list([...moved.slice(0, 2), '3|订单面积|亩|5|4||', plain[2]!]);
    expect(figure(unknown, 'B03')!.value).toBe('8');
  });

  it('takes what a person confirmed for this sender', () => {
    const learned = new Map([['玉米播种面积', 'B03']]);
    expect(figure(list(replaceRow(2, '3|其中：玉米播种面积|亩|8|7||'), { learned }), 'B03')!.value).toBe('8');
  });

  it('finds the second row of one item', () => {
    const mapped = list([...plain, '5|农业总产值|万元|11|9||']);
    expect(findings(mapped)).toEqual(['duplicate-row:error:D6']);
    expect(figure(mapped, 'B01')!.value).toBe('10.5');
  });

  it('believes the code column; a label that says another item is asked about', () => {
    const header = '指标名称|代码|计量单位|本期';
    const rows = ['总产值（农业）|B01|万元|10', '面积|B02|亩|20', '自来水普及率|B04|%|95'];
    expect(list(rows, {}, header).figures.map(({ indicator, value }) => [indicator, value])).toEqual([
      ['B01', '10'],
      ['B02', '20'],
      ['B04', '95'],
    ]);
    const mixed = list(
      ['农业总产值|B01|万元|10', '自来水普及率|B02|亩|20', '小麦播种面积|B03|亩|5'],
      {},
      header,
    );
    expect(findings(mixed)).toContain('ambiguous-match:error:A3');
  });

  it('tells items of one name apart by their order, and asks where rows are missing', () => {
    const both = mapSheets([sheetOf(['指标|2023年', '出生人数|9', '男|5', '死亡人数|7', '男|4'])], {
      form: 'Y1',
      period: '2023',
    });
    expect(both.figures.map(({ indicator, value }) => [indicator, value])).toEqual([
      ['B05', '5'],
      ['B06', '4'],
    ]);
    const turned = mapSheets([sheetOf(['指标|2023年', '死亡人数|7', '男|4', '出生人数|9', '男|5'])], {
      form: 'Y1',
      period: '2023',
    });
    expect(turned.figures.map(({ indicator, value }) => [indicator, value])).toEqual([
      ['B06', '4'],
      ['B05', '5'],
    ]);
    const half = mapSheets([sheetOf(['指标|2023年', '死亡人数|7', '男|4', '女|3'])], {
      form: 'Y1',
      period: '2023',
    });
    expect(half.figures.map(({ indicator, value }) => [indicator, value])).toEqual([['B06', '4']]);
    const one = mapSheets([sheetOf(['指标|2023年', '男|5', '女|6'])], { form: 'Y1', period: '2023' });
    expect(one.figures).toEqual([]);
    expect(one.findings.map(({ code }) => code)).toContain('no-match');
  });

  it('chooses the column of the period among years', () => {
    const mapped = mapSheets(
      [sheetOf(['指标|计量单位|2022年|2023年', '农业总产值|万元|9|10', '粮食播种面积|亩|19|20'])],
      { period: '2023Q2' },
    );
    expect(figure(mapped, 'B01')).toMatchObject({ value: '10', cell: 'D2' });
    expect(mapped.context[0]).toMatchObject({ column: 'previous', value: '9' });
  });

  it('prefers the cumulative column for a year-to-date indicator and the other for a period one', () => {
    const mapped = list(['农业总产值|3|10', '粮食播种面积|20|40'], {}, '指标|本月|1-6月累计');
    expect(figure(mapped, 'B01')!.value).toBe('10');
    expect(figure(mapped, 'B02')!.value).toBe('20');
  });

  it('reports required items without a row, but takes a small workbook for another part', () => {
    expect(findings(list(plain.slice(0, 3)))).toEqual(['blank:query:']);
    expect(list(plain.slice(0, 1)).findings).toEqual([]);
    expect(list(plain.slice(0, 1)).absent).toHaveLength(3);
  });

  it('puts the parts of a form on several sheets together', () => {
    const mapped = mapSheets([
      sheetOf(['填表说明', '一、请如实填报。'], { name: '说明' }),
      sheetOf([head, plain[0]!, plain[1]!], { name: '表一' }),
      sheetOf([head, plain[2]!, plain[3]!], { name: '表二' }),
    ]);
    expect(mapped.figures.map(({ indicator, sheet }) => `${sheet}:${indicator}`)).toEqual([
      '表一:B01',
      '表一:B02',
      '表二:B03',
      '表二:B04',
    ]);
    expect(mapped.findings).toEqual([]);
  });

  it('says that rows are hidden', () => {
    const mapped = mapSheets([sheetOf([head, ...plain], { hiddenRows: [2] })]);
    expect(findings(mapped)).toEqual(['hidden-content:note:B3']);
  });

  it('adds up rows of one unit under a total', () => {
    const rows = (total: string) => [`合计|${total}|9`, '农业总产值|6|5', '加工产值|4|4'];
    const ok = list(rows('10'), {}, '指标（万元）|本期|上年同期');
    expect(ok.findings.filter(({ code }) => code === 'total-mismatch')).toEqual([]);
    const off = list(rows('12'), {}, '指标（万元）|本期|上年同期');
    expect(findings(off)).toContain('total-mismatch:query:B2');
  });
});

describe('an issued template that came back changed', () => {
  it('lists where a row was put in', () => {
    const mark = {
      plan: 'p',
      form: 'L1',
      formVersion: '1',
      sender: 'SM',
      period: '2023Q2',
      anchors: ['B01', 'B02', 'B03', 'B04'].map((code, index) => ({
        sheet: 'Sheet1',
        cell: `D${index + 2}`,
        indicator: code,
        unit: 'SM',
        column: 'current',
      })),
    };
    expect(list(plain, { mark }).findings).toEqual([]);
    const moved = list([plain[0]!, '|冷水鱼产量|吨|3|2||', ...plain.slice(1)], { mark });
    expect(findings(moved)).toEqual(['no-match:parked:B3', 'row-inserted:note:D4']);
    const shifted = list(
      plain.map((row) => row.replace(/^(\d)\|/, '$1|·|')),
      { mark },
      head.replace('|', '|类别|'),
    );
    expect(findings(shifted)).toContain('header-changed:note:E2');
  });
});

describe('a matrix', () => {
  const header = ['单位：万元||||', '乡镇|农业总产值|||粮食播种面积（亩）', '|本期|上年同期|增长%|'];
  const merges = ['A2:A3', 'B2:D2', 'E2:E3'];
  const rows = ['合计|30|27|11.1|300', '石门镇|10|9|11.1|100', '石门坎乡|20|18|11.1|200'];
  const input = { form: 'M1', sender: 'NY' } as const;
  const map = (body: readonly string[], more: Partial<MapInput> = {}) =>
    mapSheets([sheetOf([...header, ...body], { merges })], { ...input, ...more });

  it('gives figures per unit, the total and last year beside them', () => {
    const mapped = map(rows);
    expect(mapped.figures.map(({ unit, indicator, value, cell }) => [unit, indicator, value, cell])).toEqual([
      ['SM', 'B01', '10', 'B5'],
      ['SM', 'B02', '100', 'E5'],
      ['SK', 'B01', '20', 'B6'],
      ['SK', 'B02', '200', 'E6'],
    ]);
    expect(mapped.figures[1]).toMatchObject({ statedUnit: '亩', factor: '1' });
    expect(mapped.context.map(({ unit, column, value }) => `${unit} ${column} ${value}`)).toEqual([
      'DJ total 30',
      'DJ total-previous 27',
      'DJ total-growth 11.1',
      'DJ total 300',
      'SM previous 9',
      'SM growth 11.1',
      'SK previous 18',
      'SK growth 11.1',
    ]);
    expect(mapped.findings).toEqual([]);
  });

  it('parks an unknown place and asks about a place that stands twice', () => {
    const mapped = map([...rows.slice(1), '石门乡|1|1|0|1', '石门镇|11|9|1|1']);
    expect(mapped.parked.map(({ raw, candidates }) => [raw, candidates[0]?.code])).toEqual([
      ['石门乡', 'SM'],
    ]);
    expect(mapped.findings.map(({ code, cell }) => `${code}:${cell}`)).toEqual([
      'no-match:A6',
      'duplicate-row:B7',
      'duplicate-row:E7',
    ]);
  });

  it('finds a total that its parts do not make, and no rate added up', () => {
    const mapped = map(['合计|33|27|99|300', ...rows.slice(1)]);
    expect(mapped.findings.map(({ code, cell, raw }) => [code, cell, raw])).toEqual([
      ['total-mismatch', 'B4', '33'],
    ]);
  });

  it('allows half of the last printed digit for each part, but no slack among counted things', () => {
    expect(map(['合计|31|27|99|300', ...rows.slice(1)]).findings).toEqual([]);
    const owners = mapSheets(
      [sheetOf(['乡镇|农业总产值（万元）|粮食播种面积（个）', '合计|30|31', '石门镇|10|10', '大坪乡|20|20'])],
      input,
    );
    expect(owners.findings.filter(({ code }) => code === 'total-mismatch').map(({ cell }) => cell)).toEqual([
      'C2',
    ]);
  });

  it('accepts a total without the park that lies inside a township', () => {
    const mapped = map([...rows, '临江新区|4|3|1|40']);
    expect(mapped.figures.filter(({ unit }) => unit === 'LQ')).toHaveLength(2);
    expect(mapped.findings).toEqual([]);
  });

  it('parks a column that is no indicator', () => {
    const mapped = mapSheets(
      [sheetOf(['乡镇|农业总产值（万元）|养殖户数（户）', '石门镇|1|5', '大坪乡|2|6'])],
      input,
    );
    expect(mapped.parked).toMatchObject([
      { raw: '养殖户数', cell: 'C1', values: [{ cell: 'C2' }, { cell: 'C3' }] },
    ]);
  });

  it('reads indicators as rows and units as columns', () => {
    const mapped = mapSheets(
      [
        sheetOf([
          '指标名称|计量单位|全市|石门镇|大坪乡',
          '农业总产值|亿元|3|1|2',
          '粮食播种面积|亩|30|10|20',
          '牲畜|头|1|1|0',
        ]),
      ],
      input,
    );
    expect(
      mapped.figures.map(({ unit, indicator, value, cell }) => `${unit} ${indicator} ${value} ${cell}`),
    ).toEqual(['SM B01 10000 D2', 'DP B01 20000 E2', 'SM B02 10 D3', 'DP B02 20 E3']);
    expect(mapped.context.map(({ unit, column, value }) => `${unit} ${column} ${value}`)).toEqual([
      'DJ total 30000',
      'DJ total 30',
    ]);
    expect(mapped.parked.map(({ raw }) => raw)).toEqual(['牲畜']);
  });

  it('takes the one indicator from the title', () => {
    const mapped = mapSheets(
      [
        sheetOf([
          '各乡镇农业总产值完成情况（万元）',
          '乡镇|本期|上年同期|增长%',
          '石门镇|1|0.9|11',
          '大坪乡|2|1.9|5',
        ]),
      ],
      input,
    );
    expect(mapped.figures.map(({ unit, indicator, value }) => `${unit} ${indicator} ${value}`)).toEqual([
      'SM B01 1',
      'DP B01 2',
    ]);
  });
});

describe('a register', () => {
  const header = '序号|项目编号|项目名称|责任单位|本年完成投资（亿元）|形象进度';
  const input = { form: 'R1', sender: 'NY', period: '2023-06' } as const;
  const map = (rows: readonly string[]) => mapSheets([sheetOf(['重点项目进展表', header, ...rows])], input);

  it('matches projects by code, then by name; others are parked', () => {
    const mapped = map([
      '1|P1|石门水厂扩建|住建局|0.5|主体完工',
      '2||大坪道路改造项目|交通局|0.12|前期',
      '3||小坪公园|城管局||未开工',
    ]);
    const stageOf = ({ attributes }: (typeof mapped.records)[number]) =>
      attributes.find(({ column }) => column === 'stage')?.text;
    expect(mapped.records.map((one) => [one.name, one.project, stageOf(one)])).toEqual([
      ['石门水厂扩建', 'P1', '主体完工'],
      ['大坪道路改造项目', 'P2', '前期'],
      ['小坪公园', undefined, '未开工'],
    ]);
    expect(
      mapped.figures.map(({ record, column, value, statedUnit }) => [record, column, value, statedUnit]),
    ).toEqual([
      [0, 'invested', '5000', '亿元'],
      [1, 'invested', '1200', '亿元'],
      [2, 'invested', null, '亿元'],
    ]);
    expect(mapped.findings.map(({ code, cell }) => `${code}:${cell}`)).toEqual(['no-match:C5', 'blank:E5']);
  });

  it('finds a project that stands twice', () => {
    const mapped = map(['1|P1|石门水厂扩建工程|住建局|0.5|主体', '2||石门水厂扩建工程|住建局|0.4|主体']);
    expect(mapped.findings.map(({ code, cell }) => `${code}:${cell}`)).toEqual(['duplicate-row:C4']);
  });

  it('suggests but does not take a similar name', () => {
    const mapped = map(['1||石门水厂二期工程|住建局|0.5|主体', '2|P2|大坪道路改造项目|交通局|1|前期']);
    expect(mapped.records[0]!.project).toBeUndefined();
    expect(mapped.records[0]!.candidates[0]?.code).toBe('P1');
  });
});

it('throws for a form that the plan does not have', () => {
  expect(() => mapReturn({ tables: [], plan: matchPlan, form: 'X', sender: 'SM', period: '2023Q2' })).toThrow(
    RangeError,
  );
});
