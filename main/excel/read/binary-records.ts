/** Records of an xlsb part (MS-XLSB 2.1.4), checked before the library counts by them. */
import { AppError } from '../../../shared/errors/app-error.ts';

const externSheet = 0x16a;
const columnInfo = 0x3c;
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
  if (type !== externSheet && type !== columnInfo) return true;
  if (data.length < 4) return false;
  const view = new DataView(data.buffer, data.byteOffset);
  if (type === columnInfo) return data.length >= 8 && view.getUint32(4, true) <= lastColumn;
  return view.getUint32(0, true) * 12 <= data.length - 4;
}
