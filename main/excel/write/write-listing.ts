import type { DecimalText } from '../../../shared/text/decimal.ts';
import { printedDecimals } from '../../../shared/text/decimal.ts';
import { type CsvCell, writeCsv } from './csv.ts';
import { type ListingCell, listingSheet } from './listing-sheet.ts';
import { baseFont, figureLook, looks } from './looks.ts';
import { textWidth } from './text-width.ts';
import { writeWorkbook } from './write-workbook.ts';

/** A plain table to hand out: register (项目库), chase list (催报单), main table with actuals, findings. */
export interface ListingExport {
  readonly sheet: string;
  readonly title: string;
  readonly subtitle: string;
  readonly demo: boolean;
  readonly columns: readonly ListingColumn[];
  /** Values along the columns; null is an empty cell. Figures are decimals, everything else is text. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Said where there is no row. */
  readonly none: string;
}

export interface ListingColumn {
  readonly header: string;
  readonly kind: 'text' | 'figure' | 'centred';
  readonly decimals?: number;
  /** Characters; absent = by the content, 8 to 40. */
  readonly width?: number;
}

const figure = /^-?\d+(\.\d+)?$/;

/** The table as a styled .xlsx: title, header repeated on each page, A4 landscape, filter. Pure. */
export function writeListing(listing: ListingExport): Uint8Array {
  return writeWorkbook({
    title: listing.title,
    baseFont,
    sheets: [
      listingSheet({
        ...listing,
        header: listing.columns.map(({ header }) => header),
        widths: listing.columns.map((column, at) => column.width ?? widthOf(listing, column, at)),
        rows: listing.rows.map((row) => row.map((value, at) => listingCell(value, listing.columns[at]))),
        rowCount: listing.rows.length,
      }),
    ],
  });
}

/** The same table as CSV, header first. */
export function writeListingCsv(listing: Pick<ListingExport, 'columns' | 'rows'>): Uint8Array {
  const cell = (value: string | null, at: number): CsvCell =>
    value !== null && listing.columns[at]?.kind === 'figure' && figure.test(value)
      ? { number: value }
      : value;
  return writeCsv([listing.columns.map(({ header }) => header), ...listing.rows.map((row) => row.map(cell))]);
}

function widthOf(listing: ListingExport, column: ListingColumn, at: number): number {
  const longest = listing.rows.reduce((most, row) => Math.max(most, textWidth(row[at] ?? '')), 0);
  return Math.min(40, Math.max(8, textWidth(column.header) + 2, longest + 2));
}

function listingCell(value: DecimalText | string | null, column: ListingColumn | undefined): ListingCell {
  if (value === null || value === '') return null;
  if (column?.kind === 'figure' && figure.test(value)) {
    return {
      content: { number: value },
      look: figureLook({ decimals: column.decimals ?? Math.min(printedDecimals(value), 4) }),
    };
  }
  return column?.kind === 'centred' ? { content: { text: value }, look: looks.center } : value;
}
