/** Records of a BIFF stream: type, length, bytes, one after the other (MS-XLS 2.1.4). */
export interface BiffRecord {
  readonly type: number;
  /** Where the record starts in its stream. */
  readonly offset: number;
  readonly data: DataView;
}

export const recordTypes = {
  bof: [0x809, 0x409, 0x209, 0x009],
  eof: 0x0a,
  boundSheet: 0x85,
  codePage: 0x42,
  name: 0x18,
  note: 0x1c,
  supBook: 0x1ae,
  externSheet: 0x17,
  formula: [0x06, 0x206, 0x406],
  columnInfo: 0x7d,
  header: 0x14,
  footer: 0x15,
  object: 0x5d,
  picture: 0x7f,
  textObject: 0x1b6,
  continued: 0x3c,
} as const;

/** Records of the wanted types. Stops where a record reaches beyond the stream. */
export function* readRecords(stream: Uint8Array, wanted: ReadonlySet<number>): Generator<BiffRecord> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  for (let at = 0; at + 4 <= stream.length; ) {
    const length = view.getUint16(at + 2, true);
    if (at + 4 + length > stream.length) return;
    const type = view.getUint16(at, true);
    if (wanted.has(type))
      yield { type, offset: at, data: new DataView(stream.buffer, stream.byteOffset + at + 4, length) };
    at += 4 + length;
  }
}
