import { printAddress } from '../../../shared/text/cell-address.ts';
import {
  Decimal,
  printDecimal,
  printedDecimals,
  roundTo,
  sumDecimals,
} from '../../../shared/text/decimal.ts';
import type { BookIndicator, ConsolidatedBook } from './consolidated-book.ts';
import type { MatrixLayout } from './matrix-layout.ts';

/**
 * Live formulas of the 合计: a SUM over additive rows, numerator/denominator × scale where both rows stand on the
 * sheet. A formula is only written when it gives the consolidated figure itself; otherwise the figure stands as a
 * number, because what recomputes to something else than the judged figure would be worse than no formula.
 */
export function totalFormulas(book: ConsolidatedBook, layout: MatrixLayout): TotalFormulas {
  const counted = book.units.flatMap((unit, index) => (unit.counted ? [index] : []));
  const column = (name: 'level' | 'previous') =>
    book.indicators.map((_, at) => totalFormula(book, layout, counted, at, name));
  return { level: column('level'), previous: column('previous') };
}

/** By place of the indicator; undefined where the figure stands as a number. */
export type TotalFormulas = Readonly<Record<'level' | 'previous', readonly (string | undefined)[]>>;

function totalFormula(
  book: ConsolidatedBook,
  layout: MatrixLayout,
  counted: readonly number[],
  at: number,
  column: 'level' | 'previous',
): string | undefined {
  const row = book.indicators[at];
  if (!row?.total || row.total.suppressed) return undefined;
  if (row.rule === 'sum') return sumFormula(counted, layout, row, at, column);
  if (row.rule === 'ratio' && column === 'level') return ratioFormula(book, layout, row);
  return undefined;
}

/** The same for a subtotal: a SUM over the figures it is made of. */
export function subtotalFormula(
  layout: MatrixLayout,
  row: BookIndicator,
  at: number,
  unit: number,
): string | undefined {
  const { value, addsUp, suppressed } = row.figures[unit]!;
  if (row.rule !== 'sum' || !addsUp || suppressed || value === null) return undefined;
  return sumOf(layout, row, { at, column: 'level', value, units: addsUp });
}

function sumFormula(
  counted: readonly number[],
  layout: MatrixLayout,
  row: BookIndicator,
  at: number,
  column: 'level' | 'previous',
): string | undefined {
  const value = row.total?.[column === 'level' ? 'value' : 'previous'];
  if (value == null) return undefined;
  const units = counted.filter((index) => !row.figures[index]!.aside);
  return sumOf(layout, row, { at, column, value, units });
}

interface Addition {
  readonly at: number;
  readonly column: 'level' | 'previous';
  /** What the parts must give. */
  readonly value: string;
  readonly units: readonly number[];
}

function sumOf(
  layout: MatrixLayout,
  row: BookIndicator,
  { at, column, value, units }: Addition,
): string | undefined {
  // A column is printed for all units or for none.
  if (units.length === 0 || !layout.position(at, units[0]!, column)) return undefined;
  const parts: string[] = [];
  for (const index of units) {
    const figure = row.figures[index]!;
    if (figure.suppressed) return undefined;
    const part = column === 'level' ? figure.value : figure.previous;
    if (part != null) parts.push(part);
  }
  if (parts.length === 0 || !sumDecimals(parts).eq(value)) return undefined;
  return printSum(units.map((index) => layout.position(at, index, column)!));
}

/** `SUM(D6:N6,P6)`; more than 200 ranges are added up from several SUMs, as a function takes 255 arguments. */
function printSum(cells: readonly { row: number; column: number }[]): string {
  const runs: { first: { row: number; column: number }; last: { row: number; column: number } }[] = [];
  for (const cell of cells) {
    const run = runs.at(-1);
    const next =
      run &&
      ((run.last.row === cell.row && run.last.column + 1 === cell.column) ||
        (run.last.column === cell.column && run.last.row + 1 === cell.row));
    if (next) run.last = cell;
    else runs.push({ first: cell, last: cell });
  }
  const ranges = runs.map(({ first, last }) => {
    const [from, to] = [printAddress(first.row, first.column), printAddress(last.row, last.column)];
    return from === to ? from : `${from}:${to}`;
  });
  const groups = Array.from({ length: Math.ceil(ranges.length / 200) }, (_, group) =>
    ranges.slice(group * 200, group * 200 + 200),
  );
  return groups.map((group) => `SUM(${group.join(',')})`).join('+');
}

/** Agreement of a quotient with the consolidated figure, which carries 20 digits where it wasn't rounded. */
const tolerance = new Decimal('1e-12');

function ratioFormula(book: ConsolidatedBook, layout: MatrixLayout, row: BookIndicator): string | undefined {
  const value = row.total?.value;
  if (!row.ratio || value == null) return undefined;
  const parts = [row.ratio.numerator, row.ratio.denominator].map((code) => {
    const at = book.indicators.findIndex((part) => part.code === code);
    const total = book.indicators[at]?.total?.value;
    const cell = layout.position(at, 'total', 'level');
    return total == null || !cell
      ? undefined
      : { total: new Decimal(total), cell: printAddress(cell.row, cell.column) };
  });
  const [numerator, denominator] = parts;
  if (!numerator || !denominator || denominator.total.isZero()) return undefined;
  const quotient = numerator.total.div(denominator.total).times(row.ratio.scale);
  const formula = `${numerator.cell}/${denominator.cell}${row.ratio.scale === '1' ? '' : `*${row.ratio.scale}`}`;
  const given = new Decimal(value);
  if (quotient.minus(given).abs().lte(tolerance.times(given.abs()))) return formula;
  const decimals = printedDecimals(value);
  return roundTo(quotient, decimals).eq(given) ? `ROUND(${formula},${decimals})` : undefined;
}

/** Spreadsheets compute and store 15 digits; a result with more would differ from their own at once. */
export function cachedResult(value: string): string {
  return printDecimal(new Decimal(value).toSignificantDigits(15));
}
