/**
 * Text to GB18030 bytes for the two-byte range (GBK), which holds every sign of ordinary Chinese office text; others
 * become `?`. The platform decodes GB18030 but does not encode it, so the table is made by decoding once.
 */
let table: Map<string, number> | undefined;

function encodingTable(decode: (bytes: Uint8Array) => string): Map<string, number> {
  if (table) return table;
  table = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const letter = decode(Uint8Array.of(lead, trail));
      if (letter.length === 1 && letter !== '\ufffd' && !table.has(letter))
        table.set(letter, (lead << 8) | trail);
    }
  return table;
}

export function encodeGb18030(text: string, decode: (bytes: Uint8Array) => string): Uint8Array {
  const known = encodingTable(decode);
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    const pair = known.get(letter);
    if (code < 0x80) bytes.push(code);
    else if (pair === undefined) bytes.push(0x3f);
    else bytes.push(pair >> 8, pair & 0xff);
  }
  return Uint8Array.from(bytes);
}
