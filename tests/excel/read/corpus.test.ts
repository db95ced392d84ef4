import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { refusalCodes } from '../../../main/excel/read/read-outcome.ts';
import { createWorkbookReader } from '../../../main/excel/workbook-reader.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url));
const workerPath = fileURLToPath(new URL('../../../out/main/reader-worker.js', import.meta.url));
const reader = createWorkbookReader({ workerPath });
afterAll(() => reader.close());

async function readFolder(folder: string): Promise<Map<string, string>> {
  const names = readdirSync(corpus + folder);
  const files = names.map((fileName) => ({
    fileName,
    bytes: new Uint8Array(readFileSync(`${corpus}${folder}/${fileName}`)),
  }));
  const codes = new Map<string, string>();
  await reader.readMany(files, (outcome, index) => {
    const code = outcome.ok
      ? 'read'
      : `${outcome.code} ${outcome.details.reason ?? outcome.details.limit ?? ''}`;
    codes.set(names[index] ?? '', code);
  });
  return codes;
}

describe.skipIf(!existsSync(corpus))('workbooks of others (corpus; skipped where it is absent)', () => {
  it('every real table is read', async () => {
    const codes = await readFolder('real');
    expect([...codes].filter(([, code]) => code !== 'read')).toEqual([]);
    expect(codes.size).toBeGreaterThan(40);
  });

  it('every odd file has an outcome, and none costs the worker its life', async () => {
    const codes = await readFolder('odd');
    expect([...codes].filter(([, code]) => /deadline|memory|exit/.test(code))).toEqual([]);
    expect(
      [...codes.values()].filter(
        (code) => code !== 'read' && !refusalCodes.some((known) => code.startsWith(known)),
      ),
    ).toEqual([]);
    expect([...codes.values()].filter((code) => code === 'read').length).toBeGreaterThan(130);
    expect([...codes.values()].filter((code) => code.startsWith('personal-data'))).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
