import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { checkBinaryRecords } from '../../../main/excel/read/binary-records.ts';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { readWorkbook } from '../../../main/excel/read/read-workbook.ts';
import { makeOoxml, makeOoxmlEntries, oneRow, worksheet } from './make-ooxml.ts';
import { makeZip, type ZipEntry, type ZipLies } from './make-zip.ts';

const read = (bytes: Uint8Array, fileName = 'a.xlsx') => readWorkbook({ bytes, fileName }, defaultLimits);
const codeOf = (bytes: Uint8Array): string => {
  const outcome = read(bytes);
  return outcome.ok ? 'read' : `${outcome.code} ${outcome.details.reason ?? outcome.details.limit}`;
};
const cellsOf = (bytes: Uint8Array): string[] => {
  const outcome = read(bytes);
  if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.details)}`);
  return outcome.workbook.sheets.flatMap((sheet) =>
    sheet.cells.map((cell) => `${cell.row},${cell.column} ${cell.value}`),
  );
};
const good = makeOoxmlEntries({ rows: oneRow });
const zip = (entries: readonly ZipEntry[], lies?: ZipLies): Uint8Array =>
  makeZip([...good, ...entries], lies);
const blanks = (megabytes: number): Uint8Array => new Uint8Array(megabytes * 1024 * 1024).fill(32);

describe('X1 X2 X3 X5 X7 zip files that lie', () => {
  it.each<[string, Uint8Array, string]>([
    ['nothing wrong', zip([]), 'read'],
    ['a comment behind the directory', zip([], { comment: 'x'.repeat(500) }), 'read'],
    ['a part of blanks', zip([{ name: 'x.bin', data: blanks(3) }]), 'too-big ratio'],
    ['a part of blanks, stored', zip([{ name: 'x.bin', data: blanks(3), stored: true }]), 'read'],
    ['a size that would not fit', zip([{ name: 'x.bin', data: 'x', size: 0xfffffff0 }]), 'too-big unpacked'],
    [
      '501 parts',
      zip(Array.from({ length: 501 }, (_, index) => ({ name: `p${index}`, data: 'x' }))),
      'too-big parts',
    ],
    [
      'two parts of one name',
      zip([
        { name: 'x', data: 'a' },
        { name: 'X', data: 'b' },
      ]),
      'damaged zip-duplicate',
    ],
    [
      'a part that reaches into the next',
      zip([
        { name: 'x', data: 'a', stored: true, packedSize: 40, size: 40 },
        { name: 'y', data: 'b'.repeat(99) },
      ]),
      'damaged zip-overlap',
    ],
    [
      'two names for one place',
      zip([
        { name: 'x', data: 'a' },
        { name: 'y', data: 'a', sameAs: 5 },
      ]),
      'damaged zip-name-differs',
    ],
    ['a way out of the folder', zip([{ name: 'xl/../../x', data: 'a' }]), 'damaged zip-name'],
    [
      'another name in the local header',
      zip([{ name: 'x', data: 'a', localName: 'y' }]),
      'damaged zip-name-differs',
    ],
    ['an encrypted part', zip([{ name: 'x', data: 'a', flags: 1 }]), 'encrypted zip'],
    ['more parts stated than there are', zip([], { count: 9 }), 'damaged zip-directory'],
    ['no directory', zip([]).slice(0, 700), 'damaged zip-end-missing'],
  ])('%s', (_, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });

  it.each([
    ['smaller than it is', { size: 100 }],
    ['larger than it is', { size: 5000 }],
  ])('a sheet stated %s', (_, lie) => {
    const sheet = { name: 'xl/worksheets/sheet1.xml', data: worksheet('', oneRow, ''), ...lie };
    expect(codeOf(makeZip([...good.slice(0, -1), sheet]))).toMatch(/^damaged zip-(content|size)/);
  });

  it('a sheet with one bit turned', () => {
    const sheet = { name: 'xl/worksheets/sheet1.xml', data: worksheet('', oneRow, ''), crc: 1 };
    expect(codeOf(makeZip([...good.slice(0, -1), sheet]))).toBe('damaged zip-checksum');
  });
});

describe('xml that does harm', () => {
  const dtd = '<!DOCTYPE lolz [<!ENTITY lol "lol">]>';
  const sheet = worksheet('', oneRow, '');
  const inside = sheet.replace('?>', `?>${dtd}`);
  const wide = (text: string, bigEndian = false): Uint8Array => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
  };

  it.each<[string, string | Uint8Array]>([
    ['in UTF-8', inside],
    ['in UTF-16', wide(inside)],
    ['in UTF-16 the other way round', wide(inside, true)],
    ['behind a comment', sheet.replace('?>', `?><!-- x -->${dtd}`)],
    ['in small letters', sheet.replace('?>', '?><!doctype x>')],
  ])('a document type %s', (_, xml) => {
    expect(codeOf(makeOoxml({ sheet: xml }))).toBe('damaged xml-document-type');
  });

  it('reads UTF-16 without one', () => {
    expect(cellsOf(makeOoxml({ sheet: wide(sheet) }))).toEqual(['0,0 指标', '0,1 1.5']);
  });

  it('a sheet cut off', () => {
    expect(codeOf(makeOoxml({ sheet: sheet.slice(0, -20) }))).toBe('damaged xml-truncated');
  });

  it('tags inside comments and CDATA are no tags', () => {
    const rows = `<!-- <row r="9"><c r="A9"><v>9</v></c></row> --><row r="1"><c r="A1" t="str"><v><![CDATA[<c r="B9">1]]></v></c></row>`;
    expect(cellsOf(makeOoxml({ rows }))).toEqual(['0,0 <c r="B9">1']);
  });
});

describe('workbooks that want too much', () => {
  const sheets = Array.from(
    { length: 20_000 },
    (_, index) => `<sheet name="s${index}" sheetId="1" r:id="rId1"/>`,
  ).join('');
  const manyCells = (count: number): string => `<row r="1">${'<c><v>1</v></c>'.repeat(count)}</row>`;

  it.each<[string, Uint8Array, string]>([
    [
      '20,000 sheets on one part',
      makeOoxml({ rows: oneRow, workbook: `<workbook><sheets>${sheets}</sheets></workbook>` }),
      'too-big sheets',
    ],
    [
      'a cell below row 120,000',
      makeOoxml({ rows: '<row r="120001"><c r="A120001"><v>1</v></c></row>' }),
      'too-big rows',
    ],
    ['cells in 1,025 columns', makeOoxml({ rows: manyCells(1025) }), 'too-big columns'],
    [
      'a text repeated without end',
      makeOoxml({ strings: ['x'.repeat(32_000)], rows: '<row><c t="s"><v>0</v></c></row>'.repeat(1300) }),
      'too-big characters',
    ],
    [
      'a shared text that is not there',
      makeOoxml({ strings: ['x'], rows: '<row><c t="s"><v>7</v></c></row>' }),
      'damaged shared-string',
    ],
    [
      'only a picture',
      makeOoxml({
        sheetRelationships: '<Relationship Id="rId1" Type="x/drawing" Target="../drawings/drawing1.xml"/>',
        more: [
          { name: 'xl/drawings/drawing1.xml', data: '<wsDr><twoCellAnchor><pic/></twoCellAnchor></wsDr>' },
        ],
      }),
      'picture-only undefined',
    ],
    ['no cells at all', makeOoxml({}), 'wrong-type no-cells'],
  ])('%s', (_, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });

  it.each([
    ['a giant dimension', { beforeRows: '<dimension ref="A1:XFD1048576"/>' }],
    ['a dimension too small', { beforeRows: '<dimension ref="A1"/>' }],
    ['columns without end', { beforeRows: '<cols><col min="1" max="2000000000" hidden="1"/></cols>' }],
    ['a merge over everything', { afterRows: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' }],
    [
      'a format of brackets',
      {
        styles: `<numFmts><numFmt numFmtId="200" formatCode="${'['.repeat(60_000)}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>`,
      },
    ],
    [
      'whole columns formatted',
      {
        rows: `${oneRow}${'<row r="2"><c r="A2" s="1"/></row>'.repeat(3)}<row r="1048576"><c r="XFD1048576" s="1"/></row>`,
      },
    ],
  ])('%s is read as its two cells', (_, parts) => {
    expect(cellsOf(makeOoxml({ rows: oneRow, ...parts }))).toEqual(['0,0 指标', '0,1 1.5']);
  });

  it.each(['__proto__', 'constructor', 'toString'])('names from files are only names: %s', (name) => {
    const bytes = makeOoxml({
      sheetName: name,
      sheetState: name,
      rows: `<row r="1"><c r="${name}" t="${name}"><v>1</v></c></row>`,
      names: `<definedNames><definedName name="${name}">${name}</definedName></definedNames>`,
      sheetRelationships: '<Relationship Id="rId1" Type="x/comments" Target="../comments1.xml"/>',
      more: [
        {
          name: 'xl/comments1.xml',
          data: `<comments><comment ref="${name}"><text><t>x</t></text></comment></comments>`,
        },
      ],
    });
    expect(cellsOf(bytes)).toEqual(['0,0 1']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('what is no table', () => {
  const text = (content: string): Uint8Array => new Uint8Array(Buffer.from(content));
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'wrong-type empty'],
    ['a program', text('MZ\u0090\0\u0003'), 'wrong-type program'],
    ['a pdf', text('%PDF-1.7\n1,2,3\n4,5,6'), 'wrong-type pdf'],
    ['a rich text', text('{\\rtf1 a,b\nc,d}'), 'wrong-type rich-text'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), 'wrong-type picture'],
    ['prose', text('今天开会。\n会议讨论了粮食生产。\n散会。'), 'wrong-type no-table'],
    ['SYLK', text('ID;PWXL;N;E\nC;Y1;X1;K"a"\nE'), 'wrong-type old-exchange'],
    [
      'random bytes',
      Uint8Array.from({ length: 4000 }, (_, index) => (index * 73 + 11) % 256),
      'wrong-type binary',
    ],
    [
      'a document in a zip',
      makeZip([{ name: 'word/document.xml', data: '<document/>' }]),
      'wrong-type no-workbook',
    ],
    ['a web page without a table', text('<html><body>1,2</body></html>'), 'wrong-type web-page'],
  ])('%s', (_, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });

  it('a file beyond the limit is not looked at', () => {
    expect(codeOf(new Uint8Array(20 * 1024 * 1024 + 1))).toBe('too-big file');
  });
});

describe('xlsb records that count more than they hold', () => {
  const record = (type: readonly number[], data: readonly number[]) =>
    Uint8Array.from([...type, data.length, ...data]);
  const huge = [0xff, 0xff, 0xff, 0x7f];

  it.each([
    ['a block of metadata', record([0x33], [...huge, 0, 0, 0, 0])],
    ['runs of a comment', record([0xfd, 0x04], [1, 1, 0, 0, 0, 65, 0, ...huge, 0, 0, 0, 0])],
    ['runs of a shared text', record([0x13], [1, 1, 0, 0, 0, 65, 0, ...huge])],
    ['a text longer than its record', record([0x13], [1, ...huge, 65, 0, 0, 0])],
  ])('%s', (_, part) => {
    expect(() => checkBinaryRecords(part)).toThrow('damaged');
  });

  it('lets a text with one run pass', () => {
    expect(() =>
      checkBinaryRecords(record([0xfd, 0x04], [1, 1, 0, 0, 0, 65, 0, 1, 0, 0, 0, 0, 0, 0, 0])),
    ).not.toThrow();
  });
});

describe('X8 a format that asks for digits without end', () => {
  const ods = (digits: string): Uint8Array => {
    const sheet = XLSX.utils.aoa_to_sheet([['产值', 0.5]]);
    sheet.B1.z = '0.00%';
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, sheet, '表');
    const parts = unzipSync(new Uint8Array(XLSX.write(book, { bookType: 'ods', type: 'array' })));
    const content = strFromU8(parts['content.xml']!);
    const changed = content.replace(/(min-decimal-places=")\d+/g, `$1${digits}`);
    expect(changed === content).toBe(digits === '2');
    return zipSync({ ...parts, 'content.xml': strToU8(changed) });
  };
  it.each([
    ['2', 'read'],
    ['1e308', 'damaged number-format'],
    ['99999999', 'damaged number-format'],
  ])('%s', (digits, expected) => expect(codeOf(ods(digits))).toBe(expected));
});

describe('X8 a section that is never closed', () => {
  const xml = (text: string): Uint8Array =>
    new TextEncoder().encode(
      `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table><Row><Cell><Data ss:Type="String">${text}</Data></Cell></Row></Table></Worksheet></Workbook>`,
    );
  it.each([
    ['<![CDATA[产值]]>', 'read'],
    [`产值${'9'.repeat(30_000)}<![CDATA[9`, 'damaged xml-truncated'],
  ])('%.12s', (text, expected) => expect(codeOf(xml(text))).toBe(expected));
});
