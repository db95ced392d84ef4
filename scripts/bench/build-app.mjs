// The app as the benchmark uses it: built like the product, into a place of its own so that a build under way elsewhere
// does not disturb a measurement.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const builtFolder = join(root, '.cache/bench/app');

export async function buildBenchApp() {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir: builtFolder,
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        input: {
          'create-app': join(root, 'main/create-app.ts'),
          'engine-settings': join(root, 'main/hosts/engine-settings.ts'),
          'reader-worker': join(root, 'main/excel/reader-worker.ts'),
          'workbook-reader': join(root, 'main/excel/workbook-reader.ts'),
          'write-workbook': join(root, 'main/excel/write/write-workbook.ts'),
          'consolidated-workbook': join(root, 'main/excel/write/consolidated-workbook.ts'),
          'plan-store': join(root, 'main/db/plan-store.ts'),
          'consolidate-form': join(root, 'main/features/consolidate-form.ts'),
          'fill-book': join(root, 'main/features/consolidation/fill-book.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}
