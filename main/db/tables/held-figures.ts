import type { ObservationSeries, ObservationStatus } from '../../../shared/domain/plan.ts';
import type { ReadHandle, SqlRow } from '../handles.ts';

/*
 * Every figure the office holds, wherever it came from: the history of observations and the accepted returns.
 * `asOf` (a day) hides what became known later.
 */

export interface HeldFigureRow {
  readonly indicator: string;
  readonly unit: string;
  readonly period: string;
  readonly value: string | null;
  readonly status: ObservationStatus;
  readonly series: ObservationSeries;
  readonly source?: string;
  /** When it became known. */
  readonly recorded?: string;
  /** Set for a figure of an accepted return. */
  readonly returnId?: number;
  readonly form?: string;
  readonly observationId?: number;
}

export interface HeldFilter {
  readonly indicators?: readonly string[];
  readonly units?: readonly string[];
  readonly periods?: readonly string[];
  /** `YYYY-MM-DD`: figures recorded on later days are left out; observations without a day always count. */
  readonly asOf?: string | undefined;
}

function inList(
  column: string,
  values: readonly string[] | undefined,
): { sql: string; params: readonly string[] } {
  if (!values) return { sql: '', params: [] };
  return { sql: ` AND ${column} IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(values)] };
}

/** Accepted returns first (newest first), then observations (newest recorded first). */
export function listHeldFigures(db: ReadHandle, filter: HeldFilter = {}): HeldFigureRow[] {
  return [...listAcceptedFigures(db, filter), ...listObserved(db, filter)];
}

/** A held figure as checks compare with it. */
export interface HeldValue {
  readonly indicator: string;
  readonly unit: string;
  readonly period: string;
  readonly value: string;
  /** Set for a figure of an accepted return. */
  readonly form?: string;
}

/** Numbers only, in the order of `listHeldFigures`; all units where none is named. */
export function listHeldValues(db: ReadHandle, only: HeldFilter): HeldValue[] {
  const within = (prefix: string) => [
    inList(`${prefix}indicator`, only.indicators),
    inList(`${prefix}unit`, only.units),
    inList(`${prefix}period`, only.periods),
  ];
  const [accepted, observed] = [within('f.'), within('')];
  const day = only.asOf === undefined ? [] : [only.asOf];
  const recorded = only.asOf === undefined ? '' : ' AND (recorded IS NULL OR substr(recorded, 1, 10) <= ?)';
  return [
    ...db.all(
      `SELECT f.indicator, f.unit, f.period, coalesce(f.adjudicated, f.value) AS value, r.form
       FROM figures f JOIN returns r ON r.id = f.returnId
       WHERE f."column" = 'current' AND ${countsWhen(only.asOf)} AND coalesce(f.adjudicated, f.value) IS NOT NULL${accepted.map(({ sql }) => sql).join('')}
       ORDER BY r.acceptedAt DESC, r.id DESC, f.id`,
      [...day, ...day, ...accepted.flatMap(({ params }) => params)],
    ),
    ...db.all(
      `SELECT indicator, unit, period, value, NULL AS form FROM observations WHERE value IS NOT NULL${observed.map(({ sql }) => sql).join('')}${recorded}
       ORDER BY recorded IS NULL, recorded DESC, id DESC`,
      [...observed.flatMap(({ params }) => params), ...day],
    ),
  ].map(({ indicator, unit, period, value, form }) => ({
    indicator: String(indicator),
    unit: String(unit),
    period: String(period),
    value: String(value),
    ...(form === null || form === undefined ? {} : { form: String(form) }),
  }));
}

/** Rows that a history of all units would be made of, at most. */
export function countHeld(db: ReadHandle): number {
  return Number(
    db.one('SELECT (SELECT count(*) FROM observations) + (SELECT count(*) FROM figures) AS n')?.n,
  );
}

/** Figures of accepted returns, newest first. */
export function listAcceptedFigures(db: ReadHandle, filter: HeldFilter): HeldFigureRow[] {
  const lists = [
    inList('f.indicator', filter.indicators),
    inList('f.unit', filter.units),
    inList('f.period', filter.periods),
  ];
  return db
    .all(
      `SELECT f.indicator, f.unit, f.period, coalesce(f.adjudicated, f.value) AS value, r.acceptedAt AS recorded, r.id AS returnId,
         r.form, r.file AS source, u.type AS senderType
       FROM figures f JOIN returns r ON r.id = f.returnId LEFT JOIN units u ON u.code = r.sender
       WHERE f."column" = 'current' AND ${countsWhen(filter.asOf)}${lists.map(({ sql }) => sql).join('')}
       ORDER BY r.acceptedAt DESC, r.id DESC, f.id`,
      [
        ...(filter.asOf === undefined ? [] : [filter.asOf, filter.asOf]),
        ...lists.flatMap(({ params }) => params),
      ],
    )
    .map(parseAccepted);
}

/** On a day in the past a return counts from the day it was accepted until the day it was superseded or withdrawn. */
export function countsWhen(asOf: string | undefined): string {
  return asOf === undefined
    ? "r.state = 'accepted'"
    : 'substr(r.acceptedAt, 1, 10) <= ? AND (r.endedAt IS NULL OR substr(r.endedAt, 1, 10) > ?)';
}

function parseAccepted(row: SqlRow): HeldFigureRow {
  return {
    indicator: String(row.indicator),
    unit: String(row.unit),
    period: String(row.period),
    value: row.value === null ? null : String(row.value),
    status: '初步',
    series: row.senderType === 'department' ? '部门' : '填报',
    returnId: Number(row.returnId),
    ...(row.recorded === null ? {} : { recorded: String(row.recorded) }),
    ...(row.form === null ? {} : { form: String(row.form) }),
    ...(row.source === null ? {} : { source: String(row.source) }),
  };
}

function listObserved(db: ReadHandle, filter: HeldFilter): HeldFigureRow[] {
  const lists = [
    inList('indicator', filter.indicators),
    inList('unit', filter.units),
    inList('period', filter.periods),
  ];
  const asOf = filter.asOf === undefined ? '' : ' AND (recorded IS NULL OR substr(recorded, 1, 10) <= ?)';
  return db
    .all(
      `SELECT * FROM observations WHERE 1 = 1${lists.map(({ sql }) => sql).join('')}${asOf} ORDER BY recorded IS NULL, recorded DESC, id DESC`,
      [...lists.flatMap(({ params }) => params), ...(filter.asOf === undefined ? [] : [filter.asOf])],
    )
    .map((row) => ({
      indicator: String(row.indicator),
      unit: String(row.unit),
      period: String(row.period),
      value: row.value === null ? null : String(row.value),
      status: String(row.status) as ObservationStatus,
      series: String(row.series) as ObservationSeries,
      observationId: Number(row.id),
      ...(row.recorded === null ? {} : { recorded: String(row.recorded) }),
      ...(row.source === null ? {} : { source: String(row.source) }),
    }));
}
