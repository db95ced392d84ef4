// Builds what runs outside the source tree: node entries into out/main, the preload, the page into out/renderer.
// `node scripts/build.mjs main` builds the node entries only (what tests and the command line need).
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { kitStyles } from './kit-styles.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (path) => `${root}${path}`;

/** Entry name → source; an entry whose source is missing is an error of the build, never skipped. */
export const nodeEntries = {
  'reader-worker': at('main/excel/reader-worker.ts'),
  'app-worker': at('main/hosts/app-worker.ts'),
  cli: at('main/hosts/cli/cli.ts'),
  electron: at('main/hosts/electron/main.ts'),
};

/** Node entries: our own sources are bundled, packages of `dependencies` stay where npm put them. */
export async function buildMain(entries = nodeEntries) {
  const present = Object.fromEntries(Object.entries(entries).filter(([, source]) => existsSync(source)));
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir: at('out/main'),
      emptyOutDir: false,
      minify: false,
      sourcemap: false,
      rollupOptions: {
        input: present,
        external: ['electron', 'electron-store'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}

/** A sandboxed preload must be CommonJS and one file. */
export async function buildPreload() {
  const source = at('main/hosts/electron/preload.ts');
  if (!existsSync(source)) return;
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: at('out/preload'),
      minify: false,
      rollupOptions: {
        input: { preload: source },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });
}

/**
 * Few files instead of many: the first grid took 45 of them, and what browser and host spend on each was a quarter of the
 * time to it. Each group takes along what its modules import and no group before it took. The first steps come
 * first, so that the host is asked while the browser still reads the UI kit.
 */
const pageChunks = {
  groups: [
    { name: 'first', test: /renderer\/frame\/(?:html-guard|begin-page|session)\.|\0vite/, priority: 5 },
    { name: 'echarts', test: /node_modules\/(?:echarts|zrender|tslib)\//, priority: 4 },
    { name: 'start', test: /renderer\/(?:frame\/App|screens\/start\/StartScreen)\./, priority: 3 },
    { name: 'frame', test: /renderer\/(?:frame\/Frame|components\/grid\/Grid)\./, priority: 2 },
    { name: 'shared', test: /node_modules\/|renderer\/|shared\//, priority: 1, minShareCount: 2 },
  ],
};

/** What turns the page's sources into the page, wherever it is built. */
export const pagePlugins = () => [kitStyles(), react()];

/** The page into a folder, as the product has it. */
export async function buildRenderer(outDir = at('out/renderer')) {
  if (!existsSync(at('renderer/index.html'))) return;
  await build({
    configFile: false,
    root: at('renderer'),
    base: './',
    logLevel: 'warn',
    plugins: pagePlugins(),
    build: {
      outDir,
      emptyOutDir: true,
      minify: true,
      // The screens' own sheets are 17 kB beside the kit's 300: less than what asking for each costs.
      cssCodeSplit: false,
      target: 'chrome110',
      chunkSizeWarningLimit: 1500,
      rollupOptions: { output: { codeSplitting: pageChunks } },
    },
  });
}

/** JSON Schemas of all answers, shipped beside the program. */
export function writeSchemas() {
  execFileSync(process.execPath, [at('out/main/cli.js'), 'schemas', 'write', '--out', at('out/schemas')], {
    stdio: 'ignore',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const what = process.argv[2] ?? 'all';
  await buildMain();
  if (what === 'all') {
    writeSchemas();
    await buildPreload();
    await buildRenderer();
  }
}
