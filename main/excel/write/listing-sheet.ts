import type { DecimalText } from '../../../shared/text/decimal.ts';
import { looks } from './looks.ts';
import { mergedRow, mergeOf, pageOf, titleRows } from './sheet-frame.ts';
import type { OutCell, OutLook, OutRow, OutSheet } from './sheet-model.ts';
import { countLines, rowHeight } from './text-width.ts';

/** A plain table with a title: discrepancies, return status, findings, sources, chase list, register. */
export interface Listing {
  readonly sheet: string;
  readonly title: string;
  readonly subtitle: string;
  readonly demo: boolean;
  readonly header: readonly string[];
  readonly widths: readonly number[];
  /** One array per row; consumed once, while writing. */
  readonly rows: Iterable<readonly ListingCell[]>;
  readonly rowCount: number;
  /** Said where there is no row. */
  readonly none: string;
}

/** Texts stand left, centred ones carry `look`; null is an empty cell. */
export type ListingCell =
  | string
  | null
  | { readonly number: DecimalText; readonly look: OutLook }
  | { readonly text: string; readonly look: OutLook };

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
    rows: listingRows(listing, title.rows),
    merges: listing.rowCount > 0 ? title.merges : [...title.merges, mergeOf(top, 0, width - 1)],
    frozen: { rows: top, columns: 0 },
    print: pageOf(listing.demo, { pagesAcross: 1, repeatRows: [top - 1, top - 1], centered: true }),
    printArea: { top: 0, left: 0, bottom, right: width - 1 },
    ...(listing.rowCount > 0 ? { filter: { top: top - 1, left: 0, bottom, right: width - 1 } } : {}),
  };
}

function* listingRows(listing: Listing, title: readonly OutRow[]): Generator<OutRow> {
  yield* title;
  const headerLines = listing.header.map((text, at) => countLines(text, listing.widths[at] ?? 9));
  yield {
    cells: listing.header.map((text) => ({ look: looks.header, content: { text } })),
    height: rowHeight(Math.max(...headerLines)) + 4,
  };
  if (listing.rowCount === 0) yield mergedRow(listing.none, listing.header.length, looks.center, 24);
  for (const row of listing.rows)
    yield { cells: row.map(printListingCell), height: heightOf(row, listing.widths) };
}

function printListingCell(cell: ListingCell): OutCell {
  if (cell === null || cell === '') return { look: looks.empty };
  if (typeof cell === 'string') return { look: looks.text, content: { text: cell } };
  if ('number' in cell) return { look: cell.look, content: { number: cell.number } };
  return cell.text === '' ? { look: cell.look } : { look: cell.look, content: { text: cell.text } };
}

function heightOf(row: readonly ListingCell[], widths: readonly number[]): number {
  let lines = 1;
  row.forEach((cell, at) => {
    const text = typeof cell === 'string' ? cell : cell && 'text' in cell ? cell.text : '';
    if (text.length * 2 >= (widths[at] ?? 9)) lines = Math.max(lines, countLines(text, widths[at] ?? 9));
  });
  return rowHeight(Math.min(lines, 12));
}
