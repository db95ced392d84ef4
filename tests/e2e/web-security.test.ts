import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startWebHost } from '../../main/hosts/web/web-host.ts';
import { contract, type MethodName } from '../../shared/contract/index.ts';
import { browserMissing, launchBrowser } from '../support/browser.ts';
import { listWorkbook, usualValues } from '../support/made-up-returns.ts';
import { smallPack } from '../support/test-bench.ts';
import { type RunningWorkbench, startWorkbench } from '../support/workbench.ts';

/*
 * The loopback host against pages of other origins, in a real browser that has the workbench open and its cookie set.
 * The strangers are another port of this machine (for a browser the same site), another site, and a name that points
 * to this machine.
 */

const rebound = 'rebind.example';

let browser: Browser;
let workbench: RunningWorkbench;
let page: Page;
let context: BrowserContext;
let problems: readonly string[];
let stranger: Server;
let strangerPort: number;
/** Addresses asked of the stranger's server. */
const askedOfStranger: string[] = [];
/** Methods that reached the app. */
const reached: string[] = [];

const own = () => new URL(page.url()).origin;
const strangers = () => ({
  'another port of this machine': `http://127.0.0.1:${strangerPort}`,
  'another site': `http://localhost:${strangerPort}`,
});

async function listenStranger(): Promise<void> {
  stranger = createServer((request, response) => {
    askedOfStranger.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' });
    response.end('<!doctype html><title>stranger</title>');
  });
  await new Promise<void>((done) => stranger.listen(0, done));
  strangerPort = (stranger.address() as AddressInfo).port;
}

/** Until the page has asked for all it shows: nothing reached the app for a while. */
async function settle(): Promise<void> {
  for (let quiet = 0, before = reached.length; quiet < 8; before = reached.length) {
    await new Promise((done) => setTimeout(done, 100));
    quiet = before === reached.length ? quiet + 1 : 0;
  }
}

describe.skipIf(browserMissing)('the loopback host in a browser', () => {
  beforeAll(async () => {
    await listenStranger();
    [browser, workbench] = await Promise.all([
      launchBrowser([`--host-resolver-rules=MAP ${rebound} 127.0.0.1`]),
      startWorkbench(smallPack),
    ]);
    const { app } = workbench;
    const call = app.call.bind(app);
    app.call = (method, input, options) => {
      reached.push(method);
      return call(method, input, options);
    };
    ({ page, problems } = await workbench.openPage(browser));
    context = page.context();
    await settle();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await workbench?.close();
    stranger?.closeAllConnections();
    stranger?.close();
  });
  beforeEach(async () => {
    await settle();
    reached.length = 0;
    askedOfStranger.length = 0;
  });

  test('the token has left the address, the cookie is out of reach, no Node in the page', async () => {
    expect(page.url()).not.toContain('token');
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const cookies = await context.cookies();
    expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict', path: '/', domain: '127.0.0.1' }]);
    const node = await page.evaluate(() =>
      ['process', 'require', 'module', 'Buffer'].filter((name) => name in window),
    );
    expect(node).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('E5 the policy stops all that is not our own file, each with a violation', async () => {
    const address = strangers()['another port of this machine'];
    const rendererFolder = await mkdtemp(path.join(tmpdir(), 'workbench-'));
    await writeFile(path.join(rendererFolder, 'index.html'), hostilePage(address));
    await writeFile(path.join(rendererFolder, 'own.js'), `(${hostileScript})(${JSON.stringify(address)})`);
    const host = await startWebHost({ app: workbench.app, rendererFolder });
    const tab = await context.newPage();
    try {
      await tab.goto(host.url);
      await tab.waitForFunction(() => 'done' in window);
      const { ran, violations } = await tab.evaluate(() => {
        const seen = window as unknown as { readonly ran: string[]; readonly violations: string[] };
        return { ran: seen.ran, violations: seen.violations };
      });
      expect(ran).toEqual(['own file']);
      expect(askedOfStranger).toEqual([]);
      // eval is stopped by the trusted types before the policy for scripts is asked.
      expect([...new Set(violations)].sort()).toEqual([
        'base-uri',
        'connect-src',
        'form-action',
        'frame-src',
        'img-src',
        'object-src',
        'require-trusted-types-for',
        'script-src-attr',
        'script-src-elem',
        'style-src-attr',
        'style-src-elem',
      ]);
    } finally {
      await tab.close();
      await host.close();
      await rm(rendererFolder, { recursive: true, force: true });
    }
  });

  test('E5 X9 markup in a string stays a string', async () => {
    const outcome = await page.evaluate(async () => {
      const element = document.createElement('div');
      document.body.append(element);
      const written: string[] = [];
      for (const text of ['甲', '<img src=x onerror="window.ran = 1">', '<b>甲</b>', 'a < b']) {
        try {
          element.innerHTML = text;
          written.push(text);
        } catch {
          // What is wanted for markup.
        }
      }
      await new Promise((done) => setTimeout(done, 100));
      return { written, ran: 'ran' in window, children: element.childElementCount };
    });
    expect(outcome).toEqual({ written: ['甲'], ran: false, children: 0 });
  });

  test('X9 markup in a cell is shown as what it is', async () => {
    const markup = '<img src=x onerror="window.ran=1">';
    const before = problems.length;
    const bytes = listWorkbook({
      sender: '青石镇',
      values: usualValues(1),
      extraRows: [[9, markup, '万元', 5, null]],
    });
    const open = await workbench.app.call('plans/list-open', {});
    const { plan } = (open.ok && open.value.plans[0]) || { plan: '' };
    const files = [{ name: `${markup.replaceAll('"', '')}.xlsx`, bytes }];
    const staged = await workbench.app.call('returns/stage', { plan, files });
    const id = staged.ok ? staged.value.files[0]?.id : undefined;
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/returns/${id}`);
    await page.getByText(markup).first().waitFor({ timeout: 20_000 });
    const seen = await page.evaluate(() => ({
      ran: 'ran' in window,
      images: document.querySelectorAll('img[src="x"], [onerror]').length,
    }));
    expect(seen).toEqual({ ran: false, images: 0 });
    expect(problems.slice(before)).toEqual([]);
  });

  test.each(['another port of this machine', 'another site'] as const)(
    '%s reads nothing and changes nothing',
    async (who) => {
      const evil = await context.newPage();
      await evil.goto(strangers()[who]);
      const outcome = await evil.evaluate(attack, own());
      expect(outcome).toEqual({
        'fetch a call': 'refused',
        'fetch without CORS': 'refused',
        'fetch the page': 'refused',
        'fetch an upload': 'refused',
        'start a session': 'refused',
        image: 'error',
        script: 'error',
        style: 'error',
        'event source': 'error',
        'web socket': 'error',
        'shared events': 'refused',
        frame: 'unreadable',
      });
      expect(reached).toEqual([]);
      await evil.close();
    },
  );

  test.each(['another port of this machine', 'another site'] as const)(
    'a form of %s is refused',
    async (who) => {
      for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
        const evil = await context.newPage();
        await evil.goto(strangers()[who]);
        const answered = evil.waitForResponse((response) => response.url().endsWith('/call'));
        await evil.evaluate(
          ([target, type]) => {
            const form = document.createElement('form');
            form.method = 'post';
            form.action = `${target}/call`;
            form.enctype = type!;
            const field = document.createElement('input');
            field.name = '{"method":"plans/list-open","input":{},"x":"';
            field.value = '"}';
            form.append(field);
            document.body.append(form);
            form.submit();
          },
          [own(), enctype],
        );
        expect((await answered).status()).toBe(403);
        await evil.close();
      }
      expect(reached).toEqual([]);
    },
  );

  test('a window opened by a stranger tells it nothing', async () => {
    const evil = await context.newPage();
    await evil.goto(strangers()['another site']);
    const seen = await evil.evaluate(async (target) => {
      const opened = window.open(target, 'workbench');
      await new Promise((done) => setTimeout(done, 1500));
      try {
        return `read: ${opened?.document.title}`;
      } catch {
        return 'unreadable';
      }
    }, own());
    // With its own opener policy the window is cut off: the opener sees a closed one, or nothing.
    expect(seen).toMatch(/^(unreadable|read: (undefined)?)$/);
    // What opened is the workbench itself, showing its first screen to the person alone.
    expect(reached.filter((name) => contract[name as MethodName].kind !== 'query')).toEqual([]);
    await evil.close();
  });

  test('a name that points to this machine is turned away', async () => {
    const evil = await context.newPage();
    const port = new URL(own()).port;
    const answer = await evil.goto(`http://${rebound}:${port}/`);
    expect(answer!.status()).toBe(403);
    const statuses = await evil.evaluate(async () => {
      const post = (route: string, body: unknown) =>
        fetch(route, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }).then(
          ({ status }) => status,
          () => 'refused' as const,
        );
      return Promise.all([
        post('/call', { method: 'plans/list-open', input: {} }),
        post('/session', { token: 'x' }),
        fetch('/events').then(
          ({ status }) => status,
          () => 'refused' as const,
        ),
      ]);
    });
    for (const status of statuses) expect([403, 'refused']).toContain(status);
    expect(reached).toEqual([]);
    await evil.close();
  });

  test('after all that the workbench still answers its own page', async () => {
    const answer = await page.evaluate(async () => {
      const response = await fetch('call', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ method: 'plans/list-open', input: {} }),
      });
      return (await response.json()) as { ok: boolean };
    });
    expect(answer.ok).toBe(true);
  });
});

/** What a page may not have; the own script stands first and counts. */
const hostilePage = (address: string) => `<!doctype html>
  <script src="own.js"></script>
  <script>window.ran.push('inline');</script>
  <script src="${address}/script.js"></script>
  <link rel="stylesheet" href="${address}/style.css">
  <style>body { color: red; }</style>
  <base href="${address}/">
  <body onload="window.ran.push('handler')" style="color: red">
  <img src="${address}/image.png"><iframe src="${address}/frame"></iframe>
  <object data="${address}/object"></object>
  <form method="post" action="${address}/form"></form>`;

/** Runs as a file of the page, where the policy holds in full. */
function hostileScript(address: string): void {
  const ran = ['own file'];
  const violations: string[] = [];
  Object.assign(window, { ran, violations });
  document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
  const attempt = (run: () => unknown) => {
    try {
      run();
    } catch {
      // What is wanted.
    }
  };
  window.addEventListener('load', () => {
    attempt(() => new Function("window.ran.push('eval')")());
    attempt(() => {
      document.body.innerHTML = '<img src=x onerror="window.ran.push(1)">';
    });
    attempt(() => new WebSocket(address.replace('http', 'ws')));
    attempt(() => new Worker(`${address}/worker.js`));
    attempt(() => document.forms[0]!.submit());
    void fetch(`${address}/fetch`).catch(() => undefined);
    setTimeout(() => Object.assign(window, { done: true }), 500);
  });
}

/** Runs in the stranger's page: everything a page can send to another origin, and what it learns. */
async function attack(target: string): Promise<Record<string, string>> {
  const outcome: Record<string, string> = {};
  const body = JSON.stringify({ method: 'plans/list-open', input: {} });
  const json = { 'content-type': 'application/json' };
  const attempt = async (name: string, run: () => Promise<Response>) => {
    outcome[name] = await run().then(
      (response) => (response.type === 'opaque' ? 'opaque' : `read ${response.status}`),
      () => 'refused',
    );
  };
  const load = (name: string, element: HTMLElement) =>
    new Promise<void>((done) => {
      element.onload = () => done(void (outcome[name] = 'loaded'));
      element.onerror = () => done(void (outcome[name] = 'error'));
      document.body.append(element);
    });
  await attempt('fetch a call', () =>
    fetch(`${target}/call`, { method: 'POST', credentials: 'include', headers: json, body }),
  );
  await attempt('fetch without CORS', () =>
    fetch(`${target}/call`, { method: 'POST', mode: 'no-cors', credentials: 'include', body }),
  );
  await attempt('fetch the page', () => fetch(`${target}/`, { credentials: 'include' }));
  await attempt('fetch an upload', () =>
    fetch(`${target}/upload`, { method: 'PUT', credentials: 'include', body: new Blob(['x']) }),
  );
  await attempt('start a session', () =>
    fetch(`${target}/session`, { method: 'POST', headers: json, body: '{"token":"x"}' }),
  );
  await attempt('shared events', () => fetch(`${target}/events`, { credentials: 'include' }));
  navigator.sendBeacon(`${target}/call`, body);
  await load('image', Object.assign(new Image(), { src: `${target}/assets/icon.svg` }));
  await load('script', Object.assign(document.createElement('script'), { src: `${target}/call` }));
  await load(
    'style',
    Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${target}/index.html` }),
  );
  outcome['event source'] = await new Promise((done) => {
    const source = new EventSource(`${target}/events`, { withCredentials: true });
    source.onopen = () => done('open');
    source.onerror = () => done('error');
  });
  outcome['web socket'] = await new Promise((done) => {
    const socket = new WebSocket(`${target.replace('http', 'ws')}/events`);
    socket.onopen = () => done('open');
    socket.onerror = () => done('error');
  });
  const frame = document.createElement('iframe');
  frame.src = `${target}/`;
  await new Promise((done) => {
    frame.onload = done;
    document.body.append(frame);
  });
  outcome.frame = frame.contentDocument === null ? 'unreadable' : 'readable';
  return outcome;
}
