/** Records of an xlsb part (MS-XLSB 2.1.4), checked before the library counts by them. */
import { AppError } from '../../../shared/errors/app-error.ts';

const externSheet = 0x16a;
const columnInfo = 0x3c;
const metadataBlock = 0x33;
/** Text with formatted runs: of a cell, of the shared texts, of a comment. */
const richTexts = new Set([0x13, 0x3e, 0x27d]);
const lastColumn = 16_383;
/** Cells: column, style, and a value behind them. */
const lastCellRecord = 11;

/** Throws AppError `damaged` where a record reaches beyond its part or is too short for its own count. */
export function checkBinaryRecords(part: Uint8Array): void {
  let at = 0;
  const readNumber = (most: number): number => {
    let value = 0;
    for (let index = 0; index < most && at < part.length; index += 1) {
      const byte = part[at] ?? 0;
      at += 1;
      value += (byte & 127) * 128 ** index;
      if (byte < 128) break;
    }
    return value;
  };
  while (at < part.length) {
    // The second byte of a type keeps its marker bit out of the number, so the number is the documented one.
    const type = readNumber(2);
    const length = readNumber(4);
    if (at + length > part.length) throw new AppError('damaged', { reason: 'xlsb-truncated' });
    if (!isSound(type, part.subarray(at, at + length)))
      throw new AppError('damaged', { reason: 'xlsb-record' });
    at += length;
  }
}

function isSound(type: number, data: Uint8Array): boolean {
  if (type <= lastCellRecord) return data.length >= 8;
  if (richTexts.has(type)) return hasRuns(data, type === 0x3e ? 8 : 0);
  if (type !== externSheet && type !== columnInfo && type !== metadataBlock) return true;
  if (data.length < 4) return false;
  const view = new DataView(data.buffer, data.byteOffset);
  if (type === columnInfo) return data.length >= 8 && view.getUint32(4, true) <= lastColumn;
  return view.getUint32(0, true) * (type === metadataBlock ? 8 : 12) <= data.length - 4;
}

/** The runs behind the text are counted by the file: 4 bytes each, and they must be there. */
function hasRuns(data: Uint8Array, start: number): boolean {
  if (data.length < start + 5) return false;
  if (((data[start] ?? 0) & 1) === 0) return true;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const count = start + 5 + view.getUint32(start + 1, true) * 2;
  return count + 4 <= data.length && view.getUint32(count, true) * 4 <= data.length - count - 4;
}
