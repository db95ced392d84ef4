import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readPack } from '../../../shared/calc/pack/read-pack.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { readPackFolder } from '../pack-folder.ts';

/** With the workbook library behind it this is loaded when a demo is made or opened, not at every start. */
const loadSamples = () => import('../../excel/write/sample-return.ts');

async function readSampleSet(pack: string) {
  const { sampleSet } = await loadSamples();
  return sampleSet.parse(JSON.parse(await readFile(path.join(pack, 'sample-returns.json'), 'utf8')));
}

/** The period that most of a demo pack's returns are for. */
export async function usualSamplePeriod(pack: string): Promise<string | undefined> {
  const counts = new Map<string, number>();
  for (const { period } of (await readSampleSet(pack)).returns)
    counts.set(period, (counts.get(period) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Writes the made-up returns of a demo pack as workbooks, one folder per form and period; returns the folder. */
export async function writeSampleFiles(pack: string, folder: string): Promise<string> {
  const { writeSampleReturns } = await loadSamples();
  const reading = readPack(await readPackFolder(pack));
  if (!reading.ok) throw new AppError('pack-invalid', { folder: pack, faults: reading.faults });
  const set = await readSampleSet(pack);
  const columnsOf = (form: string) =>
    reading.content.formItems
      .filter((item) => item.form === form && item.indicator === '')
      .map((item): [string, string] => [
        item.column,
        item.label + (item.unit === undefined ? '' : `（${item.unit}）`),
      ]);
  for (const file of writeSampleReturns(set, columnsOf)) {
    const target = path.join(folder, `${file.form}_${file.period}`);
    await mkdir(target, { recursive: true });
    await writeFile(path.join(target, file.name), file.bytes);
  }
  return folder;
}
