/**
 * The records the library needs to list cells; all others are emptied before it sees the stream. It parses formulas,
 * names, fonts and drawings even when nobody asks for them, and a count that reaches beyond its record (read as "not a
 * number") keeps some of those parsers busy without end.
 */
const emptyRecord = 0xe2;

/** Type → fewest bytes. Structure, formats and calendar first, then cells, results, rows and merges. */
const needed: Readonly<Record<number, number>> = {
  2057: 4,
  1033: 4,
  521: 4,
  9: 4,
  10: 0,
  60: 0,
  34: 2,
  66: 2,
  133: 7,
  142: 4,
  143: 4,
  224: 4,
  67: 4,
  579: 4,
  1091: 4,
  68: 2,
  30: 1,
  1054: 3,
  252: 8,
  0: 8,
  512: 8,
  520: 16,
  2: 9,
  3: 15,
  4: 8,
  5: 9,
  515: 14,
  516: 8,
  517: 8,
  638: 10,
  189: 12,
  214: 8,
  253: 10,
  6: 16,
  518: 18,
  1030: 18,
  7: 1,
  519: 2,
  229: 2,
};
const formulas: readonly number[] = [0x06, 0x206, 0x406];
/** Where a formula states its size before version 5, and since (MS-XLS 2.4.127); no version minds both being set. */
const sizeAt = { old: 16, recent: 20 } as const;
/** The size that tells the library to look no further. */
const noFormula = 0xffff;

/** A copy of the same length, so that the positions in BOUNDSHEET still hold. A header cut off at the end is left out. */
export function keepNeededRecords(stream: Uint8Array): Uint8Array {
  const copy = new Uint8Array(stream);
  const view = new DataView(copy.buffer);
  const recent = copy.length > 2 && view.getUint16(0, true) === 0x809;
  let at = 0;
  while (at + 4 <= copy.length) {
    const [type, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    const formula = formulas.includes(type);
    const fewest = formula ? (recent ? sizeAt.recent : sizeAt.old) + 2 : needed[type];
    if (fewest === undefined || length < fewest) view.setUint16(at, emptyRecord, true);
    else if (formula && at + 4 + length <= copy.length) forgetFormula(view, at + 4, length);
    at += 4 + length;
  }
  return copy.subarray(0, at);
}

function forgetFormula(view: DataView, start: number, length: number): void {
  view.setUint16(start + sizeAt.old, 0, true);
  if (length >= sizeAt.recent + 2) view.setUint16(start + sizeAt.recent, noFormula, true);
}
