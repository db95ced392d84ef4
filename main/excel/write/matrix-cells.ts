import { workbookWords } from '../../../renderer/words/workbook.ts';
import { printAddress } from '../../../shared/text/cell-address.ts';
import type { BookFigure, BookIndicator, BookTotal, ConsolidatedBook } from './consolidated-book.ts';
import { figureLook, looks } from './looks.ts';
import { cachedResult } from './matrix-formulas.ts';
import type { MatrixColumn, MatrixLayout, Place } from './matrix-layout.ts';
import type { OutCell } from './sheet-model.ts';

const words = workbookWords;
const signs = words.signs;

/** Decimals of the columns beside the level; 增速 with one decimal is what readers expect. */
const extraDecimals = { growth: 1, share: 1, rank: 0 } as const;

export function columnDecimals(column: MatrixColumn, level: number): number {
  return column === 'level' || column === 'previous' ? level : extraDecimals[column];
}

/** The figure of a column, null where there is none. */
export function valueAt(figure: BookFigure | BookTotal, column: MatrixColumn): string | null {
  if (column === 'level') return figure.value;
  const value = figure[column];
  return value == null ? null : String(value);
}

/** A cell of 合计: a live formula with its result, or the figure. */
export function totalCell(
  { indicator, decimals }: { indicator: BookIndicator; decimals: number },
  column: MatrixColumn,
  formula: string | undefined,
  sourceRow: number | undefined,
  room: string,
): OutCell {
  const total = indicator.total;
  if (!total) return { look: looks.empty };
  if (total.suppressed) return { look: looks.suppressed, content: { text: signs.suppressed } };
  const value = valueAt(total, column);
  if (value === null) return { look: column === 'level' ? looks.missingTotal : looks.empty };
  const sign =
    column === 'level'
      ? `${total.complete ? '' : signs.incomplete}${total.adjusted ? signs.adjusted : ''}`
      : '';
  const look = figureLook({
    decimals: columnDecimals(column, decimals),
    total: true,
    provisional: total.provisional === true,
    sign,
    room: column === 'level' ? room : '',
  });
  const link =
    sourceRow === undefined
      ? {}
      : { link: { sheet: words.sheets.sources, cell: printAddress(sourceRow, 0) } };
  return {
    look,
    content: formula === undefined ? { number: value } : { formula, cached: cachedResult(value) },
    ...link,
  };
}

/** A cell of a unit; a subtotal may carry a live formula. */
export function figureCell(
  decimals: number,
  figure: BookFigure,
  column: MatrixColumn,
  room: string,
  formula?: string,
): OutCell {
  if (figure.suppressed) return { look: looks.suppressed, content: { text: signs.suppressed } };
  if (column === 'level' && figure.state !== 'value') return emptyFigure(figure);
  const value = valueAt(figure, column);
  if (value === null) return { look: looks.empty };
  const sign =
    column === 'level'
      ? `${figure.lacks ? signs.incomplete : ''}${figure.adjusted ? signs.adjusted : ''}`
      : '';
  const look = figureLook({
    decimals: columnDecimals(column, decimals),
    total: figure.subtotal === true,
    provisional: figure.provisional === true,
    sign,
    room: column === 'level' ? room : '',
  });
  return {
    look,
    content: formula === undefined ? { number: value } : { formula, cached: cachedResult(value) },
  };
}

/** Missing is grey, 不适用 stays white, a sign is printed as typed: none of them is a zero. */
function emptyFigure(figure: BookFigure): OutCell {
  if (figure.state === 'not-applicable') return { look: looks.empty };
  if (figure.state === 'mark') return { look: looks.mark, content: { text: figure.mark ?? '' } };
  return { look: looks.missing };
}

/** The widest sign in each column of levels, for the others to leave its room free. */
export function signRoom(
  book: ConsolidatedBook,
  layout: MatrixLayout,
): (indicator: number, place: Place) => string {
  const roomOf = (totals: readonly (BookTotal | null)[], figures: readonly (BookFigure | undefined)[]) => {
    if (
      totals.some((total) => total && !total.complete && total.value !== null) ||
      figures.some((figure) => figure?.lacks)
    )
      return signs.incomplete;
    return totals.some((total) => total?.adjusted) || figures.some((figure) => figure?.adjusted)
      ? signs.adjusted
      : '';
  };
  if (layout.orientation === 'units-down') {
    const rooms = book.indicators.map((row) => roomOf([row.total], row.figures));
    return (indicator) => rooms[indicator] ?? '';
  }
  const ofTotal = roomOf(
    book.indicators.map((row) => row.total),
    [],
  );
  const ofUnits = book.units.map((_, unit) =>
    roomOf(
      [],
      book.indicators.map((row) => row.figures[unit]),
    ),
  );
  return (_, place) => (place === 'total' ? ofTotal : (ofUnits[place] ?? ''));
}
