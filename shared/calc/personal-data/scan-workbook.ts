/** Personal data in a workbook: decides whether it is refused, and removes the contact line from one that is not. */
import type { Finding } from '../../domain/finding.ts';
import type { Cell, Sheet, Workbook } from '../../domain/sheet.ts';
import { printAddress } from '../../text/cell-address.ts';
import { blankFootLine } from './foot-line.ts';
import { findIdentityNumbers, type IdentityNumber, readNumericIdentity } from './identity-number.ts';
import { maskNumber } from './mask.ts';
import { findPersonList } from './person-list.ts';

/** Text of a workbook outside its cells. */
export interface SideText {
  readonly place:
    | 'comment'
    | 'defined-name'
    | 'header-footer'
    | 'property'
    | 'sheet-name'
    | 'drawing'
    | 'file-name';
  readonly text: string;
  readonly sheet?: string;
  readonly cell?: string;
}

export type PersonalDataKind = 'identity' | 'suspected-identity' | 'person-list';

/** Findings carry the place and a masked value only. Empty where nothing was found. */
export function findPersonalData(workbook: Workbook, sideTexts: readonly SideText[]): Finding[] {
  return [...workbook.sheets.flatMap(findInSheet), ...sideTexts.flatMap(findInSideText)];
}

/** The workbook without the contact data of its foot lines. */
export function withoutContacts(workbook: Workbook): Workbook {
  const sheets = workbook.sheets.map(blankFootLine);
  return sheets.every((sheet, index) => sheet === workbook.sheets[index])
    ? workbook
    : { ...workbook, sheets };
}

function finding(
  kind: PersonalDataKind,
  digits: string,
  place: string,
  sheet?: string,
  cell?: string,
): Finding {
  return {
    code: 'personal-data',
    severity: 'refused',
    ...(sheet === undefined ? {} : { sheet }),
    ...(cell === undefined ? {} : { cell }),
    raw: maskNumber(digits),
    details: { kind, place },
  };
}

function findInSheet(sheet: Sheet): Finding[] {
  const hits = sheet.cells.flatMap((cell) => {
    const number = identityOf(cell);
    return number ? [{ cell, number }] : [];
  });
  const firm = hits.filter((hit) => !hit.number.old || isOldCard(hit.cell, sheet, hits.length));
  const found = firm.map(({ cell, number }) =>
    finding(
      number.certainty === 'certain' ? 'identity' : 'suspected-identity',
      number.digits,
      'cell',
      sheet.name,
      printAddress(cell.row, cell.column),
    ),
  );
  const persons = findPersonList(sheet).map(({ cell, digits }) =>
    finding('person-list', digits, 'cell', sheet.name, printAddress(cell.row, cell.column)),
  );
  return [...found, ...persons];
}

function identityOf(cell: Cell): IdentityNumber | undefined {
  if (cell.kind === 'number') {
    // A text file keeps all digits of what looks like a number, so its check character still counts.
    return cell.value.length >= 15 ? readNumericIdentity(cell.value) : undefined;
  }
  return cell.kind === 'text' ? findIdentityNumbers(cell.text)[0] : undefined;
}

const identityHeader = /身份证|公民身份|证件号/;
const otherCodeHeader = /注册号|登记号|执照|许可证|账号|帐号|宗地|地块|编码|代码|编号|序列号|单号|金额|面积/;

/**
 * Fifteen digits may be a company's register number: a hit counts under a header that asks for a card, and else only
 * where most fifteen-digit values of the column are hits and no header explains them.
 */
function isOldCard(cell: Cell, sheet: Sheet, hits: number): boolean {
  const column = sheet.cells.filter((other) => other.column === cell.column);
  const header = column
    .filter((other) => other.row < cell.row && other.kind === 'text')
    .map((other) => other.text);
  if (header.some((text) => identityHeader.test(text))) return true;
  if (header.some((text) => otherCodeHeader.test(text))) return false;
  const candidates = column.filter((other) => /^\d{15}$/.test(other.value.trim())).length;
  return hits * 2 >= candidates;
}

function findInSideText(side: SideText): Finding[] {
  return findIdentityNumbers(side.text)
    .filter((number) => !number.old || identityHeader.test(side.text))
    .map((number) =>
      finding(
        number.certainty === 'certain' ? 'identity' : 'suspected-identity',
        number.digits,
        side.place,
        side.sheet,
        side.cell,
      ),
    );
}
