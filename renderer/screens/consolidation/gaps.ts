import type { MethodOutput } from '../../../shared/contract/index.ts';

/* 只看有缺口的: what of the matrix still needs somebody. */

type Matrix = MethodOutput<'consolidation/get-matrix'>;
type Cell = Matrix['cells'][number];

export interface MatrixGaps {
  /** Indicators whose total lacks units, or that differ from the department by more than is allowed. */
  readonly rows: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
}

/** 不适用 is no gap (domain.md 1): neither by the form nor as the unit's own sign. */
function isGap({ state, mark, missing }: Cell): boolean {
  if (state === 'mark') return mark !== 'not-applicable';
  if (state === 'subtotal') return missing !== undefined;
  return state === 'blank' || state === 'not-sent' || state === 'not-accepted';
}

/**
 * A blank is no gap where nothing is lacking for it: a ratio made of parts that were sent, or a unit between the root and
 * the reporters, which sends nothing itself.
 */
export function findGaps(matrix: Matrix): MatrixGaps {
  const between = new Set(matrix.units.flatMap(({ code, subtotal }) => (subtotal ? [code] : [])));
  const ratios = new Map(
    matrix.totals.flatMap((total) => (total.rule === 'ratio' ? [[total.indicator, total] as const] : [])),
  );
  const made = ({ indicator, unit, state }: Cell) =>
    (between.has(unit) && state !== 'subtotal') ||
    (state === 'blank' && ratios.get(indicator)?.missing.includes(unit) === false);
  const totals = matrix.totals.filter(
    (total) =>
      total.missing.length > 0 ||
      (total.value === null && total.rule !== 'none') ||
      total.withinTolerance === false ||
      total.partsDiffer !== undefined,
  );
  const rows = new Set(totals.map(({ indicator }) => indicator));
  const units = new Set<string>();
  // 18,000 cells before the first grid: without lists in between.
  for (const cell of matrix.cells) {
    if (!isGap(cell) || made(cell)) continue;
    rows.add(cell.indicator);
    units.add(cell.unit);
  }
  return { rows, units };
}

/** The matrix with those rows and columns only. */
export function onlyGaps(matrix: Matrix, { rows, units }: MatrixGaps): Matrix {
  return {
    ...matrix,
    rows: matrix.rows.filter(({ indicator }) => rows.has(indicator)),
    units: matrix.units.filter(({ code }) => units.has(code)),
  };
}
