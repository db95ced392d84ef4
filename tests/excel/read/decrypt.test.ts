import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { utils, write } from 'xlsx';
import { createRc4 } from '../../../main/excel/read/decrypt/rc4.ts';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { readWorkbook } from '../../../main/excel/read/read-workbook.ts';
import { encryptAgile, encryptBiff, encryptStandard } from './encrypt.ts';
import { makeOoxml } from './make-ooxml.ts';

const silent = 'VelvetSweatshop';
const rows = Array.from(
  { length: 400 },
  (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>${row * 1.5}</v></c></row>`,
);
const zip = makeOoxml({ rows: rows.join('') });
const book = utils.book_new();
utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((_, row) => [row * 1.5, `第${row}行`])), '报表');
utils.book_append_sheet(book, utils.aoa_to_sheet([[7]]), '附表');
const biff = new Uint8Array(write(book, { bookType: 'biff8', type: 'array' }) as ArrayBuffer);

function read(bytes: Uint8Array, password?: string): string {
  const outcome = readWorkbook(
    { bytes, fileName: 'a.xlsx', ...(password ? { password } : {}) },
    defaultLimits,
  );
  if (!outcome.ok) return `${outcome.code} ${outcome.details.reason}`;
  const cells = outcome.workbook.sheets.flatMap((sheet) => sheet.cells.map((cell) => cell.value));
  return `${cells.length} ${cells.slice(0, 3).join(' ')} ${cells.at(-1)}`;
}

describe('encrypted workbooks', () => {
  it.each<[string, (password: string) => Uint8Array, string]>([
    ['agile', (password) => encryptAgile(zip, password), '400 0 1.5 3 598.5'],
    ['standard', (password) => encryptStandard(zip, password), '400 0 1.5 3 598.5'],
    ['RC4 of BIFF8', (password) => encryptBiff(biff, password, 'simple'), '801 0 第0行 1.5 7'],
    ['RC4 by CryptoAPI', (password) => encryptBiff(biff, password, 'crypto-api'), '801 0 第0行 1.5 7'],
  ])('%s: by the silent password, by a given one, or not at all', (_, encrypt, expected) => {
    expect(read(encrypt(silent))).toBe(expected);
    expect(read(encrypt(silent), 'another')).toBe(expected);
    expect(read(encrypt('密码1'), '密码1')).toBe(expected);
    expect(read(encrypt('密码1'))).toBe('encrypted password');
    expect(read(encrypt('密码1'), 'wrong')).toBe('encrypted password');
  });

  it('asks for no more rounds than Office ever does', () => {
    expect(read(encryptAgile(zip, silent, 100).map((byte) => byte))).toBe('400 0 1.5 3 598.5');
    const text = Buffer.from(encryptAgile(zip, silent, 100))
      .toString('latin1')
      .replace('spinCount="100"', 'spinCount="9e9"');
    expect(read(new Uint8Array(Buffer.from(text, 'latin1')))).toBe('encrypted method');
  });

  it('knows RC4 by its published vector', () => {
    const data = Uint8Array.from(Buffer.from('Plaintext'));
    createRc4(Uint8Array.from(Buffer.from('Key')))(data);
    expect(Buffer.from(data).toString('hex')).toBe('bbf316e8d940af0ad3');
  });
});

const odd = fileURLToPath(new URL('../../../../shared/corpus/odd/', import.meta.url));

describe.skipIf(!existsSync(odd))('files of other programs (corpus; skipped where it is absent)', () => {
  it.each([
    ['C028_poi_password.xls', 'password'],
    ['C029_poi_xor-encryption-abc.xls', 'abc'],
    ['C030_poi_protected_passtika.xlsx', 'tika'],
    ['C031_poi_protected_passtika.xlsb', 'tika'],
    ['C246_exz_encryptAES.xlsx', 'password'],
    ['C247_exz_encryptSHA1.xlsx', 'password'],
    ['C248_exz_encryptSHA512.xlsx', 'password'],
    ['C283_edr_Test_git_issue_242_std_rc4_pwd_password.xls', 'password'],
    ['C302_edr_agile_AES128_SHA1_CBC_pwd_password.xlsb', 'password'],
    ['C324_sjs_password_2002_128_strong.xls', 'password'],
  ])('%s', (name, password) => {
    const bytes = new Uint8Array(readFileSync(odd + name));
    expect(read(bytes)).toBe('encrypted password');
    expect(read(bytes, password)).toMatch(/^[1-9]/);
  });
});
