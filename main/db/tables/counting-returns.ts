import type { ReadHandle } from '../handles.ts';

/* Which returns count: the accepted ones, or those that counted on a day in the past; and their figures, many at once. */

/** What all figures of one return have in common. */
export interface CountingReturn {
  readonly id: number;
  readonly form: string;
  readonly sender: string;
  readonly version: number;
  readonly file: string;
  readonly hash?: string;
  readonly evidence?: string;
  readonly acceptedBy?: string;
  readonly acceptedAt?: string;
}

/** On a day in the past a return counts from the day it was accepted until the day it was superseded or withdrawn. */
export function countsWhen(asOf: string | undefined): string {
  return asOf === undefined
    ? "r.state = 'accepted'"
    : 'substr(r.acceptedAt, 1, 10) <= ? AND (r.endedAt IS NULL OR substr(r.endedAt, 1, 10) > ?)';
}

/** Newest accepted first. `periods`: only returns about one of them; all figures of a return are about its period. */
export function listCountingReturns(
  db: ReadHandle,
  { periods, asOf }: { readonly periods?: readonly string[] | undefined; readonly asOf?: string | undefined },
): CountingReturn[] {
  const within = periods === undefined ? '' : ' AND r.period IN (SELECT value FROM json_each(?))';
  const rows = db.all(
    `SELECT id, form, sender, version, file, hash, evidence, acceptedBy, acceptedAt FROM returns r
     WHERE ${countsWhen(asOf)}${within} ORDER BY r.acceptedAt DESC, r.id DESC`,
    [
      ...(asOf === undefined ? [] : [asOf, asOf]),
      ...(periods === undefined ? [] : [JSON.stringify(periods)]),
    ],
  );
  return rows.map((row) => ({
    id: Number(row.id),
    form: String(row.form),
    sender: String(row.sender),
    version: Number(row.version),
    file: String(row.file ?? ''),
    ...(row.hash === null ? {} : { hash: String(row.hash) }),
    ...(row.evidence === null ? {} : { evidence: String(row.evidence) }),
    ...(row.acceptedBy === null ? {} : { acceptedBy: String(row.acceptedBy) }),
    ...(row.acceptedAt === null ? {} : { acceptedAt: String(row.acceptedAt) }),
  }));
}

/** Column texts of a figure, in the order that was asked for; null where there is none. */
export type FigureColumns = readonly (string | null)[];

/**
 * The 本期 figures of returns by return, in the order in which they were read, each as the columns asked for. They leave the engine as one JSON text per return:
 * a value at a time, 60,000 figures took four times as long. Without `units` the figures are found by their return.
 */
export function readFigureColumns(
  db: ReadHandle,
  returns: readonly { readonly id: number }[],
  columns: readonly string[],
  only: {
    readonly indicators?: readonly string[] | undefined;
    readonly units?: readonly string[] | undefined;
  },
): Map<number, readonly FigureColumns[]> {
  const lists: [string, readonly (string | number)[]][] = [
    [only.units === undefined ? 'f.returnId' : '+f.returnId', returns.map(({ id }) => id)],
  ];
  if (only.indicators)
    lists.push([only.units === undefined ? '+f.indicator' : 'f.indicator', only.indicators]);
  if (only.units) lists.push(['f.unit', only.units]);
  const rows = db.all(
    `SELECT f.returnId, json_group_array(json_array(${columns.join(', ')}) ORDER BY f.id) AS figures FROM figures f
     WHERE f."column" = 'current'${lists.map(([column]) => ` AND ${column} IN (SELECT value FROM json_each(?))`).join('')}
     GROUP BY f.returnId`,
    lists.map(([, values]) => JSON.stringify(values)),
  );
  return new Map(
    rows.map((row) => [Number(row.returnId), JSON.parse(String(row.figures)) as readonly FigureColumns[]]),
  );
}
