// Reads damaged workbooks by the thousand: node scripts/fuzz-reader.mjs [COUNT=10000] [SERIES=1]
// Fails on a killed worker (hang or memory), on an outcome that is none, and on a changed Object.prototype.
import { loadReader } from './load-reader.mjs';
import { makeSeeds, mutateWorkbook } from './mutate-workbook.mjs';

const [count = 10_000, series = 1] = process.argv.slice(2).map(Number);
const seeds = makeSeeds();
const reader = await loadReader({ milliseconds: 5000 });
const counts = new Map();
const killed = [];
const start = performance.now();
let peak = 0;

for (let first = 0; first < count; first += 200) {
  const files = Array.from({ length: Math.min(200, count - first) }, (_, index) =>
    mutateWorkbook(seeds, series, first + index),
  );
  await reader.readMany(files, (outcome, index) => {
    const key = outcome.ok
      ? 'read'
      : `${outcome.code} ${outcome.details.reason ?? outcome.details.limit ?? ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (/deadline|memory|exit/.test(key)) killed.push(`${files[index].fileName} (${key})`);
  });
  peak = Math.max(peak, process.memoryUsage().rss);
}

for (const [key, number] of [...counts].sort((left, right) => right[1] - left[1]))
  console.log(`${number}\t${key}`);
const seconds = (performance.now() - start) / 1000;
console.log(
  `series ${series}: ${count} files in ${seconds.toFixed(1)} s, peak ${Math.round(peak / 1e6)} MB, killed ${killed.length}`,
);
if (killed.length > 0) console.log(`killed: ${killed.slice(0, 50).join(' ')}`);
await reader.close();
const total = [...counts.values()].reduce((sum, number) => sum + number, 0);
process.exitCode = killed.length > 0 || total !== count || Object.keys(Object.prototype).length > 0 ? 1 : 0;
