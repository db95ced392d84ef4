import { type DecimalText, printedDecimals } from '../../../shared/text/decimal.ts';
import { figureLook, looks } from './looks.ts';
import { mergedRow, mergeOf, pageOf, titleRows } from './sheet-frame.ts';
import type { OutColumn, OutLook, OutRow, OutSheet, OutValue } from './sheet-model.ts';
import { countLines, rowHeight } from './text-width.ts';

/** A plain table with a title: discrepancies, return status, findings, sources, chase list, register. */
export interface Listing {
  readonly sheet: string;
  readonly title: string;
  readonly subtitle: string;
  readonly demo: boolean;
  readonly header: readonly string[];
  readonly widths: readonly number[];
  /** What a plain text of a column is; absent: all are texts. */
  readonly kinds?: readonly ListingKind[];
  /** One array per row; consumed once, while writing. */
  readonly rows: Iterable<readonly ListingCell[]>;
  readonly rowCount: number;
  /** Said where there is no row. */
  readonly none: string;
}

/** `figure`: decimals, with up to 6 places. */
export type ListingKind = 'text' | 'centred' | 'figure' | 'integer';

/** A text stands as its column says, a cell of its own as it says itself; null is an empty cell. */
export type ListingCell = OutValue;

/** First row of data, counted from 0. */
export function listingTop(listing: Pick<Listing, 'demo' | 'subtitle'>): number {
  return (listing.demo ? 1 : 0) + 1 + (listing.subtitle ? 1 : 0) + 1;
}

export function listingSheet(listing: Listing): OutSheet {
  const width = listing.header.length;
  const title = titleRows(listing.title, listing.subtitle, listing.demo, width);
  const top = listingTop(listing);
  const bottom = top + Math.max(listing.rowCount, 1) - 1;
  return {
    name: listing.sheet,
    widths: listing.widths,
    rows: [...title.rows, headerRow(listing), ...noRow(listing)],
    table: { columns: columnsOf(listing), rows: listing.rows, rowCount: listing.rowCount, height: heightOf },
    merges: listing.rowCount > 0 ? title.merges : [...title.merges, mergeOf(top, 0, width - 1)],
    frozen: { rows: top, columns: 0 },
    print: pageOf(listing.demo, { pagesAcross: 1, repeatRows: [top - 1, top - 1], centered: true }),
    printArea: { top: 0, left: 0, bottom, right: width - 1 },
    ...(listing.rowCount > 0 ? { filter: { top: top - 1, left: 0, bottom, right: width - 1 } } : {}),
  };
}

function headerRow({ header, widths }: Listing): OutRow {
  const lines = header.map((text, at) => countLines(text, widths[at] ?? 9));
  return {
    cells: header.map((text) => ({ look: looks.header, content: { text } })),
    height: rowHeight(Math.max(...lines)) + 4,
  };
}

function noRow({ header, rowCount, none }: Listing): OutRow[] {
  return rowCount === 0 ? [mergedRow(none, header.length, looks.center, 24)] : [];
}

const kindColumns: Readonly<Record<ListingKind, OutColumn>> = {
  text: { text: looks.text, empty: looks.empty },
  centred: { text: looks.center, empty: looks.empty },
  figure: { text: looks.text, empty: looks.empty, number: lookOfFigure },
  integer: { text: looks.text, empty: looks.empty, number: () => looks.integer },
};

const figureLooks = [0, 1, 2, 3, 4, 5, 6].map((decimals) => figureLook({ decimals }));

/** As many decimals as the figure has, at most 6. */
function lookOfFigure(value: DecimalText): OutLook {
  return figureLooks[Math.min(printedDecimals(value), 6)]!;
}

function columnsOf({ header, widths, kinds = [] }: Listing): OutColumn[] {
  return header.map((_, at) => {
    const column = kindColumns[kinds[at] ?? 'text'];
    // Texts are broken into lines, figures are not.
    return column.number === undefined ? { ...column, lines: linesWithin(widths[at] ?? 9) } : column;
  });
}

function linesWithin(width: number): (text: string) => number {
  return (text) => (text.length * 2 >= width ? countLines(text, width) : 1);
}

function heightOf(lines: number): number {
  return rowHeight(Math.min(lines, 12));
}
