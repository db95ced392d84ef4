/**
 * A disk in memory that knows what a power cut may leave behind. Content becomes durable by `sync` of the file, names
 * by `syncFolder`; everything else may or may not have reached the medium, in any combination. It says nothing about
 * a particular file system: it is the weakest one that POSIX allows, except that a rename is atomic.
 */
import { dirname } from 'node:path';
import type { FileStat, FileSystemPort, OpenFile } from '../../../main/db/plan-file/file-system-port.ts';

interface Inode {
  readonly id: number;
  bytes: Uint8Array;
  durable: Uint8Array;
  /** Every content since the last sync, oldest first. */
  unsynced: Uint8Array[];
}

type NameChange =
  | { readonly kind: 'set'; readonly path: string; readonly inode: Inode }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string; readonly inode: Inode };

export interface DiskOptions {
  /** Planted faults: what a careless program would have left out. */
  readonly ignoreFileSync?: boolean;
  readonly ignoreFolderSync?: boolean;
  readonly noLinks?: boolean;
  readonly windows?: boolean;
  /** Called before every operation; throws to make it fail. Returning a number limits a write to so many bytes. */
  readonly before?: (operation: string, path: string) => number | undefined;
}

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

export type CrashState = ReadonlyMap<string, Uint8Array>;

export class ModelDisk implements FileSystemPort {
  readonly windows: boolean;
  /** Operations so far. */
  operations = 0;
  paused = 0;
  readonly #options: DiskOptions;
  readonly #names = new Map<string, Inode>();
  readonly #durableNames = new Map<string, Inode>();
  readonly #folders = new Set<string>(['/', '/plans']);
  #changes = new Map<string, NameChange[]>();
  #nextId = 1;

  constructor(options: DiskOptions = {}, files: CrashState = new Map(), folders: Iterable<string> = []) {
    this.#options = options;
    for (const folder of folders) this.#folders.add(folder);
    this.windows = options.windows ?? false;
    for (const [path, bytes] of files) this.#place(path, bytes);
  }

  #place(path: string, bytes: Uint8Array): void {
    const inode = { id: this.#nextId++, bytes, durable: bytes, unsynced: [] };
    this.#names.set(path, inode);
    this.#durableNames.set(path, inode);
    for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) this.#folders.add(folder);
  }

  #step(operation: string, path: string): number | undefined {
    this.operations += 1;
    return this.#options.before?.(operation, path);
  }

  #inode(path: string): Inode {
    const inode = this.#names.get(path);
    if (!inode) throw failure('ENOENT', path);
    return inode;
  }

  #note(change: NameChange): void {
    const folder = dirname(change.kind === 'rename' ? change.to : change.path);
    this.#changes.set(folder, [...(this.#changes.get(folder) ?? []), change]);
  }

  /** The present content, as a running program sees it. */
  get files(): CrashState {
    return new Map([...this.#names].map(([path, inode]) => [path, inode.bytes]));
  }

  /** Folders count as durable from their making on: a simplification. */
  get folders(): readonly string[] {
    return [...this.#folders];
  }

  async open(path: string, mode: 'read' | 'create' | 'update'): Promise<OpenFile> {
    this.#step(`open-${mode}`, path);
    if (mode === 'create') this.#create(path);
    return this.#handle(path, this.#inode(path));
  }

  #create(path: string): void {
    if (this.#names.has(path)) throw failure('EEXIST', path);
    if (!this.#folders.has(dirname(path))) throw failure('ENOENT', path);
    const empty = new Uint8Array();
    const inode = { id: this.#nextId++, bytes: empty, durable: empty, unsynced: [] };
    this.#names.set(path, inode);
    this.#note({ kind: 'set', path, inode });
  }

  #handle(path: string, inode: Inode): OpenFile {
    const change = (bytes: Uint8Array): void => {
      inode.bytes = bytes;
      inode.unsynced.push(bytes);
    };
    return {
      write: async (bytes, position) => {
        const allowed = Math.min(this.#step('write', path) ?? bytes.length, bytes.length);
        const next = new Uint8Array(Math.max(inode.bytes.length, position + allowed));
        next.set(inode.bytes);
        next.set(bytes.subarray(0, allowed), position);
        change(next);
        return allowed;
      },
      read: async (into, position) => {
        this.#step('read', path);
        const part = inode.bytes.subarray(position, position + into.length);
        into.set(part);
        return part.length;
      },
      sync: async () => {
        this.#step('sync', path);
        if (this.#options.ignoreFileSync) return;
        inode.durable = inode.bytes;
        inode.unsynced = [];
      },
      truncate: async (length) => {
        this.#step('truncate', path);
        change(inode.bytes.slice(0, length));
      },
      close: async () => {
        this.#step('close', path);
      },
    };
  }

  async stat(path: string): Promise<FileStat | undefined> {
    this.#step('stat', path);
    const inode = this.#names.get(path);
    if (inode) return { size: inode.bytes.length, kind: 'file', writable: true };
    return this.#folders.has(path) ? { size: 0, kind: 'folder', writable: true } : undefined;
  }

  async list(path: string): Promise<readonly string[]> {
    this.#step('list', path);
    return [...this.#names.keys()]
      .filter((name) => dirname(name) === path)
      .map((name) => name.slice(path.length + 1));
  }

  async makeFolder(path: string): Promise<boolean> {
    this.#step('make-folder', path);
    if (this.#folders.has(path)) return false;
    this.#folders.add(path);
    return true;
  }

  async rename(from: string, to: string): Promise<void> {
    this.#step('rename', to);
    const inode = this.#inode(from);
    if (!this.#folders.has(dirname(to))) throw failure('ENOENT', to);
    this.#names.delete(from);
    this.#names.set(to, inode);
    this.#note({ kind: 'rename', from, to, inode });
  }

  async link(from: string, to: string): Promise<void> {
    this.#step('link', to);
    if (this.#options.noLinks) throw failure('EPERM', to);
    const inode = this.#inode(from);
    if (this.#names.has(to)) throw failure('EEXIST', to);
    this.#names.set(to, inode);
    this.#note({ kind: 'set', path: to, inode });
  }

  async remove(path: string): Promise<void> {
    this.#step('remove', path);
    this.#inode(path);
    this.#names.delete(path);
    this.#note({ kind: 'remove', path });
  }

  async syncFolder(path: string): Promise<void> {
    this.#step('sync-folder', path);
    if (this.#options.ignoreFolderSync) return;
    for (const change of this.#changes.get(path) ?? []) apply(this.#durableNames, change);
    this.#changes.delete(path);
  }

  async realPath(path: string): Promise<string> {
    this.#step('real-path', path);
    if (!this.#names.has(path) && !this.#folders.has(path)) throw failure('ENOENT', path);
    return path;
  }

  async pause(milliseconds: number): Promise<void> {
    this.paused += milliseconds;
  }

  /**
   * What the medium may hold if the power goes now: every subset of the name changes that were not synced (in their
   * order; at most `subsets`, then prefixes and single omissions), times the possible contents of files not synced.
   */
  *crashStates(subsets = 64): Generator<CrashState> {
    const pending = [...this.#changes.values()].flat();
    for (const kept of subsetsOf(pending, subsets)) {
      const names = new Map(this.#durableNames);
      for (const change of kept) apply(names, change);
      yield* contentStates(names);
    }
  }
}

function apply(names: Map<string, Inode>, change: NameChange): void {
  if (change.kind === 'remove') names.delete(change.path);
  else if (change.kind === 'set') names.set(change.path, change.inode);
  else {
    // A lost creation and a kept rename: the name points to the file all the same.
    names.delete(change.from);
    names.set(change.to, change.inode);
  }
}

function* subsetsOf<T>(items: readonly T[], limit: number): Generator<readonly T[]> {
  if (2 ** items.length <= limit) {
    for (let mask = 0; mask < 2 ** items.length; mask += 1)
      yield items.filter((_, index) => mask & (1 << index));
    return;
  }
  for (let length = 0; length <= items.length; length += 1) yield items.slice(0, length);
  for (let index = 0; index < items.length; index += 1) yield items.filter((_, other) => other !== index);
  for (const item of items) yield [item];
}

/** Nothing, all, each intermediate, the last one torn in the middle, or its length with zeros where bytes should be. */
function contentsOf(inode: Inode): Uint8Array[] {
  const last = inode.unsynced.at(-1);
  if (!last) return [inode.durable];
  const old = inode.durable.length;
  const half = last.slice(0, old + Math.floor((last.length - old) / 2));
  const zeros = new Uint8Array(last.length);
  zeros.set(inode.durable.subarray(0, last.length));
  return [inode.durable, ...inode.unsynced, half, zeros];
}

function* contentStates(names: ReadonlyMap<string, Inode>): Generator<CrashState> {
  const inodes = [...new Set(names.values())];
  const fixed = new Map(inodes.map((inode) => [inode, inode.durable]));
  const open = inodes.filter((inode) => inode.unsynced.length > 0);
  const state = (contents: ReadonlyMap<Inode, Uint8Array>): CrashState =>
    new Map([...names].map(([path, inode]) => [path, contents.get(inode)!]));
  yield state(fixed);
  for (const inode of open) {
    for (const bytes of contentsOf(inode)) yield state(new Map([...fixed, [inode, bytes]]));
  }
  if (open.length > 1)
    yield state(new Map([...fixed, ...open.map((inode) => [inode, inode.unsynced.at(-1)!] as const)]));
}
