/** Zip files with any lie in them: each field of a header can be set apart from the truth. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly data: string | Uint8Array;
  readonly stored?: boolean;
  readonly size?: number;
  readonly packedSize?: number;
  readonly crc?: number;
  readonly flags?: number;
  readonly localName?: string;
  /** Reuses the local header of an earlier entry, as overlapping bombs do. */
  readonly sameAs?: number;
}

export interface ZipLies {
  readonly count?: number;
  readonly prefix?: number;
  readonly comment?: string;
}

export function makeZip(entries: readonly ZipEntry[], lies: ZipLies = {}): Uint8Array {
  const pieces: Buffer[] = [];
  const central: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  const push = (piece: Buffer): void => {
    pieces.push(piece);
    at += piece.length;
  };
  for (const entry of entries) {
    const data = Buffer.from(entry.data as string);
    const packed = entry.stored ? data : deflateRawSync(data);
    const fields = headerFields(entry, data, packed);
    const offset = entry.sameAs === undefined ? at : (offsets[entry.sameAs] ?? 0);
    offsets.push(offset);
    if (entry.sameAs === undefined) {
      const name = Buffer.from(entry.localName ?? entry.name);
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      fields.copy(local, 4);
      local.writeUInt16LE(name.length, 26);
      push(local);
      push(name);
      push(packed);
    }
    const name = Buffer.from(entry.name);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    fields.copy(record, 6);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt32LE(offset, 42);
    central.push(record, name);
  }
  const start = at;
  for (const piece of central) push(piece);
  push(endRecord(lies.count ?? entries.length, at - start, start, lies.comment ?? ''));
  return new Uint8Array(Buffer.concat(pieces));
}

/** Version, flags, method, time, date, checksum, sizes: the same in both headers. */
function headerFields(entry: ZipEntry, data: Buffer, packed: Buffer): Buffer {
  const fields = Buffer.alloc(22);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(entry.flags ?? 0, 2);
  fields.writeUInt16LE(entry.stored ? 0 : 8, 4);
  fields.writeUInt32LE(entry.crc ?? crc32(data), 10);
  fields.writeUInt32LE(entry.packedSize ?? packed.length, 14);
  fields.writeUInt32LE(entry.size ?? data.length, 18);
  return fields;
}

function endRecord(count: number, size: number, start: number, comment: string): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([end, Buffer.from(comment)]);
}
