/** A BIFF stream (2 to 8), decrypted where a password fits → plain cells, with what the library leaves out. */
import type { SideText } from '../../../../shared/calc/personal-data/scan-workbook.ts';
import type { Cell, Sheet } from '../../../../shared/domain/sheet.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { decryptBiff, findFilePass } from '../decrypt/biff-decryption.ts';
import { readByLibrary } from '../library-workbook.ts';
import type { ReadLimits } from '../limits.ts';
import { tidyText } from '../plain-cell.ts';
import type { Read } from '../read-workbook.ts';
import { type BiffSheetFacts, placeKey, readBiffFacts } from './biff-facts.ts';
import { keepNeededRecords } from './needed-records.ts';

/** Throws AppError `damaged`, `encrypted` or `too-big`. */
export function readBiff(stream: Uint8Array, passwords: readonly string[], limits: ReadLimits): Read {
  const filePass = findFilePass(stream);
  const plain = filePass === undefined ? stream : decryptBiff(stream, filePass, passwords);
  const facts = readBiffFacts(plain);
  if (!facts.complete) throw new AppError('damaged', { reason: 'biff-truncated' });
  const { workbook, sideTexts } = readByLibrary(
    { data: keepNeededRecords(plain), format: 'xls', withoutFormulas: true },
    limits,
  );
  const matching = facts.sheets.length === workbook.sheets.length;
  const sheets = workbook.sheets.map((sheet, index) => addFacts(sheet, facts.sheets[index]));
  const tabs = matching ? facts.tabs.flatMap((index) => sheets[index] ?? []) : sheets;
  const texts = workbook.sheets.flatMap(({ name }, index) => textsOf(name, facts.sheets[index]));
  const names = facts.definedNames.map((text): SideText => ({ place: 'defined-name', text }));
  return { workbook: { ...workbook, sheets: tabs }, sideTexts: [...sideTexts, ...names, ...texts] };
}

function addFacts(sheet: Sheet, facts: BiffSheetFacts | undefined): Sheet {
  if (!facts) return sheet;
  const plain = facts.formulas.size === 0 && facts.texts.size === 0;
  const cells = plain ? sheet.cells : sheet.cells.map((cell) => correctText(markFormula(cell, facts), facts));
  return {
    ...sheet,
    name: facts.name ?? sheet.name,
    cells,
    hiddenColumns: facts.hiddenColumns,
    pictures: facts.pictures,
  };
}

function markFormula(cell: Cell, facts: BiffSheetFacts): Cell {
  const place = placeKey(cell.row, cell.column);
  if (!facts.formulas.has(place)) return cell;
  return facts.external.has(place) ? { ...cell, formula: true, external: true } : { ...cell, formula: true };
}

function correctText(cell: Cell, facts: BiffSheetFacts): Cell {
  const text = cell.kind === 'text' ? facts.texts.get(placeKey(cell.row, cell.column)) : undefined;
  return text === undefined ? cell : { ...cell, text: tidyText(text), value: tidyText(text) };
}

function textsOf(sheet: string, facts: BiffSheetFacts | undefined): SideText[] {
  return [
    ...(facts?.headerTexts ?? []).map((text): SideText => ({ place: 'header-footer', sheet, text })),
    ...(facts?.boxTexts ?? []).map((text): SideText => ({ place: 'drawing', sheet, text })),
  ];
}
