import type { ObservationSeries, ObservationStatus } from '../../../shared/domain/plan.ts';
import type { ReadHandle, SqlRow } from '../handles.ts';
import { countsWhen, listCountingReturns, readFigureColumns } from './counting-returns.ts';

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

/** Numbers only; of one cell in the order of `listHeldFigures`; all units where none is named. */
export function listHeldValues(db: ReadHandle, only: HeldFilter): HeldValue[] {
  return [...listAcceptedValues(db, only), ...listObservedValues(db, only)];
}

function listAcceptedValues(db: ReadHandle, only: HeldFilter): HeldValue[] {
  const returns = listCountingReturns(db, only);
  const columns = ['f.indicator', 'f.unit', 'f.period', 'coalesce(f.adjudicated, f.value)'];
  const figures = readFigureColumns(db, returns, columns, only);
  return returns.flatMap(({ id, form }) =>
    (figures.get(id) ?? []).flatMap(([indicator, unit, period, value]) =>
      value == null
        ? []
        : [{ indicator: String(indicator), unit: String(unit), period: String(period), value, form }],
    ),
  );
}

/** One JSON text per indicator, as `readFigureColumns` has one per return. */
function listObservedValues(db: ReadHandle, only: HeldFilter): HeldValue[] {
  const lists = [
    inList('indicator', only.indicators),
    inList('unit', only.units),
    inList('period', only.periods),
  ];
  const known = only.asOf === undefined ? '' : ' AND (recorded IS NULL OR substr(recorded, 1, 10) <= ?)';
  const rows = db.all(
    `SELECT indicator, json_group_array(json_array(id, recorded, unit, period, value)) AS figures FROM observations
     WHERE value IS NOT NULL${lists.map(({ sql }) => sql).join('')}${known} GROUP BY indicator`,
    [...lists.flatMap(({ params }) => params), ...(only.asOf === undefined ? [] : [only.asOf])],
  );
  return rows.flatMap((row) => {
    const indicator = String(row.indicator);
    const figures = JSON.parse(String(row.figures)) as ObservedColumns[];
    return figures.sort(newestFirst).map(([, , unit, period, value]) => ({ indicator, unit, period, value }));
  });
}

type ObservedColumns = readonly [
  id: number,
  recorded: string | null,
  unit: string,
  period: string,
  value: string,
];

/** Those without a moment last. */
function newestFirst([id, recorded]: ObservedColumns, [otherId, other]: ObservedColumns): number {
  if (recorded === other) return otherId - id;
  return (other ?? '') > (recorded ?? '') ? 1 : -1;
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
