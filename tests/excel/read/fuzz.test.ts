import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { refusalCodes } from '../../../main/excel/read/read-outcome.ts';
import { createWorkbookReader } from '../../../main/excel/workbook-reader.ts';
import { makeSeeds, mutateWorkbook } from '../../../scripts/mutate-workbook.mjs';

const workerPath = fileURLToPath(new URL('../../../out/main/reader-worker.js', import.meta.url));
const reader = createWorkbookReader({ workerPath });
afterAll(() => reader.close());

/** `node scripts/fuzz-reader.mjs 10000` reads ten thousand of the same kind. */
describe('X11 300 damaged workbooks', () => {
  it('each has an outcome, and none costs the worker its life', async () => {
    const seeds = makeSeeds();
    const files = Array.from({ length: 300 }, (_, index) => mutateWorkbook(seeds, 7, index));
    const codes: string[] = [];
    await reader.readMany(files, (outcome, index) => {
      if (outcome.ok) expect(outcome.workbook.sheets.length).toBeGreaterThan(0);
      else expect(refusalCodes).toContain(outcome.code);
      codes[index] = outcome.ok
        ? 'read'
        : `${outcome.code} ${outcome.details.reason ?? outcome.details.limit}`;
    });
    expect(codes.filter(Boolean)).toHaveLength(300);
    expect(codes.filter((code) => /deadline|memory|exit/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBeGreaterThan(8);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('healthy ones of every format are read', async () => {
    const codes: string[] = [];
    const files = makeSeeds().map(({ bookType, bytes }) => ({ bytes, fileName: `a.${bookType}` }));
    await reader.readMany(files, (outcome) => {
      const figure = outcome.ok && outcome.workbook.sheets[0]?.cells.find((cell) => cell.kind === 'number');
      codes.push(outcome.ok && figure ? `${outcome.workbook.format} ${figure.value}` : 'none');
    });
    const formats = ['xlsx', 'xlsx', 'xls', 'xls', 'xls', 'xlsb', 'ods', 'spreadsheet-xml', 'html', 'csv'];
    expect(codes).toEqual(formats.map((format) => `${format} 1234.5`));
  });
});
