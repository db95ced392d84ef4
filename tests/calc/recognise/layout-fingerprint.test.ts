import { describe, expect, it } from 'vitest';
import { correctTable } from '../../../shared/calc/recognise/correct-table.ts';
import { fingerprintForm, fingerprintLayout } from '../../../shared/calc/recognise/layout-fingerprint.ts';
import { listDataCells } from '../../../shared/calc/recognise/list-data-cells.ts';
import { recogniseSheet } from '../../../shared/calc/recognise/recognise-sheet.ts';
import { sheetOf } from '../../support/sheet-of.ts';

const read = (lines: readonly string[], firstRow = 0) => recogniseSheet(sheetOf(lines, { firstRow }))[0]!;
const lines = ['甲表', '指标|计量单位|本期|上年同期', '产值|万元|1|2', '面积|亩|3|4'];

describe('a layout fingerprint', () => {
  it('is the same for other figures, another title and another place on the sheet', () => {
    const other = ['乙表', '', '指 标|计量单位|本期|上年同期', '产值|亿元|8|', '面积|亩|7|9'];
    expect(fingerprintLayout(read(other, 5))).toBe(fingerprintLayout(read(lines)));
    expect(fingerprintForm(read(other))).toBe(fingerprintForm(read(lines)));
  });

  it('changes with a header text, a column more, a header row more', () => {
    const base = fingerprintLayout(read(lines));
    expect(fingerprintLayout(read(['指标|计量单位|本期|去年同期', ...lines.slice(2)]))).not.toBe(base);
    expect(fingerprintLayout(read(['指标|计量单位|本期|上年同期|备注', ...lines.slice(2)]))).not.toBe(base);
    expect(fingerprintLayout(read(['指标|计量单位|本期|上年同期', '甲|乙|1|2', ...lines.slice(2)]))).not.toBe(
      base,
    );
  });

  it('leaves the labels to the fingerprint of the form', () => {
    const other = [...lines.slice(0, 3), '产量|吨|3|4'];
    expect(fingerprintLayout(read(other))).toBe(fingerprintLayout(read(lines)));
    expect(fingerprintForm(read(other))).not.toBe(fingerprintForm(read(lines)));
  });
});

describe('corrections by a person', () => {
  it('change roles, measures and units, and leave the reading itself alone', () => {
    const table = read(lines);
    const corrected = correctTable(table, {
      columns: [
        { offset: 3, measure: 'current', unit: '亿元' },
        { offset: 2, role: 'attribute' },
      ],
      rows: { 面积: 'total' },
    });
    expect(corrected.columns[3]).toMatchObject({
      measure: 'current',
      unit: { text: '亿元', source: 'person' },
    });
    expect(corrected.rows[1]!.role).toBe('total');
    expect(listDataCells(corrected).map(({ cell }) => cell)).toEqual(['D3', 'D4']);
    expect(table.columns[3]!.measure).toBe('previous');
    expect(correctTable(table, { columns: [{ offset: 99, role: 'value' }] })).toEqual(table);
  });
});
