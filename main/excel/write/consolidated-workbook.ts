import { workbookWords } from '../../../renderer/words/workbook.ts';
import { printedDecimals } from '../../../shared/text/decimal.ts';
import type { BookSource, ConsolidatedBook } from './consolidated-book.ts';
import { coverSheet } from './cover-sheet.ts';
import {
  type Listing,
  type ListingCell,
  type ListingKind,
  listingSheet,
  listingTop,
} from './listing-sheet.ts';
import { baseFont, figureLook, looks } from './looks.ts';
import { matrixSheet } from './matrix-sheet.ts';
import { suppressBook } from './suppression.ts';
import { writeLargeWorkbook } from './write-workbook.ts';

const words = workbookWords;

/**
 * The consolidated workbook (汇总表) as bytes of an .xlsx: cover, main table, discrepancies, return status, findings,
 * sources. Pure: no clock, no file. Withholding is applied here, so that no sheet can tell what another one hides.
 */
export function writeConsolidatedWorkbook(given: ConsolidatedBook): Promise<Uint8Array> {
  const book = suppressBook(given);
  const sourceListing = listSources(book);
  const matrix = matrixSheet(book, firstSourceRows(book.sources, listingTop(sourceListing)));
  const { cover, ...others } = words.sheets;
  return writeLargeWorkbook({
    title: book.title,
    baseFont,
    names: matrix.names,
    sheets: [
      coverSheet(book, Object.values(others)),
      matrix.sheet,
      listingSheet(listDiscrepancies(book)),
      listingSheet(listReturns(book)),
      listingSheet(listFindings(book)),
      listingSheet(sourceListing),
    ],
  });
}

function firstSourceRows(sources: readonly BookSource[], top: number): Map<string, number> {
  const rows = new Map<string, number>();
  sources.forEach((source, at) => {
    if (!rows.has(source.indicator)) rows.set(source.indicator, top + at);
  });
  return rows;
}

function figure(value: string | null, decimals?: number): ListingCell {
  if (value === null) return null;
  return {
    content: { number: value },
    look: figureLook({ decimals: decimals ?? Math.min(printedDecimals(value), 6) }),
  };
}

function integer(value: number | undefined): ListingCell {
  return value === undefined ? null : { content: { number: String(value) }, look: looks.integer };
}

function centred(text: string | undefined): ListingCell {
  return text === undefined ? null : { look: looks.center, ...(text === '' ? {} : { content: { text } }) };
}

function listDiscrepancies(book: ConsolidatedBook): Listing {
  const { title, header, within, beyond, none } = words.discrepancies;
  return {
    sheet: words.sheets.discrepancies,
    title,
    subtitle: book.periodText,
    demo: book.demo,
    header,
    widths: [28, 10, 14, 18, 14, 14, 10, 16, 40],
    rowCount: book.discrepancies.length,
    none,
    rows: book.discrepancies.map((row) => [
      row.label,
      centred(row.unit),
      figure(row.consolidated, row.decimals),
      row.department,
      figure(row.departmentValue, row.decimals),
      figure(row.difference, row.decimals),
      figure(row.percent, 2),
      centred(row.withinTolerance === null ? undefined : row.withinTolerance ? within : beyond),
      row.explanation ?? null,
    ]),
  };
}

function listReturns(book: ConsolidatedBook): Listing {
  const { title, header, late, onTime, none } = words.returns;
  return {
    sheet: words.sheets.returns,
    title,
    subtitle: book.periodText,
    demo: book.demo,
    header,
    widths: [6, 24, 12, 14, 14, 10, 8, 52, 20],
    rowCount: book.returns.length,
    none,
    rows: book.returns.map((row, at) => [
      integer(at + 1),
      row.unit,
      centred(row.status),
      centred(row.received),
      centred(row.due),
      centred(row.late === undefined ? undefined : row.late ? late : onTime),
      integer(row.version),
      row.file ?? null,
      row.note ?? null,
    ]),
  };
}

function listFindings(book: ConsolidatedBook): Listing {
  const { title, header, none } = words.findings;
  return {
    sheet: words.sheets.findings,
    title,
    subtitle: book.periodText,
    demo: book.demo,
    header,
    widths: [6, 16, 20, 9, 22, 10, 8, 14, 40, 12, 28, 10, 14],
    rowCount: book.findings.length,
    none,
    rows: book.findings.map((row, at) => [
      integer(at + 1),
      row.unit,
      row.label ?? null,
      centred(row.kind),
      row.file ?? null,
      row.sheet ?? null,
      centred(row.cell),
      row.raw ?? null,
      row.sentence || words.signs.suppressed,
      row.decision ?? null,
      row.explanation ?? null,
      row.by ?? null,
      centred(row.on),
    ]),
  };
}

function listSources(book: ConsolidatedBook): Listing {
  const { title, header, none } = words.sources;
  return {
    sheet: words.sheets.sources,
    title,
    subtitle: book.periodText,
    demo: book.demo,
    header,
    widths: [9, 24, 16, 13, 9, 9, 6, 28, 12, 8, 14, 9, 9, 16, 10, 14],
    kinds: sourceKinds,
    rowCount: book.sources.length,
    none,
    rows: sourceRows(book.sources),
  };
}

const sourceKinds: readonly ListingKind[] = [
  ...(['text', 'text', 'text', 'figure', 'centred', 'centred', 'integer', 'text'] as const),
  ...(['text', 'centred', 'text', 'centred', 'figure', 'text', 'text', 'centred'] as const),
];

function* sourceRows(sources: readonly BookSource[]): Generator<readonly (string | null)[]> {
  for (const source of sources) {
    yield [
      source.indicator,
      source.label,
      source.unit,
      source.value,
      source.measure,
      source.kind,
      source.version === undefined ? null : String(source.version),
      source.file ?? null,
      source.sheet ?? null,
      source.cell ?? null,
      source.raw ?? null,
      source.statedUnit ?? null,
      source.factor ?? null,
      source.repair ?? null,
      source.acceptedBy ?? null,
      source.acceptedOn ?? null,
    ];
  }
}
