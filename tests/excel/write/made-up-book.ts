import type {
  BookFigure,
  BookIndicator,
  BookSource,
  BookUnit,
  ConsolidatedBook,
} from '../../../main/excel/write/consolidated-book.ts';
import { Decimal, printDecimal, printDerived } from '../../../shared/text/decimal.ts';

/** Made-up books for the writer's tests: names and figures belong to no real place. */
const names = [
  '柳泉镇',
  '河西乡',
  '石桥镇',
  '白杨乡',
  '东梁街道',
  '南坡园区',
  '红柳镇',
  '沙湾乡',
  '双泉镇',
  '西岭乡',
  '青山镇',
  '北川新区',
];

function unitAt(index: number): BookUnit {
  const name = names[index] ?? `第${index + 1}乡`;
  return { code: `U${index + 1}`, name, counted: true, absent: index === 7 };
}

const rows: Pick<BookIndicator, 'code' | 'label' | 'unit' | 'indent' | 'decimals' | 'rule'>[] = [
  { code: 'P01', label: '农林牧渔业总产值', unit: '万元', indent: 0, decimals: 1, rule: 'sum' },
  { code: 'P02', label: '粮食作物播种面积', unit: '亩', indent: 0, decimals: 0, rule: 'sum' },
  { code: 'P03', label: '其中：小麦播种面积', unit: '亩', indent: 1, decimals: 0, rule: 'sum' },
  { code: 'P04', label: '固定资产投资', unit: '万元', indent: 0, decimals: 2, rule: 'sum' },
  { code: 'P05', label: '农村人口', unit: '人', indent: 0, decimals: 0, rule: 'sum' },
  { code: 'P06', label: '农村自来水受益人口', unit: '人', indent: 0, decimals: 0, rule: 'sum' },
  { code: 'P07', label: '农村自来水普及率', unit: '%', indent: 0, decimals: 2, rule: 'ratio' },
  { code: 'P08', label: '农村居民人均可支配收入', unit: '元', indent: 0, decimals: 0, rule: 'weighted' },
  { code: 'P09', label: '地区生产总值增长', unit: '%', indent: 0, decimals: 1, rule: 'none' },
];

function figureAt(row: number, unit: number): BookFigure {
  if (unit === 7) return { value: null, state: 'not-sent' };
  if (row === 3 && unit === 2) return { value: null, state: 'mark', mark: '—' };
  if (row === 2 && unit === 4) return { value: null, state: 'not-applicable' };
  if (row === 5 && unit === 3) return { value: null, state: 'blank' };
  const base = new Decimal((row + 1) * 137 + unit * 211)
    .times(row === 8 ? '0.003' : '10.7')
    .minus(row === 3 && unit === 1 ? 9999 : 0);
  const value = printDecimal(base.toDecimalPlaces(rows[row % rows.length]!.decimals ?? 1));
  const figure: BookFigure = {
    value,
    state: 'value',
    previous: printDecimal(new Decimal(value).times('0.95').toDecimalPlaces(2)),
    growth: '5.3',
  };
  if (row === 0 && unit === 1) return { ...figure, provisional: true };
  if (row === 0 && unit === 5) return { ...figure, adjusted: true };
  return figure;
}

function sum(values: readonly (string | null | undefined)[]): string {
  return printDecimal(values.reduce((acc, value) => (value == null ? acc : acc.plus(value)), new Decimal(0)));
}

/** A book of `units` × `indicators`; the nine named rows are repeated. */
export function makeBook(
  units: number,
  indicators: number,
  changes: Partial<ConsolidatedBook> = {},
): ConsolidatedBook {
  const unitList = Array.from({ length: units }, (_, index) => unitAt(index));
  const list: BookIndicator[] = Array.from({ length: indicators }, (_, at) => {
    const row = rows[at % rows.length]!;
    const round = Math.floor(at / rows.length);
    const figures = unitList.map((_, unit) => figureAt(at % rows.length, unit));
    const missing = unitList
      .filter((_, unit) => ['not-sent', 'blank', 'mark'].includes(figures[unit]!.state))
      .map((unit) => unit.name);
    const additive = row.rule === 'sum';
    const total = {
      value: additive ? sum(figures.map((figure) => figure.value)) : row.rule === 'weighted' ? '14321' : null,
      complete: missing.length === 0,
      missing,
      contributors: units - missing.length,
      ...(additive ? { previous: sum(figures.map((figure) => figure.previous)), growth: '5.3' } : {}),
    };
    return {
      ...row,
      code: round === 0 ? row.code : `${row.code}_${round}`,
      label: round === 0 ? row.label : `${row.label}（${round}）`,
      total: row.rule === 'none' ? null : total,
      figures,
    };
  });
  const ratios = list.map((row): BookIndicator => {
    const numerator = list.find((part) => part.code === row.code.replace('P07', 'P06'));
    const denominator = list.find((part) => part.code === row.code.replace('P07', 'P05'));
    if (row.rule !== 'ratio' || !numerator?.total?.value || !denominator?.total?.value) return row;
    const value = printDerived(new Decimal(numerator.total.value).div(denominator.total.value).times(100));
    return {
      ...row,
      ratio: { numerator: numerator.code, denominator: denominator.code, scale: '100' },
      total: { ...row.total!, value },
    };
  });
  const sources: BookSource[] = ratios.flatMap((row) =>
    unitList.flatMap((unit, at): BookSource[] => {
      const figure = row.figures[at]!;
      if (figure.value === null) return [];
      return [
        {
          indicator: row.code,
          label: row.label,
          unitCode: unit.code,
          unit: unit.name,
          value: figure.value,
          measure: row.unit,
          kind: '上报',
          version: 1,
          file: `${unit.name}2023年二季度.xlsx`,
          sheet: 'Sheet1',
          cell: `D${at + 5}`,
          raw: figure.value,
          statedUnit: row.unit,
          factor: '1',
          acceptedOn: '2023-07-09',
          acceptedBy: '规划科',
        },
      ];
    }),
  );
  return {
    title: '2023年二季度乡镇主要经济指标汇总表',
    periodText: '2023年1—6月',
    root: { code: 'R', name: '柳河市' },
    demo: false,
    form: {
      code: 'T1',
      title: '乡镇主要经济指标季报表',
      issuer: '柳河市发展和改革委员会',
      validUntil: '2025年12月',
    },
    preparedOn: '2023年7月12日',
    basisText: '截至2023年7月12日已采用的上报表',
    units: unitList,
    indicators: ratios,
    discrepancies: [
      {
        indicator: 'P04',
        label: '固定资产投资',
        unit: '万元',
        decimals: 2,
        consolidated: ratios[3]?.total?.value ?? null,
        department: '市统计局',
        departmentValue: '91000',
        difference: '-120.5',
        percent: '-0.1324',
        withinTolerance: true,
        explanation: '跨乡项目按项目所在地统计。',
      },
    ],
    returns: unitList.map((unit) => ({
      unit: unit.name,
      status: unit.absent ? '未报' : '已采用',
      due: '2023-07-10',
      ...(unit.absent
        ? {}
        : { received: '2023-07-08', version: 1, file: `${unit.name}2023年二季度.xlsx`, late: false }),
    })),
    findings: [
      {
        unit: '河西乡',
        unitCode: 'U2',
        indicator: 'P04',
        label: '固定资产投资',
        kind: '核实性',
        file: '河西乡2023年二季度.xlsx',
        sheet: 'Sheet1',
        cell: 'D8',
        raw: '-3,300.12',
        sentence: '本期数为负，请核实是否为冲减上年多报数。',
        decision: '已说明',
        explanation: '冲减一季度多报的设备购置费。',
        by: '规划科',
        on: '2023-07-09',
      },
    ],
    sources,
    notes: [],
    settings: { totalColumns: ['previous', 'growth'], unitColumns: [] },
    ...changes,
  };
}
