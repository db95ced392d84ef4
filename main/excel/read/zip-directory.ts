/**
 * The zip directory, read before anything is unpacked: what a bomb, a liar or a damaged file looks like is seen
 * from the directory and the local headers alone. Nothing here allocates by a number that the file states.
 */
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadLimits } from './limits.ts';

export interface ZipPart {
  /** Forward slashes, no leading slash. */
  readonly name: string;
  readonly deflated: boolean;
  readonly packedSize: number;
  readonly size: number;
  readonly crc: number;
  /** Where the packed bytes start. */
  readonly offset: number;
}

const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
};
const endSize = 22;
const encryptedFlag = 1;
const sizesFollowFlag = 8;
const decoder = new TextDecoder('utf-8');

const damaged = (reason: string): AppError => new AppError('damaged', { reason });

/** Throws AppError `damaged`, `encrypted` or `too-big`. */
export function readZipDirectory(bytes: Uint8Array, limits: ReadLimits): ZipPart[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = readEnd(view);
  if (end.count > limits.parts) throw new AppError('too-big', { limit: 'parts', value: end.count });
  const parts: ZipPart[] = [];
  const ranges: [number, number][] = [];
  let at = end.start;
  for (let index = 0; index < end.count; index += 1) {
    const entry = readEntry(bytes, view, at);
    at = entry.next;
    checkRatio(entry, limits);
    const offset = checkLocalHeader(bytes, view, entry);
    ranges.push([entry.localOffset, offset + entry.packedSize]);
    if (!entry.name.endsWith('/')) parts.push({ ...entry, name: tidyName(entry.name), offset });
  }
  checkTotal(parts, limits);
  checkNames(parts);
  checkOverlaps(ranges, end.start);
  return parts;
}

interface Entry {
  name: string;
  rawName: Uint8Array;
  deflated: boolean;
  sizesFollow: boolean;
  packedSize: number;
  size: number;
  crc: number;
  localOffset: number;
  next: number;
}

function readEnd(view: DataView): { count: number; start: number } {
  const lowest = Math.max(0, view.byteLength - endSize - 0xffff);
  for (let at = view.byteLength - endSize; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) !== signatures.end) continue;
    const count = view.getUint16(at + 10, true);
    const start = view.getUint32(at + 16, true);
    if (count !== 0xffff && start !== 0xffffffff) return { count, start };
    return readEnd64(view, at);
  }
  throw damaged('zip-end-missing');
}

function readEnd64(view: DataView, end: number): { count: number; start: number } {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== signatures.locator64) throw damaged('zip-end');
  const at = readLong(view, locator + 8);
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== signatures.end64) throw damaged('zip-end');
  return { count: readLong(view, at + 32), start: readLong(view, at + 48) };
}

/** 64-bit numbers of a file of at most 20 MB: anything larger is nonsense and turns into a damaged file. */
function readLong(view: DataView, at: number): number {
  if (at + 8 > view.byteLength) throw damaged('zip-number');
  const value = Number(view.getBigUint64(at, true));
  return Number.isSafeInteger(value) ? value : Number.MAX_SAFE_INTEGER;
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): Entry {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== signatures.central)
    throw damaged('zip-directory');
  const flags = view.getUint16(at + 8, true);
  if (flags & encryptedFlag) throw new AppError('encrypted', { reason: 'zip' });
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8) throw damaged('zip-method');
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > view.byteLength) throw damaged('zip-directory');
  const rawName = bytes.subarray(at + 46, nameEnd);
  const entry = {
    name: decoder.decode(rawName).replaceAll('\\', '/'),
    rawName,
    deflated: method === 8,
    sizesFollow: (flags & sizesFollowFlag) !== 0,
    packedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    crc: view.getUint32(at + 16, true),
    localOffset: view.getUint32(at + 42, true),
    next,
  };
  readLongSizes(view, nameEnd, extraEnd, entry);
  return entry;
}

/** Zip64 writers put the true numbers into an extra field, in this order and only where the short one is full. */
function readLongSizes(view: DataView, start: number, end: number, entry: Entry): void {
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    for (const key of ['size', 'packedSize', 'localOffset'] as const) {
      if (entry[key] !== 0xffffffff) continue;
      entry[key] = readLong(view, field);
      field += 8;
    }
    return;
  }
}

function checkRatio(entry: Entry, limits: ReadLimits): void {
  if (!entry.deflated && entry.size !== entry.packedSize) throw damaged('zip-size');
  if (entry.size > limits.unpackedBytes)
    throw new AppError('too-big', { limit: 'unpacked', value: entry.size });
  if (entry.size > limits.ratioFromBytes && entry.size > entry.packedSize * limits.ratio)
    throw new AppError('too-big', { limit: 'ratio' });
}

function checkLocalHeader(bytes: Uint8Array, view: DataView, entry: Entry): number {
  const at = entry.localOffset;
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== signatures.local)
    throw damaged('zip-local-header');
  const nameLength = view.getUint16(at + 26, true);
  const offset = at + 30 + nameLength + view.getUint16(at + 28, true);
  if (offset + entry.packedSize > view.byteLength) throw damaged('zip-truncated');
  if (!sameBytes(bytes.subarray(at + 30, at + 30 + nameLength), entry.rawName))
    throw damaged('zip-name-differs');
  const size = view.getUint32(at + 22, true);
  const stated = size !== 0xffffffff && !(entry.sizesFollow && size === 0);
  if (stated && size !== entry.size) throw damaged('zip-size-differs');
  return offset;
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

function checkTotal(parts: readonly ZipPart[], limits: ReadLimits): void {
  const total = parts.reduce((sum, part) => sum + part.size, 0);
  if (total > limits.unpackedBytes) throw new AppError('too-big', { limit: 'unpacked', value: total });
}

const tidyName = (name: string): string => name.replace(/^\/+/, '');

function checkNames(parts: readonly ZipPart[]): void {
  const seen = new Set<string>();
  for (const { name } of parts) {
    if (name.includes('\0') || name.split('/').includes('..')) throw damaged('zip-name');
    const key = name.toLowerCase();
    if (seen.has(key)) throw damaged('zip-duplicate');
    seen.add(key);
  }
}

function checkOverlaps(ranges: [number, number][], directory: number): void {
  ranges.sort((left, right) => left[0] - right[0]);
  let free = 0;
  for (const [start, end] of ranges) {
    if (start < free) throw damaged('zip-overlap');
    free = end;
  }
  if (free > directory) throw damaged('zip-overlap');
}
