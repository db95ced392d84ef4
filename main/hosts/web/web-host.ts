import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MethodName } from '../../../shared/contract/index.ts';
import type { Progress } from '../../../shared/contract/method.ts';
import type { App } from '../../create-app.ts';
import { readBundleFile } from '../bundle-files.ts';
import { parseJson, stringifyWithBytes } from '../json-bytes.ts';
import { readBody, refuseRequest, securityHeaders } from './request-guard.ts';
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
  /** Called once when nobody used the workbench for the idle time. */
  readonly onIdle?: () => void;
}

export interface WebHost {
  /** The start link with its one-time token. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const limits = {
  body: 25 * 1024 * 1024,
  headers: 8 * 1024,
  requestMilliseconds: 30_000,
  connections: 64,
  uploads: 6000,
} as const;
const defaultIdle = 30 * 60 * 1000;

export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer({ maxHeaderSize: limits.headers, requestTimeout: limits.requestMilliseconds });
  server.maxConnections = limits.connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = new RequestHandler(options, port);
  server.on('request', (request, response) => void host.handle(request, response));
  const watch = setInterval(() => {
    if (host.session.idle) {
      clearInterval(watch);
      options.onIdle?.();
    }
  }, 5_000);
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
  readonly #uploads = new Map<string, Uint8Array>();
  readonly #jobs = new Map<string, AbortController>();
  readonly #listeners = new Set<ServerResponse>();

  constructor(options: WebHostOptions, port: number) {
    this.#options = options;
    this.#port = port;
    this.session = new WebSession(port, options.idleMilliseconds ?? defaultIdle, options.now ?? Date.now);
  }

  close(): void {
    for (const job of this.#jobs.values()) job.abort();
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
    const isPage = file.type.startsWith('text/html');
    const nonce = isPage ? randomBytes(18).toString('base64') : undefined;
    const body = nonce === undefined ? file.bytes : withNonce(file.bytes, nonce);
    response.writeHead(200, { ...securityHeaders(nonce), 'Content-Type': file.type });
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
    const text = await readBody(request, limits.body);
    if (!text) return send(response, 413, { ok: false, error: { code: 'too-big', details: {} } });
    const body = parseJson(String(text)) as { method?: unknown; input?: unknown; job?: unknown };
    const method = String(body?.method) as MethodName;
    const job = typeof body?.job === 'string' ? body.job : undefined;
    const controller = new AbortController();
    if (job !== undefined) this.#jobs.set(job, controller);
    try {
      const envelope = await this.#options.app.call(method, this.#withUploads(body?.input) as never, {
        signal: controller.signal,
        ...(job === undefined ? {} : { job, onProgress: (progress) => this.#tell(progress) }),
      });
      sendText(response, 200, stringifyWithBytes(envelope));
    } finally {
      if (job !== undefined) this.#jobs.delete(job);
    }
  }

  /** `{name, upload}` becomes `{name, bytes}`; each upload serves once. */
  #withUploads(input: unknown): unknown {
    const files = (input as { files?: unknown } | null)?.files;
    if (!Array.isArray(files)) return input;
    const resolved = files.map((file: { name?: unknown; upload?: unknown }) => {
      if (typeof file?.upload !== 'string') return file;
      const bytes = this.#uploads.get(file.upload);
      this.#uploads.delete(file.upload);
      return { name: file.name, bytes };
    });
    return { ...(input as object), files: resolved };
  }

  async #cancel(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = parseJson(String(await readBody(request, 10_000))) as { job?: unknown };
    this.#jobs.get(String(body?.job))?.abort();
    send(response, 200, {});
  }

  async #upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await readBody(request, limits.body);
    if (!bytes || this.#uploads.size >= limits.uploads) return send(response, 413, { error: 'too-big' });
    const token = randomBytes(18).toString('base64url');
    this.#uploads.set(token, new Uint8Array(bytes));
    send(response, 200, { upload: token });
  }
}

function withNonce(bytes: Uint8Array, nonce: string): string {
  return new TextDecoder()
    .decode(bytes)
    .replace('name="csp-nonce" content=""', `name="csp-nonce" content="${nonce}"`);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  sendText(response, status, JSON.stringify(body));
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...securityHeaders(), 'Content-Type': 'application/json; charset=utf-8' });
  response.end(text);
}
