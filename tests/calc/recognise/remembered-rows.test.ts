import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import type { Cell, CellRange, Sheet } from '../../../shared/domain/sheet.ts';
import { anySheet } from '../../support/any-sheet.ts';
import { sheetOf } from '../../support/sheet-of.ts';

/**
 * What was read of one return serves the next one of its form. Nothing of a return before may show in the next: read with
 * a memory full of its likes, each sheet must give what it gives alone. Memory hangs on the set of names, so a new set
 * reads afresh.
 */
const vocabulary = ['工业总产值', '耕地面积', '总人口'];

const forms: readonly Sheet[] = [
  sheetOf([
    '主要指标季报表',
    '填报单位：石门镇|||2023年1-6月',
    '序号|指标名称|计量单位|本期|上年同期|增长（%）|备注',
    '1|一、农业||||',
    '2|农业总产值|万元|10|9|11.1',
    '3|其中：种植业|万元|4|3|33.3',
    '4|··耕地面积|亩|836.1|748|',
    '5|二、工业（万元）|||',
    '6|工业总产值||61|59|3.4|快报',
    '7|总人口|人|6104|5978|2.1',
    '8|合计|||—|',
    '|注：含兵团',
    '填表人：某某',
  ]),
  sheetOf(
    [
      '指标|代码|项目|2022年|2023年',
      '人口|0101|总人口|10|12',
      '|0102|男|4|5',
      '产业|0201|工业总产值|7|8',
      '|0202|农业|5|6',
    ],
    { merges: ['A2:A3', 'A4:A5'] },
  ),
  sheetOf(['年份|耕地面积（亩）|总人口（人）', '2021|100|20', '2022|110|21', '2023|120|22', '合计|330|']),
  sheetOf(['镇别|行次|数量', '（一）|1|5', '石门镇|2|6', '南岸镇|3|…', '小计|4|11']),
];

const texts = [
  '—',
  '',
  '其中：女',
  '二、工业',
  '万元',
  '2,365.9',
  '合计',
  '0102',
  '（二）',
  '工业总产值（亿元）',
  '某某',
  '2022',
];

type Change = (sheet: Sheet) => Sheet;

const withCell =
  (at: number, change: (cell: Cell) => Partial<Cell>): Change =>
  (sheet) => ({
    ...sheet,
    cells: sheet.cells.map((cell, index) =>
      index === at % sheet.cells.length ? { ...cell, ...change(cell) } : cell,
    ),
  });
const rowOf = (sheet: Sheet, at: number) => sheet.cells[at % sheet.cells.length]!.row;
const rangeAt = ({ row, column }: Cell, high: number, wide: number): CellRange => ({
  top: row,
  left: column,
  bottom: row + high,
  right: column + wide,
});

/** One thing at a time that may tell a return from the one before it. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(fc.nat(60), fc.constantFrom(...texts))
    .map(([at, value]) => withCell(at, () => ({ kind: 'text', value, text: value }))),
  fc
    .tuple(fc.nat(60), fc.constantFrom('0', '7', '12', '2023', '101', '-3.5', '836.11'))
    .map(([at, value]) => withCell(at, () => ({ kind: 'number', value, text: value }))),
  fc.tuple(fc.nat(60), fc.nat(3)).map(([at, indent]) => withCell(at, () => ({ indent }))),
  fc.nat(60).map((at) => withCell(at, (cell) => ({ value: `${cell.value} `, text: `${cell.text} ` }))),
  fc.nat(60).map(
    (at): Change =>
      (sheet) => ({
        ...sheet,
        cells: sheet.cells.filter((_, index) => index !== at % sheet.cells.length),
      }),
  ),
  fc.nat(60).map(
    (at): Change =>
      (sheet) => ({ ...sheet, hiddenRows: [rowOf(sheet, at)] }),
  ),
  fc.nat(6).map(
    (column): Change =>
      (sheet) => ({ ...sheet, hiddenColumns: [column] }),
  ),
  fc.tuple(fc.nat(60), fc.nat(3), fc.nat(3)).map(
    ([at, high, wide]): Change =>
      (sheet) => ({
        ...sheet,
        merges: [...sheet.merges, rangeAt(sheet.cells[at % sheet.cells.length]!, high, wide)],
      }),
  ),
  fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 2 })).map(
    ([at, down]): Change =>
      (sheet) => ({
        ...sheet,
        cells: sheet.cells.map((cell) =>
          cell.row > rowOf(sheet, at) ? { ...cell, row: cell.row + down } : cell,
        ),
      }),
  ),
);

const returns = fc
  .tuple(
    fc.constantFrom(...forms),
    fc.array(fc.array(change, { maxLength: 2 }), { minLength: 2, maxLength: 8 }),
  )
  .map(([form, all]) => all.map((changes) => changes.reduce((sheet, one) => one(sheet), form)));

function expectTheSame(sheets: readonly Sheet[], names: ReadonlySet<string>): void {
  for (const sheet of sheets)
    expect(recogniseSheet(sheet, { names })).toEqual(recogniseSheet(sheet, { names: new Set(vocabulary) }));
}

describe('a return after others of its form', () => {
  it('is read as it is read alone, whatever cell tells it from them', () => {
    fc.assert(
      fc.property(returns, (sheets) => expectTheSame(sheets, new Set(vocabulary))),
      { numRuns: 600 },
    );
  });

  it('is read as it is read alone after hundreds of any other sheets', () => {
    const names = new Set(vocabulary);
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            anySheet,
            returns.map(([first]) => first!),
          ),
          { maxLength: 4 },
        ),
        (sheets) => expectTheSame([...sheets, ...sheets], names),
      ),
      { numRuns: 200 },
    );
  });

  it('keeps its own cells', () => {
    const names = new Set(vocabulary);
    const [form] = forms;
    const other = withCell(20, () => ({ value: '77', text: '77' }))(form!);
    const [one, two] = [form!, other].map((sheet) => recogniseSheet(sheet, { names })[0]!);
    expect(one!.columns[1]).toBe(two!.columns[1]);
    expect(two!.rows.flatMap(({ cells }) => cells.filter(({ text }) => text === '77'))).toHaveLength(1);
    expect(one!.rows.flatMap(({ cells }) => cells.filter(({ text }) => text === '77'))).toHaveLength(0);
  });
});
