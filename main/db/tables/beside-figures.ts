import type { ReadHandle } from '../handles.ts';
import { countsWhen } from './counting-returns.ts';
import { type ContextRun, readContextRuns } from './return-content.ts';
import { effectiveValue, readFigures } from './return-figures.ts';

/* What senders typed beside their figures: 上年同期 and 增长, asked by the form or only found on the sheet. */

export const besideColumns = ['previous', 'growth'] as const;
export type BesideColumn = (typeof besideColumns)[number];

export interface BesideFigure {
  readonly indicator: string;
  readonly column: BesideColumn;
  readonly value: string;
}

export interface BesideFilter {
  readonly form?: string | undefined;
  readonly period: string;
  readonly asOf?: string | undefined;
  /** Nothing is asked of any other. */
  readonly unit?: string | undefined;
}

/**
 * Of returns that count for the period, newest accepted first; asked figures before those only found. By unit, as little
 * of it is ever asked for: most previous figures are known from last year.
 */
export function findBesideFigures(
  db: ReadHandle,
  { form, period, asOf, unit: only }: BesideFilter,
): (unit: string) => readonly BesideFigure[] {
  const params = [period, ...(form === undefined ? [] : [form]), ...(asOf === undefined ? [] : [asOf, asOf])];
  const counting = `FROM returns r WHERE r.period = ?${form === undefined ? '' : ' AND r.form = ?'} AND ${countsWhen(asOf)}`;
  const returns = db
    .all(`SELECT r.id ${counting} ORDER BY r.acceptedAt DESC, r.id DESC`, params)
    .map((row) => Number(row.id));
  const asked = listAsked(db, returns, only);
  const contexts = readContextRuns(db, returns, only);
  const sources = new Map<string, (() => readonly BesideFigure[])[]>();
  const add = (unit: string | undefined, read: () => readonly BesideFigure[]) => {
    if (unit === undefined) return;
    const list = sources.get(unit);
    if (list) list.push(read);
    else sources.set(unit, [read]);
  };
  for (const id of returns) {
    for (const one of asked.get(id) ?? []) add(one.unit, () => [one]);
    for (const run of contexts.get(id) ?? []) add(run[0].unit, () => foundBeside(run));
  }
  return (unit) => (sources.get(unit) ?? []).flatMap((read) => read());
}

interface Asked extends BesideFigure {
  readonly unit: string;
}

function listAsked(
  db: ReadHandle,
  returns: readonly number[],
  only: string | undefined,
): Map<number, readonly Asked[]> {
  const found = new Map<number, readonly Asked[]>();
  for (const [id, figures] of readFigures(db, returns, only === undefined ? {} : { units: [only] }))
    found.set(
      id,
      figures.flatMap((figure) => {
        const column = besideColumn(figure.column);
        const value = effectiveValue(figure);
        return column === undefined || value === null
          ? []
          : [{ indicator: figure.indicator, unit: figure.unit, column, value }];
      }),
    );
  return found;
}

function besideColumn(column: string): BesideColumn | undefined {
  return besideColumns.find((name) => name === column);
}

function foundBeside([, ...cells]: ContextRun): BesideFigure[] {
  return cells.flatMap(([indicator, column, value]) => {
    const known = besideColumn(column);
    return indicator === null || value === null || known === undefined
      ? []
      : [{ indicator, column: known, value }];
  });
}
