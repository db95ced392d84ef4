import * as XLSX from 'xlsx';

type CellValue = string | number | null;

/** Made-up figures of one township for form Q1 of the small pack; a value may be any cell content. */
export interface ListReturn {
  readonly sender: string;
  readonly period?: string;
  readonly values: Readonly<Record<string, CellValue>>;
  readonly units?: Readonly<Record<string, string>>;
  readonly extraRows?: readonly (readonly CellValue[])[];
  readonly foot?: readonly CellValue[];
}

const labels: readonly [label: string, unit: string][] = [
  ['工业总产值', '万元'],
  ['耕地面积', '亩'],
  ['其中：水浇地', '亩'],
  ['常住人口', '人'],
  ['参保人数', '人'],
  ['参保率', '%'],
  ['人均可支配收入', '元'],
  ['投资增长', '%'],
];

/** Rows of the sheet: title, sender line, header, items in form order, extra rows, foot line. */
export function listRows(given: ListReturn): CellValue[][] {
  return [
    ['乡镇经济季报'],
    [`填报单位：${given.sender}`, null, null, given.period ?? '2023年1-6月'],
    ['序号', '指标名称', '计量单位', '本期', '上年同期'],
    ...labels.map(([label, unit], at) => [
      at + 1,
      label,
      given.units?.[label] ?? unit,
      given.values[label] ?? null,
      null,
    ]),
    ...(given.extraRows ?? []).map((row) => [...row]),
    ...(given.foot ? [[...given.foot]] : []),
  ];
}

export function listWorkbook(given: ListReturn, bookType: 'xlsx' | 'biff8' = 'xlsx'): Uint8Array {
  return writeRows(listRows(given), bookType);
}

export function writeRows(
  rows: readonly (readonly CellValue[])[],
  bookType: 'xlsx' | 'biff8' = 'xlsx',
): Uint8Array {
  const workbook = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(workbook, XLSX.utils.aoa_to_sheet(rows.map((row) => [...row])), '季报');
  return new Uint8Array(XLSX.write(workbook, { type: 'buffer', bookType }) as Buffer);
}

/** A plausible, complete set of values, scaled so that senders differ. */
export function usualValues(scale: number): Record<string, CellValue> {
  return {
    工业总产值: 1050 * scale,
    耕地面积: 5000 * scale,
    '其中：水浇地': 4000 * scale,
    常住人口: 10_000 * scale,
    参保人数: 9000 * scale,
    参保率: 90,
    人均可支配收入: 20_000 + 1000 * scale,
    投资增长: 5.5,
  };
}
