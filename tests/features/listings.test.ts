import { describe, expect, test } from 'vitest';
import * as XLSX from 'xlsx';
import { listWorkbook, usualValues } from '../support/made-up-returns.ts';
import { startBench } from '../support/test-bench.ts';

describe('tables to hand out', () => {
  test('chase list and history as workbook, CSV and JSON', async () => {
    const bench = await startBench();
    await bench.call('returns/stage', {
      files: [{ name: '=1+1.xlsx', bytes: listWorkbook({ sender: '青石镇', values: usualValues(1) }) }],
      by: '=cmd',
    });
    const chase = await bench.call('listings/export', {
      kind: 'chase',
      form: 'Q1',
      period: '2023Q2',
      date: '2023-08-01',
    });
    const sheet = XLSX.read(chase.bytes!).Sheets.报送情况表!;
    expect(JSON.stringify(XLSX.utils.sheet_to_json(sheet, { header: 1 }))).toMatch(
      /青石镇.*待接收.*白河乡.*未报/,
    );
    const csv = new TextDecoder().decode(
      (await bench.call('listings/export', { kind: 'history', format: 'csv' })).bytes,
    );
    expect(csv).toMatch(/'=cmd/);
    const json = JSON.parse(
      new TextDecoder().decode(
        (await bench.call('listings/export', { kind: 'history', format: 'json' })).bytes,
      ),
    ) as {
      rows: Record<string, string>[];
    };
    expect(json.rows.map((row) => row.序号)).toEqual(['1', '2']);
    expect(json.rows.at(-1)!.校验值).toBe((await bench.call('history/list', {})).head);
    expect((await bench.call('listings/export', { kind: 'projects' })).rows).toBe(0);
    expect((await bench.call('listings/export', { kind: 'main-table' })).rows).toBe(0);
  });
});
