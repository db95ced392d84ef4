import { readFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPreload } from '../../../scripts/build.mjs';
import type { DesktopBridge } from '../../../shared/contract/desktop-bridge.ts';
import { projectRoot } from '../../support/test-bench.ts';
import {
  type DoubleFrame,
  double,
  electronDouble,
  ownFrame,
  preloadDouble,
  resetDouble,
} from './electron-double.ts';

/*
 * Runs the built program, `out/main/electron.js` and `out/preload/preload.cjs`, with Node's own loader and
 * `electron` replaced by the double; electron-store and the workers are the real ones.
 */

const key = 'electron double';
const nativeImport = createRequire(import.meta.url)('./native-import.cjs') as (
  at: string,
) => Promise<unknown>;
let starts = 0;

/** The program listens to its process, which here is the test's. */
const watched = ['uncaughtException', 'unhandledRejection'] as const;
const before = new Map(watched.map((name) => [name, process.listeners(name as never)]));

function replaceElectron(): void {
  Object.assign(globalThis, { [key]: electronDouble });
  const names = Object.keys(electronDouble);
  const source = [
    `const double = globalThis[${JSON.stringify(key)}];`,
    'export default double;',
    ...names.map((name) => `export const ${name} = double.${name};`),
  ].join('\n');
  const replacement = `data:text/javascript,${encodeURIComponent(source)}`;
  const hook = `export async function resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: ${JSON.stringify(replacement)}, shortCircuit: true };
    return next(specifier, context);
  }`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

export type Bridge = DesktopBridge<{ readonly path?: string }>;

export interface Program {
  /** `window.workbench` as the page gets it. */
  readonly bridge: Bridge;
  readonly exposedAs: string;
  /** The raw channel, as a page would have it that got hold of ipcRenderer. */
  invoke(channel: string, frame: DoubleFrame | null, ...sent: unknown[]): Promise<unknown>;
}

/** Starts the program up to the point where the double's app would show its page. */
export async function startMain(
  folder: string,
  set: () => void = () => undefined,
  root = projectRoot,
): Promise<void> {
  if (starts === 0) {
    await buildPreload();
    replaceElectron();
  }
  resetDouble(folder);
  // Electron always says where its resources lie.
  Object.assign(process, { resourcesPath: path.join(root, 'out') });
  set();
  const entry = pathToFileURL(path.join(root, 'out/main/electron.js'));
  await nativeImport(`${entry.href}?start=${++starts}`);
}

/** `root`: where the built program lies, if not in this project. */
export async function startProgram(folder: string, set?: () => void, root = projectRoot): Promise<Program> {
  await startMain(folder, set, root);
  while (!double.menu && double.app.exits.length === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  const { webContents } = double.windows[0]!;
  const [exposedAs, bridge] = runPreload(ownFrame, root);
  return {
    bridge: bridge as Bridge,
    exposedAs,
    invoke: (channel, frame, ...sent) =>
      preloadDouble(webContents, frame, () => undefined).ipcRenderer.invoke(channel, ...sent),
  };
}

/** A sandboxed preload is CommonJS and may require `electron` alone. */
export function runPreload(frame: DoubleFrame | null, root = projectRoot): [name: string, bridge: object] {
  const code = readFileSync(path.join(root, 'out/preload/preload.cjs'), 'utf8');
  let exposed: [string, object] | undefined;
  const electron = preloadDouble(double.windows[0]!.webContents, frame, (name: string, bridge: object) => {
    if (exposed) throw new Error('the preload exposes one object');
    exposed = [name, bridge];
  });
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return electron;
  };
  new Function('require', 'module', 'exports', code)(require, { exports: {} }, {});
  if (!exposed) throw new Error('the preload exposed nothing');
  return exposed;
}

/** Ends the program as a person does, and waits until everything is on disk. */
export async function endProgram(): Promise<void> {
  const ended = new Promise((resolve) => double.app.once('ended', resolve));
  double.app.emit('window-all-closed');
  await ended;
  for (const name of watched)
    for (const listener of process.listeners(name as never))
      if (!before.get(name)!.includes(listener as never)) process.removeListener(name, listener as never);
}
