import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/**
 * LibreOffice as an outside reader: opens what we wrote, recalculates, gives it back in another format.
 * Each conversion has its own profile, because two runs on one profile silently produce nothing.
 */
const run = promisify(execFile);

function findOffice(): string | undefined {
  for (const name of ['soffice', 'libreoffice']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      // Not installed under this name.
    }
  }
  return undefined;
}

export const officePath = findOffice();
if (!officePath) console.warn('LibreOffice is not installed: tests that recalculate workbooks are skipped');

/** Converts; returns the output files by name. Fails where the count isn't as expected. */
export async function convertWithOffice(
  bytes: Uint8Array,
  from: string,
  to: string,
  outputs: number | 'any' = 1,
): Promise<{ folder: string; files: string[] }> {
  if (!officePath) throw new Error('LibreOffice is not installed');
  const folder = await mkdtemp(join(tmpdir(), 'planbench-office-'));
  const input = join(folder, `in.${from}`);
  const out = join(folder, 'out');
  await writeFile(input, bytes);
  const profile = pathToFileURL(join(folder, 'profile')).href;
  await run(
    officePath,
    [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', to, '--outdir', out, input],
    {
      timeout: 120_000,
    },
  );
  await rm(join(folder, 'profile'), { recursive: true, force: true });
  const files = await readdir(out).catch((): string[] => []);
  if (outputs !== 'any' && files.length !== outputs) {
    throw new Error(`LibreOffice wrote ${files.length} files instead of ${outputs}: ${files.join(', ')}`);
  }
  return { folder: out, files };
}
