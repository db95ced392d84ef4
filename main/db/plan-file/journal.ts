/**
 * The journal of a large plan: one record per command, appended and fsynced before the command is acknowledged. It
 * starts from one saved state (number and hash); records that the file already holds are passed over.
 * Header of 128 bytes: magic, version, file id, number and hash of the start, salt, SHA-256. Record: marker, length,
 * number, nonce, checksum over salt, head and payload; payload.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readWhole, replaceFile, writeFully } from './atomic-save.ts';
import { deriveKey, type PlanKeys } from './encryption.ts';
import type { FileSystemPort, OpenFile } from './file-system-port.ts';
import { type Ancestor, type PlanHeader, shortHash } from './header.ts';
import { decodeStatements, encodeStatements } from './journal-record.ts';
import type { JournalRecord } from './plan-file-types.ts';
import { type PlanPaths, tempPath } from './plan-paths.ts';

const magic = Buffer.from('\x89JOURNAL', 'latin1');
const marker = Buffer.from('JREC', 'latin1');
const version = 1;
const startLength = 128;
const startChecksumAt = 96;
const headLength = 44;
const checksumAt = 28;
const tagLength = 16;

interface JournalStart {
  readonly fileId: string;
  readonly base: Ancestor;
  readonly salt: Buffer;
}

export interface JournalContent extends JournalStart {
  readonly records: readonly JournalRecord[];
  /** Bytes after the last good record. */
  readonly dropped: number;
  /** Good records after a damaged one: the medium lost acknowledged commands. A torn end has none. */
  readonly strandedRecords: number;
  /** Highest number in it, readable or stranded; 0 where it holds no record. */
  readonly lastSequence: number;
}

export type JournalReadResult =
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged'; readonly cause: string }
  | ({ readonly kind: 'journal' } & JournalContent);

function encodeStart(start: JournalStart): Buffer {
  const bytes = Buffer.alloc(startLength);
  magic.copy(bytes);
  bytes.writeUInt16LE(version, 8);
  bytes.write(start.fileId, 16, 16, 'hex');
  bytes.writeBigUInt64LE(BigInt(start.base.sequence), 32);
  bytes.write(start.base.hash, 40, 16, 'hex');
  start.salt.copy(bytes, 56);
  createHash('sha256').update(bytes.subarray(0, startChecksumAt)).digest().copy(bytes, startChecksumAt);
  return bytes;
}

function decodeStart(bytes: Buffer): JournalStart | undefined {
  if (bytes.length < startLength || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
  const checksum = createHash('sha256').update(bytes.subarray(0, startChecksumAt)).digest();
  if (!checksum.equals(bytes.subarray(startChecksumAt, startLength)) || bytes.readUInt16LE(8) !== version) {
    return undefined;
  }
  return {
    fileId: bytes.toString('hex', 16, 32),
    base: { sequence: Number(bytes.readBigUInt64LE(32)), hash: bytes.toString('hex', 40, 56) },
    salt: Buffer.from(bytes.subarray(56, 88)),
  };
}

function checksumOf(salt: Buffer, head: Uint8Array, payload: Uint8Array): Buffer {
  const hash = createHash('sha256').update(salt).update(head.subarray(0, checksumAt)).update(payload);
  return hash.digest().subarray(0, 16);
}

function sealPayload(keys: PlanKeys, salt: Buffer, head: Buffer, payload: Buffer): Buffer {
  // A number could come twice (a failed append is cut off and tried again), so the nonce is random.
  const nonce = randomBytes(12);
  nonce.copy(head, 16);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(keys, salt, 'journal'), nonce);
  cipher.setAAD(head.subarray(0, checksumAt));
  return Buffer.concat([cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
}

function openPayload(keys: PlanKeys, salt: Buffer, head: Buffer, sealed: Buffer): Buffer | undefined {
  if (sealed.length < tagLength) return undefined;
  const key = deriveKey(keys, salt, 'journal');
  const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(16, checksumAt), {
    authTagLength: tagLength,
  });
  decipher.setAAD(head.subarray(0, checksumAt));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagLength)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function encodeRecord(record: JournalRecord, salt: Buffer, keys: PlanKeys | undefined): Buffer {
  const plain = encodeStatements(record);
  const head = Buffer.alloc(headLength);
  marker.copy(head);
  head.writeUInt32LE(plain.length + (keys ? tagLength : 0), 4);
  head.writeBigUInt64LE(BigInt(record.sequence), 8);
  const payload = keys ? sealPayload(keys, salt, head, plain) : plain;
  checksumOf(salt, head, payload).copy(head, checksumAt);
  return Buffer.concat([head, payload]);
}

interface FoundRecord {
  readonly head: Buffer;
  readonly payload: Buffer;
  readonly end: number;
}

function findRecord(bytes: Buffer, at: number, salt: Buffer): FoundRecord | undefined {
  const head = bytes.subarray(at, at + headLength);
  if (head.length < headLength || !head.subarray(0, marker.length).equals(marker)) return undefined;
  const end = at + headLength + head.readUInt32LE(4);
  if (end > bytes.length) return undefined;
  const payload = bytes.subarray(at + headLength, end);
  const right = checksumOf(salt, head, payload).equals(head.subarray(checksumAt, headLength));
  return right ? { head, payload, end } : undefined;
}

function findStranded(bytes: Buffer, from: number, salt: Buffer): { count: number; last: number } {
  let count = 0;
  let last = 0;
  for (let at = bytes.indexOf(marker, from); at >= 0; ) {
    const found = findRecord(bytes, at, salt);
    if (found) {
      count += 1;
      last = Math.max(last, Number(found.head.readBigUInt64LE(8)));
    }
    at = bytes.indexOf(marker, found ? found.end : at + 1);
  }
  return { count, last };
}

/** Without the key, a record is still known to be whole by its checksum; its statements stay closed. */
type JournalKeys = PlanKeys | 'checksums-only' | undefined;

function decodeRecord(found: FoundRecord, salt: Buffer, keys: JournalKeys): JournalRecord | undefined {
  const sequence = Number(found.head.readBigUInt64LE(8));
  if (keys === 'checksums-only') return { sequence, statements: [] };
  const payload = keys ? openPayload(keys, salt, found.head, found.payload) : found.payload;
  const statements = payload && decodeStatements(payload);
  return statements && { sequence, statements };
}

function readRecords(bytes: Buffer, start: JournalStart, keys: JournalKeys): JournalContent {
  const records: JournalRecord[] = [];
  let at = startLength;
  for (;;) {
    const found = findRecord(bytes, at, start.salt);
    const record = found && decodeRecord(found, start.salt, keys);
    const last = records.at(-1);
    if (!record || (last && record.sequence !== last.sequence + 1)) break;
    records.push(record);
    at = found.end;
  }
  const stranded = findStranded(bytes, at, start.salt);
  return {
    ...start,
    records,
    dropped: bytes.length - at,
    strandedRecords: stranded.count,
    lastSequence: Math.max(stranded.last, records.at(-1)?.sequence ?? 0),
  };
}

/** Never throws for damaged content; file errors come as they are. */
export async function readJournal(
  files: FileSystemPort,
  paths: PlanPaths,
  keys: JournalKeys,
): Promise<JournalReadResult> {
  if ((await files.stat(paths.journal)) === undefined) return { kind: 'missing' };
  const content = await readWhole(files, paths.journal);
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const start = decodeStart(bytes);
  return start
    ? { kind: 'journal', ...readRecords(bytes, start, keys) }
    : { kind: 'damaged', cause: 'start' };
}

/** An empty journal that starts from the saved state of `header`, in place and durable. */
async function placeJournal(files: FileSystemPort, paths: PlanPaths, header: PlanHeader): Promise<Buffer> {
  const salt = randomBytes(32);
  const base = { sequence: header.sequence, hash: shortHash(header.bodyHash) };
  const target = { folder: paths.folder, path: paths.journal, temp: tempPath(paths, paths.folder) };
  await replaceFile(files, target, [encodeStart({ fileId: header.fileId, base, salt })]);
  return salt;
}

/** Before a file that says "journal open" gets its place: some journal must be there whatever happens next. */
export async function ensureJournal(
  files: FileSystemPort,
  paths: PlanPaths,
  header: PlanHeader,
): Promise<void> {
  if ((await files.stat(paths.journal)) === undefined) await placeJournal(files, paths, header);
}

/** Appends to the journal of the present session. After any failure it is broken for good: a whole save must follow. */
export class JournalWriter {
  readonly #file: OpenFile;
  readonly #salt: Buffer;
  readonly #keys: PlanKeys | undefined;
  #end = startLength;
  #broken = false;
  #uncertain = false;

  private constructor(file: OpenFile, salt: Buffer, keys: PlanKeys | undefined) {
    this.#file = file;
    this.#salt = salt;
    this.#keys = keys;
  }

  static async start(
    files: FileSystemPort,
    paths: PlanPaths,
    header: PlanHeader,
    keys: PlanKeys | undefined,
  ): Promise<JournalWriter> {
    const salt = await placeJournal(files, paths, header);
    return new JournalWriter(await files.open(paths.journal, 'update'), salt, keys);
  }

  get broken(): boolean {
    return this.#broken;
  }

  /** A record of a failed command could not be cut off: it may come back. */
  get uncertain(): boolean {
    return this.#uncertain;
  }

  /** Bytes of records. */
  get length(): number {
    return this.#end - startLength;
  }

  /** Durable when it resolves. */
  async append(record: JournalRecord): Promise<void> {
    const bytes = encodeRecord(record, this.#salt, this.#keys);
    try {
      await writeFully(this.#file, bytes, this.#end);
      await this.#file.sync();
      this.#end += bytes.length;
    } catch (error) {
      this.#broken = true;
      // The command fails, so its record should not come back at the next opening.
      await this.#cut().catch(() => {
        this.#uncertain = true;
      });
      throw error;
    }
  }

  async #cut(): Promise<void> {
    await this.#file.truncate(this.#end);
    await this.#file.sync();
  }

  async close(): Promise<void> {
    await this.#file.close().catch(() => undefined);
  }
}
