#!/usr/bin/env node
// Starts the built command line; in a source checkout it builds first when sources are newer than the build.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
const built = fileURLToPath(new URL('out/main/cli.js', root));

function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) latest = Math.max(latest, newest(path));
    else if (/\.tsx?$/.test(entry.name)) latest = Math.max(latest, statSync(path).mtimeMs);
  }
  return latest;
}

const sources = ['shared', 'main', 'renderer/words'].map((name) => fileURLToPath(new URL(name, root)));
const isCheckout = sources.every((folder) => existsSync(folder));
if (isCheckout && (!existsSync(built) || statSync(built).mtimeMs < Math.max(...sources.map(newest)))) {
  const { buildMain } = await import('../scripts/build.mjs');
  await buildMain();
}
await import(built);
