// node scripts/bench-growth.mjs [sizes]: how far a plan may grow. Each size is made and used in processes of its own;
// the first that fails ends the run with its reason. Prints a table for docs/benchmarks.md.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBenchApp } from './bench/build-app.mjs';
import { runTool } from './bench/run-tool.mjs';
import { writePack, writeReturns } from './bench/workload.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = join(root, '.cache/bench/growth');
const tool = (name) => join(root, 'scripts/bench/tools', name);
const sizes = (process.argv[2] ?? '100000,300000,1000000,2000000,4000000').split(',').map(Number);
const units = 1100;

await buildBenchApp();
rmSync(data, { recursive: true, force: true });
mkdirSync(data, { recursive: true });
const [first] = await writeReturns(join(data, 'one'), 1, 'xlsx');
const seconds = (value) => (value / 1000).toFixed(2);

console.log(
  '| observations | file MB | making s | peak MB | opening s | matrix s | one return in s | peak MB |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const observations of sizes) {
  const plan = join(data, 'growth.plan');
  rmSync(plan, { force: true });
  rmSync(`${plan}.d`, { recursive: true, force: true });
  try {
    await writePack(join(data, 'pack'), units, observations);
    const making = await runTool(process.execPath, [tool('make-plan.mjs'), plan, join(data, 'pack')]);
    const megabytes = statSync(plan).size / 2 ** 20;
    const used = await runTool(process.execPath, [tool('large-plan.mjs'), plan, join(data, 'one', first)]);
    const { open, matrix, 'first stage': stage } = used.phases;
    console.log(
      `| ${observations.toLocaleString('en')} | ${megabytes.toFixed(0)} | ${seconds(making.work)} | ${Math.round(making.peak)} | ${seconds(open)} | ${seconds(matrix)} | ${seconds(stage)} | ${Math.round(used.peak)} |`,
    );
  } catch (error) {
    console.log(
      `| ${observations.toLocaleString('en')} | fails: ${String(error).replaceAll('\n', ' ').slice(0, 300)} |`,
    );
    break;
  }
}
rmSync(data, { recursive: true, force: true });
