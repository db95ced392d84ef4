// npm run bench:workbook: what the consolidated workbook takes beyond writing its bare cells. 60 indicators × 300 accepted
// returns; its writing alone and the whole of `consolidation/export` beside our own writer and SheetJS's with the same cells and nothing but their
// values, interleaved, each in processes of their own. Prints and writes its part of docs/benchmarks.md. `-- --rounds 3`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBenchApp } from './bench/build-app.mjs';
import { describeMachine } from './bench/machine.mjs';
import { median, runTool } from './bench/run-tool.mjs';
import { writePack, writeReturns } from './bench/workload.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = join(root, '.cache/bench/workbook');
const units = 300;
const limit = 500;
const roundsAt = process.argv.indexOf('--rounds');
const rounds = roundsAt < 0 ? 5 : Number(process.argv[roundsAt + 1]);
const load = loadavg()
  .map((value) => value.toFixed(1))
  .join(' ');

const node = (name, ...args) => runTool(process.execPath, [join(root, 'scripts/bench/tools', name), ...args]);

await buildBenchApp();
rmSync(data, { recursive: true, force: true });
mkdirSync(data, { recursive: true });
const [pack, folder, plan, out] = ['pack', 'returns', 'city.plan', 'out.xlsx'].map((name) =>
  join(data, name),
);
await writePack(pack, units);
await writeReturns(folder, units, 'xlsx');
await node('make-plan.mjs', plan, pack);
await node('export-workbook.mjs', plan, out, folder);

const tools = [
  { name: 'its writing alone', run: () => node('write-book.mjs', plan, join(data, 'written.xlsx')) },
  { name: 'consolidated workbook', run: () => node('export-workbook.mjs', plan, join(data, 'whole.xlsx')) },
  { name: 'bare writer', run: () => node('bare-writer.mjs', out, join(data, 'bare.xlsx'), 'own') },
  { name: 'SheetJS writer', run: () => node('bare-writer.mjs', out, join(data, 'sheetjs.xlsx'), 'sheetjs') },
];
const runs = new Map(tools.map(({ name }) => [name, []]));
for (let round = 0; round < rounds; round += 1)
  for (const { name, run } of tools) runs.get(name).push(await run());

const rows = tools.map(({ name }) => {
  const all = runs.get(name);
  return {
    name,
    cold: median(all.map(({ cold }) => cold)),
    warm: median(all.map(({ warm }) => warm)),
    peak: median(all.map(({ peak }) => peak)),
  };
});
const [written, whole, bare] = rows;
const moreThanBare = (name, { cold, warm }) =>
  `| ${name}, more than the bare writer (limit ${seconds(limit)}) | ${said(cold - bare.cold)} | ${said(warm - bare.warm)} | |`;
const { cells } = runs.get('bare writer')[0];
const seconds = (value) => (value / 1000).toFixed(2);
const said = (value) => `${seconds(value)} ${value <= limit ? 'met' : '**not met**'}`;

const report = [
  `Run of ${new Date().toISOString().slice(0, 10)}. ${describeMachine().slice(0, 2).join('; ')}.`,
  `${cells.toLocaleString('en')} cells on six sheets; medians of ${rounds} rounds, interleaved. Load of the machine at the start ${load}.`,
  '',
  '| what | cold s | warm s | peak MB |',
  '| --- | --- | --- | --- |',
  ...rows.map(
    ({ name, cold, warm, peak }) => `| ${name} | ${seconds(cold)} | ${seconds(warm)} | ${Math.round(peak)} |`,
  ),
  moreThanBare('writing', written),
  moreThanBare('the whole export', whole),
].join('\n');
console.log(report);

const page = join(root, 'docs/benchmarks.md');
const text = readFileSync(page, 'utf8');
const [start, end] = ['<!-- bench-workbook -->', '<!-- /bench-workbook -->'];
writeFileSync(
  page,
  `${text.slice(0, text.indexOf(start))}${start}\n\n${report}\n\n${text.slice(text.indexOf(end))}`,
);
rmSync(data, { recursive: true });
