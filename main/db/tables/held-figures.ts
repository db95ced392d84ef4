import type { ObservationSeries, ObservationStatus } from '../../../shared/domain/plan.ts';
import type { ReadHandle } from '../handles.ts';
import { listCountingReturns } from './counting-returns.ts';
import { countFigures, effectiveValue, readFigures } from './return-figures.ts';

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
  const figures = readFigures(
    db,
    returns.map(({ id }) => id),
    { ...only, column: 'current' },
  );
  return returns.flatMap(({ id, form }) =>
    (figures.get(id) ?? []).flatMap((figure) => {
      const { indicator, unit, period } = figure;
      const value = effectiveValue(figure);
      return value === null ? [] : [{ indicator, unit, period, value, form }];
    }),
  );
}

/** One JSON text per column: a value at a time, 60,000 of them took four times as long, an array per row twice. */
function listObservedValues(db: ReadHandle, only: HeldFilter): HeldValue[] {
  const lists = [
    inList('period', only.periods),
    // The plus keeps SQLite from its index by cell: row by row through that and sorted again, most of a year took three times
    // as long as reading on.
    inList(only.units === undefined ? '+indicator' : 'indicator', only.indicators),
    inList('unit', only.units),
  ];
  const known = only.asOf === undefined ? '' : ' AND (recorded IS NULL OR substr(recorded, 1, 10) <= ?)';
  const params = [...lists.flatMap((list) => list.params), ...(only.asOf === undefined ? [] : [only.asOf])];
  const rows = `FROM (SELECT indicator, unit, period, value, recorded FROM observations WHERE value IS NOT NULL${lists.map(({ sql }) => sql).join('')}${known} ORDER BY id DESC)`;
  const row = db.one(
    `SELECT json_group_array(indicator) AS indicators, json_group_array(unit) AS units, json_group_array(period) AS periods,
       json_group_array(value) AS "values", count(recorded) AS moments ${rows}`,
    params,
  );
  const [indicators, units] = [readColumn<string>(row?.indicators), readColumn<string>(row?.units)];
  const [periods, values] = [readColumn<string>(row?.periods), readColumn<string>(row?.values)];
  const held = values.map(
    (value, at): HeldValue => ({ indicator: indicators[at]!, unit: units[at]!, period: periods[at]!, value }),
  );
  // Many histories have no moments, and a column of nothing takes as long as one of texts.
  if (Number(row?.moments) === 0) return held;
  const moments = db.one(`SELECT json_group_array(recorded) AS recorded ${rows}`, params);
  return newestFirst(readColumn<string | null>(moments?.recorded)).map((at) => held[at]!);
}

function readColumn<T>(text: unknown): readonly T[] {
  return JSON.parse(String(text ?? '[]')) as readonly T[];
}

/** Positions of rows that come with the last stored first: by the moment they became known, those without one last. */
function newestFirst(recorded: readonly (string | null)[]): number[] {
  const moments = recorded.map((moment) => moment ?? '');
  const order = [...moments.keys()];
  if (moments.every((moment) => moment === moments[0])) return order;
  return order.sort((a, b) => (moments[a] === moments[b] ? a - b : moments[a]! < moments[b]! ? 1 : -1));
}

/** Rows that a history of all units would be made of, at most. */
export function countHeld(db: ReadHandle): number {
  return Number(db.one('SELECT count(*) AS n FROM observations')?.n) + countFigures(db);
}

/** Figures of accepted returns, newest first. */
export function listAcceptedFigures(db: ReadHandle, filter: HeldFilter): HeldFigureRow[] {
  const returns = listCountingReturns(db, filter);
  const departments = listDepartments(db);
  const figures = readFigures(
    db,
    returns.map(({ id }) => id),
    { ...filter, column: 'current' },
  );
  return returns.flatMap((origin) => {
    const { id, sender, form, file, acceptedAt } = origin;
    const shared = {
      status: '初步',
      series: departments.has(sender) ? '部门' : '填报',
      returnId: id,
      form,
      ...(acceptedAt === undefined ? {} : { recorded: acceptedAt }),
      ...(file === '' ? {} : { source: file }),
    } as const;
    return (figures.get(id) ?? []).map((figure) => ({
      indicator: figure.indicator,
      unit: figure.unit,
      period: figure.period,
      value: effectiveValue(figure),
      ...shared,
    }));
  });
}

function listDepartments(db: ReadHandle): Set<string> {
  return new Set(db.all("SELECT code FROM units WHERE type = 'department'").map((row) => String(row.code)));
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
