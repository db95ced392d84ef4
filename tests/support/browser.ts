import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { type Browser, chromium } from 'playwright-core';
import { build, type InlineConfig } from 'vite';

/**
 * Chromium and pages for the browser tests. The browser is the machine's own; where it is missing the tests are
 * skipped with a visible line, unless REQUIRE_BROWSER says that they must run.
 */
const root = resolve(import.meta.dirname, '../..');
const executable = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export const browserMissing = !existsSync(executable);
if (browserMissing) {
  const line = `no browser at ${executable}: the browser tests`;
  if (process.env.REQUIRE_BROWSER) throw new Error(`${line} are required here`);
  console.warn(`${line} are skipped`);
}

export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...more],
  });
}

export interface PageServer {
  readonly address: string;
  readonly close: () => Promise<void>;
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** The policy of the real hosts, so that a test page can't do what the product may not. */
export const pagePolicy = (nonce: string) =>
  `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; object-src 'none'`;

/** Builds a page below tests/renderer/ in memory and serves it on the loopback address under the product's policy. */
export async function servePage(folder: string): Promise<PageServer> {
  const files = new Map<string, string | Uint8Array>();
  const result = await buildForProduction({
    configFile: false,
    root: resolve(root, folder),
    base: './',
    logLevel: 'error',
    plugins: [react()],
    build: { write: false, minify: true, target: 'chrome110', chunkSizeWarningLimit: 5000 },
  });
  for (const bundle of Array.isArray(result) ? result : [result])
    if ('output' in bundle)
      for (const file of bundle.output)
        files.set(file.fileName, file.type === 'asset' ? file.source : file.code);
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html';
    const content = files.get(name);
    response.writeHead(content === undefined ? 404 : 200, {
      'content-type': contentTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'content-security-policy': pagePolicy('test-nonce'),
    });
    response.end(content);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => stop(server),
  };
}

/** The runner says NODE_ENV=test, which would put React's slow development build on the page. */
export async function buildForProduction(config: InlineConfig) {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await build(config);
  } finally {
    process.env.NODE_ENV = before;
  }
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
