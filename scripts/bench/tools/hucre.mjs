// hucre: parse every file, find the column by its header text, add up.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read } from 'hucre';
import { addUp } from './add-up.mjs';
import { answer } from './answer.mjs';

const [folder] = process.argv.slice(2);
let parse = 0;
let sum = 0;
const names = readdirSync(folder);
const started = performance.now();
for (const name of names) {
  const bytes = readFileSync(join(folder, name));
  const before = performance.now();
  const { sheets } = await read(bytes);
  parse += performance.now() - before;
  sum += addUp(sheets[0].rows, (value) => value);
}
answer({ files: names.length, sum, phases: { parse }, work: performance.now() - started });
