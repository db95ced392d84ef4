import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../support/test-bench.ts';
import { type DoubleFrame, double, ownFrame } from './electron-double.ts';
import { endProgram, type Program, runPreload, startProgram } from './start-program.ts';
import { makeFolder, removeFolder } from './test-folder.ts';

/*
 * E1–E11 of the security evidence, on the built program against the double. What a real Electron does with these
 * settings is not tested here; SECURITY.md says so case by case.
 */

let program: Program;
const folder = makeFolder();
beforeAll(async () => {
  program = await startProgram(folder);
});
afterAll(async () => {
  await endProgram();
  removeFolder(folder);
});

const hostFolder = path.join(projectRoot, 'main/hosts/electron');
const sources = readdirSync(hostFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({
    name: name.replaceAll('\\', '/'),
    text: readFileSync(path.join(hostFolder, name), 'utf8'),
  }));
const filesWith = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name);
const contents = () => double.windows[0]!.webContents;

/** Emits an event whose default can be prevented; says whether it was. */
function wasPrevented(emitter: { emit(name: string, ...given: unknown[]): boolean }, name: string): boolean {
  let prevented = false;
  emitter.emit(name, {
    preventDefault: () => {
      prevented = true;
    },
  });
  return prevented;
}

describe('E1 window options', () => {
  test('exactly these, and the sandbox before anything else', () => {
    expect(double.app.sandboxed).toBe(true);
    expect(double.windows).toHaveLength(1);
    expect(double.windows[0]!.options.webPreferences).toEqual({
      preload: path.join(projectRoot, 'out/preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: true,
    });
    expect(double.windows[0]!.loaded).toBe('app://workbench/index.html');
  });

  test('one place makes windows, none switches features on', () => {
    expect(filesWith(/new (BrowserWindow|BaseWindow|WebContentsView|BrowserView)\b/)).toEqual([
      'main-window.ts',
    ]);
    expect(filesWith(/enableBlinkFeatures|no-sandbox|disable-web-security|ignore-certificate/)).toEqual([]);
  });
});

describe('E2 preload', () => {
  test('exposes named functions only, and these', () => {
    expect(program.exposedAs).toBe('workbench');
    expect(Object.keys(program.bridge).sort()).toEqual([
      'call',
      'cancel',
      'chooseFolder',
      'chooseNewPlan',
      'choosePlan',
      'chooseReturns',
      'copy',
      'copyPicture',
      'forgetRecentPlan',
      'getSettings',
      'highContrast',
      'listRecentPlans',
      'onEvent',
      'onProgress',
      'pathsOf',
      'print',
      'printToPdf',
      'saveFileAs',
      'setSettings',
      'showInFolder',
      'takeOpenedPlans',
    ]);
    expect(Object.values(program.bridge).every((value) => typeof value === 'function')).toBe(true);
  });

  test('needs electron alone, as a sandboxed preload must', () => {
    expect(() => runPreload(ownFrame)).not.toThrow();
    const code = readFileSync(path.join(projectRoot, 'out/preload/preload.cjs'), 'utf8');
    expect([...code.matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1])).toEqual(['electron']);
  });

  test('listeners get the value and never the event; a listener that left hears nothing', () => {
    const heard: unknown[][] = [];
    const stop = program.bridge.onEvent((...given: unknown[]) => heard.push(given));
    contents().send('workbench:event', { kind: 'menu', command: 'help' });
    stop();
    contents().send('workbench:event', { kind: 'menu', command: 'help' });
    expect(heard).toEqual([[{ kind: 'menu', command: 'help' }]]);
  });

  test('paths of dropped files come from the browser, not from the page', () => {
    expect(program.bridge.pathsOf([{ path: '/a/b.xlsx' }, {}])).toEqual(['/a/b.xlsx', '']);
  });
});

const strangers: Readonly<Record<string, DoubleFrame | null>> = {
  'a frame that is gone': null,
  'an iframe of our own page': { origin: 'app://workbench', parent: ownFrame },
  'an iframe of another page': { origin: 'https://example.com', parent: ownFrame },
  'another origin': { origin: 'https://example.com', parent: null },
  'another host of our scheme': { origin: 'app://other', parent: null },
  'a longer host': { origin: 'app://workbench.example', parent: null },
  'a file': { origin: 'file://', parent: null },
  'an opaque origin': { origin: 'null', parent: null },
};

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { inner: nested(depth - 1) };
}

const cycle: { self?: unknown } = {};
cycle.self = cycle;
const wide: unknown[] = [];
wide.push(wide, wide);

/** None of them is a message of any channel. */
const malformed: readonly unknown[][] = [
  [],
  [undefined],
  [null],
  ['plans/list-open'],
  [42],
  [Number.NaN],
  [true],
  [10n],
  [[]],
  [[{ method: 'plans/list-open', input: {} }]],
  [{}],
  [{ method: 5, input: {}, ask: 5, job: 5 }],
  [{ method: '', input: {}, ask: '', job: '' }],
  [{ method: 'x'.repeat(65), input: {}, ask: 'x'.repeat(65), job: 'x'.repeat(201) }],
  [{ method: 'plans/list-open', input: {}, more: 1 }],
  [{ ask: 'print', more: 1 }],
  [{ job: 'a', more: 1 }],
  [JSON.parse('{"method":"plans/list-open","input":{"__proto__":{"a":1}}}')],
  [{ method: 'plans/list-open', input: { constructor: 1 } }],
  [new Map([['method', 'plans/list-open']])],
  [new Date()],
  [{ method: 'plans/list-open', input: new Map() }],
  [{ method: 'plans/list-open', input: nested(40) }],
  [{ method: 'plans/list-open', input: cycle }],
  [{ method: 'plans/list-open', input: wide }],
  [{ method: 'plans/list-open', input: 'x'.repeat(65 * 1024 * 1024) }],
  [{ method: 'plans/list-open', input: {} }, 'second argument'],
];

describe('E3 one checked way in', () => {
  const wellFormed = {
    'workbench:call': { method: 'plans/list-open', input: {} },
    'workbench:cancel': { job: 'nothing' },
    'workbench:desktop': { ask: 'get-settings' },
  } as const;
  const all = Object.keys(wellFormed) as (keyof typeof wellFormed)[];

  test('these channels and no other; nothing listens past the check', () => {
    expect([...double.ipcMain.handlers.keys()].sort()).toEqual([...all].sort());
    expect(double.ipcMain.eventNames()).toEqual([]);
    expect(filesWith(/ipcMain\s*\.\s*(handle|on|once|addListener|handleOnce)\b/)).toEqual(['checked-ipc.ts']);
    expect(filesWith(/\bipc(Main)?\b[^\n]*from 'electron'/)).toEqual([
      'checked-ipc.ts',
      'desktop/settings-store.ts',
    ]);
  });

  describe.each(all)('%s', (channel) => {
    test('lets our own page in', async () => {
      await expect(program.invoke(channel, ownFrame, wellFormed[channel])).resolves.not.toThrow();
    });

    test.each(Object.entries(strangers))('refuses %s', async (_name, frame) => {
      await expect(program.invoke(channel, frame, wellFormed[channel])).rejects.toThrow('refused: sender');
    });

    test(`refuses ${malformed.length} malformed messages`, async () => {
      for (const sent of malformed)
        await expect(program.invoke(channel, ownFrame, ...sent)).rejects.toThrow(
          /refused: (malformed|too-big)/,
        );
    });
  });

  test('a call of our own page that is too big gets an answer, not an exception', async () => {
    const input = { plan: 'x', files: [{ name: 'a.xlsx', bytes: new Uint8Array(65 * 1024 * 1024) }] };
    expect(await program.bridge.call('returns/stage', input)).toMatchObject({
      ok: false,
      error: { code: 'too-big' },
    });
  });

  test('what the envelope lets through, the contract still judges', async () => {
    const answer = await program.invoke('workbench:call', ownFrame, {
      method: 'plans/open',
      input: { path: 5, mode: 'all' },
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });
});

describe('E6 permissions', () => {
  const types = readFileSync(path.join(projectRoot, 'node_modules/electron/electron.d.ts'), 'utf8');
  const signature = /setPermissionRequestHandler\(handler: .*?permission: ([^,]+),/.exec(types)![1]!;
  const names = [...signature.matchAll(/'([^']+)'/g)].map((match) => match[1]!);
  // biome-ignore lint/suspicious/noExplicitAny: handlers of many shapes.
  const handler = (name: string) => double.session.defaultSession.set.get(name) as (...given: any[]) => any;

  test('every one that this Electron knows is denied, asked or checked', () => {
    expect(names.length).toBeGreaterThan(30);
    for (const name of names) {
      const answers: boolean[] = [];
      handler('request')(contents(), name, (granted: boolean) => answers.push(granted), {});
      expect([name, ...answers]).toEqual([name, false]);
      expect([name, handler('check')(contents(), name, 'app://workbench', {})]).toEqual([name, false]);
    }
  });

  test('devices, screens and pairing too', () => {
    const given: unknown[] = [];
    expect(handler('device')({ deviceType: 'usb' })).toBe(false);
    handler('display')({}, (streams: unknown) => given.push(streams));
    handler('bluetooth')({}, (response: unknown) => given.push(response));
    expect(given).toEqual([null, { confirmed: false }]);
  });
});

describe('E7 the page stays where it is', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    '%s',
    (name) => {
      expect(wasPrevented(contents(), name)).toBe(true);
    },
  );

  test('no new window, no download', () => {
    expect(contents().windowOpenHandler!({ url: 'https://example.com' })).toEqual({ action: 'deny' });
    expect(wasPrevented(double.session.defaultSession, 'will-download')).toBe(true);
  });
});

describe('E8 offline', () => {
  const cancelled = (url: string) => {
    let answer: { cancel?: boolean } = {};
    double.session.defaultSession.beforeRequest!({ url }, (given: { cancel?: boolean }) => {
      answer = given;
    });
    return answer.cancel;
  };

  test.each([
    'https://example.com/',
    'http://127.0.0.1:8080/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'ftp://example.com/',
    'devtools://devtools/bundled/x.js',
    'chrome-extension://abc/x.js',
    'data:text/html,x',
    'app://other/index.html',
    'app://workbench.example/',
    'app:index.html',
    'blob:https://example.com/1',
  ])('%s is cancelled', (url) => {
    expect(cancelled(url)).toBe(true);
  });

  test('the page and its own blobs are served', () => {
    expect(cancelled('app://workbench/index.html')).toBe(false);
    expect(cancelled('blob:app://workbench/1')).toBe(false);
  });

  test('no proxy, no names, no background traffic, no updater, no crash upload, no browser opened', () => {
    expect(double.session.defaultSession.set.get('proxy')).toEqual({ mode: 'direct' });
    expect(double.session.defaultSession.set.get('spelling')).toBe(false);
    expect(double.app.switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
    expect(double.app.switches.has('disable-background-networking')).toBe(true);
    const outward =
      /openExternal|autoUpdater|crashReporter|electron-updater|\bnet\b[^\n]*from 'electron'|fetch\(/;
    expect(filesWith(outward)).toEqual([]);
  });
});

describe('E9 started from outside', () => {
  test('a second start only passes plan paths on and brings the window forward', async () => {
    const events: unknown[] = [];
    const stop = program.bridge.onEvent((event) => events.push(event));
    expect(await program.bridge.takeOpenedPlans()).toEqual([]);
    const argv = ['electron', '--inspect=9229', 'https://example.com/x.plan', 'notes.txt', '规划/泽州.plan'];
    double.app.emit('second-instance', {}, argv, '/home/user');
    stop();
    expect(events).toEqual([{ kind: 'open-plan', path: path.resolve('/home/user/规划/泽州.plan') }]);
    expect(double.windows).toHaveLength(1);
    expect(double.windows[0]!.calls).toEqual(expect.arrayContaining(['restore', 'focus']));
  });
});

describe('E11 untrusted files never reach the main process', () => {
  test('the program file imports no reader, no database, no feature', () => {
    const seen = new Set<string>();
    const read = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = readFileSync(file, 'utf8');
      for (const [, name] of text.matchAll(/from "(\.[^"]+)"/g))
        read(path.resolve(path.dirname(file), name!));
      expect(text).not.toMatch(/from "(xlsx|sql\.js|fflate|saxes|docx|hucre)"/);
    };
    read(path.join(projectRoot, 'out/main/electron.js'));
    expect(seen.size).toBeGreaterThan(0);
  });
});
