import type { BookColumn, BookOrientation, ConsolidatedBook } from './consolidated-book.ts';

/**
 * Where each figure of the main table stands. Up to 30 units the table reads as the form does: indicators down,
 * 合计 and units across. Beyond that a page could hold neither the columns nor readable digits, so units go down
 * (a long table breaks well between rows) and indicators across. Settings may decide otherwise.
 */
export const unitsAcrossLimit = 30;

export function chooseOrientation(book: ConsolidatedBook): BookOrientation {
  return (
    book.settings.orientation ?? (book.units.length <= unitsAcrossLimit ? 'indicators-down' : 'units-down')
  );
}

/** The total, or a unit by its index. */
export type Place = 'total' | number;
export type LevelOr<Column> = 'level' | Column;
export type MatrixColumn = LevelOr<BookColumn>;

export interface MatrixBlock {
  /** Units or total across (indicators-down), or an indicator index across (units-down). */
  readonly place?: Place;
  readonly indicator?: number;
  readonly columns: readonly MatrixColumn[];
  /** First column on the sheet. */
  readonly left: number;
}

export interface MatrixLayout {
  readonly orientation: BookOrientation;
  readonly blocks: readonly MatrixBlock[];
  /** Label columns before the first block. */
  readonly labelColumns: number;
  readonly columnCount: number;
  readonly headerTop: number;
  readonly headerRows: number;
  readonly bodyTop: number;
  readonly bodyRows: number;
  /** Row and column of a figure; undefined where that column isn't printed. */
  position(
    indicator: number,
    place: Place,
    column: MatrixColumn,
  ): { row: number; column: number } | undefined;
}

const order: readonly BookColumn[] = ['previous', 'growth', 'share', 'rank'];

function withLevel(columns: readonly BookColumn[]): MatrixColumn[] {
  return ['level', ...order.filter((column) => columns.includes(column))];
}

/** Lays the table out below `headerTop` rows of title. */
export function layOutMatrix(book: ConsolidatedBook, headerTop: number): MatrixLayout {
  return chooseOrientation(book) === 'indicators-down'
    ? layOutIndicatorsDown(book, headerTop)
    : layOutUnitsDown(book, headerTop);
}

function placeBlocks(
  blocks: readonly Omit<MatrixBlock, 'left'>[],
  first: number,
): { blocks: MatrixBlock[]; columnCount: number } {
  let left = first;
  const placed = blocks.map((block) => {
    const at = { ...block, left };
    left += block.columns.length;
    return at;
  });
  return { blocks: placed, columnCount: left };
}

function layOutIndicatorsDown(book: ConsolidatedBook, headerTop: number): MatrixLayout {
  const ofTotal = withLevel(book.settings.totalColumns);
  const ofUnit = withLevel(book.settings.unitColumns);
  const places: Place[] = ['total', ...book.units.map((_, index) => index)];
  const { blocks, columnCount } = placeBlocks(
    places.map((place) => ({ place, columns: place === 'total' ? ofTotal : ofUnit })),
    2,
  );
  const headerRows = ofTotal.length > 1 || ofUnit.length > 1 ? 2 : 1;
  const bodyTop = headerTop + headerRows;
  return {
    orientation: 'indicators-down',
    blocks,
    labelColumns: 2,
    columnCount,
    headerTop,
    headerRows,
    bodyTop,
    bodyRows: book.indicators.length,
    position(indicator, place, column) {
      const block = blocks[place === 'total' ? 0 : place + 1];
      const offset = block ? block.columns.indexOf(column) : -1;
      return offset < 0 ? undefined : { row: bodyTop + indicator, column: block!.left + offset };
    },
  };
}

function layOutUnitsDown(book: ConsolidatedBook, headerTop: number): MatrixLayout {
  const columns = withLevel([...book.settings.totalColumns, ...book.settings.unitColumns]);
  const { blocks, columnCount } = placeBlocks(
    book.indicators.map((_, indicator) => ({ indicator, columns })),
    1,
  );
  const headerRows = columns.length > 1 ? 3 : 2;
  const bodyTop = headerTop + headerRows;
  return {
    orientation: 'units-down',
    blocks,
    labelColumns: 1,
    columnCount,
    headerTop,
    headerRows,
    bodyTop,
    bodyRows: book.units.length + 1,
    position(indicator, place, column) {
      const block = blocks[indicator];
      const offset = block ? block.columns.indexOf(column) : -1;
      const row = bodyTop + (place === 'total' ? 0 : place + 1);
      return offset < 0 ? undefined : { row, column: block!.left + offset };
    },
  };
}
