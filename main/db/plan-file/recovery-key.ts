/** The recovery key as printed on paper: 160 bits in groups of four characters, the last group checks the others. */
import { createHash } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that a handwritten copy is read back right. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const keyLength = 32;
const checkLength = 4;

function checkOf(text: string): string {
  const digest = createHash('sha256').update(`planbench recovery ${text}`).digest();
  return Array.from(digest.subarray(0, checkLength), (byte) => alphabet[byte & 31]).join('');
}

function toBase32(hex: string): string {
  const bits = Array.from(Buffer.from(hex, 'hex'), (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((group) => alphabet[Number.parseInt(group, 2)]).join('');
}

function toHex(text: string): string {
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return (bits.match(/.{8}/g) ?? [])
    .map((group) => Number.parseInt(group, 2).toString(16).padStart(2, '0'))
    .join('');
}

/** `hex`: 20 bytes. Gives nine groups: `7K2M-…`. */
export function printRecoveryKey(hex: string): string {
  const text = toBase32(hex);
  return (`${text}${checkOf(text)}`.match(/.{4}/g) ?? []).join('-');
}

/** The 20 bytes as hex; undefined where the text is no recovery key or was copied wrongly. */
export function parseRecoveryKey(input: string): string | undefined {
  const text = input
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  if (text.length !== keyLength + checkLength || !/^[0-9A-HJKMNP-TV-Z]+$/.test(text)) return undefined;
  const key = text.slice(0, keyLength);
  return checkOf(key) === text.slice(keyLength) ? toHex(key) : undefined;
}
