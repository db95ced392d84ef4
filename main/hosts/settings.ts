import { z } from 'zod';
import {
  pageSettings,
  type RecentPlan,
  recentPlan,
  type SettingsRequest,
} from '../../shared/contract/settings.ts';
import type { PageSettings } from '../../shared/domain/page-settings.ts';

/*
 * Settings of this machine for the hosts with a window, and what is done with them. Where they lie is the host's
 * business: electron-store under the desktop program, settings-file.ts under the web host.
 */

export const recentPlansKept = 12;

export const storedSettings = z.strictObject({
  ...pageSettings.shape,
  recentPlans: z.array(recentPlan).max(recentPlansKept).default([]),
  /** Where the desktop program's window was, in pixels as the person scaled them. */
  window: z
    .strictObject({
      x: z.number().optional(),
      y: z.number().optional(),
      width: z.number().min(200).max(20_000),
      height: z.number().min(200).max(20_000),
      maximized: z.boolean(),
    })
    .default({ width: 1280, height: 800, maximized: false }),
  /** The folder last used, by what it was asked for. */
  lastFolders: z.record(z.string().max(40), z.string().max(4096)).default({}),
});
export type StoredSettings = z.output<typeof storedSettings>;

export const defaultSettings: StoredSettings = storedSettings.parse({});

/** Trial versions kept plain paths; a list for people needs the title and the day. */
export function giveRecentPlansTitles(plans: unknown): unknown[] {
  const kept = Array.isArray(plans) ? plans.slice(0, recentPlansKept) : [];
  return kept.map((plan: unknown) =>
    typeof plan === 'string' ? { path: plan, title: '', openedAt: '' } : plan,
  );
}

/** Where settings are kept. `write` throws when the values can't be kept. */
export interface SettingsStore {
  read(): Partial<StoredSettings>;
  write(changes: Partial<StoredSettings>): void;
}

/** Values are held in memory: a profile that can't be read or written costs the memory of them, not the program. */
export class Settings {
  readonly #report: (text: string, place: string) => void;
  readonly #store: SettingsStore | undefined;
  readonly #values: StoredSettings = { ...defaultSettings };

  /** Without `openStore` nothing outlives the process. */
  constructor(report: (text: string, place: string) => void, openStore?: () => SettingsStore) {
    this.#report = report;
    try {
      this.#store = openStore?.();
      Object.assign(this.#values, this.#store?.read());
    } catch (error) {
      report(String(error), 'settings');
    }
  }

  get values(): StoredSettings {
    return this.#values;
  }

  /** Throws where a value fits no schema; nothing is kept then. */
  change(changes: Partial<StoredSettings>): void {
    const next = storedSettings.parse({ ...this.#values, ...changes });
    try {
      this.#store?.write(changes);
    } catch (error) {
      this.#report(String(error), 'settings');
    }
    Object.assign(this.#values, next);
  }

  addRecentPlan(plan: RecentPlan): void {
    const title = plan.title.slice(0, 200);
    const others = this.values.recentPlans.filter(({ path }) => path !== plan.path);
    this.change({ recentPlans: [{ ...plan, title }, ...others].slice(0, recentPlansKept) });
  }

  /** One, or all of them. */
  forgetRecentPlans(path?: string): void {
    const kept = path === undefined ? [] : this.values.recentPlans.filter((plan) => plan.path !== path);
    this.change({ recentPlans: kept });
  }

  /** What the page may see and change. Throws where a value fits no schema. */
  answer(request: SettingsRequest): PageSettings | readonly RecentPlan[] {
    switch (request.ask) {
      case 'get-settings':
        return pageSettings.strip().parse(this.values);
      case 'set-settings':
        this.change(withoutUndefined(request.changes));
        return pageSettings.strip().parse(this.values);
      case 'forget-recent-plan':
        this.forgetRecentPlans(request.path);
        return this.values.recentPlans;
      case 'recent-plans':
        return this.values.recentPlans;
    }
  }
}

/** A settings file takes JSON alone, and what is undefined is no change. */
function withoutUndefined(changes: object): Partial<StoredSettings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
