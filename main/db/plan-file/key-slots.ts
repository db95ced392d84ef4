/**
 * The encryption fields of the header: how a password becomes a key, and the slots that hold the plan key wrapped.
 * Layout at 136: kdf, log2 N, r, p, chunk size; at 144 the salt of the body; at 176 four slots of 96 bytes.
 */
export type SlotKind = 'password' | 'recovery';

export interface KeySlot {
  readonly kind: SlotKind;
  readonly salt: Buffer;
  readonly nonce: Buffer;
  readonly wrapped: Buffer;
  readonly tag: Buffer;
}

export interface KeyDerivation {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

export interface EncryptionHeader {
  readonly derivation: KeyDerivation;
  readonly chunkSize: number;
  /** 32 random bytes, new at each whole save: the body's key comes from the plan key and this salt. */
  readonly bodySalt: Buffer;
  readonly slots: readonly KeySlot[];
}

const at = 136;
const saltAt = 144;
const slotsAt = 176;
const slotLength = 96;
export const slotLimit = 4;
const kinds: readonly SlotKind[] = ['password', 'recovery'];

export function encodeEncryption(bytes: Buffer, encryption: EncryptionHeader): void {
  bytes.set([1, encryption.derivation.logN, encryption.derivation.r, encryption.derivation.p], at);
  bytes.writeUInt32LE(encryption.chunkSize, at + 4);
  encryption.bodySalt.copy(bytes, saltAt);
  encryption.slots.slice(0, slotLimit).forEach((slot, index) => {
    const start = slotsAt + index * slotLength;
    bytes[start] = kinds.indexOf(slot.kind) + 1;
    slot.salt.copy(bytes, start + 16);
    slot.nonce.copy(bytes, start + 32);
    slot.wrapped.copy(bytes, start + 44);
    slot.tag.copy(bytes, start + 76);
  });
}

function decodeSlot(bytes: Buffer, start: number): KeySlot | undefined {
  const kind = kinds[(bytes[start] ?? 0) - 1];
  if (!kind) return undefined;
  const part = (offset: number, length: number): Buffer =>
    Buffer.from(bytes.subarray(start + offset, start + offset + length));
  return { kind, salt: part(16, 16), nonce: part(32, 12), wrapped: part(44, 32), tag: part(76, 16) };
}

export function decodeEncryption(bytes: Buffer): EncryptionHeader {
  const slots = Array.from({ length: slotLimit }, (_, index) =>
    decodeSlot(bytes, slotsAt + index * slotLength),
  );
  return {
    derivation: { logN: bytes[at + 1] ?? 0, r: bytes[at + 2] ?? 0, p: bytes[at + 3] ?? 0 },
    chunkSize: bytes.readUInt32LE(at + 4),
    bodySalt: Buffer.from(bytes.subarray(saltAt, saltAt + 32)),
    slots: slots.filter((slot) => slot !== undefined),
  };
}
