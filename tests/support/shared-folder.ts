import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './test-bench.ts';

/** Real and published material beside the repository; tests that use it skip with a visible line where it is absent. */
export const sharedFolder = path.resolve(projectRoot, '../shared');

export function hasShared(folder: string): boolean {
  const present = existsSync(path.join(sharedFolder, folder));
  if (!present) console.warn(`skipped: ../shared/${folder} is not here`);
  return present;
}
