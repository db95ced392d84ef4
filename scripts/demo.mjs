// `npm run demo`: the whole circle on made-up data, through the command line as a person would type it.
// Everything is written under out/demo; each step must end with the exit code it promises.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildMain, buildRenderer } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}out/demo`;
const plan = `${out}/演示.plan`;

function planbench(args, allowed = [0]) {
  const done = spawnSync(process.execPath, [`${root}bin/planbench.mjs`, ...args, '--json'], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!allowed.includes(done.status)) {
    console.error(
      `planbench ${args.join(' ')} ended with ${done.status}\n${done.stdout.slice(0, 2000)}\n${done.stderr}`,
    );
    process.exit(1);
  }
  return JSON.parse(done.stdout);
}

const started = Date.now();
await buildMain();
await buildRenderer();
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

console.log('1 建立演示规划');
const made = planbench(['plan', 'new', plan, '--pack', `${root}seeds/yining-145-demo`, '--by', '演示']);
console.log(
  `  ${made.title}：指标 ${made.counts.indicators}，项目 ${made.counts.projects}，单位 ${made.counts.units}`,
);

console.log('2 下发模板');
const issued = planbench([
  'forms',
  'issue',
  plan,
  '--form',
  'T1',
  '--period',
  '2023Q2',
  '--out',
  `${out}/下发模板`,
]);
console.log(`  ${issued.files.length} 份`);

console.log('3 收表（含错表、损坏、含个人信息的表）');
planbench(['demo', 'write-returns', `${root}seeds/yining-145-demo`, '--out', `${out}/上报表`]);
for (const folder of readdirSync(`${out}/上报表`).sort()) {
  const staged = planbench(['returns', 'stage', plan, `${out}/上报表/${folder}`], [0, 1]);
  const { staged: taken, refused, duplicate, errors, repairs, queries, parked } = staged.summary;
  console.log(
    `  ${folder}：收 ${taken}，拒收 ${refused}，重复 ${duplicate}；错误 ${errors}，更正 ${repairs}，待说明 ${queries}，待安放 ${parked}`,
  );
}

console.log('4 审核、采用');
const accept = [
  '--by',
  '演示',
  '--accept-repairs',
  '--explain',
  '演示：已核实',
  '--set-aside-parked',
  '--reason',
  '演示',
];
const accepted = planbench(['returns', 'accept', plan, '--all', ...accept], [0, 1]);
console.log(`  采用 ${accepted.accepted.length} 份，仍有错误 ${accepted.blocked.length} 份（留给人处理）`);

console.log('5 汇总');
const workbook = `${out}/2023年二季度汇总.xlsx`;
const total = planbench(
  ['consolidate', plan, '--form', 'T1', '--period', '2023Q2', '--out', workbook],
  [0, 1],
);
console.log(`  ${total.figures.length} 项，未采用：${total.notAccepted.join('、') || '无'}`);

console.log('6 监测评估与中期评估报告');
const evaluation = planbench(['evaluate', plan, '--date', '2023-06-30']);
const verdicts = {};
for (const { verdict } of evaluation.indicators) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
console.log(
  `  ${Object.entries(verdicts)
    .map(([word, count]) => `${word} ${count}`)
    .join('，')}`,
);
planbench(['report', plan, '--kind', 'midterm', '--date', '2023-06-30', '--out', `${out}/中期评估报告.docx`]);

const expected = [plan, workbook, `${out}/中期评估报告.docx`, `${out}/下发模板`, `${out}/上报表`];
const missing = expected.filter(
  (path) => !existsSync(path) || (statSync(path).isFile() && statSync(path).size === 0),
);
if (missing.length > 0) {
  console.error(`missing: ${missing.join(', ')}`);
  process.exit(1);
}
console.log(`\n完成，用时 ${((Date.now() - started) / 1000).toFixed(1)} 秒。文件在 out/demo/。`);
console.log('打开窗口：npm start -- out/demo/演示.plan');
