import { ipcMain } from 'electron';
import Store, { type Schema } from 'electron-store';
import type { DesktopSettings, FolderPurpose, RecentPlan } from '../../../shared/contract/desktop-bridge.ts';

/*
 * What this machine remembers between starts: window, recent plans, last folders, column widths, who works.
 * Never content of a plan. A file that is damaged or fits no schema is started anew: settings are a convenience.
 */

export interface WindowState {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export type FolderUse = FolderPurpose | 'plan' | 'save';

type StoredSettings = {
  window: WindowState;
  recentPlans: RecentPlan[];
  lastFolders: Partial<Record<FolderUse, string>>;
  person: string;
  columnWidths: Record<string, Record<string, number>>;
};

const most = { recentPlans: 12, path: 4096, text: 200, grids: 200, columns: 500 } as const;

const schema: Schema<StoredSettings> = {
  window: {
    type: 'object',
    properties: {
      x: { type: 'number' },
      y: { type: 'number' },
      width: { type: 'number', minimum: 200, maximum: 20_000 },
      height: { type: 'number', minimum: 200, maximum: 20_000 },
      maximized: { type: 'boolean' },
    },
    required: ['width', 'height', 'maximized'],
    additionalProperties: false,
  },
  recentPlans: {
    type: 'array',
    maxItems: most.recentPlans,
    items: {
      type: 'object',
      properties: {
        path: { type: 'string', minLength: 1, maxLength: most.path },
        title: { type: 'string', maxLength: most.text },
        openedAt: { type: 'string', maxLength: 40 },
      },
      required: ['path', 'title', 'openedAt'],
      additionalProperties: false,
    },
  },
  lastFolders: { type: 'object', additionalProperties: { type: 'string', maxLength: most.path } },
  person: { type: 'string', maxLength: most.text },
  columnWidths: {
    type: 'object',
    maxProperties: most.grids,
    additionalProperties: {
      type: 'object',
      maxProperties: most.columns,
      additionalProperties: { type: 'number', minimum: 8, maximum: 4000 },
    },
  },
};

const defaults: StoredSettings = {
  window: { width: 1280, height: 800, maximized: false },
  recentPlans: [],
  lastFolders: {},
  person: '',
  columnWidths: {},
};

/** Trial versions kept plain paths; a list for people needs the title and the day. */
function giveRecentPlansTitles(store: Pick<Store<StoredSettings>, 'get' | 'set'>): void {
  const kept: unknown = store.get('recentPlans');
  const plans = Array.isArray(kept) ? kept : [];
  const named = plans.map((plan: unknown) =>
    typeof plan === 'string' ? { path: plan, title: '', openedAt: '' } : (plan as RecentPlan),
  );
  store.set('recentPlans', named.slice(0, most.recentPlans));
}

function openStore(folder: string | undefined): Store<StoredSettings> {
  const store = new Store<StoredSettings>({
    name: 'settings',
    schema,
    defaults,
    clearInvalidConfig: true,
    migrations: { '0.1.0': giveRecentPlansTitles },
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  // The package opens a channel of its own that would answer any frame; nothing here needs it.
  ipcMain.removeAllListeners('electron-store-get-data');
  return store;
}

/** Values are held in memory: a profile that can't be read or written costs the memory of them, not the program. */
export class Settings {
  readonly #report: (text: string, place: string) => void;
  readonly #store: Store<StoredSettings> | undefined;
  readonly #values: StoredSettings = { ...defaults };

  /** `folder`: where the settings file lies; absent = the program's own folder for the person. */
  constructor(report: (text: string, place: string) => void, folder?: string) {
    this.#report = report;
    try {
      this.#store = openStore(folder);
      // What was cleared as invalid comes without its defaults.
      Object.assign(this.#values, this.#store.store);
    } catch (error) {
      report(String(error), 'settings');
    }
  }

  /** Throws where a value fits no schema; nothing is kept then. */
  #keep(changes: Partial<StoredSettings>): void {
    try {
      this.#store?.set(changes);
    } catch (error) {
      if (String(error).includes('schema violation')) throw error;
      this.#report(String(error), 'settings');
    }
    Object.assign(this.#values, changes);
  }

  get window(): WindowState {
    return this.#values.window;
  }

  set window(state: WindowState) {
    this.#keep({ window: state });
  }

  get recentPlans(): readonly RecentPlan[] {
    return this.#values.recentPlans;
  }

  addRecentPlan(plan: RecentPlan): void {
    const title = plan.title.slice(0, most.text);
    const others = this.recentPlans.filter(({ path }) => path !== plan.path);
    this.#keep({ recentPlans: [{ ...plan, title }, ...others].slice(0, most.recentPlans) });
  }

  /** One, or all of them. */
  forgetRecentPlans(path?: string): void {
    const kept = path === undefined ? [] : this.recentPlans.filter((plan) => plan.path !== path);
    this.#keep({ recentPlans: kept });
  }

  lastFolder(use: FolderUse): string | undefined {
    return this.#values.lastFolders[use];
  }

  rememberFolder(use: FolderUse, folder: string): void {
    this.#keep({ lastFolders: { ...this.#values.lastFolders, [use]: folder } });
  }

  get page(): DesktopSettings {
    return { person: this.#values.person, columnWidths: this.#values.columnWidths };
  }

  /** Throws where a value fits no schema; nothing is kept then. */
  changePage(changes: Partial<DesktopSettings>): DesktopSettings {
    this.#keep(changes as Partial<StoredSettings>);
    return this.page;
  }
}
