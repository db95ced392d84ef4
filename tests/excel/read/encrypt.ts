/** Workbooks encrypted as Office does it, written from the specification (MS-OFFCRYPTO) for the tests of reading. */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { CFB } from 'xlsx';
import { createRc4 } from '../../../main/excel/read/decrypt/rc4.ts';
import { openOleContainer } from '../../../main/excel/read/ole-container.ts';

const hash = (algorithm: string, ...parts: Uint8Array[]): Buffer => {
  const digest = createHash(algorithm);
  for (const part of parts) digest.update(part);
  return digest.digest();
};
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
const number32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const padded = (data: Uint8Array): Buffer =>
  Buffer.concat([data, Buffer.alloc((16 - (data.length % 16)) % 16)]);

function encipher(mode: string, key: Uint8Array, vector: Uint8Array | null, data: Uint8Array): Buffer {
  const cipher = createCipheriv(mode, key, vector);
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(padded(data)), cipher.final()]);
}

function spin(algorithm: string, salt: Uint8Array, password: string, count: number): Buffer {
  let value = hash(algorithm, salt, wide(password));
  for (let round = 0; round < count; round += 1) value = hash(algorithm, number32(round), value);
  return value;
}

function container(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const file = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(file, name, Buffer.from(content));
  return new Uint8Array(CFB.write(file, { type: 'buffer' }) as Buffer);
}

const withSize = (size: number, content: Uint8Array): Buffer => {
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(size));
  return Buffer.concat([start, content]);
};

/** Agile encryption, AES-256 and SHA-512, as Excel 2013 and later write it. */
export function encryptAgile(zip: Uint8Array, password: string, spins = 100): Uint8Array {
  const [salt, keySalt, secret, verifier] = [
    randomBytes(16),
    randomBytes(16),
    randomBytes(32),
    randomBytes(16),
  ];
  const base = spin('sha512', salt, password, spins);
  const lock = (block: string, data: Uint8Array): string => {
    const key = hash('sha512', base, Buffer.from(block, 'hex')).subarray(0, 32);
    return encipher('aes-256-cbc', key, salt, data).toString('base64');
  };
  const common =
    'saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"';
  const xml = `<?xml version="1.0"?><encryption xmlns:p="x"><keyData ${common} saltValue="${keySalt.toString('base64')}"/><keyEncryptors><keyEncryptor><p:encryptedKey spinCount="${spins}" ${common} saltValue="${salt.toString('base64')}" encryptedVerifierHashInput="${lock('fea7d2763b4b9e79', verifier)}" encryptedVerifierHashValue="${lock('d7aa0f6d3061344e', hash('sha512', verifier))}" encryptedKeyValue="${lock('146e0be7abacd0d6', secret)}"/></keyEncryptor></keyEncryptors></encryption>`;
  const segments: Buffer[] = [];
  for (let at = 0; at < zip.length; at += 4096) {
    const vector = hash('sha512', keySalt, number32(at / 4096)).subarray(0, 16);
    segments.push(encipher('aes-256-cbc', secret, vector, zip.subarray(at, at + 4096)));
  }
  return container({
    EncryptionInfo: Buffer.concat([Buffer.from('0400040040000000', 'hex'), Buffer.from(xml)]),
    EncryptedPackage: withSize(zip.length, Buffer.concat(segments)),
  });
}

/** Standard encryption, AES-128 and SHA-1, as Excel 2007 wrote it. */
export function encryptStandard(zip: Uint8Array, password: string): Uint8Array {
  const [salt, verifier] = [randomBytes(16), randomBytes(16)];
  const base = hash('sha1', spin('sha1', salt, password, 50_000), number32(0));
  const mix = Buffer.alloc(64, 0x36);
  for (const [index, byte] of base.entries()) mix[index] = 0x36 ^ byte;
  const key = hash('sha1', mix).subarray(0, 16);
  const lock = (data: Uint8Array): Buffer => encipher('aes-128-ecb', key, null, data);
  const header = Buffer.alloc(34);
  for (const [index, value] of [0x24, 0, 0x660e, 0x8004, 128, 24].entries())
    header.writeUInt32LE(value, index * 4);
  const info = [Buffer.from('0400020024000000', 'hex'), number32(header.length), header, number32(16), salt];
  return container({
    EncryptionInfo: Buffer.concat([...info, lock(verifier), number32(20), lock(hash('sha1', verifier))]),
    EncryptedPackage: withSize(zip.length, lock(zip)),
  });
}

/** RC4 of BIFF8 with MD5 (`simple`) or through CryptoAPI with SHA-1 and 128 bits. */
export function encryptBiff(
  workbook: Uint8Array,
  password: string,
  method: 'simple' | 'crypto-api',
): Uint8Array {
  const stream = Buffer.from(openOleContainer(workbook).stream('/Workbook') ?? []);
  const [salt, verifier] = [randomBytes(16), randomBytes(16)];
  const keys = method === 'simple' ? simpleKeys(salt, password) : cryptoKeys(salt, password);
  const digest = hash(method === 'simple' ? 'md5' : 'sha1', verifier);
  const locked = new Uint8Array(Buffer.concat([verifier, digest]));
  createRc4(keys(0))(locked);
  const info = method === 'simple' ? Buffer.from('010001000100', 'hex') : cryptoHeader();
  const sizes =
    method === 'simple'
      ? [salt, locked]
      : [number32(16), salt, locked.subarray(0, 16), number32(20), locked.subarray(16)];
  const filePass = record(0x2f, Buffer.concat([info, ...sizes]));
  return container({ Workbook: encryptStream(insertAfterFirst(stream, filePass), keys) });
}

type Keys = (block: number) => Uint8Array;

function simpleKeys(salt: Uint8Array, password: string): Keys {
  const start = hash('md5', wide(password)).subarray(0, 5);
  const base = hash(
    'md5',
    Buffer.concat(Array.from({ length: 16 }, () => Buffer.concat([start, salt]))),
  ).subarray(0, 5);
  return (block) => hash('md5', base, number32(block));
}

function cryptoKeys(salt: Uint8Array, password: string): Keys {
  const base = hash('sha1', salt, wide(password));
  return (block) => hash('sha1', base, number32(block)).subarray(0, 16);
}

function cryptoHeader(): Buffer {
  const header = Buffer.alloc(34);
  for (const [index, value] of [0x04, 0, 0x6801, 0x8004, 128, 1].entries())
    header.writeUInt32LE(value, index * 4);
  return Buffer.concat([Buffer.from('01000200020004000000', 'hex'), number32(header.length), header]);
}

const record = (type: number, data: Uint8Array): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
};

/** Positions in BOUNDSHEET move along. */
function insertAfterFirst(stream: Buffer, inserted: Buffer): Buffer {
  const first = 4 + stream.readUInt16LE(2);
  for (let at = 0; at + 4 <= stream.length; at += 4 + stream.readUInt16LE(at + 2))
    if (stream.readUInt16LE(at) === 0x85)
      stream.writeUInt32LE(stream.readUInt32LE(at + 4) + inserted.length, at + 4);
  return Buffer.concat([stream.subarray(0, first), inserted, stream.subarray(first)]);
}

function encryptStream(stream: Buffer, keys: Keys): Uint8Array {
  const secret = new Uint8Array(stream);
  for (let block = 0; block * 1024 < secret.length; block += 1)
    createRc4(keys(block))(secret.subarray(block * 1024, (block + 1) * 1024));
  for (let at = 0; at + 4 <= stream.length; at += 4 + stream.readUInt16LE(at + 2)) {
    const [type, length] = [stream.readUInt16LE(at), stream.readUInt16LE(at + 2)];
    const kept = [0x809, 0x2f, 0xe1].includes(type) ? length : type === 0x85 ? 4 : 0;
    secret.set(stream.subarray(at, at + 4 + kept), at);
  }
  return secret;
}
