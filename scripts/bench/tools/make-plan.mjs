// Makes a plan file from a pack, in a process of its own.
import { join } from 'node:path';
import { builtFolder } from '../build-app.mjs';
import { answer } from './answer.mjs';

const [path, pack] = process.argv.slice(2);
const { createApp } = await import(join(builtFolder, 'create-app.js'));
const app = createApp({ readerWorker: join(builtFolder, 'reader-worker.js') });
const started = performance.now();
const made = await app.call('plans/create', { path, pack, by: '测试' });
if (!made.ok) throw new Error(JSON.stringify(made.error));
const work = performance.now() - started;
await app.close();
answer({ phases: { create: work }, work });
