/** Where the parts of a plan lie: `name.plan` and its companion folder `name.plan.d`. */
import { createHash, randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';

export interface PlanPaths {
  readonly plan: string;
  /** The folder that holds the plan file; temporary files are written here so that a rename stays on one medium. */
  readonly parent: string;
  readonly folder: string;
  readonly returns: string;
  readonly generations: string;
  readonly journal: string;
  readonly lock: string;
  /** Header of the last save made beside this folder: tells a foreign or older copy. */
  readonly lastSave: string;
  /** Damaged files kept aside. */
  readonly damaged: string;
  /** Complete copies that could not be put in place (the plan file was held by another program). */
  readonly kept: string;
  readonly tempPrefix: string;
}

export const tempSuffix = '.tmp';

export function planPaths(plan: string): PlanPaths {
  const folder = `${plan}.d`;
  // A digest, not the name: a name of 250 bytes leaves no room for a prefix.
  const digest = createHash('sha256').update(basename(plan)).digest('hex').slice(0, 8);
  return {
    plan,
    parent: dirname(plan),
    folder,
    returns: join(folder, 'returns'),
    generations: join(folder, 'generations'),
    journal: join(folder, 'journal'),
    lock: join(folder, 'lock'),
    lastSave: join(folder, 'last-save'),
    damaged: join(folder, 'damaged'),
    kept: join(folder, 'kept'),
    tempPrefix: `.plan-${digest}-`,
  };
}

/** A fresh name for a file that is written before it gets its place; `folder` must be the folder of the target. */
export function tempPath(paths: PlanPaths, folder: string): string {
  return join(folder, `${paths.tempPrefix}${randomBytes(6).toString('hex')}${tempSuffix}`);
}

const reservedOnWindows = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)/i;

/**
 * Refuses a name that the file system would refuse later, before anything is written.
 * Errors: invalid-input {path, reason: name-too-long | name-not-allowed}.
 */
export function requirePlanName(path: string, windows: boolean): void {
  const name = basename(path);
  const length = windows ? name.length : Buffer.byteLength(name);
  if (length > 255 - '.d'.length)
    throw new AppError('invalid-input', { path, reason: 'name-too-long', length });
  const forbidden = windows && (reservedOnWindows.test(name) || /[ .]$|[<>:"|?*]/.test(name));
  if (name === '' || name.includes('\0') || forbidden) {
    throw new AppError('invalid-input', { path, reason: 'name-not-allowed' });
  }
}
