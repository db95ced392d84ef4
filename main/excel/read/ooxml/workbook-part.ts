/** The workbook part: which sheets there are, in which order, which calendar, which names. */
import type { Sheet } from '../../../../shared/domain/sheet.ts';
import { XmlScanner } from './xml-scanner.ts';

export interface ListedSheet {
  readonly name: string;
  readonly relationship: string;
  readonly visibility: Sheet['visibility'];
}

export interface WorkbookPart {
  readonly sheets: ListedSheet[];
  readonly date1904: boolean;
  /** Defined names with what they stand for. */
  readonly names: string[];
}

const visibilities: Readonly<Record<string, Sheet['visibility']>> = {
  hidden: 'hidden',
  veryHidden: 'very-hidden',
};

export function readWorkbookPart(xml: string): WorkbookPart {
  const scanner = new XmlScanner(xml);
  const sheets: ListedSheet[] = [];
  const names: string[] = [];
  let date1904 = false;
  while (scanner.next()) {
    if (scanner.closing) continue;
    if (scanner.name === 'extLst') scanner.skipElement();
    else if (scanner.name === 'workbookPr') date1904 = scanner.isOn('date1904');
    else if (scanner.name === 'definedName')
      names.push(`${scanner.attribute('name') ?? ''} ${scanner.readText()}`);
    else if (scanner.name === 'sheet') sheets.push(readListed(scanner, sheets.length));
  }
  return { sheets, names, date1904 };
}

function readListed(scanner: XmlScanner, index: number): ListedSheet {
  const state = scanner.attribute('state') ?? '';
  return {
    name: scanner.attribute('name') ?? `Sheet${index + 1}`,
    relationship: scanner.attribute('id') ?? '',
    visibility: (Object.hasOwn(visibilities, state) && visibilities[state]) || 'visible',
  };
}
