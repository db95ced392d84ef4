// The workbench's host for `npm run bench:ui`, in a process of its own as in the product: the browser's driver works in the
// other one, and in the same its work would stand between the page and its answers. Started by start-ui-host.mjs.
import { join } from 'node:path';

const [hostFolder, pageFolder] = process.argv.slice(2);
const built = (name) => import(join(hostFolder, `${name}.js`));
const { compileSparingly } = await built('engine-settings');
compileSparingly();
const { createApp, untilSeen } = await built('create-app');
const { startWebHost } = await built('web-host');
const { Settings } = await built('settings');
const settings = new Settings(console.error);
settings.change({ person: '王明' });
// As `planbench serve` makes it.
const app = createApp({ readerWorker: join(hostFolder, 'reader-worker.js'), readerStartsAfter: untilSeen });
let host;

const actions = {
  /** A host hands out one session: the one before it ends. */
  async serve() {
    await host?.close();
    host = await startWebHost({ app, rendererFolder: pageFolder, settings });
    return host.url;
  },
  call: ({ method, input }) => app.call(method, input),
  async close() {
    await host?.close();
    await app.close();
  },
};

process.on('message', async ({ id, action, input }) => {
  const value = await actions[action](input);
  process.send({ id, value }, () => action === 'close' && process.disconnect());
});
process.send({ id: 0 });
