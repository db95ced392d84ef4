/** Parts of a checked zip file, unpacked one by one and never beyond the size their directory states. */
import { crc32, inflateRawSync } from 'node:zlib';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadLimits } from './limits.ts';
import { readZipDirectory, type ZipPart } from './zip-directory.ts';

export interface ZipPackage {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Throws AppError `damaged` where the bytes don't unpack to the stated size and checksum. */
  bytes(name: string): Uint8Array | undefined;
}

/** Part names compare without case, as the packaging standard says. */
export function openZipPackage(bytes: Uint8Array, limits: ReadLimits): ZipPackage {
  const parts = readZipDirectory(bytes, limits);
  const byName = new Map(parts.map((part) => [part.name.toLowerCase(), part]));
  return {
    names: parts.map((part) => part.name),
    has: (name) => byName.has(name.toLowerCase()),
    bytes: (name) => {
      const part = byName.get(name.toLowerCase());
      return part && unpack(bytes, part);
    },
  };
}

interface KnownPart {
  readonly packed: Uint8Array;
  readonly content: Uint8Array;
}

/**
 * Small parts by their checksum. The returns of a batch come from the same program: list of contents, relationships and
 * styles are the same to the byte, and setting up a decompressor for each was most of what unpacking them took.
 */
const known = new Map<number, KnownPart>();
const smallPart = 1 << 14;
const mostKnown = 100;

function unpack(bytes: Uint8Array, part: ZipPart): Uint8Array {
  const packed = bytes.subarray(part.offset, part.offset + part.packedSize);
  const seen = part.deflated ? known.get(part.crc) : undefined;
  if (seen?.content.length === part.size && Buffer.compare(seen.packed, packed) === 0) return seen.content;
  const content = unpackAnew(packed, part);
  if (part.deflated && part.size <= smallPart) {
    if (known.size >= mostKnown) known.clear();
    known.set(part.crc, { packed: new Uint8Array(packed), content });
  }
  return content;
}

function unpackAnew(packed: Uint8Array, part: ZipPart): Uint8Array {
  const content = part.deflated ? inflate(packed, part) : packed;
  if (content.length !== part.size) throw new AppError('damaged', { reason: 'zip-size' });
  if (crc32(content) !== part.crc) throw new AppError('damaged', { reason: 'zip-checksum' });
  return content;
}

function inflate(packed: Uint8Array, part: ZipPart): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(part.size, 1) });
  } catch (error) {
    throw new AppError('damaged', { reason: 'zip-content' }, { cause: error });
  }
}
