/**
 * Records too short for their type. The library reads counts beyond a record's end as "not a number" and then counts
 * up to it without end, so such records are turned into an empty one before it sees them.
 */
const emptyRecord = 0xe2;
/** EOF, CONTINUE and the empty record say all they have to say by being there. */
const mayBeEmpty = new Set([0x0a, 0x3c, emptyRecord]);
const fewestBytes: Readonly<Record<number, number>> = {
  4: 8,
  6: 8,
  7: 1,
  23: 2,
  24: 10,
  28: 6,
  30: 1,
  35: 3,
  49: 5,
  133: 7,
  189: 12,
  190: 8,
  214: 8,
  252: 8,
  253: 10,
  430: 4,
  438: 18,
  440: 32,
  515: 14,
  516: 8,
  518: 8,
  519: 2,
  536: 10,
  547: 3,
  561: 5,
  638: 10,
  1030: 8,
  1054: 3,
};

/** The same stream where nothing is too short, else a copy. A header cut off at the end is left out. */
export function emptyShortRecords(stream: Uint8Array): Uint8Array {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let copy: Uint8Array | undefined;
  let at = 0;
  while (at + 4 <= stream.length) {
    const [type, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (isTooShort(type, length)) {
      copy ??= new Uint8Array(stream);
      copy[at] = emptyRecord;
      copy[at + 1] = 0;
    }
    at += 4 + length;
  }
  return (copy ?? stream).subarray(0, at > stream.length ? stream.length : at);
}

function isTooShort(type: number, length: number): boolean {
  return length < (fewestBytes[type] ?? 1) && !mayBeEmpty.has(type);
}
