/**
 * A file name out of names from data: letters, digits, Han and a few signs, NFC, at most 80 characters, never one that
 * Windows keeps for devices. Names from workbooks or packages never become paths.
 */
export function safeFileName(name: string, extension: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}（）()〔〕、_\-— ]/gu, '_')
    .replace(/^[\s._]+|[\s._]+$/g, '')
    .slice(0, 80);
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(plain);
  return `${plain === '' || reserved ? `_${plain}` : plain}${extension}`;
}
