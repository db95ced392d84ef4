import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import {
  giveRecentPlansTitles,
  type SettingsStore,
  type StoredSettings,
  storedSettings,
} from './settings.ts';

/*
 * Settings as one JSON file with a version, for a host without electron-store. Values that fit no schema are left out
 * one by one; a damaged file is started anew: settings are a convenience.
 */

type Raw = Record<string, unknown>;

/** Step n brings a file of version n to n + 1. Steps that shipped are frozen. */
const steps: readonly ((old: Raw) => Raw)[] = [
  (old) => ({ ...old, recentPlans: giveRecentPlansTitles(old.recentPlans) }),
];

/** The person's folder for settings on this system. */
export function settingsFolder(env = process.env, platform: string = process.platform): string {
  const home = homedir();
  const base =
    platform === 'win32'
      ? (env.APPDATA ?? path.join(home, 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? path.join(home, 'Library', 'Application Support')
        : env.XDG_CONFIG_HOME || path.join(home, '.config');
  return path.join(base, 'planning-workbench');
}

/** Where hosts without a log folder of their own keep the log of unexpected errors. */
export function faultLogFile(): string {
  return path.join(settingsFolder(), 'workbench.log');
}

export function openSettingsFile(file: string): SettingsStore {
  return {
    read: () => readValues(file),
    write(changes) {
      // Read again: another program on this machine may have changed something else.
      const values = { ...readValues(file), ...changes };
      mkdirSync(path.dirname(file), { recursive: true });
      // Beside the file and renamed: a stop in the middle leaves the old settings.
      const draft = `${file}.${process.pid}.tmp`;
      writeFileSync(draft, `${JSON.stringify({ ...values, version: steps.length }, null, 2)}\n`);
      renameSync(draft, file);
    },
  };
}

function readValues(file: string): Partial<StoredSettings> {
  let raw = parseObject(file);
  const version = typeof raw.version === 'number' ? raw.version : 0;
  for (const step of steps.slice(version)) raw = step(raw);
  return keepFitting(raw);
}

function parseObject(file: string): Raw {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Raw) : {};
  } catch {
    return {};
  }
}

function keepFitting(raw: Raw): Partial<StoredSettings> {
  const fitting = Object.entries(storedSettings.shape).flatMap(([key, schema]) => {
    const parsed = raw[key] === undefined ? undefined : schema.safeParse(raw[key]);
    return parsed?.success ? [[key, parsed.data]] : [];
  });
  return Object.fromEntries(fitting) as Partial<StoredSettings>;
}
