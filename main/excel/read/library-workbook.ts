/**
 * Formats that the library reads (BIFF, xlsb, SpreadsheetML 2003, ods) → plain cells. The library runs
 * in the worker only; formulas are not evaluated, dimensions not believed.
 */
import { type CellObject, type ParsingOptions, read, type WorkBook, type WorkSheet } from 'xlsx';
import type { SideText } from '../../../shared/calc/personal-data/scan-workbook.ts';
import type { Cell, CellRange, Sheet } from '../../../shared/domain/sheet.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { printAddress } from '../../../shared/text/cell-address.ts';
import { type CellBudget, spend } from './cell-budget.ts';
import { readNumberFormat } from './display-number.ts';
import { isExternalFormula } from './external-formula.ts';
import { listHeld } from './held-entries.ts';
import type { ReadLimits } from './limits.ts';
import { makeErrorCell, makeNumberCell, makeTextCell } from './make-cell.ts';
import type { Read } from './read-workbook.ts';

const options: ParsingOptions = {
  dense: true,
  nodim: true,
  cellNF: true,
  cellText: false,
  cellHTML: false,
  cellFormula: true,
  cellStyles: false,
};

type DenseSheet = WorkSheet & { '!data'?: (CellObject | undefined)[][] };

interface Reading {
  readonly budget: CellBudget;
  readonly date1904: boolean;
}

export interface LibrarySource {
  readonly data: Uint8Array | string;
  readonly format: string;
  /** Formulas are told apart by the caller: turning them into text costs time and trips over damaged ones. */
  readonly withoutFormulas?: boolean;
  /** Hidden rows and columns of formats whose formatted empty cells are few. */
  readonly withHidden?: boolean;
}

/** Throws AppError `damaged` where the library can't make a workbook of it, `too-big`, `encrypted`. */
export function readByLibrary(source: LibrarySource, limits: ReadLimits): Read {
  const { data } = source;
  const book = parse(typeof data === 'string' ? { ...source, data: writeOutSections(data) } : source);
  const reading: Reading = {
    budget: { limits, cells: 0, characters: 0 },
    date1904: book.Workbook?.WBProps?.date1904 === true,
  };
  const sheets = listSheets(book).map(({ name, sheet, hidden }) => readSheet(name, sheet, hidden, reading));
  return { workbook: { format: source.format, sheets, notes: [] }, sideTexts: readSideTexts(book) };
}

/** CDATA sections as escaped text: the library loses its way in them. Throws AppError `damaged` where one is never closed. */
function writeOutSections(xml: string): string {
  checkSections(xml);
  return xml.replace(/<!\[CDATA\[(.*?)\]\]>/gs, (_, text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  );
}

/** A CDATA section that is never closed sends the library round in circles. Throws AppError `damaged`. */
export function checkSections(xml: string): void {
  for (let open = xml.indexOf('<![CDATA['); open >= 0; ) {
    const close = xml.indexOf(']]>', open);
    if (close < 0) throw new AppError('damaged', { reason: 'xml-truncated' });
    open = xml.indexOf('<![CDATA[', close);
  }
}

function parse(source: LibrarySource): WorkBook {
  try {
    const chosen = {
      ...options,
      cellFormula: source.withoutFormulas !== true,
      cellStyles: source.withHidden === true,
    };
    if (typeof source.data === 'string') return read(source.data, { ...chosen, type: 'string' });
    const bytes = Buffer.from(source.data.buffer, source.data.byteOffset, source.data.byteLength);
    return read(bytes, { ...chosen, type: 'buffer' });
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    const encrypted = /password|encrypt/i.test(text);
    throw new AppError(encrypted ? 'encrypted' : 'damaged', { reason: 'unreadable' }, { cause: error });
  }
}

/** Comments, defined names and properties; the file's own property sets are read by the caller. */
function readSideTexts(book: WorkBook): SideText[] {
  const texts: SideText[] = (book.Workbook?.Names ?? []).map(({ Name, Ref }) => ({
    place: 'defined-name',
    text: `${Name} ${Ref}`,
  }));
  texts.push({
    place: 'property',
    text: Object.values({ ...book.Props, ...book.Custprops })
      .map(String)
      .join('\n'),
  });
  for (const { name, sheet } of listSheets(book)) {
    texts.push({ place: 'sheet-name', text: name });
    for (const [rowIndex, row] of listHeld(sheet['!data'])) {
      for (const [column, object] of listHeld(row)) {
        const text = object.c?.map((comment) => comment.t).join('\n');
        if (text) texts.push({ place: 'comment', sheet: name, cell: printAddress(rowIndex, column), text });
      }
    }
  }
  return texts;
}

interface Listed {
  readonly name: string;
  readonly sheet: DenseSheet;
  readonly hidden: 0 | 1 | 2;
}

/** A sheet named like a property of every object is found only as an own key. */
function listSheets(book: WorkBook): Listed[] {
  return book.SheetNames.flatMap((name, index) => {
    const sheet: unknown = Object.hasOwn(book.Sheets, name) ? book.Sheets[name] : undefined;
    if (typeof sheet !== 'object' || sheet === null) return [];
    return [{ name, sheet: sheet as DenseSheet, hidden: book.Workbook?.Sheets?.[index]?.Hidden ?? 0 }];
  });
}

const visibilities = ['visible', 'hidden', 'very-hidden'] as const;

function readSheet(name: string, sheet: DenseSheet, hidden: 0 | 1 | 2, reading: Reading): Sheet {
  return {
    name,
    visibility: visibilities[hidden] ?? 'visible',
    cells: readCells(sheet, reading),
    merges: readMerges(sheet),
    hiddenRows: hiddenOf(sheet['!rows']),
    hiddenColumns: hiddenOf(sheet['!cols']),
    pictures: 0,
  };
}

function readMerges(sheet: DenseSheet): CellRange[] {
  return (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }));
}

function hiddenOf(infos: readonly ({ hidden?: boolean } | undefined)[] | undefined): number[] {
  const hidden: number[] = [];
  for (const [index, info] of listHeld(infos)) if (info.hidden) hidden.push(index);
  return hidden;
}

function readCells(sheet: DenseSheet, reading: Reading): Cell[] {
  const cells: Cell[] = [];
  for (const [rowIndex, row] of listHeld(sheet['!data'])) {
    for (const [columnIndex, object] of listHeld(row)) {
      const cell = readCell(rowIndex, columnIndex, object, reading);
      if (!cell) continue;
      spend(reading.budget, cell);
      cells.push(cell);
    }
  }
  return cells;
}

const errorTexts: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
};

function readCell(row: number, column: number, object: CellObject, reading: Reading): Cell | undefined {
  const cell = readValue(row, column, object, reading);
  if (!cell || object.f === undefined) return cell;
  return isExternalFormula(object.f)
    ? { ...cell, formula: true, external: true }
    : { ...cell, formula: true };
}

function readValue(row: number, column: number, object: CellObject, reading: Reading): Cell | undefined {
  const { v: value } = object;
  if (object.t === 'e') return makeErrorCell(row, column, errorTexts[Number(value)] ?? '#VALUE!');
  if (typeof value === 'number') {
    const format = readNumberFormat(typeof object.z === 'string' ? object.z : undefined);
    return makeNumberCell(row, column, value, format, reading.date1904);
  }
  if (typeof value === 'boolean') {
    const text = value ? 'TRUE' : 'FALSE';
    return { row, column, kind: 'boolean', value: text, text };
  }
  if (typeof value !== 'string') return undefined;
  return makeTextCell(row, column, value);
}
