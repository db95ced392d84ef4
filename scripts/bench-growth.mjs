// node scripts/bench-growth.mjs [sizes]: how far a plan may grow. Without sizes along each axis by itself (units, indicators,
// periods), which goes into docs/benchmarks.md; with sizes ("1000000,4000000", observations of 1,100 units) it prints a
// table only. Each plan is made and used in processes of its own; the first that fails ends the run with its reason.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBenchApp } from './bench/build-app.mjs';
import { describeMachine } from './bench/machine.mjs';
import { runTool } from './bench/run-tool.mjs';
import { indicators, writePack, writeReturns } from './bench/workload.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = join(root, '.cache/bench/growth');
const tool = (name) => join(root, 'scripts/bench/tools', name);
const seconds = (value) => (value / 1000).toFixed(2);
const count = (value) => value.toLocaleString('en');

/** What one axis is varied around: an ordinary city with two years of quarters. */
const usual = { units: 300, indicators: indicators.length, periods: 8 };
const alongAxes = [
  { ...usual, units: 100 },
  usual,
  { ...usual, units: 1100 },
  { ...usual, indicators: 20 },
  { ...usual, indicators: 200 },
  { ...usual, periods: 24 },
  { ...usual, periods: 60 },
];
const sizes = process.argv[2]?.split(',').map(Number);
const cases = sizes
  ? sizes.map((observations) => ({ units: 1100, indicators: indicators.length, observations }))
  : alongAxes.map((one) => ({ ...one, observations: one.units * one.indicators * one.periods }));

/** Makes the plan, then uses it: open, the matrix of the current quarter, one return in. A row of the table. */
async function measure({ units, indicators: asked, periods, observations }, file) {
  const plan = join(data, 'growth.plan');
  rmSync(plan, { force: true });
  rmSync(`${plan}.d`, { recursive: true, force: true });
  await writePack(join(data, 'pack'), units, observations, asked);
  const making = await runTool(process.execPath, [tool('make-plan.mjs'), plan, join(data, 'pack')]);
  const megabytes = statSync(plan).size / 2 ** 20;
  const used = await runTool(process.execPath, [tool('large-plan.mjs'), plan, file]);
  const { open, matrix, 'first stage': stage, accept } = used.phases;
  return [
    count(units),
    asked,
    periods ?? '–',
    count(observations),
    megabytes.toFixed(0),
    seconds(making.work),
    Math.round(making.peak),
    seconds(open),
    seconds(matrix),
    seconds(stage + accept),
    Math.round(used.peak),
  ];
}

const printRow = (cells) => `| ${cells.join(' | ')} |`;
const head =
  'units,indicators,periods,observations,file MB,making s,peak MB,opening s,matrix s,one return in s,peak MB';
const lines = [printRow(head.split(',')), printRow(head.split(',').map(() => '---'))];

await buildBenchApp();
rmSync(data, { recursive: true, force: true });
mkdirSync(data, { recursive: true });
const [first] = await writeReturns(join(data, 'one'), 1, 'xlsx');
console.log(lines.join('\n'));
for (const one of cases) {
  try {
    lines.push(printRow(await measure(one, join(data, 'one', first))));
  } catch (error) {
    const reason = String(error).replaceAll('\n', ' ').slice(0, 300);
    lines.push(printRow([count(one.units), one.indicators, one.periods ?? '–', `fails: ${reason}`]));
  }
  console.log(lines.at(-1));
  if (lines.at(-1).includes('fails')) break;
}
rmSync(data, { recursive: true, force: true });

if (!sizes) {
  const page = join(root, 'docs/benchmarks.md');
  const text = readFileSync(page, 'utf8');
  const [start, end] = ['<!-- bench-growth -->', '<!-- /bench-growth -->'];
  const run = `Run of ${new Date().toISOString().slice(0, 10)}. ${describeMachine()[0]}.`;
  const report = [run, '', ...lines].join('\n');
  writeFileSync(
    page,
    `${text.slice(0, text.indexOf(start))}${start}\n\n${report}\n\n${text.slice(text.indexOf(end))}`,
  );
}
