// `npm start`: the desktop program where Electron's binary is there, else the same workbench in a browser.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildMain, buildPreload, buildRenderer } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Electron's package names its binary in `path.txt` once it was downloaded; importing the package would start a download. */
function electronBinary() {
  const folder = `${root}node_modules/electron`;
  const name = existsSync(`${folder}/path.txt`) ? readFileSync(`${folder}/path.txt`, 'utf8') : undefined;
  const binary = name === undefined ? undefined : `${folder}/dist/${name}`;
  return binary !== undefined && existsSync(binary) ? binary : undefined;
}

await buildMain();
await buildRenderer();
const binary = electronBinary();
const args = process.argv.slice(2);
if (binary) {
  await buildPreload();
  spawn(binary, [root, ...args], { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 0));
} else {
  console.log('本机没有 Electron 程序文件，改用浏览器打开同一个工作台。');
  spawn(process.execPath, [`${root}bin/planbench.mjs`, 'serve', '--open', ...args], { stdio: 'inherit' }).on(
    'exit',
    (code) => process.exit(code ?? 0),
  );
}
