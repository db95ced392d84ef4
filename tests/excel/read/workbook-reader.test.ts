import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { utils, write } from 'xlsx';
import type { ReadLimits } from '../../../main/excel/read/limits.ts';
import { createWorkbookReader } from '../../../main/excel/workbook-reader.ts';

const workerPath = fileURLToPath(new URL('../../../out/main/reader-worker.js', import.meta.url));
const reader = createWorkbookReader({ workerPath });
afterAll(() => reader.close());

const rows = [
  ['指标', '单位', '本期'],
  ['粮食产量', '吨', 1234.5],
  ['村数', '个', '1,234'],
];

function makeWorkbook(bookType: 'xlsx' | 'biff8' | 'csv', cells: unknown[][] = rows): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(cells), '报表');
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
}

describe('workbook reader', () => {
  it.each(['xlsx', 'biff8', 'csv'] as const)('reads the same cells from %s', async (bookType) => {
    const outcome = await reader.read(makeWorkbook(bookType), 'return.bin');
    expect(outcome.ok).toBe(true);
    if (!outcome.ok) return;
    const cells = outcome.workbook.sheets[0]?.cells.map(({ row, column, kind, value, text }) => [
      row,
      column,
      kind,
      value,
      text,
    ]);
    expect(cells?.slice(3)).toEqual([
      [1, 0, 'text', '粮食产量', '粮食产量'],
      [1, 1, 'text', '吨', '吨'],
      [1, 2, 'number', '1234.5', '1234.5'],
      [2, 0, 'text', '村数', '村数'],
      [2, 1, 'text', '个', '个'],
      [2, 2, 'text', '1,234', '1,234'],
    ]);
  });

  it('reads the rest of a batch beside bad files', async () => {
    const good = makeWorkbook('xlsx');
    const files = [good, new Uint8Array(0), good.slice(0, 900), good].map((bytes) => ({
      bytes,
      fileName: 'a.xlsx',
    }));
    const results: string[] = [];
    await reader.readMany(files, (outcome, index) => {
      results[index] = outcome.ok ? 'read' : outcome.code;
    });
    expect(results).toEqual(['read', 'wrong-type', 'damaged', 'read']);
  });

  it('lets other work of the thread have its turn between two results', async () => {
    const good = makeWorkbook('xlsx');
    const files = Array.from({ length: 60 }, () => ({ bytes: good, fileName: 'a.xlsx' }));
    // A call from elsewhere is no message of the worker's port either: it is heard when the loop comes round.
    let [turns, running, turnsAtResult] = [0, true, [] as number[]];
    const turn = (): void => {
      turns += 1;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    await reader.readMany(files, () => {
      turnsAtResult = [...turnsAtResult, turns];
      const until = performance.now() + 3;
      while (performance.now() < until);
    });
    running = false;
    expect(new Set(turnsAtResult).size).toBe(files.length);
  });

  it('refuses an identity number and shows it masked only', async () => {
    const outcome = await reader.read(makeWorkbook('xlsx', [['备注'], ['11010519491231002X']]), 'a.xlsx');
    expect(outcome).toMatchObject({ ok: false, code: 'personal-data' });
    expect(JSON.stringify(outcome)).toContain('110105****002X');
    expect(JSON.stringify(outcome)).not.toContain('11010519491231002X');
  });
});

describe('a file that does not behave', () => {
  const small = makeWorkbook('xlsx');
  const large = new Uint8Array(Buffer.from('甲,乙,1234.5,1,2,3,4,5,6,7\n'.repeat(100_000)));

  async function readBatch(limits: Partial<ReadLimits>): Promise<string[]> {
    const strict = createWorkbookReader({ workerPath, limits });
    const results: string[] = [];
    const files = [small, large, small, large, small].map((bytes) => ({ bytes, fileName: 'a.csv' }));
    await strict.readMany(files, (outcome, index) => {
      results[index] = outcome.ok ? 'read' : `${outcome.code} ${outcome.details.limit}`;
    });
    await strict.close();
    return results;
  }

  it('is given up at its deadline, and the batch goes on', async () => {
    expect(await readBatch({ milliseconds: 300 })).toEqual([
      'read',
      'too-big deadline',
      'read',
      'too-big deadline',
      'read',
    ]);
  });

  it('is given up alone, while answers before it still wait for their turn', async () => {
    const strict = createWorkbookReader({ workerPath, limits: { milliseconds: 300 } });
    const results: [index: number, outcome: string][] = [];
    const files = [small, small, small, small, small, small, large, small];
    await strict.readMany(
      files.map((bytes) => ({ bytes, fileName: 'a.csv' })),
      (outcome, index) => {
        results.push([index, outcome.ok ? 'read' : outcome.code]);
        const until = performance.now() + 120;
        while (performance.now() < until);
      },
    );
    await strict.close();
    expect(results).toEqual(files.map((bytes, index) => [index, bytes === large ? 'too-big' : 'read']));
  });

  it('is given up at the memory cap, and the batch goes on', async () => {
    expect(await readBatch({ heapMegabytes: 64 })).toEqual([
      'read',
      'too-big memory',
      'read',
      'too-big memory',
      'read',
    ]);
  });

  it('can be cancelled while it is read; others are read again', async () => {
    const controller = new AbortController();
    const cancelled = reader.read(large, 'a.csv', { signal: controller.signal });
    const other = reader.read(small, 'b.xlsx');
    setTimeout(() => controller.abort(), 30);
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect((await other).ok).toBe(true);
    await expect(reader.read(small, 'c.xlsx', { signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('leaves the bytes with the caller', async () => {
    const bytes = Buffer.from(small);
    await reader.read(bytes, 'a.xlsx');
    expect(Buffer.compare(bytes, Buffer.from(small))).toBe(0);
  });

  it('refuses work after closing', async () => {
    const closed = createWorkbookReader({ workerPath });
    await closed.close();
    await expect(closed.read(small, 'a.xlsx')).rejects.toMatchObject({ code: 'cancelled' });
  });
});
