import { ipcMain } from 'electron';
import Store, { type Schema } from 'electron-store';
import { z } from 'zod';
import {
  defaultSettings,
  giveRecentPlansTitles,
  type SettingsStore,
  type StoredSettings,
  storedSettings,
} from '../../settings.ts';

/* Settings by electron-store, checked by the same schema as everywhere. What fits no schema is started anew. */

const schema = z.toJSONSchema(storedSettings, { io: 'input' }).properties as Schema<StoredSettings>;

/** `folder`: where the settings file lies; absent = the program's own folder for the person. */
export function openSettingsStore(folder?: string): SettingsStore {
  const store = new Store<StoredSettings>({
    name: 'settings',
    schema,
    defaults: defaultSettings,
    clearInvalidConfig: true,
    migrations: {
      '0.1.0': (old) => old.set('recentPlans', giveRecentPlansTitles(old.get('recentPlans')) as never),
    },
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  // The package opens a channel of its own that would answer any frame; nothing here needs it.
  ipcMain.removeAllListeners('electron-store-get-data');
  return { read: () => storedSettings.strip().parse(store.store), write: (changes) => store.set(changes) };
}
