// Bundles what the fault tests start as processes of their own: TypeScript in, one module each out.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = `${root}.cache/faults`;

/** Names under tests/support/faults without ending; resolves to the folder of the built modules. */
export async function buildFaults(names) {
  const input = Object.fromEntries(names.map((name) => [name, `${root}tests/support/faults/${name}.ts`]));
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      minify: false,
      rollupOptions: {
        input,
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
  return outDir;
}
