// `npm run shots`: takes every screen at two window sizes, on a fresh plan and on the demo plan, into out/shots/, and
// tells for each picture what the console said, how far things moved after they were drawn, and what axe-core found.
// `--only demo`, `--only empty` takes one plan; `--no-build` takes the page as it was built last;
// `--docs` also copies the manual's pictures to docs/images/.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildMain, buildRenderer } from './build.mjs';
import { openWorkbench } from './shots/open-workbench.mjs';
import { keepForDocs } from './shots/pictures.mjs';
import { demoScenes, emptyScenes } from './shots/scenes.mjs';
import { inspectPage, watchPage } from './shots/watch-page.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}out/shots`;
const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
const args = process.argv.slice(2);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;

if (!args.includes('--no-build')) {
  await buildMain();
  await buildRenderer();
}
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const looked = [];
const plans = [
  { plan: 'empty', pack: `${root}seeds/yining-145`, scenes: emptyScenes },
  { plan: 'demo', pack: undefined, scenes: demoScenes },
].filter(({ plan }) => only === undefined || plan === only);

for (const { plan, pack, scenes } of plans) {
  const bench = await openWorkbench({ root, pack });
  const watch = await watchPage(bench.page);
  await bench.start();
  try {
    for (const scene of scenes) looked.push(...(await takeScene(bench.page, watch, plan, scene)));
  } finally {
    await bench.close();
  }
}

/** Plays the scene once, then takes it at every size; a scene that can't be played is a finding, not the end. */
async function takeScene(page, watch, plan, scene) {
  const lines = [];
  await page.setViewportSize(sizes[0]);
  try {
    await scene.play(page);
  } catch (error) {
    lines.push({ picture: `${plan}-${scene.name}`, failed: String(error).split('\n')[0] });
  }
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.waitForTimeout(400);
    const picture = `${plan}-${scene.name}-${size.width}.png`;
    await page.screenshot({ path: `${out}/${picture}` });
    lines.push({ picture, ...(await inspectPage(page, watch)) });
  }
  await scene
    .leave?.(page)
    .catch((error) => lines.push({ picture: `${plan}-${scene.name}`, failed: String(error).split('\n')[0] }));
  return lines;
}

const cell = (list) => (list.length === 0 ? '—' : list.join('<br>'));
const table = looked.map((one) =>
  one.failed
    ? `| ${one.picture} | 没有走到：${one.failed} | | | |`
    : `| ${one.picture} | ${cell(one.console)} | ${one.shift.toFixed(3)} | ${cell(one.axe)} | ${cell(one.cut)} |`,
);
const report = [
  '| picture | console | layout shift | axe serious, critical | cut off |',
  '|---|---|---|---|---|',
  ...table,
].join('\n');
console.log(report);
writeFileSync(`${out}/report.md`, `${report}\n`);
if (args.includes('--docs')) keepForDocs(out, `${root}docs/images`);
const bad = looked.filter((one) => one.failed || one.console.length > 0 || one.axe.length > 0);
console.log(`${looked.length} pictures, ${bad.length} with something to look at; in out/shots/`);
