// The consolidated workbook from its content in memory to the file on the disk: what `bare-writer.mjs` does for bare cells.
// Bringing together and filling in are done before and not counted.
import { writeFileSync } from 'node:fs';
import { formCode, period } from '../workload.mjs';
import { answer } from './answer.mjs';
import { built } from './start-app.mjs';

const [path, out] = process.argv.slice(2);
const { openPlan } = await built('plan-store');
const { consolidateForm } = await built('consolidate-form');
const { fillBook } = await built('fill-book');
const { writeConsolidatedWorkbook } = await built('consolidated-workbook');

const now = () => new Date();
const store = await openPlan(path, { mode: 'read', now });
const result = consolidateForm(store.read, formCode, period);
const times = [];
for (let time = 0; time < 4; time += 1) {
  // Its lists are read while they are written, and only once.
  const book = fillBook(store.read, result, { preparedOn: now().toISOString() });
  const started = performance.now();
  writeFileSync(out, await writeConsolidatedWorkbook(book));
  times.push(performance.now() - started);
}
await store.close();
const [cold, ...others] = times;
answer({ cold, warm: Math.min(...others), work: cold });
