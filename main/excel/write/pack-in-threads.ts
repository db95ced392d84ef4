import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import { concatBytes, newEntry, type ZipEntry } from './zip-archive.ts';

/**
 * Packs a part while it is made: each chunk is compressed for itself in the threads that Node keeps for this, and only a few
 * of them are in memory at a time. Flushed chunks one behind the other are one deflate stream (RFC 1951), which an empty
 * last block ends.
 */

const deflate = promisify(deflateRaw);
const emptyLastBlock = Uint8Array.of(3, 0);
const mostUnderWay = 4;
/** Half the time of level 4 for sheets a twenty-fifth larger: of a large book, packing is the longest part. */
const level = 2;

/** A new entry, deflated; the chunks are asked for one by one. */
export async function packInThreads(name: string, chunks: Iterable<Uint8Array>): Promise<ZipEntry> {
  const packed: Promise<Uint8Array>[] = [];
  let crc = 0;
  let size = 0;
  for (const chunk of chunks) {
    crc = crc32(chunk, crc);
    size += chunk.length;
    packed.push(packChunk(chunk));
    await packed[packed.length - mostUnderWay];
  }
  const stored = concatBytes([...(await Promise.all(packed)), emptyLastBlock]);
  return newEntry(name, { method: 8, crc, size, stored });
}

/** Cut to its length, as what the threads give back has room for more. */
async function packChunk(chunk: Uint8Array): Promise<Uint8Array> {
  const packed = await deflate(chunk, {
    level,
    finishFlush: constants.Z_SYNC_FLUSH,
    // With room for what rows of a sheet become the thread is done in one go and needs no answer in between.
    chunkSize: Math.max(constants.Z_MIN_CHUNK, chunk.length >> 2),
  });
  return new Uint8Array(packed);
}
