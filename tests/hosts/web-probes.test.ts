import { mkdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startWebHost, type WebHost, type WebHostOptions } from '../../main/hosts/web/web-host.ts';
import { startApp, temporaryFolder } from '../support/test-bench.ts';

/* Probes of the loopback host from outside a browser: everything that someone on this machine could send it. */

interface Probe extends WebHost {
  readonly origin: string;
  readonly token: string;
  /** Methods that reached the app. */
  readonly reached: string[];
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

async function startProbe(options: Partial<WebHostOptions> = {}): Promise<Probe> {
  const rendererFolder = path.join(temporaryFolder(), 'page');
  mkdirSync(rendererFolder);
  writeFileSync(path.join(rendererFolder, 'index.html'), '<meta name="csp-nonce" content="">');
  const app = startApp();
  const reached: string[] = [];
  const host = await startWebHost({
    app: {
      call: (method, input, callOptions) => {
        reached.push(method);
        return app.call(method, input, callOptions);
      },
    },
    rendererFolder,
    ...options,
  });
  onTestFinished(() => host.close());
  const origin = `http://127.0.0.1:${host.port}`;
  return { ...host, origin, token: host.url.split('#token=')[1]!, reached };
}

function send(
  probe: Probe,
  options: RequestOptions & { readonly body?: string | Buffer; readonly chunked?: boolean },
): Promise<Answer> {
  const { body, chunked, ...rest } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: probe.port, agent: false, ...rest },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(parts).toString(),
          }),
        );
      },
    );
    request.on('error', reject);
    if (body !== undefined && !chunked) request.setHeader('content-length', Buffer.byteLength(body));
    request.end(body);
  });
}

const ownHeaders = (probe: Probe) => ({ origin: probe.origin, 'content-type': 'application/json' });

function post(probe: Probe, route: string, body: unknown, headers: Record<string, string> = {}) {
  return send(probe, {
    method: 'POST',
    path: route,
    headers: { ...ownHeaders(probe), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function openSession(probe: Probe): Promise<string> {
  const answer = await post(probe, '/session', { token: probe.token });
  expect(answer.status).toBe(200);
  return answer.headers['set-cookie']![0]!.split(';')[0]!;
}

const listOpen = { method: 'plans/list-open', input: {} };

/** A raw connection: what it heard, and when the other side ended it. */
function talk(port: number, text: string): { readonly socket: Socket; readonly ended: Promise<string> } {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (part) => {
    heard += part.toString('latin1');
  });
  const ended = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(heard));
    socket.on('error', () => undefined);
  });
  socket.on('connect', () => socket.write(text));
  onTestFinished(() => {
    socket.destroy();
  });
  return { socket, ended };
}

function tryConnect(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 3000 });
    const done = (outcome: string) => {
      socket.destroy();
      resolve(outcome);
    };
    socket.on('connect', () => done('connected'));
    socket.on('timeout', () => done('timeout'));
    socket.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error'));
  });
}

const outward = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .filter(({ internal }) => !internal)
  .map(({ address, scopeid }) => (scopeid ? undefined : address))
  .filter((address) => address !== undefined);
if (outward.length === 0)
  console.warn('no outward address on this machine: only ::1 and 127.0.0.2 are probed');

describe('W1 only 127.0.0.1 listens', () => {
  test('every other address of this machine is refused', async () => {
    const probe = await startProbe();
    expect(await tryConnect('127.0.0.1', probe.port)).toBe('connected');
    for (const address of ['::1', '127.0.0.2', ...outward])
      expect([address, await tryConnect(address, probe.port)]).not.toEqual([address, 'connected']);
  });
});

describe('W2 the Host header names our own address', () => {
  test('nothing else is answered', async () => {
    const probe = await startProbe();
    const cookie = await openSession(probe);
    const { port } = probe;
    const hosts = [
      `rebind.example:${port}`,
      `localhost:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1:${port}.example`,
      `[::1]:${port}`,
      `0.0.0.0:${port}`,
      `2130706433:${port}`,
    ];
    for (const host of hosts) {
      const answers = await Promise.all([
        send(probe, { path: '/', headers: { host } }),
        post(probe, '/call', listOpen, { host, cookie }),
      ]);
      expect([host, ...answers.map(({ status }) => status)]).toEqual([host, 403, 403]);
    }
    expect(await talk(port, 'GET / HTTP/1.0\r\n\r\n').ended).toMatch(/^HTTP\/1\.1 403/);
    expect(await talk(port, `GET / HTTP/1.1\r\nHost: x\r\nHost: 127.0.0.1:${port}\r\n\r\n`).ended).toMatch(
      /^HTTP\/1\.1 4/,
    );
    expect(probe.reached).toEqual([]);
  });
});

describe('W3 the start token', () => {
  test('serves once, and only exactly', async () => {
    const probe = await startProbe();
    expect(Buffer.from(probe.token, 'base64url').length).toBe(32);
    for (const token of [
      '',
      probe.token.slice(1),
      `${probe.token}x`,
      probe.token.toUpperCase(),
      null,
      5,
      [probe.token],
    ])
      expect((await post(probe, '/session', { token })).status).toBe(401);
    await openSession(probe);
    expect((await post(probe, '/session', { token: probe.token })).status).toBe(401);
  });

  test('stands in the fragment, in no query and in no answer', async () => {
    const probe = await startProbe();
    expect(new URL(probe.url).search).toBe('');
    expect((await send(probe, { path: `/?token=${probe.token}` })).headers['set-cookie']).toBeUndefined();
    const session = await post(probe, '/session', { token: probe.token });
    expect(JSON.stringify(session)).not.toContain(probe.token);
  });

  test('two hosts know nothing of each other', async () => {
    const [one, other] = [await startProbe(), await startProbe()];
    expect((await post(other, '/session', { token: one.token })).status).toBe(401);
    const cookie = await openSession(one);
    expect((await post(other, '/call', listOpen, { cookie })).status).toBe(401);
  });
});

describe('W4 the cookie', () => {
  test('is kept from scripts and other sites, and named by port', async () => {
    const probe = await startProbe();
    const { headers } = await post(probe, '/session', { token: probe.token });
    expect(headers['set-cookie']).toHaveLength(1);
    expect(headers['set-cookie']![0]).toMatch(
      new RegExp(`^planbench-${probe.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
  });

  test('without the right one nothing but the page is given', async () => {
    const probe = await startProbe();
    const cookie = await openSession(probe);
    const name = cookie.split('=')[0]!;
    const wrong = ['', `${name}=`, `${name}=${probe.token}`, `${cookie}x`, cookie.slice(0, -1), `x${cookie}`];
    for (const given of wrong) {
      expect((await post(probe, '/call', listOpen, { cookie: given })).status).toBe(401);
      expect((await send(probe, { path: '/events', headers: { cookie: given } })).status).toBe(401);
    }
    expect(probe.reached).toEqual([]);
    expect((await post(probe, '/call', listOpen, { cookie: `a=b; ${cookie}` })).status).toBe(200);
  });
});

describe('W5 W6 W7 what changes anything comes from our own page', () => {
  test.each([
    ['no origin', { origin: '' }],
    ['an opaque origin', { origin: 'null' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['localhost', { origin: 'http://localhost' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of the same site', { 'sec-fetch-site': 'same-site' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['plain text', { 'content-type': 'text/plain' }],
    ['no type', { 'content-type': '' }],
  ])('%s is refused', async (_name, headers) => {
    const probe = await startProbe();
    const cookie = await openSession(probe);
    for (const route of ['/call', '/cancel', '/session'])
      expect((await post(probe, route, listOpen, { cookie, ...headers })).status).toBe(403);
    expect(probe.reached).toEqual([]);
  });

  test('uploads too', async () => {
    const probe = await startProbe();
    const cookie = await openSession(probe);
    const put = (headers: Record<string, string>) =>
      send(probe, { method: 'PUT', path: '/upload', headers: { cookie, ...headers }, body: 'x' });
    const type = { 'content-type': 'application/octet-stream' };
    expect((await put({ ...type, origin: 'http://127.0.0.1:1' })).status).toBe(403);
    expect((await put(type)).status).toBe(403);
    expect((await put({ origin: probe.origin, 'content-type': 'text/plain' })).status).toBe(403);
    expect((await put({ ...type, origin: probe.origin })).status).toBe(200);
  });
});

describe('W8 methods and headers', () => {
  test.each(['HEAD', 'OPTIONS', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('%s is refused', async (method) => {
    const probe = await startProbe();
    const answer = await send(probe, { method, path: '/call', headers: ownHeaders(probe) });
    expect(answer.status).toBe(403);
  });

  test('no answer opens itself to other origins; each carries the guards', async () => {
    const probe = await startProbe();
    const cookie = await openSession(probe);
    const preflight = { 'access-control-request-method': 'POST', origin: 'http://127.0.0.1:1' };
    const answers = await Promise.all([
      send(probe, { path: '/' }),
      send(probe, { path: '/none.js' }),
      send(probe, { method: 'OPTIONS', path: '/call', headers: preflight }),
      post(probe, '/call', listOpen),
      post(probe, '/call', listOpen, { cookie }),
    ]);
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
    }
  });

  test('a browser may keep what carries a hash of its content in its name, and nothing else', async () => {
    const rendererFolder = path.join(temporaryFolder(), 'built');
    mkdirSync(path.join(rendererFolder, 'assets'), { recursive: true });
    const kept = '/assets/frame-B26T_VmV.js';
    const fresh = ['/', '/index.html', '/assets/frame.js', '/frame-B26T_VmV.js', '/assets/none-B26T_VmV.js'];
    for (const name of [kept, '/index.html', '/assets/frame.js', '/frame-B26T_VmV.js'])
      writeFileSync(path.join(rendererFolder, name), 'first');
    const probe = await startProbe({ rendererFolder });
    const cacheOf = async (name: string) => (await send(probe, { path: name })).headers['cache-control'];
    expect(await cacheOf(kept)).toBe('private, max-age=31536000, immutable');
    for (const name of fresh) expect(await cacheOf(name), name).toBe('no-store');
    // The host keeps it too; what may change is read again.
    writeFileSync(path.join(rendererFolder, '/assets/frame.js'), 'second');
    expect((await send(probe, { path: '/assets/frame.js' })).text).toBe('second');
    expect((await send(probe, { path: kept })).text).toBe('first');
    expect((await send(probe, { path: kept })).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  });

  test('a WebSocket is not opened, a tunnel neither', async () => {
    const probe = await startProbe();
    const cookie = await openSession(probe);
    const upgrade = [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Key: x',
      `Cookie: ${cookie}`,
    ];
    const head = `GET /events HTTP/1.1\r\nHost: 127.0.0.1:${probe.port}\r\nSec-Fetch-Site: same-site\r\n`;
    const { ended, socket } = talk(probe.port, `${head}${upgrade.join('\r\n')}\r\nConnection: close\r\n\r\n`);
    setTimeout(() => socket.end(), 500);
    expect(await ended).toMatch(/^HTTP\/1\.1 403/);
    expect(
      await talk(probe.port, 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n').ended,
    ).not.toMatch(/ 200 /);
  });
});

describe('W9 reading changes nothing', () => {
  test('GET reaches files of the page alone', async () => {
    const probe = await startProbe();
    const cookie = await openSession(probe);
    const paths = [
      '/call?method=plans/list-open',
      '/call',
      '/upload',
      '/cancel',
      '/session',
      '/..%2f..%2fetc/passwd',
      '/%2e%2e/index.html',
      '/../../etc/passwd',
      '//etc/passwd',
      '/index.html%00.js',
      '/C:/Windows/win.ini',
    ];
    for (const address of paths)
      expect([address, (await send(probe, { path: address, headers: { cookie } })).status]).toEqual([
        address,
        404,
      ]);
    expect(probe.reached).toEqual([]);
  });

  test.each(['cross-site', 'same-site'])('%s pages get neither events nor files', async (site) => {
    const probe = await startProbe();
    const cookie = await openSession(probe);
    const headers = { cookie, 'sec-fetch-site': site };
    for (const address of ['/events', '/index.html', '/'])
      expect((await send(probe, { path: address, headers })).status).toBe(403);
    const link = { ...headers, 'sec-fetch-mode': 'navigate' };
    expect(
      (await send(probe, { path: '/', headers: { ...link, 'sec-fetch-dest': 'document' } })).status,
    ).toBe(200);
    expect((await send(probe, { path: '/', headers: { ...link, 'sec-fetch-dest': 'iframe' } })).status).toBe(
      403,
    );
  });
});

describe('W10 large bodies', () => {
  const megabyte = 1024 * 1024;

  test('are refused by their announced size, or when they grow past it; the host goes on', async () => {
    const probe = await startProbe();
    const cookie = await openSession(probe);
    const big = Buffer.alloc(25 * megabyte + 1, 32);
    const call = { method: 'POST', path: '/call', headers: { ...ownHeaders(probe), cookie } };
    const outcome = (sent: Promise<Answer>) =>
      sent.then(
        ({ status }) => status,
        (error: NodeJS.ErrnoException) => error.code,
      );
    // An answer given before the body is through may reach the sender as a closed connection.
    expect([413, 'EPIPE', 'ECONNRESET']).toContain(await outcome(send(probe, { ...call, body: big })));
    expect([413, 'EPIPE', 'ECONNRESET']).toContain(
      await outcome(send(probe, { ...call, body: big, chunked: true })),
    );
    const announced = `POST /call HTTP/1.1\r\nHost: 127.0.0.1:${probe.port}\r\nOrigin: ${probe.origin}\r\nContent-Type: application/json\r\nCookie: ${cookie}\r\nContent-Length: 99999999999\r\n\r\n{`;
    expect(await talk(probe.port, announced).ended).toMatch(/^HTTP\/1\.1 413/);
    expect(probe.reached).toEqual([]);
    expect((await post(probe, '/call', listOpen, { cookie })).status).toBe(200);
  });

  test('uploads that nobody takes are bounded in number and size', async () => {
    const probe = await startProbe({ limits: { uploads: 3, uploadBytes: 100 } });
    const cookie = await openSession(probe);
    const put = (size: number) =>
      send(probe, {
        method: 'PUT',
        path: '/upload',
        headers: { cookie, origin: probe.origin, 'content-type': 'application/octet-stream' },
        body: Buffer.alloc(size),
      });
    expect((await put(101)).status).toBe(413);
    const first = await put(60);
    expect([first.status, (await put(60)).status, (await put(20)).status]).toEqual([200, 413, 200]);
    const { upload } = JSON.parse(first.text) as { upload: string };
    await post(
      probe,
      '/call',
      { method: 'returns/stage', input: { plan: 'x', files: [{ name: 'a', upload }] } },
      { cookie },
    );
    expect((await put(60)).status).toBe(200);
    expect((await put(1)).status).toBe(200);
    expect((await put(1)).status).toBe(413);
  });

  test.each([
    ['half a document', '{"method":'],
    ['nothing', ''],
    ['a bare value', '5'],
    ['nested without end', '['.repeat(1_000_000)],
    ['nested and closed', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['names of a prototype', '{"__proto__":{"method":"plans/list-open"}}'],
  ])('%s is refused or answered with an error', async (_name, body) => {
    const probe = await startProbe();
    const cookie = await openSession(probe);
    const answer = await post(probe, '/call', body, { cookie });
    const isError = answer.status === 400 || (JSON.parse(answer.text) as { ok: boolean }).ok === false;
    expect(isError).toBe(true);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect((await post(probe, '/call', listOpen, { cookie })).status).toBe(200);
  });
});

describe('W11 W12 W13 slow and many', () => {
  test('headers above 8 KB are refused', async () => {
    const probe = await startProbe();
    expect((await send(probe, { path: '/', headers: { 'x-long': 'x'.repeat(9000) } })).status).toBe(431);
  });

  test('headers and bodies that never end are cut off', async () => {
    const probe = await startProbe({ limits: { requestMilliseconds: 600, headersMilliseconds: 300 } });
    const cookie = await openSession(probe);
    const head = `POST /call HTTP/1.1\r\nHost: 127.0.0.1:${probe.port}\r\n`;
    const rest = `Origin: ${probe.origin}\r\nContent-Type: application/json\r\nCookie: ${cookie}\r\nContent-Length: 100\r\n\r\n{`;
    const [headers, body] = await Promise.all([
      talk(probe.port, head).ended,
      talk(probe.port, head + rest).ended,
    ]);
    expect(headers).toMatch(/^(HTTP\/1\.1 408|$)/);
    expect(body).toMatch(/^(HTTP\/1\.1 408|$)/);
    expect(probe.reached).toEqual([]);
  });

  test('connections above the limit are dropped, and room comes back', async () => {
    const probe = await startProbe({ limits: { connections: 5 } });
    const idle = Array.from({ length: 5 }, () => talk(probe.port, ''));
    await expect.poll(() => idle.every(({ socket }) => !socket.connecting)).toBe(true);
    await expect(send(probe, { path: '/' })).rejects.toThrow();
    idle[0]!.socket.destroy();
    await expect
      .poll(() =>
        send(probe, { path: '/' }).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });

  test('the shipped limits are these', async () => {
    const probe = await startProbe();
    const open = Array.from({ length: 64 }, () => talk(probe.port, ''));
    await expect.poll(() => open.every(({ socket }) => !socket.connecting)).toBe(true);
    await expect(send(probe, { path: '/' })).rejects.toThrow();
  });
});

describe('W14 idle', () => {
  const minutes = 60_000;

  test('a session ends after 30 minutes without use, each use counts anew', async () => {
    let now = 0;
    let ended = 0;
    const probe = await startProbe({ now: () => now, onIdle: () => void ended++ });
    const cookie = await openSession(probe);
    const call = async () => (await post(probe, '/call', listOpen, { cookie })).status;
    now += 29 * minutes;
    expect(await call()).toBe(200);
    now += 29 * minutes;
    expect(await call()).toBe(200);
    now += 31 * minutes;
    expect(await call()).toBe(401);
    await expect.poll(() => ended, { timeout: 5000 }).toBe(1);
  });

  test('a start link that nobody used ends too', async () => {
    let now = 0;
    let ended = 0;
    const probe = await startProbe({ now: () => now, onIdle: () => void ended++ });
    now += 31 * minutes;
    expect((await post(probe, '/session', { token: probe.token })).status).toBe(401);
    await expect.poll(() => ended, { timeout: 5000 }).toBe(1);
  });

  test('a long call is use until its end', async () => {
    let now = 0;
    let ended = 0;
    let finish = () => {};
    const running = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const app = startApp();
    const probe = await startProbe({
      now: () => now,
      onIdle: () => void ended++,
      app: {
        call: async (method, input) => {
          await running;
          return app.call(method, input);
        },
      },
    });
    const cookie = await openSession(probe);
    const answer = post(probe, '/call', listOpen, { cookie });
    await new Promise((resolve) => setTimeout(resolve, 200));
    now += 60 * minutes;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(ended).toBe(0);
    finish();
    expect((await answer).status).toBe(200);
    expect((await post(probe, '/call', listOpen, { cookie })).status).toBe(200);
  });
});
