// The workbook reader for scripts: its TypeScript is bundled once into .cache, beside the worker it starts.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { buildMain, nodeEntries } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function loadReader(limits = {}) {
  await buildMain({ 'reader-worker': nodeEntries['reader-worker'] });
  const outDir = join(root, '.cache/reader');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir,
      minify: false,
      rollupOptions: {
        input: { reader: join(root, 'main/excel/workbook-reader.ts') },
        output: { entryFileNames: '[name].mjs' },
      },
    },
  });
  const { createWorkbookReader } = await import(pathToFileURL(join(outDir, 'reader.mjs')).href);
  return createWorkbookReader({ workerPath: join(root, 'out/main/reader-worker.js'), limits });
}
