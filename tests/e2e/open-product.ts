import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Download, Page } from 'playwright-core';
import { createApp } from '../../main/create-app.ts';
import { startWebHost } from '../../main/hosts/web/web-host.ts';
import { pagePlugins } from '../../scripts/build.mjs';
import { buildForProduction, launchBrowser } from '../support/browser.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The product just started, nothing opened, nobody's name known: what a new user has before him. */
export interface Product {
  readonly page: Page;
  /** What the console and the page's own errors said. */
  readonly problems: readonly string[];
  /** Waits until the browser has saved a file whose name matches; the file's path. */
  downloaded(name: RegExp): Promise<string>;
  /** Names of all files saved so far. */
  downloads(): readonly string[];
  close(): Promise<void>;
}

export async function openProduct(): Promise<Product> {
  const folder = await mkdtemp(path.join(tmpdir(), 'first-day-'));
  const rendererFolder = path.join(folder, 'page');
  await buildForProduction({
    configFile: false,
    root: path.join(root, 'renderer'),
    base: './',
    logLevel: 'error',
    plugins: pagePlugins(),
    build: { outDir: rendererFolder, emptyOutDir: true, target: 'chrome110', chunkSizeWarningLimit: 5000 },
  });
  // The demo is written into the person's documents.
  const homeBefore = process.env.HOME;
  process.env.HOME = path.join(folder, 'home');
  const app = createApp({
    readerWorker: path.join(root, 'out/main/reader-worker.js'),
    checkOutputs: true,
    installation: { seedsFolder: path.join(root, 'seeds'), version: 'test' },
  });
  const host = await startWebHost({ app, rendererFolder });
  const browser: Browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const problems = watchProblems(page);
  const saved = new Map<string, Promise<string>>();
  page.on('download', (download) => saved.set(download.suggestedFilename(), keep(download, folder)));
  await page.goto(host.url);
  return {
    page,
    problems,
    downloads: () => [...saved.keys()],
    async downloaded(name) {
      for (let tries = 0; tries < 200; tries += 1) {
        const found = [...saved.keys()].find((one) => name.test(one));
        if (found !== undefined) return (await saved.get(found))!;
        await page.waitForTimeout(100);
      }
      throw new Error(`no download ${name}; there are ${[...saved.keys()].join(', ') || 'none'}`);
    },
    async close() {
      await browser.close();
      await host.close();
      await app.close();
      process.env.HOME = homeBefore;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function watchProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  return problems;
}

async function keep(download: Download, folder: string): Promise<string> {
  const target = path.join(folder, '下载', download.suggestedFilename());
  await download.saveAs(target);
  return target;
}

/** Texts of a .docx in reading order, without its markup. */
export async function readDocument(file: string): Promise<string> {
  const { strFromU8, unzipSync } = await import('fflate');
  const parts = unzipSync(new Uint8Array(await readFile(file)));
  const body = parts['word/document.xml'];
  if (!body) throw new Error(`${file} is not a Word document`);
  return [...strFromU8(body).matchAll(/<w:t[^>]*>([^<]*)<\/w:t>|<\/w:p>/g)]
    .map(([whole, text]) => text ?? (whole ? '\n' : ''))
    .join('');
}
