/**
 * The first 2,048 bytes of a plan file. Every byte is covered by the header's own checksum, the rest of the file by
 * `bodyHash`, so that a flipped bit anywhere is seen. Numbers are little-endian.
 */
import { createHash } from 'node:crypto';
import { decodeEncryption, type EncryptionHeader, encodeEncryption } from './key-slots.ts';

export const headerLength = 2048;
export const formatVersion = 1;
/** High bit, CR LF and 0x1A: a transfer that treats the file as text damages the magic itself. */
const magic = Buffer.from('\x89PLAN\r\n\x1a', 'latin1');
const checksumAt = headerLength - 32;
const ancestorsAt = 1024;
export const ancestorLimit = 40;

const flagJournalOpen = 1;
const flagEncrypted = 2;

/** An earlier whole save of the same plan: 16 bytes of its body hash are enough to tell copies apart. */
export interface Ancestor {
  readonly sequence: number;
  readonly hash: string;
}

export interface PlanHeader {
  /** 32 hex digits, the same for all copies of a plan. */
  readonly fileId: string;
  /** Number of the state that the image holds; every command raises it by one. */
  readonly sequence: number;
  readonly imageLength: number;
  /** Length of what follows the header: the image, or its encrypted form. */
  readonly bodyLength: number;
  /** SHA-256 of the body as stored, hex. Without a password that is the hash of the image. */
  readonly bodyHash: string;
  /** Milliseconds since 1970 by the clock of the machine: shown and used for "one per day", never for order. */
  readonly savedAt: number;
  readonly journalOpen: boolean;
  /** Newest first; the first is the direct parent. */
  readonly ancestors: readonly Ancestor[];
  readonly encryption?: EncryptionHeader;
}

export type DecodedHeader =
  | { readonly kind: 'header'; readonly header: PlanHeader }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged'; readonly cause: string };

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

export function shortHash(bodyHash: string): string {
  return bodyHash.slice(0, 32);
}

function encodeAncestors(bytes: Buffer, ancestors: readonly Ancestor[]): void {
  const kept = ancestors.slice(0, ancestorLimit);
  bytes.writeUInt16LE(kept.length, ancestorsAt);
  kept.forEach((ancestor, index) => {
    const at = ancestorsAt + 8 + index * 24;
    bytes.writeBigUInt64LE(BigInt(ancestor.sequence), at);
    bytes.write(ancestor.hash, at + 8, 16, 'hex');
  });
}

function decodeAncestors(bytes: Buffer): Ancestor[] {
  const count = Math.min(bytes.readUInt16LE(ancestorsAt), ancestorLimit);
  return Array.from({ length: count }, (_, index) => {
    const at = ancestorsAt + 8 + index * 24;
    return { sequence: Number(bytes.readBigUInt64LE(at)), hash: bytes.toString('hex', at + 8, at + 24) };
  });
}

export function encodeHeader(header: PlanHeader): Buffer {
  const bytes = Buffer.alloc(headerLength);
  magic.copy(bytes, 0);
  bytes.writeUInt16LE(formatVersion, 8);
  bytes.writeUInt16LE(headerLength, 10);
  bytes.writeUInt32LE(
    (header.journalOpen ? flagJournalOpen : 0) | (header.encryption ? flagEncrypted : 0),
    12,
  );
  bytes.write(header.fileId, 16, 16, 'hex');
  bytes.writeBigUInt64LE(BigInt(header.sequence), 32);
  bytes.writeBigUInt64LE(BigInt(header.imageLength), 40);
  bytes.writeBigUInt64LE(BigInt(header.bodyLength), 48);
  bytes.writeBigInt64LE(BigInt(header.savedAt), 56);
  bytes.write(header.bodyHash, 64, 32, 'hex');
  if (header.encryption) encodeEncryption(bytes, header.encryption);
  encodeAncestors(bytes, header.ancestors);
  sha256(bytes.subarray(0, checksumAt)).copy(bytes, checksumAt);
  return bytes;
}

/**
 * The part of the header that encrypted content is bound to: all of it except the two hashes, which are only known
 * when the content is encrypted.
 */
export function headerAsAssociatedData(header: PlanHeader): Buffer {
  return sha256(encodeHeader({ ...header, bodyHash: '0'.repeat(64) }).subarray(0, checksumAt));
}

function readFields(bytes: Buffer): PlanHeader {
  const flags = bytes.readUInt32LE(12);
  const header: PlanHeader = {
    fileId: bytes.toString('hex', 16, 32),
    sequence: Number(bytes.readBigUInt64LE(32)),
    imageLength: Number(bytes.readBigUInt64LE(40)),
    bodyLength: Number(bytes.readBigUInt64LE(48)),
    savedAt: Number(bytes.readBigInt64LE(56)),
    bodyHash: bytes.toString('hex', 64, 96),
    journalOpen: (flags & flagJournalOpen) !== 0,
    ancestors: decodeAncestors(bytes),
  };
  return flags & flagEncrypted ? { ...header, encryption: decodeEncryption(bytes) } : header;
}

/** A newer format is only believed where its own checksum, at the end of its stated length, is right. */
function decodeNewer(bytes: Buffer, version: number): DecodedHeader {
  const length = bytes.readUInt16LE(10);
  const fits = length >= 64 && length <= bytes.length;
  const right = fits && sha256(bytes.subarray(0, length - 32)).equals(bytes.subarray(length - 32, length));
  return right ? { kind: 'newer', version } : { kind: 'damaged', cause: 'header-checksum' };
}

/** `bytes`: the start of the file, up to `headerLength` or more. Never throws. */
export function decodeHeader(input: Uint8Array): DecodedHeader {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (bytes.length < headerLength)
    return { kind: 'damaged', cause: bytes.length === 0 ? 'empty' : 'truncated' };
  if (!bytes.subarray(0, magic.length).equals(magic)) return { kind: 'damaged', cause: 'not-a-plan' };
  const version = bytes.readUInt16LE(8);
  if (version > formatVersion) return decodeNewer(bytes, version);
  const checksum = bytes.subarray(checksumAt, headerLength);
  if (!sha256(bytes.subarray(0, checksumAt)).equals(checksum))
    return { kind: 'damaged', cause: 'header-checksum' };
  return { kind: 'header', header: readFields(bytes) };
}
