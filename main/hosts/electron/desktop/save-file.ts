import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Envelope } from '../../../../shared/contract/method.ts';

/** Characters that Windows doesn't allow in a name, and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in a name are what is looked for.
const unfitForNames = /[\u0000-\u001f<>:"/\\|?*]/g;

/** A suggested file name that is one: the page's text is never a path. */
export function plainFileName(name: string): string {
  const fit = name
    .normalize('NFC')
    .replace(unfitForNames, '_')
    .replace(/^\.+|[. ]+$/g, '')
    .slice(0, 120);
  return fit === '' ? '_' : fit;
}

/** Writes beside the target and renames: a failed write leaves the old file as it was. */
export async function writeChosenFile(target: string, content: Uint8Array): Promise<Envelope<string>> {
  const draft = path.join(path.dirname(target), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
    return { ok: true, value: target };
  } catch (error) {
    await rm(draft, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    return {
      ok: false,
      error: { code: 'write-failed', details: { path: target, cause: code ?? String(error) } },
    };
  }
}
