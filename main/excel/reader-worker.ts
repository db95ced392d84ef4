/** The thread in which untrusted workbooks are parsed. It can be killed at any moment: it holds nothing that is missed. */
import { parentPort, workerData } from 'node:worker_threads';
import { readWorkbook } from './read/read-workbook.ts';
import { encodeOutcome } from './read/workbook-message.ts';
import type { ReadRequest, WorkerReply, WorkerSettings } from './read/worker-messages.ts';

const port = parentPort;
if (!port) throw new Error('the reader runs as a worker thread only');
const { limits } = workerData as WorkerSettings;
const reply = (message: WorkerReply): void => port.postMessage(message);

port.on('message', (files: ReadRequest) => {
  for (const file of files) reply({ type: 'read', outcome: encodeOutcome(readWorkbook(file, limits)) });
});
reply({ type: 'ready' });
