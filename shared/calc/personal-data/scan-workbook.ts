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

interface Hit {
  readonly cell: Cell;
  readonly number: IdentityNumber;
}

function findInSheet(sheet: Sheet): Finding[] {
  const hits = sheet.cells.flatMap((cell): Hit[] => {
    const number = identityOf(cell);
    return number ? [{ cell, number }] : [];
  });
  const cards = cardColumns(sheet, hits);
  const found = hits
    .filter(({ cell, number }) => !number.old || cards.has(cell.column))
    .map(({ cell, number }) => {
      const kind = number.certainty === 'certain' ? 'identity' : 'suspected-identity';
      return finding(kind, number.digits, 'cell', sheet.name, printAddress(cell.row, cell.column));
    });
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
 * Columns whose fifteen-digit hits count. They may be register numbers of companies, so a hit counts under a header
 * that asks for a card, and else only where most fifteen-digit values of the column are hits and no header explains them.
 */
function cardColumns(sheet: Sheet, hits: readonly Hit[]): Set<number> {
  const old = hits.filter(({ number }) => number.old).map(({ cell }) => cell);
  const columns = new Set<number>();
  for (const column of new Set(old.map((cell) => cell.column))) {
    const inColumn = old.filter((cell) => cell.column === column);
    const first = inColumn[0]?.row ?? 0;
    const cells = sheet.cells.filter((cell) => cell.column === column);
    const header = cells.filter((cell) => cell.row < first && cell.kind === 'text').map((cell) => cell.text);
    const candidates = cells.filter((cell) => /^\d{15}$/.test(cell.value.trim())).length;
    if (header.some((text) => identityHeader.test(text))) columns.add(column);
    else if (!header.some((text) => otherCodeHeader.test(text)) && inColumn.length * 2 >= candidates)
      columns.add(column);
  }
  return columns;
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
