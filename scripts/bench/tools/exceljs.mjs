// exceljs: parse every file, find the column by its header text, add up. No dependency of the project; where it is
// installed it takes part.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addUp } from './add-up.mjs';
import { answer } from './answer.mjs';

const [folder] = process.argv.slice(2);
const { default: ExcelJS } = await import('exceljs');
let parse = 0;
let sum = 0;
const names = readdirSync(folder);
const started = performance.now();
for (const name of names) {
  const before = performance.now();
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(readFileSync(join(folder, name)));
  parse += performance.now() - before;
  const rows = [];
  book.worksheets[0].eachRow((row) => rows.push(row.values));
  sum += addUp(rows, (value) => value);
}
answer({ files: names.length, sum, phases: { parse }, work: performance.now() - started });
