import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createApp } from '../../main/create-app.ts';
import { Settings } from '../../main/hosts/settings.ts';
import { startWebHost } from '../../main/hosts/web/web-host.ts';
import { pagePlugins } from '../../scripts/build.mjs';
import { buildForProduction } from './browser.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface RunningWorkbench {
  readonly app: ReturnType<typeof createApp>;
  readonly folder: string;
  /** Opens a page of its own browser session, with the name of the person set. */
  openPage(
    browser: Browser,
    size?: { width: number; height: number },
  ): Promise<{ page: Page; problems: string[] }>;
  close(): Promise<void>;
}

/** The real thing: page built from its sources, web host, app, and a plan made from a pack. */
export async function startWorkbench(pack: string): Promise<RunningWorkbench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'workbench-'));
  const rendererFolder = path.join(folder, 'page');
  await buildForProduction({
    configFile: false,
    root: path.join(root, 'renderer'),
    base: './',
    logLevel: 'error',
    plugins: pagePlugins(),
    build: { outDir: rendererFolder, emptyOutDir: true, target: 'chrome110', chunkSizeWarningLimit: 5000 },
  });
  const app = createApp({
    readerWorker: path.join(root, 'out/main/reader-worker.js'),
    checkOutputs: true,
    installation: { seedsFolder: path.join(root, 'seeds'), version: 'test' },
  });
  const made = await app.call('plans/create', { path: path.join(folder, 'test.plan'), pack, by: '王明' });
  if (!made.ok) throw new Error(`plans/create: ${JSON.stringify(made.error)}`);
  return {
    app,
    folder,
    async openPage(browser, size = { width: 1366, height: 768 }) {
      // A host hands out one session; a page of its own needs a host of its own.
      const settings = new Settings(() => undefined);
      settings.change({ person: '王明' });
      const host = await startWebHost({ app, rendererFolder, settings });
      const context = await browser.newContext({
        viewport: size,
        locale: 'zh-CN',
        acceptDownloads: true,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on(
        'console',
        (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()),
      );
      page.on('pageerror', (error) => problems.push(String(error)));
      context.on('close', () => void host.close());
      await page.goto(host.url);
      return { page, problems };
    },
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
