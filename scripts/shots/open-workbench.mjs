import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { chromium } from 'playwright-core';

const browserPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/**
 * The product as a person runs it: `planbench serve`, and a browser on its link. The home folder is a new one, so that
 * the demo plan is made afresh. With `pack` a plan is made from it and opened, else the start page is shown.
 */
export async function openWorkbench({ root, pack }) {
  const home = mkdtempSync(`${tmpdir()}/shots-`);
  const env = { ...process.env, HOME: home, USERPROFILE: home };
  const command = [`${root}bin/planbench.mjs`];
  const plan = `${home}/十四五.plan`;
  if (pack) await run([...command, 'plan', 'new', plan, '--pack', pack, '--by', '王明'], env);
  const server = spawn(process.execPath, [...command, 'serve', ...(pack ? [plan] : []), '--json'], { env });
  const url = await firstAnswer(server);
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1366, height: 768 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return {
    page,
    url,
    async close() {
      await browser.close();
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
    async start() {
      await page.goto(url);
    },
  };
}

function run(args, env) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`${args[1]} ended with ${code}`))));
  });
}

/** The server prints its answer once and stays; what is printed grows until it is whole. */
function firstAnswer(server) {
  return new Promise((done, fail) => {
    let text = '';
    server.stdout.on('data', (chunk) => {
      text += chunk;
      const link = /"url"\s*:\s*"([^"]+)"/.exec(text);
      if (link) done(link[1]);
    });
    server.stderr.on('data', (chunk) => process.stderr.write(chunk));
    server.once('exit', (code) => fail(new Error(`serve ended with ${code}: ${text}`)));
  });
}
