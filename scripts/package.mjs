// `npm run package -- --linux --x64`: a clean build, then electron-builder with the given arguments.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildMain, buildPreload, buildRenderer } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

// Chunks of earlier builds would be packed too.
rmSync(`${root}out`, { recursive: true, force: true });
await buildMain();
await buildPreload();
await buildRenderer();
const builder = `${root}node_modules/electron-builder/cli.js`;
spawn(process.execPath, [builder, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).on(
  'exit',
  (code) => {
    process.exitCode = code ?? 1;
  },
);
