import type { ReadHandle, SqlRow } from '../handles.ts';
import { countsWhen } from './held-figures.ts';

/* Figures of accepted returns with their whole origin: what consolidation adds up and trace explains. */

export interface AcceptedFigure {
  readonly indicator: string;
  readonly unit: string;
  readonly period: string;
  /** What counts: a person's decision, else what was read. */
  readonly value: string | null;
  /** What was read, where a person decided otherwise. */
  readonly readValue?: string;
  readonly sheet: string;
  readonly cell: string;
  readonly raw: string;
  readonly statedUnit?: string;
  readonly factor?: string;
  readonly repair?: string;
  readonly mark?: string;
  readonly returnId: number;
  readonly form: string;
  readonly sender: string;
  readonly version: number;
  readonly file: string;
  readonly hash?: string;
  readonly evidence?: string;
  readonly acceptedBy?: string;
  readonly acceptedAt?: string;
  /** Why the figure was repaired or let stand, where a finding on its cell was settled with a reason. */
  readonly reason?: string;
}

export interface AcceptedFilter {
  readonly form?: string | undefined;
  readonly indicators?: readonly string[] | undefined;
  readonly periods?: readonly string[] | undefined;
  readonly unit?: string | undefined;
  readonly asOf?: string | undefined;
}

const columns = `f.returnId, f.indicator, f.unit, f.period, f.value, f.adjudicated, f.sheet, f.cell, f.raw, f.statedUnit, f.factor,
  f.repair, f.mark`;
const optionalColumns = ['statedUnit', 'factor', 'repair', 'mark'] as const;

type Origin = Pick<
  AcceptedFigure,
  'returnId' | 'form' | 'sender' | 'version' | 'file' | 'hash' | 'evidence' | 'acceptedBy' | 'acceptedAt'
>;

/** Newest accepted first, so that the first figure of a cell is the one that counts. */
export function listAcceptedFigures(db: ReadHandle, filter: AcceptedFilter): AcceptedFigure[] {
  const parts: [string, string | number][] = [];
  if (filter.form !== undefined) parts.push(['r.form = ?', filter.form]);
  if (filter.unit !== undefined) parts.push(['f.unit = ?', filter.unit]);
  if (filter.indicators)
    parts.push(['f.indicator IN (SELECT value FROM json_each(?))', JSON.stringify(filter.indicators)]);
  if (filter.periods)
    parts.push(['f.period IN (SELECT value FROM json_each(?))', JSON.stringify(filter.periods)]);
  const asOf = filter.asOf === undefined ? [] : [filter.asOf, filter.asOf];
  const reasons = listReasons(db, filter.periods);
  const origins = new Map<number, Origin>();
  const originOf = (id: number): Origin => {
    let origin = origins.get(id);
    if (!origin) origins.set(id, (origin = getOrigin(db, id)));
    return origin;
  };
  return db
    .all(
      `SELECT ${columns} FROM figures f JOIN returns r ON r.id = f.returnId
       WHERE f."column" = 'current' AND ${countsWhen(filter.asOf)}${parts.map(([sql]) => ` AND ${sql}`).join('')}
       ORDER BY r.acceptedAt DESC, r.id DESC, f.id`,
      [...asOf, ...parts.map(([, value]) => value)],
    )
    .map((row) => parseAccepted(row, originOf(Number(row.returnId)), reasons));
}

/** What the figures of one return have in common is asked once per return: long texts are slow to fetch. */
function getOrigin(db: ReadHandle, id: number): Origin {
  const row = db.one(
    'SELECT id, form, sender, version, file, hash, evidence, acceptedBy, acceptedAt FROM returns WHERE id = ?',
    [id],
  )!;
  return {
    returnId: id,
    form: String(row.form),
    sender: String(row.sender),
    version: Number(row.version),
    file: String(row.file ?? ''),
    ...(row.hash === null ? {} : { hash: String(row.hash) }),
    ...(row.evidence === null ? {} : { evidence: String(row.evidence) }),
    ...(row.acceptedBy === null ? {} : { acceptedBy: String(row.acceptedBy) }),
    ...(row.acceptedAt === null ? {} : { acceptedAt: String(row.acceptedAt) }),
  };
}

function parseAccepted(row: SqlRow, origin: Origin, reasons: ReadonlyMap<string, string>): AcceptedFigure {
  const adjudicated = row.adjudicated !== null;
  const figure: { -readonly [Key in keyof AcceptedFigure]: AcceptedFigure[Key] } = {
    indicator: String(row.indicator),
    unit: String(row.unit),
    period: String(row.period),
    value: adjudicated ? String(row.adjudicated) : row.value === null ? null : String(row.value),
    sheet: String(row.sheet),
    cell: String(row.cell),
    raw: String(row.raw),
    ...origin,
  };
  if (adjudicated && row.value !== null) figure.readValue = String(row.value);
  for (const name of optionalColumns) if (row[name] != null) figure[name] = String(row[name]);
  const reason = reasons.get(placeKey(row));
  if (reason !== undefined) figure.reason = reason;
  return figure;
}

function placeKey({ returnId, sheet, cell }: SqlRow): string {
  return `${returnId}\u0000${sheet}\u0000${cell}`;
}

/** The first reason given at a cell; asked once, as a query for every figure would cost more than all else. */
function listReasons(db: ReadHandle, periods: readonly string[] | undefined): Map<string, string> {
  const reasons = new Map<string, string>();
  const within = periods === undefined ? '' : ' AND r.period IN (SELECT value FROM json_each(?))';
  for (const row of db.all(
    `SELECT d.returnId, d.sheet, d.cell, d.reason FROM returns r JOIN findings d ON d.returnId = r.id
     WHERE d.reason IS NOT NULL AND r.acceptedAt IS NOT NULL${within} ORDER BY d.returnId, d.number DESC`,
    periods === undefined ? [] : [JSON.stringify(periods)],
  ))
    reasons.set(placeKey(row), String(row.reason));
  return reasons;
}

/** Every period that any return has figures for. */
export function listFigurePeriods(db: ReadHandle): string[] {
  return db.all('SELECT DISTINCT period FROM figures').map((row) => String(row.period));
}

/** Units that returns of a form have reported on, whatever their state. */
export function listReportedUnits(db: ReadHandle, form: string): string[] {
  return db
    .all('SELECT DISTINCT f.unit FROM figures f JOIN returns r ON r.id = f.returnId WHERE r.form = ?', [form])
    .map((row) => String(row.unit));
}

/** Forms and periods that have accepted returns, with the moment of the last acceptance. */
export function listAcceptedPeriods(db: ReadHandle): { form: string; period: string; acceptedAt: string }[] {
  return db
    .all(
      `SELECT form, period, max(acceptedAt) AS acceptedAt FROM returns WHERE acceptedAt IS NOT NULL AND form IS NOT NULL
         AND period IS NOT NULL GROUP BY form, period ORDER BY form, period`,
    )
    .map((row) => ({
      form: String(row.form),
      period: String(row.period),
      acceptedAt: String(row.acceptedAt),
    }));
}
