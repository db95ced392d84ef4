/** Names that text decoders know for the code pages of BIFF before version 8 (the library has no tables for them). */
const labels: Readonly<Record<number, string>> = {
  367: 'windows-1252',
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  10000: 'macintosh',
  32768: 'macintosh',
  54936: 'gb18030',
  65001: 'utf-8',
};

/** Windows code pages go by their number; where none is stated, Chinese is tried before Western European. */
export function decodeByCodePage(bytes: Uint8Array, page: number | undefined): string {
  if (page === undefined) return decodeUnknown(bytes);
  const label = labels[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : 'windows-1252');
  return new TextDecoder(label).decode(bytes);
}

function decodeUnknown(bytes: Uint8Array): string {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
