// The workbench's whole path in a process of its own: open the plan, stage the folder, accept, write the consolidated
// workbook. Prints one line of JSON.
import { formCode, period } from '../workload.mjs';
import { answer } from './answer.mjs';
import { startApp } from './start-app.mjs';

const [plan, folder, out] = process.argv.slice(2);
const app = await startApp();
const phases = {};

async function call(phase, method, input) {
  const started = performance.now();
  const answer = await app.call(method, input);
  if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
  phases[phase] = performance.now() - started;
  return answer.value;
}

const opened = await call('open', 'plans/open', { path: plan, mode: 'write' });
const inPlan = { plan: opened.plan };
// A host hands the reports on and lets go of them.
const { summary } = await call('stage', 'returns/stage', {
  ...inPlan,
  files: [{ path: folder }],
  by: '测试',
});
const accepted = await call('accept', 'returns/accept', {
  ...inPlan,
  all: true,
  by: '测试',
  acceptRepairs: true,
  explain: '测试',
  setAsideParked: true,
  reason: '测试',
});
await call('export', 'consolidation/export', { ...inPlan, form: formCode, period, out });
const totals = await call('totals', 'consolidation/get', { ...inPlan, form: formCode, period });
const started = performance.now();
await app.close();
phases.close = performance.now() - started;
answer({
  files: summary.staged,
  accepted: accepted.accepted.length,
  sum: totals.figures.reduce((sum, { value }) => sum + Number(value ?? 0), 0),
  phases,
  // Everything a person waits for, from naming the folder to the finished workbook.
  work: phases.stage + phases.accept + phases.export,
});
