import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';

/*
 * A double of the few Electron APIs that main/hosts/electron uses. It proves wiring (who is called with what, who is
 * let in) and nothing about Electron itself. Values cross between page and program by structured clone, as in Electron.
 */

// biome-ignore lint/suspicious/noExplicitAny: handlers of many shapes are only kept and called.
type Handler = (...given: any[]) => any;

export interface DoubleFrame {
  readonly origin: string;
  readonly parent: DoubleFrame | null;
}

export const ownFrame: DoubleFrame = { origin: 'app://workbench', parent: null };

class DoubleContents extends EventEmitter {
  readonly toPage = new EventEmitter();
  windowOpenHandler: Handler | undefined;
  printed = 0;
  isDestroyed = () => false;
  send(channel: string, value: unknown): void {
    this.toPage.emit(channel, { sender: 'kept from the page' }, structuredClone(value));
  }
  setWindowOpenHandler(handler: Handler): void {
    this.windowOpenHandler = handler;
  }
  print(_options: object, done: (ok: boolean) => void): void {
    this.printed++;
    done(true);
  }
  printToPDF = async (options: object) => Buffer.from(`%PDF ${JSON.stringify(options)}`);
}

interface Bounds {
  readonly width: number;
  readonly height: number;
}

export class DoubleWindow extends EventEmitter {
  readonly webContents = new DoubleContents();
  readonly options: Readonly<Record<string, unknown>> & Bounds;
  loaded: string | undefined;
  maximized = false;
  calls: string[] = [];
  constructor(options: Readonly<Record<string, unknown>> & Bounds) {
    super();
    this.options = options;
    double.windows.push(this);
    double.app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL = async (address: string) => {
    this.loaded = address;
    setImmediate(() => this.emit('ready-to-show'));
  };
  maximize = () => {
    this.maximized = true;
  };
  isMaximized = () => this.maximized;
  getNormalBounds = () => ({ x: 10, y: 20, width: this.options.width, height: this.options.height });
  isDestroyed = () => false;
  isMinimized = () => true;
  restore = () => void this.calls.push('restore');
  focus = () => void this.calls.push('focus');
  show = () => void this.calls.push('show');
  reload = () => void this.calls.push('reload');
}

export class DoubleClipboardItem {
  readonly items: Readonly<Record<string, string>>;
  constructor(items: Readonly<Record<string, string>>) {
    this.items = items;
  }
}

class DoubleApp extends EventEmitter {
  isPackaged = false;
  folder = tmpdir();
  isFirst = true;
  sandboxed = false;
  quits = 0;
  exits: number[] = [];
  relaunches = 0;
  recent: string[] = [];
  switches = new Map<string, string>();
  commandLine = {
    appendSwitch: (name: string, value = '') => void this.switches.set(name, value),
    hasSwitch: (name: string) => this.switches.has(name),
  };
  enableSandbox = () => {
    this.sandboxed = true;
  };
  requestSingleInstanceLock = () => this.isFirst;
  whenReady = () => Promise.resolve();
  getPath = (name: string) => `${this.folder}/${name}`;
  getVersion = () => '0.1.0';
  addRecentDocument = (path: string) => void this.recent.push(path);
  relaunch = () => void this.relaunches++;
  exit = (code: number) => void this.exits.push(code);
  /** As Electron does: a listener may hold the end back. */
  quit = () => {
    this.quits++;
    let held = false;
    this.emit('before-quit', {
      preventDefault: () => {
        held = true;
      },
    });
    if (!held) this.emit('ended');
  };
}

class DoubleIpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`second handler for ${channel}`);
    this.handlers.set(channel, handler);
  }
}

class DoubleSession extends EventEmitter {
  /** The setter's name → what it was given. */
  readonly set = new Map<string, unknown>();
  beforeRequest: Handler | undefined;
  webRequest = {
    onBeforeRequest: (handler: Handler) => {
      this.beforeRequest = handler;
    },
  };
  setPermissionRequestHandler = (handler: Handler) => void this.set.set('request', handler);
  setPermissionCheckHandler = (handler: Handler) => void this.set.set('check', handler);
  setDevicePermissionHandler = (handler: Handler) => void this.set.set('device', handler);
  setDisplayMediaRequestHandler = (handler: Handler) => void this.set.set('display', handler);
  setBluetoothPairingHandler = (handler: Handler) => void this.set.set('bluetooth', handler);
  setSpellCheckerEnabled = (enabled: boolean) => void this.set.set('spelling', enabled);
  setProxy = async (proxy: object) => void this.set.set('proxy', proxy);
}

const app = new DoubleApp();
const ipcMain = new DoubleIpcMain();
const defaultSession = new DoubleSession();

export const double = {
  app,
  ipcMain,
  session: { defaultSession },
  windows: [] as DoubleWindow[],
  schemes: [] as unknown[],
  protocols: new Map<string, Handler>(),
  /** What the next dialogs answer, in order. */
  dialogAnswers: [] as object[],
  dialogsShown: [] as { readonly kind: string; readonly options: Readonly<Record<string, unknown>> }[],
  menu: undefined as unknown,
  shown: [] as string[],
  copied: [] as DoubleClipboardItem[],
  highContrast: false,
  displays: [{ workArea: { x: 0, y: 0, width: 1366, height: 728 } }],
};

const askDialog = (kind: string) => async (_window: unknown, options: Readonly<Record<string, unknown>>) => {
  double.dialogsShown.push({ kind, options });
  return double.dialogAnswers.shift() ?? { canceled: true, filePaths: [], filePath: '' };
};

class DoubleNativeTheme extends EventEmitter {
  get shouldUseHighContrastColors(): boolean {
    return double.highContrast;
  }
}

/** What `import … from 'electron'` gives in the main process. */
export const electronDouble = {
  app,
  ipcMain,
  session: double.session,
  BrowserWindow: DoubleWindow,
  ClipboardItem: DoubleClipboardItem,
  clipboard: { write: async (items: DoubleClipboardItem[]) => void double.copied.push(...items) },
  dialog: {
    showOpenDialog: askDialog('open'),
    showSaveDialog: askDialog('save'),
    showMessageBox: askDialog('message'),
    showErrorBox: (title: string, content: string) =>
      void double.dialogsShown.push({ kind: 'error', options: { title, content } }),
  },
  Menu: {
    buildFromTemplate: (template: unknown) => template,
    setApplicationMenu: (menu: unknown) => {
      double.menu = menu;
    },
  },
  nativeTheme: new DoubleNativeTheme(),
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown[]) => void double.schemes.push(...schemes),
    handle: (scheme: string, handler: Handler) => void double.protocols.set(scheme, handler),
  },
  screen: { getAllDisplays: () => double.displays },
  shell: { showItemInFolder: (path: string) => void double.shown.push(path) },
};

/** What a sandboxed preload may require, wired to the main process above; `frame` says who speaks. */
export function preloadDouble(contents: DoubleContents, frame: DoubleFrame | null, expose: Handler) {
  return {
    contextBridge: { exposeInMainWorld: expose },
    ipcRenderer: {
      async invoke(channel: string, ...sent: unknown[]): Promise<unknown> {
        const handler = ipcMain.handlers.get(channel);
        if (!handler) throw new Error(`No handler registered for '${channel}'`);
        const event = { sender: contents, senderFrame: frame };
        return structuredClone(await handler(event, ...structuredClone(sent)));
      },
      on: (channel: string, listener: Handler) => contents.toPage.on(channel, listener),
      removeListener: (channel: string, listener: Handler) =>
        contents.toPage.removeListener(channel, listener),
    },
    webUtils: { getPathForFile: (file: { path?: string }) => file.path ?? '' },
  };
}

/** As before any start; the objects stay, because modules loaded once keep them. */
export function resetDouble(folder: string): void {
  for (const emitter of [app, ipcMain, defaultSession, electronDouble.nativeTheme])
    emitter.removeAllListeners();
  Object.assign(app, { isPackaged: false, folder, isFirst: true, sandboxed: false, quits: 0, relaunches: 0 });
  Object.assign(app, { exits: [], recent: [] });
  app.switches.clear();
  ipcMain.handlers.clear();
  defaultSession.set.clear();
  defaultSession.beforeRequest = undefined;
  Object.assign(double, {
    windows: [],
    schemes: [],
    dialogAnswers: [],
    dialogsShown: [],
    shown: [],
    copied: [],
  });
  Object.assign(double, { menu: undefined, highContrast: false });
  double.protocols.clear();
}
