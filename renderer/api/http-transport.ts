import type { Envelope, Progress } from '../../shared/contract/method.ts';
import type { RecentPlan, SettingsRequest } from '../../shared/contract/settings.ts';
import type { PageSettings } from '../../shared/domain/page-settings.ts';
import type { SettingsPort, Transport } from './transport.ts';

/**
 * The loopback web host: POST /session trades the token of the start link for a cookie, POST /call runs a method,
 * PUT /upload takes a file's bytes, GET /events brings progress. Binary values in answers come as `{"$bytes": base64}`.
 */
export function createHttpTransport(): Transport {
  const listeners = new Set<(progress: Progress) => void>();
  let events: EventSource | undefined;

  /** Resolves when progress can arrive, or after a short wait: a job must not hang on its progress. */
  const listen = async () => {
    if (events) return;
    const source = new EventSource('events');
    events = source;
    source.addEventListener('message', (event) => {
      const progress = JSON.parse(event.data as string) as Progress;
      for (const listener of listeners) listener(progress);
    });
    await new Promise<void>((done) => {
      source.addEventListener('open', () => done(), { once: true });
      setTimeout(done, longestWaitForEvents);
    });
  };

  return {
    async start() {
      const token = readStartToken();
      if (!token) return;
      const response = await post('session', { token });
      if (!response.ok) throw new Error('session');
    },
    async call(method, input, options) {
      const job = options?.job;
      if (job) await listen();
      try {
        const response = await post('call', { method, input, ...(job && { job }) });
        if (response.status === 401) return failed('session-ended');
        return parseAnswer(await response.text());
      } catch (error) {
        return failed('unreachable', String(error));
      }
    },
    cancel: (job) => void post('cancel', { job }).catch(() => undefined),
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async sendFiles(files) {
      const sent: unknown[] = Array(files.length);
      let next = 0;
      const sendOn = async () => {
        for (let at = next++; at < files.length; at = next++) sent[at] = await upload(files[at]!);
      };
      await Promise.all(Array.from({ length: uploadsAtOnce }, sendOn));
      return sent;
    },
    async saveFile(name, content) {
      await waitForTurn();
      offerDownload(name, content);
      return { ok: true, value: name };
    },
    copy: (text) => navigator.clipboard.writeText(text),
    copyPicture: (png) =>
      navigator.clipboard.write([
        new ClipboardItem({ 'image/png': new Blob([new Uint8Array(png)], { type: 'image/png' }) }),
      ]),
    settings,
  };
}

const settings: SettingsPort = {
  read: () => askSettings<PageSettings>({ ask: 'get-settings' }),
  change: (changes) => askSettings<PageSettings>({ ask: 'set-settings', changes }),
  recentPlans: () => askSettings<readonly RecentPlan[]>({ ask: 'recent-plans' }),
  async forgetRecentPlan(path) {
    await askSettings({ ask: 'forget-recent-plan', path });
  },
};

async function askSettings<Answer>(request: SettingsRequest): Promise<Answer> {
  const response = await post('settings', request);
  if (!response.ok) throw new Error(`settings ${response.status}`);
  return (await response.json()) as Answer;
}

const longestWaitForEvents = 500;
/** Each waits for the answer to the one before; a browser keeps some connections free for other calls. */
const uploadsAtOnce = 4;

function failed(code: string, cause = ''): Envelope<never> {
  return { ok: false, error: { code, details: { cause } } };
}

/** The token of the start link leaves the address at once, so that it is in no history and no screenshot. */
function readStartToken(): string | undefined {
  const match = /^#?token=([\w-]+)/.exec(location.hash);
  if (!match) return undefined;
  history.replaceState(null, '', location.pathname + location.search);
  return match[1];
}

function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function upload(file: File): Promise<unknown> {
  const response = await fetch('upload', {
    method: 'PUT',
    body: file,
    headers: { 'content-type': 'application/octet-stream' },
  });
  if (!response.ok) throw new Error(`upload ${response.status}: ${file.name}`);
  const { upload: token } = (await response.json()) as { upload: string };
  return { name: relativeName(file), upload: token };
}

/** A file of a dropped folder keeps its path, so that two files of one name can be told apart. */
function relativeName(file: File): string {
  return file.webkitRelativePath || file.name;
}

/** Looking at every value for bytes takes ten times as long as reading the answer, and few answers have any. */
function parseAnswer(text: string): Envelope<unknown> {
  return JSON.parse(text, text.includes('"$bytes"') ? reviveBytes : undefined) as Envelope<unknown>;
}

function reviveBytes(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$bytes' in value)) return value;
  return Uint8Array.from(atob(String(value.$bytes)), (character) => character.charCodeAt(0));
}

/** Chromium drops, without a word, every download of a page after the tenth within a second. */
const downloadsAtOnce = 8;
const downloadPause = 1_200;
let offered: number[] = [];

async function waitForTurn(): Promise<void> {
  offered = offered.filter((moment) => Date.now() - moment < downloadPause);
  const turn = offered.length < downloadsAtOnce ? Date.now() : offered.at(-downloadsAtOnce)! + downloadPause;
  offered.push(turn);
  if (turn > Date.now()) await new Promise((done) => setTimeout(done, turn - Date.now()));
}

/** Offers bytes as a download of the browser. */
function offerDownload(name: string, content: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([content as Uint8Array<ArrayBuffer>]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
