/**
 * Reads untrusted workbooks in one warm worker thread with a memory cap and a deadline per file. A file that exceeds
 * either costs the worker its life and the file its acceptance; the other files of the batch never notice.
 */
import { type Transferable, Worker } from 'node:worker_threads';
import { AppError } from '../../shared/errors/app-error.ts';
import { defaultLimits, type ReadLimits } from './read/limits.ts';
import { type ReadOutcome, refuse } from './read/read-outcome.ts';
import type { FileToRead } from './read/read-workbook.ts';
import { decodeOutcome, type OutcomeMessage } from './read/workbook-message.ts';
import type { ReadRequest, WorkerReply, WorkerSettings } from './read/worker-messages.ts';

export interface WorkbookReaderOptions {
  /** The built `out/main/reader-worker.js`. */
  readonly workerPath: string;
  readonly limits?: Partial<ReadLimits>;
}

export interface ReadOptions {
  readonly password?: string;
  readonly signal?: AbortSignal;
}

export interface WorkbookReader {
  /** Rejects with AppError `cancelled` only; whatever is wrong with the file is part of the outcome. */
  read(bytes: Uint8Array, fileName: string, options?: ReadOptions): Promise<ReadOutcome>;
  /** Starts the worker ahead of the first file: a plan was opened, so that workbooks are likely to come. */
  warm(): void;
  /** Results arrive in the order of the files. Rejects with `cancelled`; results given before stay good. */
  readMany(
    files: readonly FileToRead[],
    onResult: (outcome: ReadOutcome, index: number) => void,
    options?: { readonly signal?: AbortSignal },
  ): Promise<void>;
  close(): Promise<void>;
}

interface Job {
  readonly file: FileToRead;
  readonly resolve: (outcome: ReadOutcome) => void;
  readonly reject: (error: AppError) => void;
}

/**
 * So many files are under way at once: the worker finds its next file waiting, and a kill resends only these. They are sent
 * by handfuls, when half of them are read: waking a thread costs about as much as reading a small file.
 */
const filesInFlight = 32;
const refillAt = filesInFlight / 2;
const bytesInFlight = 8 * 1024 * 1024;

/**
 * The engine's own limit on a worker's heap ends the whole process where one array outgrows it, so the engine is given
 * twice the room and the watch on the process's memory ends the worker first. It also sees memory outside the heap.
 */
const engineRoom = 2;
/** Cells live until they are handed over: a larger nursery would only hold more of them. */
const youngMegabytes = 16;
const watchMilliseconds = 25;
/** Looks further apart mean that this thread itself was busy: an answer may be waiting, so that time doesn't count. */
const longestGap = 500;

export function createWorkbookReader(options: WorkbookReaderOptions): WorkbookReader {
  const limits: ReadLimits = { ...defaultLimits, ...options.limits };
  const waiting: Job[] = [];
  let flying: Job[] = [];
  /** Answers for the first of the flying files, waiting for their turn. */
  const answers: OutcomeMessage[] = [];
  let worker: Worker | undefined;
  let ready = false;
  let watch: NodeJS.Timeout | undefined;
  let begun = 0;
  let lookedAt = 0;
  let memoryBefore = 0;
  let memoryLast = 0;
  let closed = false;

  function start(): Worker {
    const settings: WorkerSettings = { limits };
    const thread = new Worker(options.workerPath, {
      workerData: settings,
      resourceLimits: {
        maxOldGenerationSizeMb: limits.heapMegabytes * engineRoom,
        maxYoungGenerationSizeMb: youngMegabytes,
      },
      stdout: true,
      stderr: true,
    });
    // The library's remarks about odd records are nobody's business; unread they would pile up.
    thread.stdout.resume();
    thread.stderr.resume();
    thread.on('message', (message: WorkerReply) => thread === worker && receive(message));
    thread.on('error', (error) => thread === worker && lose(reasonOf(error)));
    thread.on('exit', () => thread === worker && lose('exit'));
    worker = thread;
    ready = false;
    return thread;
  }

  function receive(message: WorkerReply): void {
    if (message.type === 'ready') ready = true;
    else if (answers.push(message.outcome) === 1) setImmediate(takeAnswer);
    startClock();
    pump();
  }

  /**
   * One at a time, with a turn of the loop in between: all messages that have come are handed over in one go, and while the
   * answers to a whole batch are taken in, a cancel or any other call would not be heard.
   */
  function takeAnswer(): void {
    if (answers.length === 0) return;
    resolveFirst();
    if (answers.length > 0) setImmediate(takeAnswer);
    pump();
  }

  function resolveFirst(): void {
    const answer = answers.shift();
    if (answer) flying.shift()?.resolve(decodeOutcome(answer));
  }

  /** The first file in flight without an answer is the one at work: it killed the worker, those behind it are sent again. */
  function lose(reason: 'deadline' | 'memory' | 'exit'): void {
    stopWorker();
    while (answers.length > 0) resolveFirst();
    const [guilty, ...innocent] = flying;
    flying = [];
    waiting.unshift(...innocent);
    guilty?.resolve(reason === 'exit' ? refuse('damaged', { reason }) : refuse('too-big', { limit: reason }));
    pump();
  }

  function stopWorker(): void {
    stopClock();
    const thread = worker;
    worker = undefined;
    ready = false;
    if (thread) void thread.terminate();
  }

  function stopClock(): void {
    clearInterval(watch);
    watch = undefined;
  }

  /** Time and memory count from the moment the file at work was begun. One clock runs for a whole batch of small files. */
  function startClock(): void {
    begun = 0;
    if (!ready || flying.length === answers.length) stopClock();
    else if (!watch) {
      memoryLast = process.memoryUsage.rss();
      watch = setInterval(lookAtFile, watchMilliseconds);
    }
  }

  /** A file that is read between two looks is never measured. */
  function lookAtFile(): void {
    const [now, memory] = [performance.now(), process.memoryUsage.rss()];
    if (begun === 0) [begun, memoryBefore] = [now, memoryLast];
    else if (now - lookedAt > longestGap) begun += now - lookedAt;
    memoryLast = memory;
    lookedAt = now;
    if (now - begun > limits.milliseconds) lose('deadline');
    else if (memory - memoryBefore > limits.heapMegabytes * 1024 * 1024) lose('memory');
  }

  function pump(): void {
    if (waiting.length > 0 && !worker) start();
    const idle = flying.length === answers.length;
    if (worker && waiting.length > 0 && flying.length <= refillAt) send(worker, takeHandful());
    if (idle) startClock();
    if (flying.length === 0) worker?.unref();
    else worker?.ref();
  }

  function takeHandful(): Job[] {
    const handful: Job[] = [];
    let bytes = flying.reduce((sum, job) => sum + job.file.bytes.length, 0);
    while (waiting.length > 0 && flying.length + handful.length < filesInFlight) {
      bytes += waiting[0]?.file.bytes.length ?? 0;
      if (bytes > bytesInFlight && flying.length + handful.length > 0) break;
      handful.push(waiting.shift() as Job);
    }
    return handful;
  }

  function send(thread: Worker, jobs: readonly Job[]): void {
    if (jobs.length === 0) return;
    // Copies travel, because the caller stores the originals. (`slice` of a Buffer would be the original again.)
    const request: ReadRequest = jobs.map(({ file }) => ({ ...file, bytes: new Uint8Array(file.bytes) }));
    flying.push(...jobs);
    thread.postMessage(
      request,
      request.map(({ bytes }) => bytes.buffer as unknown as Transferable),
    );
  }

  function cancel(jobs: ReadonlySet<Job>): void {
    const cancelled = (job: Job): void => job.reject(new AppError('cancelled'));
    for (const job of waiting.filter((waits) => jobs.has(waits))) cancelled(job);
    waiting.splice(0, waiting.length, ...waiting.filter((job) => !jobs.has(job)));
    if (!flying.some((job) => jobs.has(job))) return;
    stopWorker();
    for (const job of flying.filter((flies) => jobs.has(flies))) cancelled(job);
    waiting.unshift(...flying.filter((job) => !jobs.has(job)));
    flying = [];
    answers.length = 0;
    pump();
  }

  function enqueue(file: FileToRead): { job: Job; outcome: Promise<ReadOutcome> } {
    if (closed) throw new AppError('cancelled');
    let job: Job | undefined;
    const outcome = new Promise<ReadOutcome>((resolve, reject) => {
      job = { file, resolve, reject };
      waiting.push(job);
    });
    return { job: job as unknown as Job, outcome };
  }

  async function readMany(
    files: readonly FileToRead[],
    onResult: (outcome: ReadOutcome, index: number) => void,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<void> {
    if (signal?.aborted) throw new AppError('cancelled');
    const jobs = new Set<Job>();
    const outcomes = files.map((file, index) => {
      const { job, outcome } = enqueue(file);
      jobs.add(job);
      return outcome.then((read) => {
        jobs.delete(job);
        onResult(read, index);
      });
    });
    const abort = (): void => cancel(jobs);
    signal?.addEventListener('abort', abort);
    pump();
    try {
      await Promise.all(outcomes);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  return {
    warm() {
      if (!closed && !worker) start().unref();
    },
    readMany,
    read: async (bytes, fileName, { password, signal } = {}) => {
      let result: ReadOutcome | undefined;
      const file = { bytes, fileName, ...(password === undefined ? {} : { password }) };
      await readMany([file], (outcome) => (result = outcome), signal ? { signal } : {});
      return result as ReadOutcome;
    },
    close: async () => {
      closed = true;
      cancel(new Set([...waiting, ...flying]));
      stopWorker();
    },
  };
}

function reasonOf(error: unknown): 'memory' | 'exit' {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'exit';
}
