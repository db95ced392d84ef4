import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** For folders that outlive one test. */
export function makeFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'workbench-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
