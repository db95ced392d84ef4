import { expect, test } from 'vitest';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import { sheetOf } from '../../support/sheet-of.ts';

/** Rows at the edge between header and data; made-up sheets. */

const paths = (lines: readonly string[]) =>
  recogniseSheet(sheetOf(lines)).map(({ columns, rows: found }) => ({
    header: columns.map((column) => column.path.join('/')),
    labels: found.map((row) => row.raw),
  }));

test.each(['单位名称', '乡镇名称', '部门名称'])(
  '%s over a column of names is a header, not a key',
  (word) => {
    expect(
      paths([
        '农业情况半年报',
        '填报单位：某局||2023年上半年',
        `${word}|耕地面积（亩）|水浇地（亩）`,
        '青石镇|6000|10',
        '白河乡|5000|10',
      ]),
    ).toEqual([{ header: [word, '耕地面积', '水浇地'], labels: ['青石镇', '白河乡'] }]);
  },
);

test('before one column with a unit as well', () => {
  expect(paths(['半年报', '单位名称|耕地面积（亩）', '青石镇|6000', '白河乡|5000'])).toEqual([
    { header: ['单位名称', '耕地面积'], labels: ['青石镇', '白河乡'] },
  ]);
});

test('before a name it says who reports', () => {
  const lines = ['季报', '单位名称|青石镇', '指标名称|计量单位|本期', '产值|万元|5', '面积|亩|7'];
  expect(recogniseSheet(sheetOf(lines))[0]?.reportingUnit?.text).toBe('青石镇');
});

test.each(['序号|', ''])('a first value that is no number leaves its row a row (%s)', (serial) => {
  const number = (at: number) => (serial === '' ? '' : `${at}|`);
  const [table] = paths([
    '乡镇经济季报',
    `${serial}指标名称|计量单位|本期`,
    `${number(1)}工业总产值|万元|约两千`,
    `${number(2)}耕地面积|亩|5000`,
    `${number(3)}常住人口|人|800`,
  ]);
  expect(table?.labels).toEqual(['工业总产值', '耕地面积', '常住人口']);
});
