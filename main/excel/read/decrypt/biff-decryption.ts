/**
 * Encrypted BIFF streams (MS-XLS 2.2.10, MS-OFFCRYPTO 2.3.5 to 2.3.7): XOR, RC4 with MD5, RC4 by CryptoAPI with SHA-1.
 * The RC4 key changes every 1024 bytes of the stream; record headers and a few records stay plain but use up key stream.
 */
import { createHash } from 'node:crypto';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { createRc4 } from './rc4.ts';
import { openObfuscation, type RecordDecipher } from './xor-obfuscation.ts';

const records = { filePass: 0x2f, interfaceEnd: 0xe2, boundSheet: 0x85 } as const;
/** BOF, FILEPASS, USREXCL, FILELOCK, INTERFACEHDR, RRDINFO, RRDHEAD. */
const plainRecords = new Set([0x809, 0x2f, 0x194, 0x195, 0xe1, 0x196, 0x138]);
const blockSize = 1024;

/** RC4 key of a block. */
type BlockKey = (block: number) => Uint8Array;

/** Offset of the FILEPASS record; it stands near the start of the stream or nowhere. */
export function findFilePass(stream: Uint8Array): number | undefined {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  for (let at = 0, count = 0; at + 4 <= stream.length && count < 64; count += 1) {
    if (view.getUint16(at, true) === records.filePass) return at;
    at += 4 + view.getUint16(at + 2, true);
  }
  return undefined;
}

/** A decrypted copy, with FILEPASS turned into an empty record. Throws AppError `encrypted` if no password fits. */
export function decryptBiff(stream: Uint8Array, filePass: number, passwords: readonly string[]): Uint8Array {
  const length = new DataView(stream.buffer, stream.byteOffset).getUint16(filePass + 2, true);
  const info = stream.subarray(filePass + 4, filePass + 4 + length);
  for (const password of passwords) {
    const decrypt = unlock(info, password);
    if (!decrypt) continue;
    const plain = new Uint8Array(stream);
    decrypt(plain);
    restorePlainBytes(stream, plain);
    new DataView(plain.buffer).setUint16(filePass, records.interfaceEnd, true);
    return plain;
  }
  throw new AppError('encrypted', { reason: 'password' });
}

type StreamDecipher = (stream: Uint8Array) => void;

/** Excel 95 has no encryption type before its key. */
function unlock(info: Uint8Array, password: string): StreamDecipher | undefined {
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength);
  const start = info.length === 4 ? 0 : 2;
  if (info.length < start + 4) return undefined;
  if (start === 0 || view.getUint16(0, true) === 0) {
    const decipher = openObfuscation(view.getUint16(start, true), view.getUint16(start + 2, true), password);
    return decipher && ((stream) => decipherRecords(stream, decipher));
  }
  const key = unlockRc4(info, view, password);
  return key && ((stream) => decipherBlocks(stream, key));
}

function unlockRc4(info: Uint8Array, view: DataView, password: string): BlockKey | undefined {
  if (info.length < 54) return undefined;
  const [major, minor] = [view.getUint16(2, true), view.getUint16(4, true)];
  if (major === 1 && minor === 1) return unlockSimple(info.subarray(6), password);
  const cryptoApi = minor === 2 && major >= 2 && major <= 4;
  return cryptoApi ? unlockCryptoApi(info.subarray(10), password) : undefined;
}

const md5 = (...parts: Uint8Array[]): Uint8Array => digest('md5', parts);
const sha1 = (...parts: Uint8Array[]): Uint8Array => digest('sha1', parts);

function digest(algorithm: string, parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

const wide = (password: string): Uint8Array => new Uint8Array(Buffer.from(password, 'utf16le'));

function littleEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

/** Salt, verifier, hash of the verifier: 16 bytes each (MS-OFFCRYPTO 2.3.6.2). */
function unlockSimple(data: Uint8Array, password: string): BlockKey | undefined {
  const [salt, verifier, hash] = [data.subarray(0, 16), data.slice(16, 32), data.slice(32, 48)];
  const start = md5(wide(password)).subarray(0, 5);
  const repeated = Array.from({ length: 16 }, () => [start, salt]).flat();
  const base = md5(...repeated).subarray(0, 5);
  const key: BlockKey = (block) => md5(base, littleEndian(block));
  return verifies(key(0), verifier, hash, md5) ? key : undefined;
}

/** Header of stated size, then salt size, salt, verifier, hash size, hash (MS-OFFCRYPTO 2.3.5.1 and 2.3.5.2). */
function unlockCryptoApi(data: Uint8Array, password: string): BlockKey | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const headerSize = view.getUint32(0, true);
  if (headerSize < 20 || 4 + headerSize + 56 > data.length) return undefined;
  const keyBytes = (view.getUint32(4 + 16, true) || 40) / 8;
  const verifierStart = 4 + headerSize + 4;
  const salt = data.subarray(verifierStart, verifierStart + 16);
  const verifier = data.slice(verifierStart + 16, verifierStart + 32);
  const hash = data.slice(verifierStart + 36, verifierStart + 56);
  const base = sha1(salt, wide(password));
  const key: BlockKey = (block) => {
    const full = sha1(base, littleEndian(block)).slice(0, 16);
    // A 40-bit key is five bytes of the hash and eleven of nothing.
    return keyBytes === 5 ? full.fill(0, 5) : full.subarray(0, keyBytes);
  };
  return verifies(key(0), verifier, hash, sha1) ? key : undefined;
}

function verifies(
  key: Uint8Array,
  verifier: Uint8Array,
  hash: Uint8Array,
  digestOf: (...parts: Uint8Array[]) => Uint8Array,
): boolean {
  const decrypt = createRc4(key);
  decrypt(verifier);
  decrypt(hash);
  return Buffer.compare(digestOf(verifier), hash) === 0;
}

function decipherBlocks(stream: Uint8Array, key: BlockKey): void {
  for (let block = 0; block * blockSize < stream.length; block += 1)
    createRc4(key(block))(stream.subarray(block * blockSize, (block + 1) * blockSize));
}

function decipherRecords(stream: Uint8Array, decipher: RecordDecipher): void {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  for (let at = 0; at + 4 <= stream.length; ) {
    const length = view.getUint16(at + 2, true);
    decipher(stream.subarray(at + 4, at + 4 + length), at + 4);
    at += 4 + length;
  }
}

/** Headers, the plain records and the position in BOUNDSHEET were never encrypted: they are copied back. */
function restorePlainBytes(stream: Uint8Array, plain: Uint8Array): void {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  for (let at = 0; at + 4 <= stream.length; ) {
    const [type, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    const kept = plainRecords.has(type) ? length : type === records.boundSheet ? 4 : 0;
    plain.set(stream.subarray(at, Math.min(at + 4 + kept, stream.length)), at);
    at += 4 + length;
  }
}
