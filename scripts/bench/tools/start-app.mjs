// The app as the command line starts it, in the process of a tool.
import { join } from 'node:path';
import { builtFolder } from '../build-app.mjs';

const { compileSparingly } = await import(join(builtFolder, 'engine-settings.js'));
compileSparingly();

/** A module of the app that is built for benchmarks. */
export const built = (name) => import(join(builtFolder, `${name}.js`));

export async function startApp() {
  const { createApp } = await built('create-app');
  return createApp({ readerWorker: join(builtFolder, 'reader-worker.js') });
}
