/**
 * Encrypted OOXML packages (MS-OFFCRYPTO 2.3.4): agile encryption, described by xml, and the older standard
 * encryption, described by a binary header. Both wrap the whole zip file in a stream of a compound file.
 */
import { createDecipheriv, createHash } from 'node:crypto';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { ReadLimits } from '../limits.ts';
import { XmlScanner } from '../ooxml/xml-scanner.ts';
import { decodeXml } from '../ooxml/xml-text.ts';

/** Excel spins 100,000 times; ten times that would only serve to keep the reader busy. */
const mostSpins = 1_000_000;
const sizeBytes = 8;

const unsupported = (): AppError => new AppError('encrypted', { reason: 'method' });

/** The zip file inside. Throws AppError `encrypted` where no password fits or the method is unknown. */
export function decryptPackage(
  info: Uint8Array,
  content: Uint8Array,
  passwords: readonly string[],
  limits: ReadLimits,
): Uint8Array {
  if (info.length < 8 || content.length < sizeBytes)
    throw new AppError('damaged', { reason: 'encryption-info' });
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength);
  const minor = view.getUint16(2, true);
  if (minor !== 4 && minor !== 2) throw unsupported();
  const open = minor === 4 ? readAgile(info.subarray(8)) : readStandard(info);
  for (const password of passwords) {
    const decrypt = open(password);
    if (decrypt) return cutToSize(content, decrypt(content.subarray(sizeBytes)), limits);
  }
  throw new AppError('encrypted', { reason: 'password' });
}

/** With a wrong password undefined, else what decrypts the package. */
type Unlock = (password: string) => ((content: Uint8Array) => Uint8Array) | undefined;

function cutToSize(content: Uint8Array, plain: Uint8Array, limits: ReadLimits): Uint8Array {
  const size = Number(new DataView(content.buffer, content.byteOffset, sizeBytes).getBigUint64(0, true));
  if (size > plain.length) throw new AppError('damaged', { reason: 'encrypted-size' });
  if (size > limits.fileBytes) throw new AppError('too-big', { limit: 'file', value: size });
  return plain.subarray(0, size);
}

interface Cipher {
  readonly salt: Uint8Array;
  readonly blockSize: number;
  readonly keyBytes: number;
  readonly hash: string;
  readonly mode: string;
}

interface KeyEncryptor extends Cipher {
  readonly spins: number;
  readonly verifierInput: Uint8Array;
  readonly verifierHash: Uint8Array;
  readonly keyValue: Uint8Array;
}

const blockKeys = {
  verifierInput: [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79],
  verifierHash: [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e],
  keyValue: [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6],
} as const;
const segmentSize = 4096;

function readAgile(xml: Uint8Array): Unlock {
  const scanner = new XmlScanner(decodeXml(xml));
  let data: Cipher | undefined;
  let encryptor: KeyEncryptor | undefined;
  while (scanner.next()) {
    if (scanner.closing) continue;
    if (scanner.name === 'keyData') data = readCipher(scanner);
    if (scanner.name === 'encryptedKey') encryptor ??= readEncryptor(scanner);
  }
  if (!data || !encryptor) throw unsupported();
  const [cipher, locked] = [data, encryptor];
  return (password) => {
    const secret = unlockAgile(locked, password);
    return secret && ((content) => decryptSegments(content, secret, cipher));
  };
}

const hashNames: Readonly<Record<string, string>> = {
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  SHA256: 'sha256',
  SHA384: 'sha384',
  SHA512: 'sha512',
  MD5: 'md5',
};

function readCipher(scanner: XmlScanner): Cipher {
  const hash = hashNames[scanner.attribute('hashAlgorithm') ?? ''];
  const bits = Number(scanner.attribute('keyBits'));
  const chaining = scanner.attribute('cipherChaining');
  if (!hash || scanner.attribute('cipherAlgorithm') !== 'AES' || ![128, 192, 256].includes(bits))
    throw unsupported();
  return {
    salt: base64(scanner, 'saltValue'),
    blockSize: 16,
    keyBytes: bits / 8,
    hash,
    mode: `aes-${bits}-${chaining === 'ChainingModeCFB' ? 'cfb8' : 'cbc'}`,
  };
}

function readEncryptor(scanner: XmlScanner): KeyEncryptor {
  const spins = Number(scanner.attribute('spinCount'));
  if (!(spins >= 0 && spins <= mostSpins)) throw unsupported();
  return {
    ...readCipher(scanner),
    spins,
    verifierInput: base64(scanner, 'encryptedVerifierHashInput'),
    verifierHash: base64(scanner, 'encryptedVerifierHashValue'),
    keyValue: base64(scanner, 'encryptedKeyValue'),
  };
}

const base64 = (scanner: XmlScanner, name: string): Uint8Array =>
  new Uint8Array(Buffer.from(scanner.attribute(name) ?? '', 'base64'));

function unlockAgile(encryptor: KeyEncryptor, password: string): Uint8Array | undefined {
  const base = spin(encryptor.hash, encryptor.salt, password, encryptor.spins);
  const open = (purpose: keyof typeof blockKeys): Uint8Array => {
    const key = fitLength(
      digest(encryptor.hash, base, Uint8Array.from(blockKeys[purpose])),
      encryptor.keyBytes,
      0x36,
    );
    return decipher(
      encryptor.mode,
      key,
      fitLength(encryptor.salt, encryptor.blockSize, 0x36),
      encryptor[purpose],
    );
  };
  const expected = digest(encryptor.hash, open('verifierInput'));
  if (Buffer.compare(expected, open('verifierHash').subarray(0, expected.length)) !== 0) return undefined;
  return open('keyValue').subarray(0, encryptor.keyBytes);
}

/** Each segment of 4096 bytes has its own start vector. */
function decryptSegments(content: Uint8Array, secret: Uint8Array, cipher: Cipher): Uint8Array {
  const plain = new Uint8Array(content.length);
  for (let start = 0, segment = 0; start < content.length; start += segmentSize, segment += 1) {
    const vector = fitLength(digest(cipher.hash, cipher.salt, littleEndian(segment)), cipher.blockSize, 0x36);
    plain.set(decipher(cipher.mode, secret, vector, content.subarray(start, start + segmentSize)), start);
  }
  return plain;
}

const aesAlgorithms: readonly number[] = [0x660e, 0x660f, 0x6610];

/** Header (flags, size, algorithm, key size …) and verifier of standard encryption (MS-OFFCRYPTO 2.3.4.5). */
function readStandard(info: Uint8Array): Unlock {
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength);
  const headerSize = view.getUint32(8, true);
  const verifierStart = 12 + headerSize;
  if (headerSize < 32 || verifierStart + 72 > info.length)
    throw new AppError('damaged', { reason: 'encryption-info' });
  const bits = view.getUint32(12 + 16, true);
  if (!aesAlgorithms.includes(view.getUint32(12 + 8, true)) || ![128, 192, 256].includes(bits))
    throw unsupported();
  const salt = info.subarray(verifierStart + 4, verifierStart + 20);
  const verifier = info.subarray(verifierStart + 20, verifierStart + 36);
  const hash = info.subarray(verifierStart + 40, verifierStart + 72);
  return (password) => {
    const key = standardKey(salt, password, bits / 8);
    const decrypt = (data: Uint8Array): Uint8Array => decipher(`aes-${bits}-ecb`, key, null, data);
    const expected = digest('sha1', decrypt(verifier));
    return Buffer.compare(expected, decrypt(hash).subarray(0, 20)) === 0 ? decrypt : undefined;
  };
}

/** MS-OFFCRYPTO 2.3.4.7: fifty thousand rounds, then the two halves of an HMAC-like mix. */
function standardKey(salt: Uint8Array, password: string, keyBytes: number): Uint8Array {
  const base = digest('sha1', spin('sha1', salt, password, 50_000), littleEndian(0));
  const mixed = [0x36, 0x5c].map((pad) => {
    const block = new Uint8Array(64).fill(pad);
    base.forEach((byte, index) => {
      block[index] = byte ^ pad;
    });
    return digest('sha1', block);
  });
  return new Uint8Array(Buffer.concat(mixed)).subarray(0, keyBytes);
}

function spin(algorithm: string, salt: Uint8Array, password: string, count: number): Uint8Array {
  let hash = digest(algorithm, salt, new Uint8Array(Buffer.from(password, 'utf16le')));
  for (let round = 0; round < count; round += 1) hash = digest(algorithm, littleEndian(round), hash);
  return hash;
}

function digest(algorithm: string, ...parts: Uint8Array[]): Uint8Array {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function littleEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

/** Cut or filled up to a length. */
function fitLength(bytes: Uint8Array, length: number, filler: number): Uint8Array {
  const fitted = new Uint8Array(length).fill(filler);
  fitted.set(bytes.subarray(0, length));
  return fitted;
}

/** Bytes beyond the last whole block are padding of the container and are left out. */
function decipher(mode: string, key: Uint8Array, vector: Uint8Array | null, data: Uint8Array): Uint8Array {
  const cipher = createDecipheriv(mode, key, vector);
  cipher.setAutoPadding(false);
  const whole = data.subarray(0, data.length - (data.length % 16));
  return Buffer.concat([cipher.update(whole), cipher.final()]);
}
