import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Progress } from '../../../shared/contract/method.ts';
import { settingsRequest } from '../../../shared/contract/settings.ts';
import type { App } from '../../create-app.ts';
import { readBundleFile } from '../bundle-files.ts';
import { CallJobs } from '../call-jobs.ts';
import { parseJson, stringifyWithBytes } from '../json-bytes.ts';
import { answerWithFile, securityHeaders } from '../page-policy.ts';
import { Settings } from '../settings.ts';
import { readBody, refuseRequest } from './request-guard.ts';
import { WebSession } from './session.ts';

/*
 * The loopback web host: any browser on the same machine shows the workbench. Listens on 127.0.0.1 only.
 * It turns requests into `call(method, input)` and knows nothing else.
 */

export interface WebHostOptions {
  readonly app: Pick<App, 'call'>;
  /** The built page. */
  readonly rendererFolder: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly idleMilliseconds?: number;
  readonly now?: () => number;
  readonly limits?: Partial<WebHostLimits>;
  /** Absent: nothing is remembered from one start to the next. */
  readonly settings?: Settings;
  /** Called once when nobody used the workbench for the idle time. */
  readonly onIdle?: () => void;
}

export interface WebHost {
  /** The start link with its one-time token. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface WebHostLimits {
  /** Bytes of one body, of one change of settings, and of all headers of a request. */
  readonly body: number;
  readonly settings: number;
  readonly headers: number;
  /** For a request to arrive whole, and for its headers. */
  readonly requestMilliseconds: number;
  readonly headersMilliseconds: number;
  readonly connections: number;
  /** Uploads that no call has taken yet, and their bytes. */
  readonly uploads: number;
  readonly uploadBytes: number;
}

const megabyte = 1024 * 1024;
const defaultLimits: WebHostLimits = {
  body: 25 * megabyte,
  settings: megabyte,
  headers: 8 * 1024,
  requestMilliseconds: 30_000,
  headersMilliseconds: 10_000,
  connections: 64,
  uploads: 6000,
  uploadBytes: 512 * megabyte,
};
const defaultIdle = 30 * 60 * 1000;
const idleCheckMilliseconds = 1_000;

export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const limits = { ...defaultLimits, ...options.limits };
  const server = createServer({
    maxHeaderSize: limits.headers,
    requestTimeout: limits.requestMilliseconds,
    headersTimeout: Math.min(limits.headersMilliseconds, limits.requestMilliseconds),
    connectionsCheckingInterval: Math.min(5_000, limits.headersMilliseconds),
  });
  server.maxConnections = limits.connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = new RequestHandler(options, port, limits);
  server.on('request', (request, response) => void host.handle(request, response));
  const watch = setInterval(() => {
    if (!host.isIdle) return;
    clearInterval(watch);
    options.onIdle?.();
  }, idleCheckMilliseconds);
  watch.unref();
  return {
    port,
    url: `http://127.0.0.1:${port}/#token=${host.session.startToken}`,
    async close() {
      clearInterval(watch);
      host.close();
      await closeServer(server);
    },
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

class RequestHandler {
  readonly session: WebSession;
  readonly #options: WebHostOptions;
  readonly #port: number;
  readonly #limits: WebHostLimits;
  readonly #uploads = new Map<string, Uint8Array>();
  readonly #settings: Settings;
  readonly #calls: CallJobs;
  readonly #listeners = new Set<ServerResponse>();
  #uploadBytes = 0;

  constructor(options: WebHostOptions, port: number, limits: WebHostLimits) {
    this.#options = options;
    this.#limits = limits;
    this.#port = port;
    this.#settings = options.settings ?? new Settings(() => undefined);
    this.#calls = new CallJobs(options.app, (plan) =>
      this.#settings.addRecentPlan({ ...plan, openedAt: new Date().toISOString() }),
    );
    this.session = new WebSession(port, options.idleMilliseconds ?? defaultIdle, options.now ?? Date.now);
  }

  get isIdle(): boolean {
    return this.#calls.running === 0 && this.session.idle;
  }

  close(): void {
    this.#calls.cancelAll();
    for (const listener of this.#listeners) listener.end();
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const refusal = refuseRequest(request, this.#port);
      if (refusal) return send(response, 403, { error: refusal });
      const route = `${request.method} ${(request.url ?? '/').split('?')[0]}`;
      if (route === 'POST /session') return await this.#openSession(request, response);
      if (request.method === 'GET' && route !== 'GET /events') return await this.#sendPage(request, response);
      if (!this.session.accepts(request.headers.cookie)) return send(response, 401, { error: 'session' });
      if (route === 'GET /events') return this.#listen(request, response);
      if (route === 'POST /call') return await this.#call(request, response);
      if (route === 'POST /cancel') return await this.#cancel(request, response);
      if (route === 'POST /settings') return await this.#answerSettings(request, response);
      if (route === 'PUT /upload') return await this.#upload(request, response);
      send(response, 404, { error: 'route' });
    } catch {
      if (!response.headersSent) send(response, 400, { error: 'request' });
      else response.end();
    }
  }

  async #openSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = parseJson(String(await readBody(request, 10_000))) as { token?: unknown };
    const cookie = typeof body?.token === 'string' ? this.session.exchange(body.token) : undefined;
    if (cookie === undefined) return send(response, 401, { error: 'token' });
    response.setHeader('Set-Cookie', cookie);
    send(response, 200, {});
  }

  /** The page itself is no secret; figures only leave through `/call`. */
  async #sendPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = await readBundleFile(this.#options.rendererFolder, request.url ?? '/');
    if (!file) return send(response, 404, { error: 'file' });
    const { headers, body } = answerWithFile(file);
    response.writeHead(200, headers);
    response.end(body);
  }

  #listen(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { ...securityHeaders(), 'Content-Type': 'text/event-stream' });
    response.write(': ready\n\n');
    this.#listeners.add(response);
    request.on('close', () => this.#listeners.delete(response));
  }

  #tell(progress: Progress): void {
    for (const listener of this.#listeners) listener.write(`data: ${JSON.stringify(progress)}\n\n`);
  }

  async #call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readBody(request, this.#limits.body);
    if (!text) return sendTooBig(response);
    const body = parseJson(String(text)) as { method?: unknown; input?: unknown; job?: unknown };
    const job = typeof body?.job === 'string' ? body.job : undefined;
    const call = { method: String(body?.method), input: this.#withUploads(body?.input), job };
    const envelope = await this.#calls.run(call, (progress) => job !== undefined && this.#tell(progress));
    this.session.touch();
    sendText(response, 200, stringifyWithBytes(envelope));
  }

  /** Throws, and so answers 400, for anything that isn't a request about settings. */
  async #answerSettings(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = parseJson(String(await readBody(request, this.#limits.settings)));
    send(response, 200, this.#settings.answer(settingsRequest.parse(body)));
  }

  /** `{name, upload}` becomes `{name, bytes}`, as a file of a list, as the template, or as the input itself. */
  #withUploads(input: unknown): unknown {
    const resolved = this.#withBytes(input);
    if (typeof resolved !== 'object' || resolved === null) return resolved;
    const { files, template } = resolved as { files?: unknown; template?: unknown };
    return {
      ...resolved,
      ...(Array.isArray(files) && { files: files.map((file) => this.#withBytes(file)) }),
      ...(template !== undefined && { template: this.#withBytes(template) }),
    };
  }

  /** Each upload serves once. */
  #withBytes(value: unknown): unknown {
    const { upload, ...rest } = (value ?? {}) as { upload?: unknown };
    return typeof upload === 'string' ? { ...rest, bytes: this.#takeUpload(upload) } : value;
  }

  #takeUpload(token: string): Uint8Array | undefined {
    const bytes = this.#uploads.get(token);
    this.#uploads.delete(token);
    this.#uploadBytes -= bytes?.byteLength ?? 0;
    return bytes;
  }

  async #cancel(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = parseJson(String(await readBody(request, 10_000))) as { job?: unknown };
    this.#calls.cancel(String(body?.job));
    send(response, 200, {});
  }

  async #upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await readBody(request, this.#limits.body);
    if (!bytes || !this.#hasRoomFor(bytes.byteLength)) return sendTooBig(response);
    const token = randomBytes(18).toString('base64url');
    this.#uploads.set(token, new Uint8Array(bytes));
    this.#uploadBytes += bytes.byteLength;
    send(response, 200, { upload: token });
  }

  #hasRoomFor(bytes: number): boolean {
    const { uploads, uploadBytes } = this.#limits;
    return this.#uploads.size < uploads && this.#uploadBytes + bytes <= uploadBytes;
  }
}

/** The rest of the body is still on its way, so the connection ends with the answer. */
function sendTooBig(response: ServerResponse): void {
  response.setHeader('Connection', 'close');
  sendText(response, 413, JSON.stringify({ ok: false, error: { code: 'too-big', details: {} } }));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  sendText(response, status, JSON.stringify(body));
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...securityHeaders(), 'Content-Type': 'application/json; charset=utf-8' });
  response.end(text);
}
