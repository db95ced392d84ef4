/**
 * Identity-card numbers in any text. GB 11643-1999: six digits of region, date of birth, three of sequence and a
 * check character (ISO 7064 MOD 11-2). Old cards had fifteen digits, permanent residents' cards start with 9.
 */
export type IdentityCertainty = 'certain' | 'suspected';

export interface IdentityNumber {
  /** Digits only; leaves this module in masked form only. */
  readonly digits: string;
  readonly certainty: IdentityCertainty;
  /** Fifteen digits without a check character: common enough in other codes to be weighed by the caller. */
  readonly old: boolean;
}

/** First two digits of the provinces (GB/T 2260), with Taiwan, Hong Kong, Macao. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** Zero-width characters, soft hyphen and joiners: invisible, so they split a number unseen. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const dashes = /[\u2010-\u2015\u2212\uff0d]/g;
const beyondAscii = /[^\0-\x7f]/;
const digitRun = /\d(?:[ \u3000-]{0,3}\d){14,399}(?:[ \u3000-]{0,3}[Xx])?/g;

/** Full-width digits, invisible characters and typographic dashes → plain ones. */
export function plainDigits(text: string): string {
  if (!beyondAscii.test(text)) return text;
  return text.replace(invisible, '').normalize('NFKC').replace(dashes, '-');
}

/** Numbers in a text, in order. Linear in its length; a long text may be cut by the caller. */
export function findIdentityNumbers(text: string): IdentityNumber[] {
  if (text.length < 15) return [];
  const found: IdentityNumber[] = [];
  const plain = plainDigits(text);
  for (const match of plain.matchAll(digitRun)) {
    const before = plain[match.index - 1] ?? '';
    const after = plain.slice(match.index + match[0].length, match.index + match[0].length + 2);
    if (before === '.' || /^(?:\.\d|[A-Za-z0-9])/.test(after)) continue;
    found.push(...readRun(match[0]));
  }
  return found;
}

/** A run is one number in any grouping, or several numbers with blanks between them. */
function readRun(run: string): IdentityNumber[] {
  const pieces = run.toUpperCase().split(/[^\dX]+/);
  const found: IdentityNumber[] = [];
  for (let first = 0; first < pieces.length; first += 1) {
    let digits = '';
    for (let last = first; last < pieces.length && digits.length < 18; last += 1) {
      digits += pieces[last];
      const number = readIdentityNumber(digits, pieces.length === 1 || last > first || digits.length === 18);
      if (!number || (number.old && pieces.length > 1)) continue;
      found.push(number);
      first = last;
      break;
    }
  }
  return found;
}

function readIdentityNumber(digits: string, whole: boolean): IdentityNumber | undefined {
  if (!whole) return undefined;
  if (digits.length === 15 && /^\d+$/.test(digits) && hasRegion(digits) && isDate(`19${digits.slice(6, 12)}`))
    return { digits, certainty: 'suspected', old: true };
  if (digits.length !== 18) return undefined;
  if (isForeignNumber(digits)) return { digits, certainty: 'certain', old: false };
  if (!hasRegion(digits) || !isDate(digits.slice(6, 14))) return undefined;
  if (hasCheckCharacter(digits)) return { digits, certainty: 'certain', old: false };
  // A spreadsheet keeps fifteen digits of a number: its last three come out as zeros, and nothing can be checked.
  return digits.endsWith('000') ? { digits, certainty: 'suspected', old: false } : undefined;
}

/**
 * A number cell: a double keeps about sixteen digits, so region and date decide and the hit is only suspected.
 * `decimal` is the cell's value without exponent.
 */
export function readNumericIdentity(decimal: string): IdentityNumber | undefined {
  if (!/^\d+$/.test(decimal)) return undefined;
  if (decimal.length === 15) return readIdentityNumber(decimal, true);
  if (decimal.length !== 18 || !hasRegion(decimal) || !isDate(decimal.slice(6, 14))) return undefined;
  return { digits: decimal, certainty: 'suspected', old: false };
}

const hasRegion = (digits: string): boolean =>
  provinces.has(digits.slice(0, 2)) && digits.slice(2, 4) !== '00';

/** `yyyymmdd`, a day that was, from 1900 to 2099. */
function isDate(text: string): boolean {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function hasCheckCharacter(digits: string): boolean {
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    const digit = digits.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return false;
    sum += digit * weight;
  }
  return checkCharacters[sum % 11] === digits[17];
}

/**
 * Permanent residents' cards since 2023: 9, province, country (three digits), date of birth, sequence, check. Credit
 * codes of enterprises start with 9 too; one that satisfies their own check (GB 32100-2015) is not taken for a person.
 */
function isForeignNumber(digits: string): boolean {
  if (!digits.startsWith('9') || !provinces.has(digits.slice(1, 3)) || !isDate(digits.slice(6, 14)))
    return false;
  return hasCheckCharacter(digits) && !isCreditCode(digits);
}

const creditCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Unified social credit code: 17 characters weighted by powers of 3 modulo 31. */
export function isCreditCode(code: string): boolean {
  if (code.length !== 18) return false;
  let [sum, weight] = [0, 1];
  for (const character of code.slice(0, 17)) {
    const value = creditCharacters.indexOf(character);
    if (value < 0) return false;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return creditCharacters[(31 - (sum % 31)) % 31] === code[17];
}
