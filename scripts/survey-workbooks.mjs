// Reads every file of a folder through the built reader and prints one line per file: time, outcome, sheets, cells.
// node scripts/survey-workbooks.mjs FOLDER
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadReader } from './load-reader.mjs';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node scripts/survey-workbooks.mjs FOLDER');

const describe = (outcome) =>
  outcome.ok
    ? `${outcome.workbook.format}\t${outcome.workbook.sheets.length} sheets\t${outcome.workbook.sheets.reduce((sum, sheet) => sum + sheet.cells.length, 0)} cells\t${outcome.workbook.notes.map((note) => note.code).join(' ')}`
    : `${outcome.code}\t${JSON.stringify(outcome.details)}`;

const reader = await loadReader();
const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
const counts = new Map();
let slowest = 0;
for (const name of names) {
  const bytes = readFileSync(join(folder, name));
  const start = performance.now();
  const outcome = await reader.read(bytes, name);
  const time = performance.now() - start;
  slowest = Math.max(slowest, time);
  const key = outcome.ok ? 'read' : outcome.code;
  counts.set(key, (counts.get(key) ?? 0) + 1);
  console.log(`${name}\t${time.toFixed(0)} ms\t${key}\t${describe(outcome)}`);
}
console.log([...counts].map(([key, count]) => `${key} ${count}`).join(' · '));
console.log(
  `files ${names.length} · slowest ${slowest.toFixed(0)} ms · memory ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
);
await reader.close();
