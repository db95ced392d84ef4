import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import {
  canonicalText,
  type ExchangeBody,
  type ExchangePackage,
  exchangePackage,
} from '../../../shared/domain/exchange-package.ts';
import { AppError } from '../../../shared/errors/app-error.ts';

/* Ed25519 over the hash of the canonical text. The raw public key is the last 32 bytes of its SPKI form. */

const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

export function makeSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}

export function signPackage(body: ExchangeBody, key: string): ExchangePackage {
  const privateKey = createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' });
  const hash = hashOf(body);
  return {
    body,
    hash,
    publicKey: rawPublicKey(createPublicKey(privateKey)),
    signature: sign(null, Buffer.from(hash, 'hex'), privateKey).toString('hex'),
  };
}

function rawPublicKey(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
}

export function hashOf(body: ExchangeBody): string {
  return createHash('sha256').update(canonicalText(body)).digest('hex');
}

/** Throws package-invalid with the reason: not-json, shape, hash, signature. */
export function readPackage(bytes: Uint8Array): ExchangePackage {
  const parsed = exchangePackage.safeParse(parseJson(bytes));
  if (!parsed.success) throw new AppError('package-invalid', { reason: 'shape' });
  const { body, hash, publicKey, signature } = parsed.data;
  if (hashOf(body) !== hash) throw new AppError('package-invalid', { reason: 'hash' });
  const key = createPublicKey({
    key: Buffer.concat([spkiPrefix, Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  });
  if (!verify(null, Buffer.from(hash, 'hex'), key, Buffer.from(signature, 'hex')))
    throw new AppError('package-invalid', { reason: 'signature' });
  return parsed.data;
}

/** Names that would reach a prototype are dropped, and the strict shape then refuses what is left over. */
function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length > 20 * 1024 * 1024) throw new AppError('too-big', { size: bytes.length });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return JSON.parse(text, (key, value: unknown) =>
      key === '__proto__' || key === 'constructor' ? undefined : value,
    );
  } catch {
    throw new AppError('package-invalid', { reason: 'not-json' });
  }
}
