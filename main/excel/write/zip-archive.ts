import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { AppError } from '../../../shared/errors/app-error.ts';

/**
 * Zip containers at the level of stored entries, so that a part nobody touched keeps its very bytes, order, method,
 * time stamp and extra fields. Native deflate: this runs in Node only.
 */
export interface ZipEntry {
  readonly name: string;
  /** General purpose flags, method, DOS time and date, as stored. */
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly date: number;
  readonly crc: number;
  readonly size: number;
  /** The stored (compressed) bytes. */
  readonly stored: Uint8Array;
  readonly extra: Uint8Array;
  readonly centralExtra: Uint8Array;
  readonly comment: Uint8Array;
  readonly madeBy: number;
  readonly needed: number;
  readonly internal: number;
  readonly external: number;
  readonly nameBytes: Uint8Array;
}

const limits = { parts: 5_000, part: 200_000_000 };
const utf8Name = 0x0800;
const dataDescriptor = 0x0008;
/** 1 January 1980: the files we write carry no clock, so the same book gives the same bytes. */
const epochDate = 0x0021;
const none = new Uint8Array(0);
/** Half the time of the default level for files a sixth larger. */
const compression = 4;

function damaged(reason: string): AppError {
  return new AppError('damaged', { reason });
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw damaged('no-zip-directory');
}

function decodeName(bytes: Uint8Array, flags: number): string {
  if ((flags & utf8Name) !== 0) return new TextDecoder('utf-8').decode(bytes);
  return bytes.every((byte) => byte < 128)
    ? new TextDecoder('latin1').decode(bytes)
    : new TextDecoder('gb18030').decode(bytes);
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): { entry: ZipEntry; next: number } {
  if (view.getUint32(at, true) !== 0x02014b50) throw damaged('zip-directory');
  const u16 = (offset: number) => view.getUint16(at + offset, true);
  const u32 = (offset: number) => view.getUint32(at + offset, true);
  const [nameLength, extraLength, commentLength, local] = [u16(28), u16(30), u16(32), u32(42)];
  if (view.getUint32(local, true) !== 0x04034b50) throw damaged('zip-entry');
  const localName = view.getUint16(local + 26, true);
  const localExtra = view.getUint16(local + 28, true);
  const data = local + 30 + localName + localExtra;
  const stored = bytes.subarray(data, data + u32(20));
  if (stored.length !== u32(20)) throw damaged('zip-truncated');
  const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength);
  const next = at + 46 + nameLength + extraLength + commentLength;
  const entry: ZipEntry = {
    name: decodeName(nameBytes, u16(8)),
    nameBytes,
    madeBy: u16(4),
    needed: u16(6),
    flags: u16(8),
    method: u16(10),
    time: u16(12),
    date: u16(14),
    crc: u32(16),
    size: u32(24),
    internal: u16(36),
    external: u32(38),
    stored,
    extra: bytes.subarray(local + 30 + localName, data),
    centralExtra: bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength),
    comment: bytes.subarray(next - commentLength, next),
  };
  return { entry, next };
}

/**
 * Lists the entries of a zip in the order of its directory.
 * Errors: `damaged` where it is no zip or cut off, `encrypted`, `too-big` (more than 5,000 parts, zip64).
 */
export function readZip(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = findEnd(view);
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    if (count > limits.parts || at === 0xffffffff) throw new AppError('too-big', { parts: count });
    const entries: ZipEntry[] = [];
    for (let index = 0; index < count; index += 1) {
      const { entry, next } = readEntry(bytes, view, at);
      if ((entry.flags & 1) !== 0) throw new AppError('encrypted');
      entries.push(entry);
      at = next;
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError) throw damaged('zip-truncated');
    throw error;
  }
}

/** The unpacked bytes of an entry. Errors: `damaged`, `too-big` (over 200 MB unpacked). */
export function unpackEntry(entry: ZipEntry): Uint8Array {
  if (entry.size > limits.part) throw new AppError('too-big', { part: entry.name });
  if (entry.method === 0) return entry.stored;
  if (entry.method !== 8) throw damaged('zip-method');
  try {
    const bytes = inflateRawSync(entry.stored, { maxOutputLength: limits.part });
    if (crc32(bytes) !== entry.crc) throw damaged('zip-checksum');
    return bytes;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damaged('zip-data');
  }
}

/** What a part became: its stored bytes, and checksum and size of the unpacked ones. */
export type PackedPart = Pick<ZipEntry, 'method' | 'crc' | 'size' | 'stored'>;

function packPart(data: Uint8Array, method: number): PackedPart {
  return {
    method,
    crc: crc32(data),
    size: data.length,
    stored: method === 0 ? data : deflateRawSync(data, { level: compression }),
  };
}

/** A new entry for a part that is packed already. */
export function newEntry(name: string, part: PackedPart): ZipEntry {
  const nameBytes = new TextEncoder().encode(name);
  return {
    name,
    nameBytes,
    flags: nameBytes.length === name.length ? 0 : utf8Name,
    time: 0,
    date: epochDate,
    ...part,
    extra: none,
    centralExtra: none,
    comment: none,
    madeBy: 20,
    needed: 20,
    internal: 0,
    external: 0,
  };
}

/** A new entry for a part, deflated. */
export function packEntry(name: string, data: Uint8Array): ZipEntry {
  return newEntry(name, packPart(data, 8));
}

/** The same entry with other content: name, method, time stamp and attributes stay. */
export function replaceEntry(entry: ZipEntry, data: Uint8Array): ZipEntry {
  return { ...entry, ...packPart(data, entry.method) };
}

function header(entry: ZipEntry, central: boolean, offset: number): Uint8Array {
  const extra = central ? entry.centralExtra : entry.extra;
  const comment = central ? entry.comment : none;
  const fixed = central ? 46 : 30;
  const bytes = new Uint8Array(fixed + entry.nameBytes.length + extra.length + comment.length);
  const view = new DataView(bytes.buffer);
  const shift = central ? 2 : 0;
  view.setUint32(0, central ? 0x02014b50 : 0x04034b50, true);
  if (central) view.setUint16(4, entry.madeBy, true);
  view.setUint16(4 + shift, entry.needed, true);
  // Sizes are known, so the descriptor that streaming writers append is not written again.
  view.setUint16(6 + shift, entry.flags & ~dataDescriptor, true);
  view.setUint16(8 + shift, entry.method, true);
  view.setUint16(10 + shift, entry.time, true);
  view.setUint16(12 + shift, entry.date, true);
  view.setUint32(14 + shift, entry.crc, true);
  view.setUint32(18 + shift, entry.stored.length, true);
  view.setUint32(22 + shift, entry.size, true);
  view.setUint16(26 + shift, entry.nameBytes.length, true);
  view.setUint16(28 + shift, extra.length, true);
  if (central) {
    view.setUint16(32, comment.length, true);
    view.setUint16(36, entry.internal, true);
    view.setUint32(38, entry.external, true);
    view.setUint32(42, offset, true);
  }
  bytes.set(entry.nameBytes, fixed);
  bytes.set(extra, fixed + entry.nameBytes.length);
  bytes.set(comment, fixed + entry.nameBytes.length + extra.length);
  return bytes;
}

/** Writes the entries in the given order; stored bytes are copied, never recompressed. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const local = header(entry, false, 0);
    directory.push(header(entry, true, offset));
    parts.push(local, entry.stored);
    offset += local.length + entry.stored.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, entries.length, true);
  view.setUint16(10, entries.length, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return concatBytes([...parts, ...directory, end]);
}

/** Joins byte arrays. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
