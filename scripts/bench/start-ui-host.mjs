import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { hostFolder, pageFolder } from './ui-pages.mjs';

/** A host of the workbench in a process of its own: `serve` gives a start link, `call` a method's value. */
export async function startUiHost() {
  const child = fork(fileURLToPath(new URL('ui-host.mjs', import.meta.url)), [hostFolder, pageFolder]);
  const waiting = new Map();
  const ended = new Promise((done) => child.once('exit', done));
  const answerTo = (id) => new Promise((done) => waiting.set(id, done));
  const ready = answerTo(0);
  let asked = 0;
  child.on('message', ({ id, value }) => waiting.get(id)?.(value));
  const ask = (action, input) => {
    asked += 1;
    child.send({ id: asked, action, input });
    return answerTo(asked);
  };
  await ready;
  return {
    serve: () => ask('serve'),
    async call(method, input) {
      const reply = await ask('call', { method, input });
      if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
      return reply.value;
    },
    async close() {
      await ask('close');
      await ended;
    },
  };
}
