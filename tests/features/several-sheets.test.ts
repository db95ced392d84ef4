import { expect, test } from 'vitest';
import * as XLSX from 'xlsx';
import { findingSentence } from '../../renderer/words/findings.ts';
import { listRows, usualValues } from '../support/made-up-returns.ts';
import { startBench } from '../support/test-bench.ts';

/* Workbooks with more sheets than the return: a filled-in sample, a sheet for each quarter, last year's sheet hidden. */

interface Given {
  readonly name: string;
  readonly period: string;
  readonly scale: number;
  readonly hidden?: true;
}

function workbookOf(sheets: readonly Given[]): Uint8Array {
  const workbook = XLSX.utils.book_new();
  for (const { name, period, scale } of sheets)
    XLSX.utils.book_append_sheet(
      workbook,
      XLSX.utils.aoa_to_sheet(listRows({ sender: '青石镇', period, values: usualValues(scale) })),
      name,
    );
  workbook.Workbook = { Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden ? 1 : 0 })) };
  return new Uint8Array(XLSX.write(workbook, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
}

async function stage(name: string, sheets: readonly Given[]) {
  const bench = await startBench();
  const { files } = await bench.call('returns/stage', { files: [{ name, bytes: workbookOf(sheets) }] });
  const report = files[0]!;
  return {
    period: report.period?.value,
    from: [...new Set(report.figures.map(({ sheet }) => sheet))],
    output: report.figures.find(({ indicator }) => indicator === 'B01')?.value,
    beside: report.context
      .filter(({ indicator }) => indicator === 'B01')
      .map((one) => [one.period, one.value]),
    asked: report.findings.filter(({ severity }) => severity !== 'note').map(({ code }) => code),
    aside: report.findings
      .filter(({ code }) => code === 'sheet-aside')
      .map((finding) => findingSentence(finding)),
  };
}

test('a filled-in sample is no second row of anything', async () => {
  const found = await stage('青石镇.xlsx', [
    { name: '填报说明', period: '2023年二季度', scale: 7 },
    { name: '季报', period: '2023年二季度', scale: 1 },
    { name: '填表示例', period: '2023年二季度', scale: 9 },
  ]);
  expect(found).toMatchObject({ period: '2023Q2', from: ['季报'], output: '1050', asked: [] });
  expect(found.aside).toEqual(
    ['填报说明', '填表示例'].map(
      (name) =>
        `工作表“${name}”是填表说明或样表，没有当作上报的数。要报的数若在这张表里，请改表名后重新报送。`,
    ),
  );
});

test('of a sheet for each quarter, the one that the file is named after is the return; the other stands beside it', async () => {
  const found = await stage('青石镇2023年二季度.xlsx', [
    { name: '一季度', period: '2023年一季度', scale: 0.5 },
    { name: '二季度', period: '2023年二季度', scale: 1 },
  ]);
  expect(found).toEqual({
    period: '2023Q2',
    from: ['二季度'],
    output: '1050',
    beside: [['2023Q1', '525']],
    asked: [],
    aside: ['工作表“一季度”写的是另一期（2023年一季度），没有计入本期，只作对照。'],
  });
});

test('where nothing names one of the quarters, it is asked, and no figure is taken from two sheets', async () => {
  const found = await stage('青石镇.xlsx', [
    { name: '表一', period: '2023年一季度', scale: 0.5 },
    { name: '表二', period: '2023年二季度', scale: 1 },
  ]);
  expect(found).toMatchObject({ period: '2023Q1', from: ['表一'], asked: ['period-conflict'] });
});

test('last year, hidden before this year, is not the return', async () => {
  const found = await stage('青石镇.xlsx', [
    { name: '底稿', period: '2022年二季度', scale: 0.9, hidden: true },
    { name: '季报', period: '2023年二季度', scale: 1 },
  ]);
  expect(found).toMatchObject({
    period: '2023Q2',
    from: ['季报'],
    output: '1050',
    beside: [['2022Q2', '945']],
    // What it says of last year is compared with what was accepted.
    asked: ['period-conflict', 'previous-differs', 'previous-differs'],
  });
});
