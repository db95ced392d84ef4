/**
 * A plan with a password: a random plan key, wrapped for the password (scrypt) and for a printed recovery key, and
 * from it one key per file by HKDF with a fresh salt, so that no nonce ever repeats. Content is AES-256-GCM in chunks
 * (STREAM: a chunk carries its number and whether it is the last), bound to its header as associated data.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import { headerAsAssociatedData, type PlanHeader } from './header.ts';
import type { EncryptionHeader, KeyDerivation, KeySlot, SlotKind } from './key-slots.ts';
import { parseRecoveryKey, printRecoveryKey } from './recovery-key.ts';

export const defaultDerivation: KeyDerivation = { logN: 17, r: 8, p: 1 };
const chunkSize = 1 << 20;
const tagLength = 16;

export interface PlanKeys {
  /** 32 bytes; never leaves the process. */
  readonly master: Buffer;
  readonly derivation: KeyDerivation;
  readonly slots: readonly KeySlot[];
}

export function deriveKey(keys: PlanKeys, salt: Uint8Array, purpose: string, length = 32): Buffer {
  return Buffer.from(hkdfSync('sha256', keys.master, salt, `planbench ${purpose}`, length));
}

/** A name that tells nothing about the content to who has no key. */
export function keyedName(keys: PlanKeys, content: string): string {
  return createHmac('sha256', deriveKey(keys, Buffer.alloc(0), 'names'))
    .update(content)
    .digest('hex');
}

/** Bounds from the header are checked before any memory is taken: a hostile file may ask for a terabyte. */
function requireSane(derivation: KeyDerivation, path: string): void {
  const { logN, r, p } = derivation;
  if (logN < 10 || logN > 18 || r !== 8 || p < 1 || p > 4) {
    throw new AppError('plan-damaged', {
      path,
      part: 'header',
      cause: 'key-derivation-out-of-range',
      logN,
      r,
      p,
    });
  }
}

function stretch(secret: string, salt: Buffer, derivation: KeyDerivation): Promise<Buffer> {
  const { logN, r, p } = derivation;
  const N = 2 ** logN;
  const options = { N, r, p, maxmem: 128 * N * r + 128 * r * p + (1 << 20) };
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFC'), salt, 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

async function wrappingKey(
  kind: SlotKind,
  secret: string,
  salt: Buffer,
  derivation: KeyDerivation,
): Promise<Buffer> {
  if (kind === 'password') return stretch(secret, salt, derivation);
  // The recovery key is 160 random bits: stretching would add nothing.
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'hex'), salt, 'planbench recovery', 32));
}

const slotData = (kind: SlotKind, fileId: string): Buffer => Buffer.from(`${kind} ${fileId}`);

async function wrap(
  kind: SlotKind,
  secret: string,
  master: Buffer,
  derivation: KeyDerivation,
  fileId: string,
): Promise<KeySlot> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await wrappingKey(kind, secret, salt, derivation), nonce);
  cipher.setAAD(slotData(kind, fileId));
  const wrapped = Buffer.concat([cipher.update(master), cipher.final()]);
  return { kind, salt, nonce, wrapped, tag: cipher.getAuthTag() };
}

async function unwrap(
  slot: KeySlot,
  secret: string,
  derivation: KeyDerivation,
  fileId: string,
): Promise<Buffer | undefined> {
  const key = await wrappingKey(slot.kind, secret, slot.salt, derivation);
  const decipher = createDecipheriv('aes-256-gcm', key, slot.nonce, { authTagLength: tagLength });
  decipher.setAAD(slotData(slot.kind, fileId));
  decipher.setAuthTag(slot.tag);
  try {
    return Buffer.concat([decipher.update(slot.wrapped), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** New keys for a plan that had none. `recoveryKey` is to be printed once; it is stored nowhere. */
export async function createKeys(
  password: string,
  fileId: string,
  derivation: KeyDerivation = defaultDerivation,
): Promise<{ keys: PlanKeys; recoveryKey: string }> {
  const master = randomBytes(32);
  const recovery = randomBytes(20).toString('hex');
  const slots = [
    await wrap('password', password, master, derivation, fileId),
    await wrap('recovery', recovery, master, derivation, fileId),
  ];
  return { keys: { master, derivation, slots }, recoveryKey: printRecoveryKey(recovery) };
}

/** The same plan key behind another password: nothing written before has to be written again. */
export async function changePasswordSlot(
  keys: PlanKeys,
  password: string,
  fileId: string,
  derivation: KeyDerivation = defaultDerivation,
): Promise<PlanKeys> {
  const slot = await wrap('password', password, keys.master, derivation, fileId);
  return { ...keys, derivation, slots: [slot, ...keys.slots.filter((one) => one.kind !== 'password')] };
}

/**
 * The plan key by password or recovery key. Header and checksum were verified before, so a slot that doesn't open
 * means a wrong password and not damage.
 * Errors: password-needed, wrong-password, plan-damaged (hostile parameters) with {path}.
 */
export async function unlockKeys(
  header: Pick<PlanHeader, 'fileId'> & { readonly encryption: EncryptionHeader },
  password: string | undefined,
  path: string,
): Promise<PlanKeys> {
  const { derivation, slots } = header.encryption;
  requireSane(derivation, path);
  if (password === undefined) throw new AppError('password-needed', { path });
  const recovery = parseRecoveryKey(password);
  for (const slot of slots) {
    const secret = slot.kind === 'recovery' ? recovery : password;
    if (secret === undefined) continue;
    const master = await unwrap(slot, secret, derivation, header.fileId);
    if (master) return { master, derivation, slots };
  }
  throw new AppError('wrong-password', { path });
}

function chunkNonce(prefix: Buffer, index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  prefix.copy(nonce, 0, 0, 4);
  nonce.writeUInt32BE(index, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

export function sealedLength(length: number, size = chunkSize): number {
  return length + Math.max(1, Math.ceil(length / size)) * tagLength;
}

/** `material`: 36 bytes, key and nonce prefix, used for this one stream only. */
export function sealStream(
  material: Buffer,
  associated: Uint8Array,
  content: Uint8Array,
  size = chunkSize,
): Buffer[] {
  const count = Math.max(1, Math.ceil(content.length / size));
  const parts: Buffer[] = [];
  for (let index = 0; index < count; index += 1) {
    const nonce = chunkNonce(material.subarray(32), index, index === count - 1);
    const cipher = createCipheriv('aes-256-gcm', material.subarray(0, 32), nonce);
    cipher.setAAD(associated);
    parts.push(
      cipher.update(content.subarray(index * size, (index + 1) * size)),
      cipher.final(),
      cipher.getAuthTag(),
    );
  }
  return parts;
}

function openChunk(material: Buffer, nonce: Buffer, associated: Uint8Array, chunk: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', material.subarray(0, 32), nonce, {
    authTagLength: tagLength,
  });
  decipher.setAAD(associated);
  decipher.setAuthTag(chunk.subarray(chunk.length - tagLength));
  return Buffer.concat([decipher.update(chunk.subarray(0, chunk.length - tagLength)), decipher.final()]);
}

/** Undefined where any chunk was changed, dropped, swapped, doubled or cut: never a part of the content. */
export function openStream(
  material: Buffer,
  associated: Uint8Array,
  sealed: Uint8Array,
  size = chunkSize,
): Uint8Array<ArrayBuffer> | undefined {
  const step = size + tagLength;
  const count = Math.max(1, Math.ceil(sealed.length / step));
  if (sealed.length < count * tagLength) return undefined;
  const content = new Uint8Array(sealed.length - count * tagLength);
  try {
    for (let index = 0; index < count; index += 1) {
      const nonce = chunkNonce(material.subarray(32), index, index === count - 1);
      content.set(
        openChunk(material, nonce, associated, sealed.subarray(index * step, (index + 1) * step)),
        index * size,
      );
    }
    return content;
  } catch {
    return undefined;
  }
}

/** The header with its encryption fields, and the sealed body. */
export function sealBody(
  keys: PlanKeys,
  draft: PlanHeader,
  image: Uint8Array,
): { header: PlanHeader; parts: readonly Uint8Array[] } {
  const bodySalt = randomBytes(32);
  const encryption = { derivation: keys.derivation, chunkSize, bodySalt, slots: keys.slots };
  const header = { ...draft, encryption, bodyLength: sealedLength(image.length) };
  const material = deriveKey(keys, bodySalt, 'body', 36);
  return { header, parts: sealStream(material, headerAsAssociatedData(header), image) };
}

/** Errors: plan-damaged where the content doesn't belong to this header. */
export function openBody(
  keys: PlanKeys,
  header: PlanHeader,
  body: Uint8Array,
  path: string,
): Uint8Array<ArrayBuffer> {
  const encryption = header.encryption;
  const size = encryption?.chunkSize ?? 0;
  const image =
    encryption && size === chunkSize
      ? openStream(deriveKey(keys, encryption.bodySalt, 'body', 36), headerAsAssociatedData(header), body)
      : undefined;
  if (image?.length !== header.imageLength) {
    throw new AppError('plan-damaged', { path, part: 'body', cause: 'not-authentic' });
  }
  return image;
}
