import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../support/test-bench.ts';

/* E12, as far as it can be told without network: what is pinned, and that it is what we think it is. */

interface LockedPackage {
  readonly version?: string;
  readonly name?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
}

const read = (name: string) => JSON.parse(readFileSync(path.join(projectRoot, name), 'utf8')) as never;
const lock = (read('package-lock.json') as { packages: Record<string, LockedPackage> }).packages;
const manifest = read('package.json') as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const locked = (name: string) => lock[`node_modules/${name}`]!;

describe('E12 what is installed', () => {
  test('every package carries its hash', () => {
    const without = Object.entries(lock).filter(([name, { integrity }]) => name !== '' && !integrity);
    expect(without).toEqual([]);
    expect(Object.keys(lock).length).toBeGreaterThan(100);
  });

  test('every wish is exact and answered by that version', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
      .map(([name, wish]) => ({ name, wish: wish.replace(/^npm:.*@/, '') }))
      .filter(({ name, wish }) => locked(name).version !== wish);
    expect(loose).toEqual([]);
  });

  test('the reader of workbooks is the one without the known holes', () => {
    expect(locked('xlsx').name).toBe('@e965/xlsx');
    const [major, minor, patch] = locked('xlsx').version!.split('.').map(Number);
    expect(major! * 10_000 + minor! * 100 + patch!).toBeGreaterThanOrEqual(2002);
    const others = Object.entries(lock).filter(([name, { name: real }]) => /(^|\/)xlsx$/.test(real ?? name));
    expect(others.map(([name]) => name)).toEqual(['node_modules/xlsx']);
  });

  test('nothing that is shipped runs a script when it is installed', () => {
    const scripts = Object.entries(lock).filter(([, { dev, hasInstallScript }]) => hasInstallScript && !dev);
    expect(scripts).toEqual([]);
  });

  test('Electron is one of the line that the evidence looked at, or newer', () => {
    expect(Number(locked('electron').version!.split('.')[0])).toBeGreaterThanOrEqual(45);
  });
});
