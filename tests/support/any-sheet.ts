import fc from 'fast-check';
import type { Cell, Sheet } from '../../shared/domain/sheet.ts';

/** Sheets of words and figures as they stand in returns, in any place, with any merges. */
const texts = fc.constantFrom(
  '合计',
  '全市',
  '石门镇',
  '指标名称',
  '计量单位',
  '单位：万元',
  '万元',
  '序号',
  '甲',
  '乙',
  '1',
  '01',
  '2023年',
  '1-6月',
  '上年同期',
  '增长（%）',
  '其中：女',
  '  男',
  '一、总数',
  '—',
  '…',
  '1,234.5',
  '１２',
  '注：含兵团',
  '第5页',
  '续表1',
  '填报单位：石门镇',
  '填表人：某某',
  '备注',
  '产值\n(万元)\nOutput',
  'East',
  '负责人',
  '#住宅',
  '（个）',
  '',
);
const cellOf = fc.oneof(
  { weight: 4, arbitrary: texts.map((value) => ({ kind: 'text' as const, value })) },
  {
    weight: 4,
    arbitrary: fc
      .double({ min: -1e9, max: 1e9, noNaN: true })
      .map((value) => ({ kind: 'number' as const, value: String(value) })),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }).map((value) => ({ kind: 'text' as const, value })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { kind: 'error' as const, value: '#DIV/0!' },
      { kind: 'date' as const, value: '2023-06-30' },
      { kind: 'boolean' as const, value: 'TRUE' },
    ),
  },
);
export const anySheet: fc.Arbitrary<Sheet> = fc
  .record({
    places: fc.uniqueArray(fc.tuple(fc.nat(24), fc.nat(9)), {
      selector: ([row, column]) => row * 100 + column,
      maxLength: 160,
    }),
    values: fc.array(cellOf, { minLength: 160, maxLength: 160 }),
    merges: fc.array(fc.record({ top: fc.nat(20), left: fc.nat(8), high: fc.nat(4), wide: fc.nat(5) }), {
      maxLength: 6,
    }),
  })
  .map(({ places, values, merges }) => ({
    name: 's',
    visibility: 'visible' as const,
    cells: places
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .map(([row, column], index): Cell => ({ row, column, ...values[index]!, text: values[index]!.value })),
    merges: merges.map(({ top, left, high, wide }) => ({
      top,
      left,
      bottom: top + high,
      right: left + wide,
    })),
    hiddenRows: [],
    hiddenColumns: [],
    pictures: 0,
  }));
