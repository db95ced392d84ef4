import type { ReadHandle, SqlRow } from '../handles.ts';
import { countsWhen } from './counting-returns.ts';
import { listContext } from './returns.ts';

/* What senders typed beside their figures: 上年同期 and 增长, asked by the form or only found on the sheet. */

export const besideColumns = ['previous', 'growth'] as const;
export type BesideColumn = (typeof besideColumns)[number];

export interface BesideFigure {
  readonly indicator: string;
  readonly unit: string;
  readonly column: BesideColumn;
  readonly value: string;
}

export interface BesideFilter {
  readonly form?: string | undefined;
  readonly period: string;
  readonly asOf?: string | undefined;
}

/** Of returns that count for the period, newest accepted first; asked figures before those only found. */
export function listBesideFigures(db: ReadHandle, { form, period, asOf }: BesideFilter): BesideFigure[] {
  const params = [period, ...(form === undefined ? [] : [form]), ...(asOf === undefined ? [] : [asOf, asOf])];
  const counting = `FROM returns r WHERE r.period = ?${form === undefined ? '' : ' AND r.form = ?'} AND ${countsWhen(asOf)}`;
  const returns = db.all(`SELECT r.id ${counting} ORDER BY r.acceptedAt DESC, r.id DESC`, params);
  const asked = db.all(
    `SELECT f.returnId, f.indicator, f.unit, f."column", coalesce(f.adjudicated, f.value) AS value FROM figures f
     WHERE f."column" IN ('previous', 'growth') AND coalesce(f.adjudicated, f.value) IS NOT NULL
       AND f.returnId IN (SELECT r.id ${counting})`,
    params,
  );
  const askedOf = new Map<number, SqlRow[]>();
  for (const row of asked) {
    const id = Number(row.returnId);
    const rows = askedOf.get(id);
    if (rows) rows.push(row);
    else askedOf.set(id, [row]);
  }
  return returns.flatMap(({ id }) => [
    ...(askedOf.get(Number(id)) ?? []).map((row) => ({
      indicator: String(row.indicator),
      unit: String(row.unit),
      column: String(row.column) as BesideColumn,
      value: String(row.value),
    })),
    ...listContext(db, Number(id)).flatMap(foundBeside),
  ]);
}

function foundBeside(one: ReturnType<typeof listContext>[number]): BesideFigure[] {
  const { indicator, unit, column, value } = one;
  const known = besideColumns.find((name) => name === column);
  return indicator === undefined || unit === undefined || value === null || known === undefined
    ? []
    : [{ indicator, unit, column: known, value }];
}
