import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

/*
 * Files of the built page, for any host that shows it. A fixed list of types; nothing outside the folder, not even
 * through a link.
 */

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.json': 'application/json; charset=utf-8',
};

export interface BundleFile {
  readonly type: string;
  readonly bytes: Uint8Array;
  /** The name says what is in it (the build puts a hash of the content there): never anything else under this name. */
  readonly lasting: boolean;
}

/** Lasting files by their full path, read once: while the host is at work, a file takes its turn behind it for each step. */
const held = new Map<string, BundleFile>();

/** The file behind a URL path (`/` = index.html); undefined for anything that isn't one of ours. */
export async function readBundleFile(folder: string, urlPath: string): Promise<BundleFile | undefined> {
  const name = decodePath(urlPath);
  if (name === undefined) return undefined;
  const relative = name === '/' ? 'index.html' : name.slice(1);
  const type = types[path.extname(relative).toLowerCase()];
  const full = path.resolve(folder, relative);
  if (type === undefined || !isInside(folder, full)) return undefined;
  const known = held.get(full);
  if (known) return known;
  try {
    const real = await realpath(full);
    if (!isInside(await realpath(folder), real)) return undefined;
    const file = { type, bytes: await readFile(real), lasting: lastingName.test(relative) };
    if (file.lasting) held.set(full, file);
    return file;
  } catch {
    return undefined;
  }
}

/** As the page's build names its files: `assets/frame-B26T_VmV.js`. */
const lastingName = /^assets\/[^/]+-[\w-]{8}\.\w+$/;

function decodePath(urlPath: string): string | undefined {
  try {
    const decoded = decodeURIComponent(urlPath.split(/[?#]/)[0] ?? '');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in a path are what is looked for.
    return decoded.startsWith('/') && !/[\u0000-\u001f\\]|\.\./.test(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
