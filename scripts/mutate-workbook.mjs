// Workbooks damaged on purpose, the same for the same seed: bytes of any format, or the inside of a zip part with a
// checksum that fits again, so that the damage reaches the parser and not only the container check.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import * as XLSX from 'xlsx';

/** Small, fast and repeatable (mulberry32); numbers from 0 up to, not including, 1. */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

const rows = [
  ['伊宁市乡镇季度统计报表'],
  ['填报单位：甲乡', null, null, '单位：万元'],
  ['指标名称', '计量单位', '本期', '上年同期', '增长(%)'],
  ['一、固定资产投资', '万元', 1234.5, 1100.25, 0.122],
  ['  其中：工业', '万元', '1,234.50', '—', null],
  ['二、粮食产量', '吨', 21610, 20980, 0.03],
  ['合计', null, { t: 'n', v: 22844.5, f: 'SUM(C4:C6)' }, true, { t: 'e', v: 7 }],
  ['负责人：', '某某', '填表日期', { t: 'd', v: new Date(Date.UTC(2023, 6, 5)) }],
];

/** One healthy workbook per format. */
export function makeSeeds() {
  const book = XLSX.utils.book_new();
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  sheet['!merges'] = [XLSX.utils.decode_range('A1:E1'), XLSX.utils.decode_range('A2:B2')];
  sheet['!cols'] = [{ wch: 20 }, { hidden: true }];
  sheet['!rows'] = [{}, { hidden: true }];
  sheet.E4.z = '0.0%';
  sheet.C4.c = [{ a: 'x', t: '批注' }];
  XLSX.utils.book_append_sheet(book, sheet, '报表');
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['附表'], [1, 2, 3]]), 'Sheet2');
  book.Workbook = { Sheets: [{}, { Hidden: 1 }], Names: [{ Name: '区域', Ref: '报表!$A$1:$E$8' }] };
  const types = ['xlsx', 'xlsm', 'biff8', 'biff5', 'biff2', 'xlsb', 'ods', 'xlml', 'html', 'csv'];
  return types.map((bookType) => ({
    bookType,
    bytes: new Uint8Array(XLSX.write(book, { bookType, type: 'array' })),
  }));
}

const pick = (random, list) => list[Math.floor(random() * list.length)];
const tokens = [
  '<',
  '>',
  '"',
  '&',
  '&#x0;',
  '&lt;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?',
  '</c>',
  '<c r="XFD1048576">',
  '<row r="1048577">',
  '<v>1e999</v>',
  '<v>NaN</v>',
  '<v>-0</v>',
  ' r="A0"',
  ' s="99999999999"',
  ' t="s"',
  ' t="d"',
  '__proto__',
  '\u0000',
  '\ufffd',
  '1e308',
  '-1',
  '99999999999999999999',
  '[$-804]',
  ';;;@',
  '<mergeCell ref="A1:XFD1048576"/>',
  '<f t="shared" si="0"/>',
];

const byteMutations = [
  (bytes, random) => flip(bytes, random, 1 + Math.floor(random() * 20)),
  (bytes, random) => bytes.slice(0, Math.floor(random() * bytes.length)),
  (bytes, random) =>
    splice(
      bytes,
      random,
      new Uint8Array(Math.floor(random() * 64)).map(() => random() * 256),
    ),
  (bytes, random) => {
    const at = Math.floor(random() * bytes.length);
    return splice(bytes, random, bytes.slice(at, at + Math.floor(random() * 512)));
  },
  (bytes, random) => {
    const copy = bytes.slice();
    const at = Math.floor(random() * copy.length);
    copy.fill(pick(random, [0, 0xff, 0x20]), at, at + Math.floor(random() * 256));
    return copy;
  },
];

function flip(bytes, random, count) {
  const copy = bytes.slice();
  for (let index = 0; index < count; index += 1)
    copy[Math.floor(random() * copy.length)] ^= 1 << Math.floor(random() * 8);
  return copy;
}

function splice(bytes, random, piece) {
  const at = Math.floor(random() * bytes.length);
  const skipped = random() < 0.5 ? 0 : piece.length;
  const joined = new Uint8Array(bytes.length + piece.length - Math.min(skipped, bytes.length - at));
  joined.set(bytes.subarray(0, at));
  joined.set(piece, at);
  joined.set(bytes.subarray(at + Math.min(skipped, bytes.length - at)), at + piece.length);
  return joined;
}

function mutateText(text, random) {
  let changed = text;
  for (let count = 1 + Math.floor(random() * 4); count > 0; count -= 1) {
    const at = Math.floor(random() * changed.length);
    const token = pick(random, tokens);
    const repeat = random() < 0.05 ? 2000 : 1;
    const skip = random() < 0.5 ? 0 : Math.floor(random() * 40);
    changed = changed.slice(0, at) + token.repeat(repeat) + changed.slice(at + skip);
  }
  return changed;
}

/** Damage inside one part; the zip around it is sound. */
function mutatePart(bytes, random) {
  const parts = unzipSync(bytes);
  const name = pick(random, Object.keys(parts));
  const part = parts[name];
  if (random() < 0.03) delete parts[name];
  else if (/\.(xml|rels|vml)$/.test(name) && random() < 0.85)
    parts[name] = strToU8(mutateText(strFromU8(part), random));
  else if (part.length > 0) parts[name] = pick(random, byteMutations)(part, random);
  return zipSync(parts, { level: 1 });
}

/** The n-th damaged workbook of a series. */
export function mutateWorkbook(seeds, series, number) {
  const random = createRandom(series * 1_000_003 + number);
  const { bookType, bytes } = pick(random, seeds);
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const text = ['xlml', 'html', 'csv'].includes(bookType);
  const damaged =
    zipped && random() < 0.8
      ? mutatePart(bytes, random)
      : text && random() < 0.8
        ? new TextEncoder().encode(mutateText(new TextDecoder().decode(bytes), random))
        : pick(random, byteMutations)(bytes, random);
  return { bytes: damaged, fileName: `${number}.${bookType}` };
}
