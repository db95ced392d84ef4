// npm run bench: the workbench beside what people use today, on its own made-up workload, in one go. Prints and writes
// docs/benchmarks.md. `-- --sizes 30,300` `-- --rounds 1` `-- --quick` (no plans, no LibreOffice) for a look in between.
// It fails where a tool arrives at another sum; times are never a test.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBenchApp } from './bench/build-app.mjs';
import { describeMachine, findPython, has } from './bench/machine.mjs';
import { judge, printReport } from './bench/print-report.mjs';
import { median, runTool } from './bench/run-tool.mjs';
import { expectedSum, writeLargeSheet, writePack, writeReturns } from './bench/workload.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = join(root, '.cache/bench/data');
const tool = (name) => join(root, 'scripts/bench/tools', name);
const given = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
};
const quick = process.argv.includes('--quick');
const sizes = given('sizes', '30,300,1000').split(',').map(Number);
const rounds = Number(given('rounds', '3'));
const sheetRows = 100_000;
const load = loadavg()
  .map((value) => value.toFixed(1))
  .join(' ');

await buildBenchApp();
rmSync(data, { recursive: true, force: true });
mkdirSync(data, { recursive: true });

const node = (name, ...args) => runTool(process.execPath, [tool(name), ...args]);

async function makePlan(name, units, observations) {
  const pack = join(data, `pack-${name}`);
  await writePack(pack, units, observations);
  const making = await node('make-plan.mjs', join(data, `${name}.plan`), pack);
  rmSync(pack, { recursive: true });
  return making;
}

/** A fresh copy of a prepared plan: every round starts from the same state. */
function copyPlan(name) {
  const folder = join(data, 'run');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  cpSync(join(data, `${name}.plan`), join(folder, 'run.plan'));
  cpSync(join(data, `${name}.plan.d`), join(folder, 'run.plan.d'), { recursive: true });
  return join(folder, 'run.plan');
}

const returnsTools = [
  {
    name: 'workbench',
    formats: ['xlsx', 'xls'],
    run: (folder, count) =>
      node('workbench.mjs', copyPlan(`returns-${count}`), folder, join(data, 'run', 'out.xlsx')),
  },
  { name: 'SheetJS', formats: ['xlsx', 'xls'], run: (folder) => node('sheetjs.mjs', folder) },
  { name: 'hucre', formats: ['xlsx', 'xls'], run: (folder) => node('hucre.mjs', folder) },
  { name: 'exceljs', formats: ['xlsx'], there: has('exceljs'), run: (folder) => node('exceljs.mjs', folder) },
  {
    name: 'pandas + openpyxl',
    formats: ['xlsx'],
    there: has('pandas'),
    run: (folder) => runTool(findPython(), [tool('pandas-script.py'), folder]),
  },
  {
    name: 'LibreOffice',
    formats: ['xlsx', 'xls'],
    there: has('libreoffice') && !quick,
    slow: true,
    run: (folder) => node('libreoffice.mjs', folder),
  },
  { name: 'floor (inflate and scan)', formats: ['xlsx'], run: (folder) => node('floor.mjs', folder) },
].filter(({ name, there = true }) => {
  if (!there) console.log(`${name}: not there, left out`);
  return there;
});

const differing = [];

function mustAgree(what, found, expected) {
  if (Math.abs(found - expected) <= Math.abs(expected) * 1e-9) return;
  differing.push(`${what}: ${found} instead of ${expected}`);
}

/** Interleaved: each round runs every tool once; of the runs with the median time the other figures are taken. */
async function measure(tools, run, expected, what) {
  const runs = new Map(tools.map((one) => [one.name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const one of tools) {
      if (one.slow && round > 0) continue;
      const found = await run(one);
      mustAgree(`${what} ${one.name}`, found.sum, expected.sum);
      if (expected.files !== undefined) mustAgree(`${what} ${one.name}, files`, found.files, expected.files);
      runs.get(one.name).push(found);
    }
  return tools.map((one) => {
    const all = runs.get(one.name);
    const middle = median(all.map(({ work }) => work));
    const chosen = all.find(({ work }) => work === middle);
    const row = {
      ...chosen,
      tool: one.name,
      // By round: what is compared ran within the same minute.
      works: all.map(({ work }) => work),
      stages: all.map(({ phases }) => phases.stage),
      peak: median(all.map(({ peak }) => peak)),
      cpu: median(all.map(({ cpu }) => cpu)),
    };
    console.log(
      `${what} ${one.name}: ${(row.work / 1000).toFixed(2)} s, CPU ${(row.cpu / 1000).toFixed(2)} s, ${Math.round(row.peak)} MB`,
    );
    return row;
  });
}

const returns = [];
for (const count of sizes) {
  await makePlan(`returns-${count}`, count);
  for (const format of ['xlsx', 'xls']) {
    const folder = join(data, `${format}-${count}`);
    await writeReturns(folder, count, format);
    // LibreOffice takes minutes for a thousand and grows evenly: 300 tell enough.
    const tools = returnsTools.filter(
      ({ formats, slow }) => formats.includes(format) && !(slow && count > 300),
    );
    const expected = { sum: expectedSum(count), files: count };
    const rows = await measure(tools, (one) => one.run(folder, count), expected, `${count} .${format}`);
    returns.push(...rows.map((row) => ({ ...row, count, format })));
  }
}

const sheetFile = join(data, 'large.xlsx');
const sheetSum = await writeLargeSheet(sheetFile, sheetRows);
const sheetTools = [
  { name: 'workbench (reader)', run: () => node('reader.mjs', sheetFile) },
  { name: 'SheetJS', run: () => node('large-sheet.mjs', sheetFile, 'sheetjs') },
  { name: 'hucre', run: () => node('large-sheet.mjs', sheetFile, 'hucre') },
  ...(has('exceljs') ? [{ name: 'exceljs', run: () => node('large-sheet.mjs', sheetFile, 'exceljs') }] : []),
];
const sheets = await measure(sheetTools, (one) => one.run(), { sum: sheetSum }, 'large sheet');

const plans = [];
const oneReturn = join(data, 'one');
const [firstName] = await writeReturns(oneReturn, 1, 'xlsx');
for (const { observations, limit } of quick
  ? []
  : [
      { observations: 100_000, limit: 250 },
      { observations: 1_000_000, limit: 600 },
    ]) {
  const name = `history-${observations}`;
  const making = await makePlan(name, 300, observations);
  const runs = [];
  for (let round = 0; round < rounds; round += 1)
    runs.push(await node('large-plan.mjs', copyPlan(name), join(oneReturn, firstName)));
  const middle = median(runs.map(({ work }) => work));
  const chosen = runs.find(({ work }) => work === middle);
  const fileMegabytes = statSync(join(data, `${name}.plan`)).size / 2 ** 20;
  plans.push({
    ...chosen,
    observations,
    limit,
    making,
    fileMegabytes,
    peak: median(runs.map(({ peak }) => peak)),
  });
  console.log(
    `plan of ${observations}: open ${chosen.phases.open.toFixed(0)} ms, ${Math.round(chosen.peak)} MB`,
  );
}

const found = {
  returns,
  sheets,
  plans,
  sheetRows,
  rounds,
  repeats: rounds,
  load,
  day: new Date().toISOString().slice(0, 10),
  machine: describeMachine(),
  note: returnsTools.some(({ slow }) => slow) ? ', LibreOffice once and up to 300' : '',
};
const report = printReport(found);
console.log(`\n${report}\n`);
for (const row of judge(found)) console.log(`${row.met ? 'met    ' : 'NOT MET'} ${row.what}`);

const page = join(root, 'docs/benchmarks.md');
if (!quick && existsSync(page)) {
  const text = readFileSync(page, 'utf8');
  const [start, end] = ['<!-- bench -->', '<!-- /bench -->'];
  const [before, after] = [text.slice(0, text.indexOf(start)), text.slice(text.indexOf(end))];
  writeFileSync(page, `${before}${start}\n\n${report}\n\n${after}`);
}
if (differing.length > 0) {
  console.error(`sums differ:\n${differing.join('\n')}`);
  process.exit(1);
}
