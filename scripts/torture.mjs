// npm run torture: every fault search of the plan file, one table, at most ten minutes. `-- --write` puts the table
// into docs/durability.md; `-- --runs N` and `-- --seed N` change the kill trials.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFaults } from './build-faults.mjs';

const limitMinutes = 10;
const page = fileURLToPath(new URL('../docs/durability.md', import.meta.url));
const given = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};

const started = Date.now();
setTimeout(() => {
  console.error(`stopped after ${limitMinutes} minutes`);
  process.exit(1);
}, limitMinutes * 60_000).unref();

const folder = await buildFaults(['kill-child', 'torture']);
const { describeMachine, isAsExpected, runTorture } = await import(join(folder, 'torture.mjs'));

const head = [
  '| case | runs | lost | unreadable | looked at | as expected | s |',
  '|---|---|---|---|---|---|---|',
];
const line = (row) =>
  `| ${row.case} | ${row.runs} | ${row.lost} | ${row.unreadable} | ${row.looked} | ${isAsExpected(row) ? 'yes' : 'NO'} | ${row.seconds} |`;

console.log(head.join('\n'));
const rows = await runTorture({
  killChild: join(folder, 'kill-child.mjs'),
  killRuns: given('runs', 1000),
  // The kill trials come last and take what is left of the time.
  killUntil: started + (limitMinutes * 60 - 15) * 1000,
  firstSeed: given('seed', 1),
  print: (row) => console.log(line(row)),
});

const facts = `${new Date().toISOString().slice(0, 10)}, ${describeMachine()}`;
console.log(facts);
if (process.argv.includes('--write')) {
  const [start, end] = ['<!-- torture -->', '<!-- /torture -->'];
  const text = await readFile(page, 'utf8');
  const table = [start, '', `Last run: ${facts}.`, '', ...head, ...rows.map(line), '', end].join('\n');
  await writeFile(
    page,
    text.slice(0, text.indexOf(start)) + table + text.slice(text.indexOf(end) + end.length),
  );
}
process.exit(rows.every(isAsExpected) ? 0 : 1);
