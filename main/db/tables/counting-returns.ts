import type { ReadHandle } from '../handles.ts';

/* Which returns count: the accepted ones, or those that counted on a day in the past. */

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

function returnsAbout(table: 'unit_figures' | 'figures'): string {
  return `SELECT returnId FROM ${table} WHERE unit IN (SELECT value FROM json_each(?))`;
}

/** On a day in the past a return counts from the day it was accepted until the day it was superseded or withdrawn. */
export function countsWhen(asOf: string | undefined): string {
  return asOf === undefined
    ? "r.state = 'accepted'"
    : 'substr(r.acceptedAt, 1, 10) <= ? AND (r.endedAt IS NULL OR substr(r.endedAt, 1, 10) > ?)';
}

export interface CountingFilter {
  /** Only returns about one of them; all figures of a return are about its period. */
  readonly periods?: readonly string[] | undefined;
  /** Only returns with figures of one of them: accepting asks for one unit after the other, and to list all each time is quadratic. */
  readonly units?: readonly string[] | undefined;
  readonly asOf?: string | undefined;
}

/** Newest accepted first. */
export function listCountingReturns(
  db: ReadHandle,
  { periods, units, asOf }: CountingFilter,
): CountingReturn[] {
  const within = periods === undefined ? '' : ' AND r.period IN (SELECT value FROM json_each(?))';
  const about =
    units === undefined
      ? ''
      : ` AND r.id IN (${returnsAbout('unit_figures')} UNION ${returnsAbout('figures')})`;
  const rows = db.all(
    `SELECT id, form, sender, version, file, hash, evidence, acceptedBy, acceptedAt FROM returns r
     WHERE ${countsWhen(asOf)}${within}${about} ORDER BY r.acceptedAt DESC, r.id DESC`,
    [
      ...(asOf === undefined ? [] : [asOf, asOf]),
      ...(periods === undefined ? [] : [JSON.stringify(periods)]),
      ...(units === undefined ? [] : [JSON.stringify(units), JSON.stringify(units)]),
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
