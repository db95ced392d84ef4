// The consolidated workbook out of a plan with accepted returns, the whole of `consolidation/export`. The plan is closed and
// opened again in between, so that nothing of the last consolidation is kept; opening is not counted. With a folder of returns: these are taken in first.
import { formCode, period } from '../workload.mjs';
import { answer } from './answer.mjs';
import { startApp } from './start-app.mjs';

const [path, out, folder] = process.argv.slice(2);
const app = await startApp();
const by = '测试';

async function call(method, input) {
  const answer = await app.call(method, input);
  if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

async function takeIn({ plan }) {
  await call('returns/stage', { plan, files: [{ path: folder }], by, brief: true });
  await call('returns/accept', {
    plan,
    all: true,
    by,
    acceptRepairs: true,
    explain: by,
    setAsideParked: true,
    reason: by,
  });
}

const times = [];
for (let time = 0; time < (folder === undefined ? 4 : 1); time += 1) {
  const opened = await call('plans/open', { path, mode: folder === undefined ? 'read' : 'write' });
  if (folder !== undefined) await takeIn(opened);
  const started = performance.now();
  await call('consolidation/export', { plan: opened.plan, form: formCode, period, out });
  times.push(performance.now() - started);
  await call('plans/close', { plan: opened.plan });
}
await app.close();
const [cold, ...others] = times;
answer({ cold, warm: Math.min(...others), work: cold });
