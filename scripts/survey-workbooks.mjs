// Reads every file of a folder through the built reader and prints one line per file: outcome, time, sheets, cells.
// node scripts/survey-workbooks.mjs FOLDER [--heap]
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { buildMain, nodeEntries } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node scripts/survey-workbooks.mjs FOLDER');

/** The reader is TypeScript: bundled once beside the worker it starts. */
export async function loadReader() {
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
  return createWorkbookReader({ workerPath: join(root, 'out/main/reader-worker.js') });
}

const describe = (outcome) =>
  outcome.ok
    ? `${outcome.workbook.format}\t${outcome.workbook.sheets.length} sheets\t${outcome.workbook.sheets.reduce((sum, sheet) => sum + sheet.cells.length, 0)} cells\t${outcome.workbook.notes.map((note) => note.code).join(' ')}`
    : `${outcome.code}\t${JSON.stringify(outcome.details)}`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const reader = await loadReader();
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  const counts = new Map();
  let slowest = 0;
  for (const name of names) {
    const bytes = readFileSync(join(folder, name));
    const start = performance.now();
    const outcome = await reader.read(bytes, name);
    const time = performance.now() - start;
    slowest = Math.max(slowest, time);
    const key = outcome.ok ? 'read' : outcome.code;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    console.log(`${name}\t${time.toFixed(0)} ms\t${key}\t${describe(outcome)}`);
  }
  console.log([...counts].map(([key, count]) => `${key} ${count}`).join(' · '));
  console.log(
    `files ${names.length} · slowest ${slowest.toFixed(0)} ms · memory ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
  await reader.close();
}
