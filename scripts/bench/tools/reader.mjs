// The workbench's reader alone (container checks, killable worker, plain cells): adds up every number of the file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtFolder } from '../build-app.mjs';
import { answer } from './answer.mjs';
import { built } from './start-app.mjs';

const [file] = process.argv.slice(2);
const { createWorkbookReader } = await built('workbook-reader');
const reader = createWorkbookReader({ workerPath: join(builtFolder, 'reader-worker.js') });
const started = performance.now();
const outcome = await reader.read(readFileSync(file), 'large.xlsx');
if (!outcome.ok) throw new Error(outcome.code);
let sum = 0;
for (const sheet of outcome.workbook.sheets)
  for (const cell of sheet.cells) if (cell.kind === 'number') sum += Number(cell.value);
const work = performance.now() - started;
await reader.close();
answer({ files: 1, sum, phases: {}, work });
