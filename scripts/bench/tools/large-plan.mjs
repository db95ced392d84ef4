// A plan with a long history, as a person meets it: open, look at the matrix, take one return in, read the history,
// close. Prints one line of JSON.
import { formCode, period } from '../workload.mjs';
import { answer } from './answer.mjs';
import { startApp } from './start-app.mjs';

const [plan, file] = process.argv.slice(2);
const app = await startApp();
const phases = {};

async function call(phase, method, input) {
  const started = performance.now();
  const reply = await app.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
  phases[phase] = performance.now() - started;
  return reply.value;
}

const opened = await call('open', 'plans/open', { path: plan, mode: 'write' });
const inPlan = { plan: opened.plan };
const afterOpen = process.memoryUsage.rss() / 2 ** 20;
const matrix = await call('matrix', 'consolidation/get-matrix', { ...inPlan, form: formCode, period });
await call('first stage', 'returns/stage', { ...inPlan, files: [{ path: file }], by: '测试' });
const accept = {
  ...inPlan,
  all: true,
  by: '测试',
  acceptRepairs: true,
  explain: '测试',
  setAsideParked: true,
};
await call('accept', 'returns/accept', { ...accept, reason: '测试' });
await call('history', 'history/list', inPlan);
const started = performance.now();
await app.close();
phases.close = performance.now() - started;
answer({
  cells: matrix.cells.length,
  afterOpen,
  phases,
  work: Object.values(phases).reduce((a, b) => a + b),
});
