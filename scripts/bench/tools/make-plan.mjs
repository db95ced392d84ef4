// Makes a plan file from a pack, in a process of its own.
import { answer } from './answer.mjs';
import { startApp } from './start-app.mjs';

const [path, pack] = process.argv.slice(2);
const app = await startApp();
const started = performance.now();
const made = await app.call('plans/create', { path, pack, by: '测试' });
if (!made.ok) throw new Error(JSON.stringify(made.error));
const work = performance.now() - started;
await app.close();
answer({ phases: { create: work }, work });
