import { Decimal, type DecimalText } from '../../text/decimal.ts';
import type { RowSum } from '../check/row-sums.ts';
import { type PlaceSum, totalPlace } from './nested-sums.ts';

/*
 * Withholding figures that rest on too few reporters (domain.md 6), as statistical offices do it: first the thin figures
 * themselves, then as few others as are needed so that none can be had back by adding, subtracting or dividing.
 */

export interface WithholdFigure {
  readonly value: DecimalText | null;
  /** Reporters behind it; absent where nobody knows or it is no secret. */
  readonly contributors?: number | undefined;
  /** Withheld already, for a reason of the caller's own. */
  readonly withheld?: boolean | undefined;
}

export interface WithholdRow {
  readonly code: string;
  readonly total: WithholdFigure | null;
  /** By unit. */
  readonly figures: ReadonlyMap<string, WithholdFigure>;
  /** What is made of what in this row, directly (`nestSums`). */
  readonly made: readonly PlaceSum[];
  /** The row is this quotient of two others, at every place. */
  readonly ratio?: { readonly numerator: string; readonly denominator: string } | undefined;
}

interface Place {
  readonly row: WithholdRow;
  readonly at: string;
}

/** Figures of which each can be had from all the others; the first is the last to be given up. */
type Relation = readonly Place[];

export type Withheld = (code: string, place: string) => boolean;

/** @param below figures of fewer reporters are withheld; 0 = only those that the caller says */
export function withhold(
  rows: readonly WithholdRow[],
  below: number,
  sums: readonly RowSum[] = [],
): Withheld {
  const hidden = new Set<string>();
  for (const row of rows)
    for (const at of placesOf(row)) if (isThin(figureAt({ row, at }), below)) hidden.add(keyOf({ row, at }));
  if (hidden.size > 0) protect(hidden, relationsOf(rows, sums));
  return (code, place) => hidden.has(`${code}\n${place}`);
}

const keyOf = ({ row, at }: Place) => `${row.code}\n${at}`;

function placesOf({ figures }: WithholdRow): string[] {
  return [totalPlace, ...figures.keys()];
}

function figureAt({ row, at }: Place): WithholdFigure | null {
  return (at === totalPlace ? row.total : row.figures.get(at)) ?? null;
}

function isThin(figure: WithholdFigure | null, below: number): boolean {
  if (!figure) return false;
  const { value, contributors, withheld } = figure;
  return withheld === true || (value !== null && contributors !== undefined && contributors < below);
}

function relationsOf(rows: readonly WithholdRow[], sums: readonly RowSum[]): Relation[] {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const across = (codes: readonly string[]): Relation[] => {
    const found = codes.map((code) => byCode.get(code));
    if (!found.every((row) => row !== undefined)) return [];
    return placesOf(found[0]!).map((at) => found.map((row) => ({ row, at })));
  };
  return [
    ...rows.flatMap((row) =>
      row.made.map(({ whole, parts }) => [whole, ...parts].map((at) => ({ row, at }))),
    ),
    ...sums.flatMap(({ whole, parts }) => across([whole, ...parts])),
    // The quotient goes first: its parts are worth more to a reader.
    ...rows.flatMap(({ code, ratio }) => (ratio ? across([ratio.numerator, ratio.denominator, code]) : [])),
  ];
}

/** Where one figure of a relation is withheld and all others are shown, one more goes, until none is alone any more. */
function protect(hidden: Set<string>, relations: readonly Relation[]): void {
  let before = -1;
  while (hidden.size > before) {
    before = hidden.size;
    for (const relation of relations) {
      const known = relation.filter((place) => figureAt(place)?.value != null || hidden.has(keyOf(place)));
      const shown = known.filter((place) => !hidden.has(keyOf(place)));
      if (known.length - shown.length === 1 && shown.length > 0)
        hidden.add(keyOf(leastMissed(relation, shown)));
    }
  }
}

/** The smallest part; the whole only where nothing else is left. Of a ratio the quotient. */
function leastMissed(relation: Relation, shown: readonly Place[]): Place {
  const quotient = shown.find(
    ({ row }) => row.ratio && relation.some((place) => place.row.code === row.ratio!.numerator),
  );
  const parts = shown.filter((place) => place !== relation[0]);
  if (quotient || parts.length === 0) return quotient ?? shown[0]!;
  const size = (place: Place) => new Decimal(figureAt(place)!.value!).abs();
  return parts.reduce((least, next) => (size(next).lt(size(least)) ? next : least));
}
