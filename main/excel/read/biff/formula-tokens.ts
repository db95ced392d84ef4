/**
 * Which sheets a BIFF8 formula refers to. Only the sizes of the tokens are needed to walk over them (MS-XLS 2.5.198);
 * a token of unknown size ends the walk.
 */
const fixedSizes: Readonly<Record<number, number>> = {
  1: 4,
  2: 4,
  28: 1,
  29: 1,
  30: 2,
  31: 8,
  32: 7,
  33: 2,
  34: 3,
  35: 4,
  36: 4,
  37: 8,
  38: 6,
  39: 6,
  40: 6,
  41: 2,
  42: 4,
  43: 8,
  44: 4,
  45: 8,
  57: 6,
  58: 6,
  59: 10,
  60: 6,
  61: 10,
};
/** Tokens that start with the number of an entry in EXTERNSHEET. */
const sheetTokens: readonly number[] = [0x39, 0x3a, 0x3b, 0x3c, 0x3d];

/** Numbers of EXTERNSHEET entries in a formula's tokens. */
export function listSheetReferences(tokens: DataView): number[] {
  const found: number[] = [];
  for (let at = 0; at < tokens.byteLength; ) {
    const token = baseToken(tokens.getUint8(at));
    at += 1;
    if (sheetTokens.includes(token) && at + 2 <= tokens.byteLength) found.push(tokens.getUint16(at, true));
    const size = sizeOf(token, tokens, at);
    if (size === undefined) break;
    at += size;
  }
  return found;
}

/** Operand tokens exist in three classes, 0x20, 0x40 and 0x60 upwards. */
const baseToken = (token: number): number => (token >= 0x40 ? (token & 0x1f) | 0x20 : token);

function sizeOf(token: number, tokens: DataView, at: number): number | undefined {
  if (token >= 0x03 && token <= 0x16) return 0;
  const left = tokens.byteLength - at;
  if (token === 0x17)
    return left < 2 ? undefined : 2 + tokens.getUint8(at) * (tokens.getUint8(at + 1) & 1 ? 2 : 1);
  if (token === 0x18) return 5;
  if (token !== 0x19) return fixedSizes[token];
  if (left < 3) return undefined;
  const jumps = tokens.getUint8(at) & 4 ? (tokens.getUint16(at + 1, true) + 1) * 2 : 0;
  return 3 + jumps;
}
