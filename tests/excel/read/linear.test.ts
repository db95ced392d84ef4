import { describe, expect, it } from 'vitest';
import { readNumberFormat } from '../../../main/excel/read/display-number.ts';
import { parseIsoDate } from '../../../main/excel/read/excel-date.ts';
import { extensionNote } from '../../../main/excel/read/extension-note.ts';
import { isExternalFormula } from '../../../main/excel/read/external-formula.ts';
import { defaultLimits } from '../../../main/excel/read/limits.ts';
import { decodeEntities, decodeEscapes, decodeXml } from '../../../main/excel/read/ooxml/xml-text.ts';
import { readPlainCell } from '../../../main/excel/read/plain-cell.ts';
import { readWorkbook } from '../../../main/excel/read/read-workbook.ts';
import { blankText } from '../../../shared/calc/personal-data/foot-line.ts';
import { findIdentityNumbers } from '../../../shared/calc/personal-data/identity-number.ts';
import { findMobileNumbers, isPhoneText } from '../../../shared/calc/personal-data/phone-number.ts';
import { findPersonalData, withoutContacts } from '../../../shared/calc/personal-data/scan-workbook.ts';
import type { Cell, Workbook } from '../../../shared/domain/sheet.ts';

const length = 100_000;
const pieces = [
  ...[
    '1',
    '0',
    '-',
    ' ',
    '\t',
    '\n',
    'X',
    'a',
    '[',
    ']',
    "'",
    '"',
    '!',
    '|',
    '&',
    '#',
    ';',
    ':',
    '：',
    '(',
    '（',
    '.',
    '*',
    '_',
  ],
  ...[
    '王',
    '负责人',
    '负责人：',
    '电话',
    '联系电话：',
    '1 ',
    '13',
    '139 1234 ',
    '138-',
    '+86',
    '&#x',
    '&amp;',
    '_x000',
    '_x000D_',
    '[1]',
    '[a',
    ']b',
    'ID(',
    '\\"',
    '0.0',
    ';;',
    '２',
    '\u200b',
    '单位：',
    '1-1-',
    '<!--',
    '<a ',
    ' x="',
    '/>',
  ],
];
const strings = pieces.flatMap((piece) => {
  const body = piece.repeat(Math.ceil(length / piece.length));
  return [body, `1${body}`, `${body}X`, `[${body}!`, `<${body}`];
});

const makeWorkbook = (text: string): Workbook => {
  const cell = (row: number, column: number): Cell => ({ row, column, kind: 'text', value: text, text });
  const sheet = {
    name: text,
    cells: [cell(0, 0), cell(0, 1)],
    merges: [],
    hiddenRows: [],
    hiddenColumns: [],
    pictures: 0,
  };
  return { format: 'csv', sheets: [{ ...sheet, visibility: 'visible' }], notes: [] };
};

/** A pattern that backtracks needs minutes for one of these; the suite's time limit is the judge. */
describe(`no pattern stumbles over ${length} characters`, () => {
  it.each<[string, (text: string) => unknown]>([
    ['identity numbers', findIdentityNumbers],
    ['phone numbers', (text) => [findMobileNumbers(text), isPhoneText(text)]],
    ['foot lines', (text) => [blankText(text), blankText(text, true)]],
    ['the scan of a workbook', (text) => findPersonalData(makeWorkbook(text), [{ place: 'comment', text }])],
    ['blanking of contacts', (text) => withoutContacts(makeWorkbook(text))],
    ['external formulas', isExternalFormula],
    ['plain cells', (text) => readPlainCell(0, 0, text)],
    ['number formats', (text) => [readNumberFormat(text), readNumberFormat(text.slice(0, 255))]],
    ['dates', parseIsoDate],
    ['file names', (text) => extensionNote('xlsx', text)],
    ['entities', (text) => [decodeEntities(text), decodeEscapes(text)]],
    ['xml prologues', (text) => decodeXml(Buffer.from(`<?xml ${text}`))],
    [
      'whole files of text',
      (text) => readWorkbook({ bytes: Buffer.from(text), fileName: text }, defaultLimits),
    ],
  ])('%s', (_, run) => {
    let count = 0;
    for (const text of strings) {
      run(text);
      count += 1;
    }
    expect(count).toBe(strings.length);
  });
});
