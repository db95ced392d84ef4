import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeRows } from '../support/made-up-returns.ts';
import { smallPack, startBench, temporaryFolder } from '../support/test-bench.ts';

/** Registers: rows are records, columns attributes; each stands once, with the cell it was read from (domain.md section 5). */

function registerPack(): string {
  const pack = path.join(temporaryFolder(), 'pack');
  cpSync(smallPack, pack, { recursive: true });
  const add = (file: string, lines: string) => {
    const name = path.join(pack, file);
    writeFileSync(name, `${readFileSync(name, 'utf8')}${lines}\n`);
  };
  add('forms.csv', 'R1,项目进展登记表,register,month,5,NY,add,');
  writeFileSync(path.join(pack, 'projects.csv'), 'code,name,investment\nP01,河东灌区改造,12000\n');
  const items = path.join(pack, 'form-items.csv');
  const head = readFileSync(items, 'utf8').split('\n')[0]!.split(',');
  const item = (fields: Record<string, string>) => head.map((name) => fields[name] ?? '').join(',');
  add(
    'form-items.csv',
    [
      item({ form: 'R1', order: '1', label: '项目名称', column: 'name', required: 'yes' }),
      item({ form: 'R1', order: '2', label: '项目代码', column: 'code', required: 'no' }),
      item({
        form: 'R1',
        order: '3',
        label: '累计完成投资',
        unit: '万元',
        column: 'invested',
        required: 'no',
      }),
      item({ form: 'R1', order: '4', label: '形象进度', column: 'stage', required: 'no' }),
    ].join('\n'),
  );
  return pack;
}

test('every attribute of a record stands once, at its own cell', async () => {
  const bench = await startBench(registerPack());
  const bytes = writeRows([
    ['项目进展登记表'],
    ['填报单位：市农业农村局', null, null, '2023年6月'],
    ['序号', '项目名称', '项目代码', '累计完成投资（万元）', '形象进度'],
    [1, '河东灌区改造', 'P01', 6000, '在建'],
  ]);
  const { files } = await bench.call('returns/stage', { files: [{ name: '项目.xlsx', bytes }] });
  expect(files[0]).toMatchObject({ outcome: 'staged', form: { code: 'R1' }, period: { value: '2023-06' } });
  const [record] = files[0]!.records!;
  expect(record).toMatchObject({ project: 'P01', row: 4 });
  expect(record!.fields.map(({ column, value, cell }) => [column, value, cell])).toEqual([
    ['name', '河东灌区改造', 'B4'],
    ['code', 'P01', 'C4'],
    ['stage', '在建', 'E4'],
    ['invested', '6000', 'D4'],
  ]);
});
