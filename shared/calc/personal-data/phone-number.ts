import { plainDigits } from './identity-number.ts';

const mobile = /(?<![\d.])(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?![\d]|\.\d)/g;

/** Mobile numbers of mainland China in a text, digits only. */
export function findMobileNumbers(text: string): string[] {
  if (text.length < 11) return [];
  return [...plainDigits(text).matchAll(mobile)].map((match) => (match[1] ?? '').replace(/[ -]/g, ''));
}

/** `13912345678` as a number cell holds it. */
export const isNumericMobile = (decimal: string): boolean => /^1[3-9]\d{9}$/.test(decimal);

/** A phone of any kind, alone in its cell: mobile, or area code and line with an extension. */
export function isPhoneText(text: string): boolean {
  const plain = plainDigits(text).replace(/[\s()-]/g, '');
  return (
    /^(?:\+?86)?1[3-9]\d{9}$/.test(plain) ||
    /^0\d{2,3}\d{7,8}(?:转?\d{1,4})?$/.test(plain) ||
    /^[2-8]\d{6,7}$/.test(plain)
  );
}
