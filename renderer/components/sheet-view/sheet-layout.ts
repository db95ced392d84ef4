import { parseAddress, printAddress } from '../../../shared/text/cell-address.ts';

/** A sheet as `returns/get-sheets` hands it over. */
export interface SheetContent {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly merges: readonly { top: number; left: number; bottom: number; right: number }[];
  readonly cells: readonly { row: number; column: number; text: string; kind: string }[];
}

export interface PlacedCell {
  readonly row: number;
  readonly column: number;
  readonly bottom: number;
  readonly right: number;
  readonly text: string;
  readonly kind: string;
  /** A text with nothing to its right runs over the next columns, as in a spreadsheet. */
  readonly spills: boolean;
}

export interface SheetLayout {
  readonly rows: number;
  readonly lefts: readonly number[];
  readonly widths: readonly number[];
  readonly width: number;
  readonly places: ReadonlyMap<string, PlacedCell>;
  readonly addressesByRow: ReadonlyMap<number, readonly string[]>;
  readonly blocks: SheetContent['merges'];
}

const narrowest = 46;
const widest = 220;
const measuredRows = 300;
/** An empty frame of rows and columns around the content makes the sheet read as a sheet. */
const spare = 3;

/**
 * Pixel widths from the texts (the sender's own widths are often hidden or huge), and cells by address;
 * `marked` are cells to be drawn even where they are empty.
 */
export function layoutSheet(
  sheet: SheetContent,
  gutter: number,
  marked: readonly string[] = [],
): SheetLayout {
  const columns = Math.max(sheet.columns + 1, 6);
  const merged = new Map(sheet.merges.map((block) => [printAddress(block.top, block.left), block]));
  const widths = Array<number>(columns).fill(narrowest);
  const places = new Map<string, PlacedCell>();
  const addressesByRow = new Map<number, string[]>();
  const filled = new Set(sheet.cells.map((cell) => printAddress(cell.row, cell.column)));
  for (const cell of sheet.cells) {
    const address = printAddress(cell.row, cell.column);
    const block = merged.get(address);
    const spills = !block && cell.kind === 'text' && !filled.has(printAddress(cell.row, cell.column + 1));
    places.set(address, {
      ...cell,
      bottom: block?.bottom ?? cell.row,
      right: block?.right ?? cell.column,
      spills,
    });
    addressesByRow.set(cell.row, [...(addressesByRow.get(cell.row) ?? []), address]);
    if (cell.row < measuredRows && !spills && (!block || block.left === block.right))
      widths[cell.column] = Math.min(
        widest,
        Math.max(widths[cell.column] ?? narrowest, textWidth(cell.text)),
      );
  }
  // A finding may point at a cell that holds nothing (没有填数): it must be seen all the same.
  for (const address of marked) {
    const at = places.has(address) ? undefined : parseAddress(address);
    if (!at || at.column >= columns) continue;
    places.set(address, { ...at, bottom: at.row, right: at.column, text: '', kind: 'text', spills: false });
    addressesByRow.set(at.row, [...(addressesByRow.get(at.row) ?? []), address]);
  }
  const lefts: number[] = [];
  let left = gutter;
  for (const width of widths) {
    lefts.push(left);
    left += width;
  }
  return {
    rows: sheet.rows + spare,
    lefts,
    widths,
    width: left,
    places,
    addressesByRow,
    blocks: sheet.merges,
  };
}

function textWidth(text: string): number {
  const [line = ''] = text.split('\n');
  return [...line].reduce((sum, character) => sum + (character < '\u0100' ? 7.5 : 13), 14);
}
