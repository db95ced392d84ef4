/**
 * The compound file of .xls and of encrypted workbooks (MS-CFB): streams by path. Chains are walked with a count,
 * so a loop in the allocation table ends as a damaged file and never as a hang.
 */
import type { SideText } from '../../../shared/calc/personal-data/scan-workbook.ts';
import { AppError } from '../../../shared/errors/app-error.ts';

export interface OleContainer {
  /** `/Workbook`, `/_VBA_PROJECT_CUR/VBA/dir` … in the order of the directory. */
  readonly paths: readonly string[];
  stream(path: string): Uint8Array | undefined;
}

interface Sectors {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly table: Int32Array;
}

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

const endOfChain = -2;
const entrySize = 128;
const smallStreamLimit = 4096;
const damaged = (reason: string): AppError => new AppError('damaged', { reason });

/** Author, title and the like: the property sets hold texts as single or double bytes, so digits are found as both. */
export function readPropertySets(container: OleContainer): SideText[] {
  return container.paths
    .filter((path) => path.startsWith('/\u0005') && path.endsWith('SummaryInformation'))
    .flatMap((path) => {
      const stream = container.stream(path) ?? new Uint8Array();
      return [new TextDecoder('latin1'), utf16].map((charset): SideText => {
        return { place: 'property', text: charset.decode(stream).replaceAll('\0', ' ') };
      });
    });
}

/** Throws AppError `damaged`. A file cut inside its last sector is read as far as it goes. */
export function openOleContainer(bytes: Uint8Array): OleContainer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 1536) throw damaged('ole-truncated');
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw damaged('ole-sector-size');
  const sectors = readSectors(bytes, view, 1 << shift);
  const directory = readChain(sectors, view.getInt32(48, true));
  const entries = readEntries(directory);
  const root = entries[0];
  if (!root) throw damaged('ole-directory');
  const small = readSmallSectors(sectors, view, root);
  const streams = new Map<string, Entry>();
  for (const [path, entry] of walk(entries)) if (!streams.has(path)) streams.set(path, entry);
  return {
    paths: [...streams.keys()],
    stream: (path) => {
      const entry = streams.get(path);
      if (!entry) return undefined;
      const from = entry.size < smallStreamLimit ? small : sectors;
      return readChain(from, entry.start, entry.size).subarray(0, entry.size);
    },
  };
}

/** Sector 0 follows the header; the allocation table itself lies in sectors listed in the header and a chain. */
function readSectors(bytes: Uint8Array, view: DataView, size: number): Sectors {
  const body = bytes.subarray(size);
  const count = Math.ceil(body.length / size);
  const listed: number[] = [];
  for (let at = 76; at < 512; at += 4) listed.push(view.getInt32(at, true));
  let next = view.getInt32(68, true);
  const perSector = size / 4;
  for (let steps = 0; next >= 0 && next < count; steps += 1) {
    if (steps > count) throw damaged('ole-loop');
    const from = size + next * size;
    if (from + size > bytes.length) break;
    for (let index = 0; index < perSector - 1; index += 1) listed.push(view.getInt32(from + index * 4, true));
    next = view.getInt32(from + size - 4, true);
  }
  const used = listed
    .filter((sector) => sector >= 0 && sector < count)
    .slice(0, Math.ceil(count / perSector) + 1);
  const table = new Int32Array(used.length * perSector).fill(-1);
  used.forEach((sector, position) => {
    for (let index = 0; index < perSector; index += 1) {
      const at = size + sector * size + index * 4;
      if (at + 4 <= bytes.length) table[position * perSector + index] = view.getInt32(at, true);
    }
  });
  return { bytes: body, size, table };
}

/** Joined sectors of a chain; with a size it stops as soon as there are enough. */
function readChain(sectors: Sectors, start: number, size = Number.POSITIVE_INFINITY): Uint8Array {
  const pieces: Uint8Array[] = [];
  const most = Math.ceil(sectors.bytes.length / sectors.size);
  let length = 0;
  for (
    let sector = start;
    sector !== endOfChain && length < size;
    sector = sectors.table[sector] ?? endOfChain
  ) {
    if (sector < 0 || sector >= most) break;
    if (pieces.length > most) throw damaged('ole-loop');
    const piece = sectors.bytes.subarray(sector * sectors.size, (sector + 1) * sectors.size);
    pieces.push(piece);
    length += piece.length;
  }
  return join(pieces, length);
}

function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function readSmallSectors(sectors: Sectors, view: DataView, root: Entry): Sectors {
  const table = readChain(sectors, view.getInt32(60, true));
  const numbers = new Int32Array(table.length >> 2);
  const tableView = new DataView(table.buffer);
  for (let index = 0; index < numbers.length; index += 1)
    numbers[index] = tableView.getInt32(index * 4, true);
  return { bytes: readChain(sectors, root.start, root.size), size: 64, table: numbers };
}

const utf16 = new TextDecoder('utf-16le');

function readEntries(directory: Uint8Array): Entry[] {
  const view = new DataView(directory.buffer);
  const entries: Entry[] = [];
  for (let at = 0; at + entrySize <= directory.length; at += entrySize) {
    const nameLength = Math.min(64, Math.max(2, view.getUint16(at + 64, true))) - 2;
    entries.push({
      name: utf16.decode(directory.subarray(at, at + nameLength)),
      type: view.getUint8(at + 66),
      left: view.getInt32(at + 68, true),
      right: view.getInt32(at + 72, true),
      child: view.getInt32(at + 76, true),
      start: view.getInt32(at + 116, true),
      size: view.getUint32(at + 120, true),
    });
  }
  return entries;
}

/** Names of a storage form a search tree; a visited set keeps a broken tree from turning in circles. */
function walk(entries: readonly Entry[]): [string, Entry][] {
  const found: [string, Entry][] = [];
  const visited = new Set<number>([0]);
  const pending: { index: number; folder: string }[] = [{ index: entries[0]?.child ?? -1, folder: '' }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const entry = entries[next.index];
    if (!entry || visited.has(next.index)) continue;
    visited.add(next.index);
    const path = `${next.folder}/${entry.name}`;
    if (entry.type === 2) found.push([path, entry]);
    pending.push({ index: entry.left, folder: next.folder }, { index: entry.right, folder: next.folder });
    if (entry.type === 1) pending.push({ index: entry.child, folder: path });
  }
  return found;
}
