import { Decimal, type DecimalText, printDecimal, roundTo } from '../../text/decimal.ts';
import type { BalancedFigure } from './balance-rounding.ts';
import { nestSums, type PlaceSum, totalPlace } from './nested-sums.ts';

/*
 * 舍位平衡 where rows add up as well as columns (A01 = A02 + A03 at every unit, units to subtotals, these to the total):
 * controlled rounding by alternating cycles (Cox 1987, Causey/Cox/Ernst 1985). The table is a circulation: what comes out
 * of the sum row at a unit goes through the parts into their totals and back. While a figure has a fraction, a ring of such
 * figures runs through it; moving them alternately up and down keeps every sum, until one of them is whole.
 */

/** Exact figures of a row by place. */
export type ExactRow = ReadonlyMap<string, DecimalText>;
export type PrintedRow = ReadonlyMap<string, BalancedFigure>;

interface Edge {
  readonly row: number;
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly nearest: Decimal;
  /** In last digits. */
  amount: Decimal;
  /** Has a fraction still. */
  open: boolean;
}

/**
 * Every figure rounded up or down to `decimals`, all sums kept both ways; the total of the sum row, then the totals of its
 * parts, then subtotals are the first to be what rounding alone would give. Undefined where the exact figures don't add up.
 * @param rows the sum row first, then its parts
 * @param sums wholes over reporters, as the sum row has them
 */
export function balanceTable(
  rows: readonly ExactRow[],
  sums: readonly PlaceSum[],
  decimals: number,
): PrintedRow[] | undefined {
  const direct = nestSums(sums);
  if (!addsUp(rows, direct)) return undefined;
  const unit = new Decimal(10).pow(-decimals);
  const edges = edgesOf(rows, direct, unit);
  const ring = new Ring(edges);
  for (const edge of edges) while (edge.open) ring.push(edge);
  return rows.map((row, at) => {
    const printed = edges
      .filter((edge) => edge.row === at && row.has(edge.place))
      .map(({ place, amount }): [string, BalancedFigure] => {
        const value = amount.times(unit);
        return [
          place,
          {
            value: printDecimal(value),
            adjusted: !value.eq(roundTo(new Decimal(row.get(place)!), decimals)),
          },
        ];
      });
    return new Map(printed);
  });
}

/** A part without a figure at a place counts as nothing there; the sum row must have one. */
function figureAt(row: ExactRow, place: string): Decimal {
  return new Decimal(row.get(place) ?? 0);
}

function addsUp([whole, ...parts]: readonly ExactRow[], direct: readonly PlaceSum[]): boolean {
  const places = new Set(direct.flatMap((sum) => [sum.whole, ...sum.parts]));
  const sumOf = (figures: readonly Decimal[]) =>
    figures.reduce((sum, figure) => sum.plus(figure), new Decimal(0));
  return (
    places.has(totalPlace) &&
    [...places].every(
      (place) =>
        whole!.has(place) && figureAt(whole!, place).eq(sumOf(parts.map((row) => figureAt(row, place)))),
    ) &&
    [whole!, ...parts].every((row) =>
      direct.every((sum) =>
        figureAt(row, sum.whole).eq(sumOf(sum.parts.map((place) => figureAt(row, place)))),
      ),
    )
  );
}

/** In the order in which they are settled: totals, then what is directly below, the sum row before its parts. */
function edgesOf(rows: readonly ExactRow[], direct: readonly PlaceSum[], unit: Decimal): Edge[] {
  const below = new Map(direct.map(({ whole, parts }) => [whole, parts]));
  const edges: Edge[] = [];
  const add = (row: number, place: string, from: string, to: string) => {
    const amount = figureAt(rows[row]!, place).div(unit);
    edges.push({ row, place, from, to, amount, nearest: roundTo(amount, 0), open: !amount.isInteger() });
  };
  const node = (row: number, place: string) => `${row} ${place}`;
  let level = [{ place: totalPlace, above: undefined as string | undefined }];
  while (level.length > 0) {
    for (const { place, above } of level)
      add(0, place, above === undefined ? 'in' : node(0, above), node(0, place));
    for (const { place, above } of level)
      for (let row = 1; row < rows.length; row += 1)
        add(
          row,
          place,
          below.has(place) ? node(row, place) : node(0, place),
          above === undefined ? 'in' : node(row, above),
        );
    level = level.flatMap(({ place }) =>
      (below.get(place) ?? []).map((part) => ({ place: part, above: place })),
    );
  }
  return edges;
}

class Ring {
  readonly #at = new Map<string, Edge[]>();

  constructor(edges: readonly Edge[]) {
    for (const edge of edges)
      for (const node of [edge.from, edge.to]) {
        const here = this.#at.get(node);
        if (here) here.push(edge);
        else this.#at.set(node, [edge]);
      }
  }

  /** Moves a ring through the edge so far that one of its figures becomes whole; this one towards its nearest. */
  push(start: Edge): void {
    const up = start.nearest.gt(start.amount);
    const ring = [{ edge: start, up }, ...this.#path(start, up)];
    const room = ring.map(({ edge, up: rises }) =>
      rises ? edge.amount.ceil().minus(edge.amount) : edge.amount.minus(edge.amount.floor()),
    );
    const step = Decimal.min(...room);
    for (const { edge, up: rises } of ring) {
      edge.amount = rises ? edge.amount.plus(step) : edge.amount.minus(step);
      edge.open = !edge.amount.isInteger();
    }
  }

  /** The way back from one end of the edge to the other over figures with a fraction; there always is one. */
  #path(start: Edge, up: boolean): { edge: Edge; up: boolean }[] {
    const [first, last] = up ? [start.to, start.from] : [start.from, start.to];
    const came = new Map<string, { edge: Edge; up: boolean; node: string } | undefined>([[first, undefined]]);
    for (const node of came.keys()) {
      if (came.has(last)) break;
      for (const edge of this.#at.get(node)!) {
        const next = edge.from === node ? edge.to : edge.from;
        if (!edge.open || edge === start || came.has(next)) continue;
        came.set(next, { edge, up: edge.from === node, node });
      }
    }
    const path: { edge: Edge; up: boolean }[] = [];
    for (let step = came.get(last); step; step = came.get(step.node)) path.push(step);
    if (path.length === 0) throw new Error('a figure with a fraction without a ring');
    return path;
  }
}
