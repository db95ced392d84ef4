// What `npm run bench:ui` looks at: the workbench behind its web host, the grid's test page, and an empty page for
// comparison. Everything is built here, so that a build under way elsewhere does not disturb it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { buildRenderer } from '../build.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, '.cache/bench');
export const pageFolder = join(cache, 'page');
export const hostFolder = join(cache, 'host');
const gridFolder = join(cache, 'grid');

const ssr = (outDir, input) => ({
  configFile: false,
  root,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir,
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input,
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

const page = (folder, outDir) => ({
  configFile: false,
  root: join(root, folder),
  base: './',
  logLevel: 'error',
  plugins: [react()],
  build: { outDir, emptyOutDir: true, minify: true, target: 'chrome110', chunkSizeWarningLimit: 5000 },
});

export async function buildPages() {
  await build(
    ssr(hostFolder, {
      'create-app': join(root, 'main/create-app.ts'),
      'engine-settings': join(root, 'main/hosts/engine-settings.ts'),
      'reader-worker': join(root, 'main/excel/reader-worker.ts'),
      'web-host': join(root, 'main/hosts/web/web-host.ts'),
      settings: join(root, 'main/hosts/settings.ts'),
    }),
  );
  await buildRenderer(pageFolder);
  await build(page('tests/renderer/harness', gridFolder));
}

/** A field, a chooser of files and a tall empty page: what the machine and the browser take by themselves. */
const emptyPage = `<!doctype html><meta charset="utf-8"><title>empty</title><style nonce="bench">body{margin:0}div{height:300000px}
input{position:fixed;top:20px;left:20px}</style><p>empty</p><input aria-label="empty"><input type="file" multiple hidden><div></div>`;

const types = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

/** Serves the grid page and `/empty` on the loopback address under the product's kind of policy. */
export async function servePlainPages() {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html';
    const policy = "default-src 'self'; style-src 'self' 'nonce-bench'; img-src 'self' data: blob:";
    try {
      const content = name === 'empty' ? emptyPage : readFileSync(join(gridFolder, normalize(name)));
      const type =
        name === 'empty' ? types.html : (types[name.split('.').at(-1)] ?? 'application/octet-stream');
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
