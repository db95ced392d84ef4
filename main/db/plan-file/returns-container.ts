/**
 * Raw workbooks, one container per staging batch: one write, one fsync, before the transaction that refers to them.
 * Layout: magic, flags, index length, body length, salt, SHA-256 of all that follows the header; then index, bodies.
 */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import { giveName, readFully, withFile, writeVerified } from './atomic-save.ts';
import { deriveKey, keyedName, openStream, type PlanKeys, sealStream } from './encryption.ts';
import type { FileSystemPort } from './file-system-port.ts';
import { type PlanPaths, tempPath } from './plan-paths.ts';

export interface StoredReturn {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

const magic = Buffer.from('\x89RETURNS', 'latin1');
const headLength = 96;
const checksumAt = 64;
export const containerSuffix = '.returns';

const indexSchema = z.array(z.object({ hash: z.string(), at: z.number().int(), length: z.number().int() }));
type IndexEntry = z.infer<typeof indexSchema>[number];

interface ContainerHead {
  readonly encrypted: boolean;
  readonly indexLength: number;
  readonly bodyLength: number;
  readonly salt: Buffer;
  readonly checksum: Buffer;
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function indexOf(batch: readonly StoredReturn[]): IndexEntry[] {
  let at = 0;
  return batch.map(({ hash, bytes }) => {
    const entry = { hash, at, length: bytes.length };
    at += bytes.length;
    return entry;
  });
}

/** Each return is sealed for itself, so that one can be read without the others. */
function sealEntry(keys: PlanKeys, salt: Buffer, label: string, bytes: Uint8Array): Buffer {
  return Buffer.concat(sealStream(deriveKey(keys, salt, `returns ${label}`, 36), Buffer.from(label), bytes));
}

function encodeContainer(batch: readonly StoredReturn[], keys: PlanKeys | undefined): Uint8Array[] {
  const salt = randomBytes(32);
  const sealed = keys
    ? batch.map(({ hash, bytes }) => ({ hash, bytes: sealEntry(keys, salt, hash, bytes) }))
    : batch;
  const plainIndex = Buffer.from(JSON.stringify(indexOf(sealed)));
  const index = keys ? sealEntry(keys, salt, 'index', plainIndex) : plainIndex;
  const head = Buffer.alloc(headLength);
  magic.copy(head);
  head.writeUInt32LE(keys ? 1 : 0, 8);
  head.writeUInt32LE(index.length, 12);
  head.writeBigUInt64LE(BigInt(sealed.reduce((sum, one) => sum + one.bytes.length, 0)), 16);
  salt.copy(head, 32);
  const checksum = createHash('sha256').update(head.subarray(0, checksumAt)).update(index);
  for (const { bytes } of sealed) checksum.update(bytes);
  checksum.digest().copy(head, checksumAt);
  return [head, index, ...sealed.map(({ bytes }) => bytes)];
}

function decodeHead(bytes: Uint8Array): ContainerHead | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (head.length < headLength || !head.subarray(0, magic.length).equals(magic)) return undefined;
  return {
    encrypted: head.readUInt32LE(8) === 1,
    indexLength: head.readUInt32LE(12),
    bodyLength: Number(head.readBigUInt64LE(16)),
    salt: Buffer.from(head.subarray(32, 64)),
    checksum: Buffer.from(head.subarray(checksumAt, headLength)),
  };
}

function readIndex(
  head: ContainerHead,
  bytes: Uint8Array,
  keys: PlanKeys | undefined,
): IndexEntry[] | undefined {
  if (head.encrypted !== (keys !== undefined)) return undefined;
  const material = keys && deriveKey(keys, head.salt, 'returns index', 36);
  const plain = material ? openStream(material, Buffer.from('index'), bytes) : bytes;
  if (!plain) return undefined;
  try {
    return indexSchema.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
  } catch {
    return undefined;
  }
}

interface Place extends IndexEntry {
  readonly path: string;
  readonly head: ContainerHead;
}

type ContainerFault = 'damaged' | 'other-key';

async function openContainer(
  files: FileSystemPort,
  path: string,
  keys: PlanKeys | undefined,
): Promise<{ head: ContainerHead; index: IndexEntry[] } | ContainerFault> {
  return withFile(await files.open(path, 'read'), async (file) => {
    const head = decodeHead(await readFully(file, headLength, 0));
    const size = (await files.stat(path))?.size;
    if (!head || size !== headLength + head.indexLength + head.bodyLength) return 'damaged';
    if (head.encrypted !== (keys !== undefined)) return 'other-key';
    const index = readIndex(head, await readFully(file, head.indexLength, headLength), keys);
    return index ? { head, index } : 'damaged';
  });
}

/** Checksum over the whole container; needs no key. */
export async function checkContainer(files: FileSystemPort, path: string): Promise<'ok' | 'damaged'> {
  const size = (await files.stat(path))?.size ?? 0;
  const bytes = await withFile(await files.open(path, 'read'), (file) => readFully(file, size, 0));
  const head = decodeHead(bytes);
  if (!head || size !== headLength + head.indexLength + head.bodyLength) return 'damaged';
  const checksum = createHash('sha256')
    .update(bytes.subarray(0, checksumAt))
    .update(bytes.subarray(headLength));
  return checksum.digest().equals(head.checksum) ? 'ok' : 'damaged';
}

export async function containerState(
  files: FileSystemPort,
  path: string,
): Promise<'sealed' | 'plain' | 'damaged'> {
  const head = await withFile(await files.open(path, 'read'), (file) => readFully(file, headLength, 0)).then(
    decodeHead,
  );
  return head ? (head.encrypted ? 'sealed' : 'plain') : 'damaged';
}

export async function listContainers(files: FileSystemPort, paths: PlanPaths): Promise<string[]> {
  const names = (await files.list(paths.returns)).filter((name) => name.endsWith(containerSuffix));
  return names.sort().map((name) => join(paths.returns, name));
}

/** The returns beside one plan. The index of all containers is read at first use and kept. */
export class ReturnsStore {
  readonly #files: FileSystemPort;
  readonly #paths: PlanPaths;
  readonly #keys: PlanKeys | undefined;
  #places: Map<string, Place[]> | undefined;

  constructor(files: FileSystemPort, paths: PlanPaths, keys: PlanKeys | undefined) {
    this.#files = files;
    this.#paths = paths;
    this.#keys = keys;
  }

  async #index(): Promise<Map<string, Place[]>> {
    if (this.#places) return this.#places;
    const places = new Map<string, Place[]>();
    for (const path of await listContainers(this.#files, this.#paths)) await this.#addPlaces(places, path);
    this.#places = places;
    return places;
  }

  async #addPlaces(places: Map<string, Place[]>, path: string): Promise<void> {
    const opened = await openContainer(this.#files, path, this.#keys);
    if (typeof opened === 'string') return;
    for (const entry of opened.index) {
      places.set(entry.hash, [{ ...entry, path, head: opened.head }, ...(places.get(entry.hash) ?? [])]);
    }
  }

  /** All hashes held, sorted. */
  async list(): Promise<string[]> {
    return [...(await this.#index()).keys()].sort();
  }

  /** Undefined where no container holds the hash. Errors: plan-damaged {part: return} where its bytes are not it. */
  async read(hash: string): Promise<Uint8Array | undefined> {
    const places = (await this.#index()).get(hash) ?? [];
    for (const place of places) {
      const bytes = await this.#readPlace(place);
      if (bytes) return bytes;
    }
    if (places.length === 0) return undefined;
    throw new AppError('plan-damaged', { path: places[0]?.path, part: 'return', hash });
  }

  async #readPlace(place: Place): Promise<Uint8Array | undefined> {
    const { hash, head } = place;
    const start = headLength + head.indexLength + place.at;
    const stored = await withFile(await this.#files.open(place.path, 'read'), (file) =>
      readFully(file, place.length, start),
    );
    const keys = this.#keys;
    const material = keys && deriveKey(keys, head.salt, `returns ${hash}`, 36);
    const bytes = material ? openStream(material, Buffer.from(hash), stored) : stored;
    return bytes && hashOf(bytes) === hash ? bytes : undefined;
  }

  async #isHeld(hash: string): Promise<boolean> {
    if (!(await this.#index()).has(hash)) return false;
    // A damaged copy is no copy: the same workbook sent again repairs it.
    return this.read(hash).then(
      (bytes) => bytes !== undefined,
      () => false,
    );
  }

  /** Durable when it resolves. What is held already and reads well is not written again. */
  async store(batch: readonly StoredReturn[]): Promise<void> {
    const fresh = new Map<string, StoredReturn>();
    for (const one of batch) {
      if (hashOf(one.bytes) !== one.hash)
        throw new AppError('invalid-input', { hash: one.hash, reason: 'wrong-hash' });
      if (!(await this.#isHeld(one.hash))) fresh.set(one.hash, one);
    }
    if (fresh.size > 0) await this.#write([...fresh.values()]);
  }

  async #write(batch: readonly StoredReturn[]): Promise<void> {
    const places = await this.#index();
    const files = this.#files;
    if (await files.makeFolder(this.#paths.returns)) await files.syncFolder(this.#paths.folder);
    const content = `${batch.map((one) => one.hash).join(' ')} ${randomBytes(8).toString('hex')}`;
    const name = this.#keys ? keyedName(this.#keys, content) : hashOf(Buffer.from(content));
    const path = join(this.#paths.returns, `${name.slice(0, 40)}${containerSuffix}`);
    const temp = tempPath(this.#paths, this.#paths.returns);
    await writeVerified(files, temp, encodeContainer(batch, this.#keys));
    await giveName(files, temp, path);
    await files.syncFolder(this.#paths.returns);
    await this.#addPlaces(places, path);
  }
}
