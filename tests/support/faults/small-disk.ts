/** A tmpfs of a few megabytes, where this machine lets us mount one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  remountReadOnly(): void;
  release(): void;
}

function mount(...given: string[]): boolean {
  return spawnSync('mount', given, { stdio: 'ignore' }).status === 0;
}

/** Undefined where mounting is not allowed (no superuser, no capability, another system). */
export function mountSmallDisk(bytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  if (
    process.platform !== 'linux' ||
    !mount('-t', 'tmpfs', '-o', `size=${Math.floor(bytes)}`, 'tmpfs', folder)
  ) {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  return {
    folder,
    remountReadOnly: () => {
      if (!mount('-o', 'remount,ro', folder)) throw new Error('remount failed');
    },
    release: () => {
      spawnSync('umount', [folder], { stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
