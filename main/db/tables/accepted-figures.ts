import type { ReadHandle } from '../handles.ts';
import { type CountingReturn, listCountingReturns } from './counting-returns.ts';
import { effectiveValue, type FigureAsRead, type PlacedFigure, readFigures } from './return-figures.ts';

/* Figures of accepted returns with their whole origin: what consolidation adds up and trace explains. */

/** `value` is what counts: a person's decision, else what was read. */
export interface AcceptedFigure extends Omit<FigureAsRead, 'column'> {
  /** What was read, where a person decided otherwise. */
  readonly readValue?: string;
  /** Why the figure was repaired or let stand, where a finding on its cell was settled with a reason. */
  readonly reason?: string;
  /** The return it came in. */
  readonly origin: CountingReturn;
}

export interface AcceptedFilter {
  readonly indicators: readonly string[];
  readonly periods: readonly string[];
  readonly asOf?: string | undefined;
}

/** Newest accepted first, so that the first figure of a cell is the one that counts. */
export function listAcceptedFigures(db: ReadHandle, filter: AcceptedFilter): AcceptedFigure[] {
  const returns = listCountingReturns(db, filter);
  const figures = readFigures(
    db,
    returns.map(({ id }) => id),
    { indicators: filter.indicators, column: 'current' },
  );
  const reasons = listReasons(db, filter.periods);
  return returns.flatMap((origin) =>
    (figures.get(origin.id) ?? []).map((one) => parseAccepted(one, origin, reasons.get(origin.id))),
  );
}

function parseAccepted(
  read: PlacedFigure,
  origin: CountingReturn,
  reasons: ReasonsAtCells | undefined,
): AcceptedFigure {
  const { indicator, unit, period, sheet, cell, raw, statedUnit, factor, repair, mark } = read;
  const value = effectiveValue(read);
  const figure: { -readonly [Key in keyof AcceptedFigure]: AcceptedFigure[Key] } = {
    indicator,
    unit,
    period,
    value,
    sheet,
    cell,
    raw,
    origin,
  };
  if (read.adjudicated != null && read.value !== null) figure.readValue = read.value;
  if (statedUnit !== undefined) figure.statedUnit = statedUnit;
  if (factor !== undefined) figure.factor = factor;
  if (repair !== undefined) figure.repair = repair;
  if (mark !== undefined) figure.mark = mark;
  const reason = reasons?.get(cellOf(figure));
  if (reason !== undefined) figure.reason = reason;
  return figure;
}

type ReasonsAtCells = ReadonlyMap<string, string>;

function cellOf({ sheet, cell }: Pick<AcceptedFigure, 'sheet' | 'cell'>): string {
  return `${sheet}\u0000${cell}`;
}

/** By return the first reason given at a cell; asked once, as a query for every figure would cost more than all else. */
function listReasons(db: ReadHandle, periods: readonly string[]): Map<number, ReasonsAtCells> {
  const reasons = new Map<number, Map<string, string>>();
  for (const row of db.all(
    `SELECT d.returnId, d.sheet, d.cell, d.reason FROM returns r JOIN findings d ON d.returnId = r.id
     WHERE d.reason IS NOT NULL AND r.acceptedAt IS NOT NULL AND r.period IN (SELECT value FROM json_each(?))
     ORDER BY d.returnId, d.number DESC`,
    [JSON.stringify(periods)],
  )) {
    const id = Number(row.returnId);
    const own = reasons.get(id) ?? new Map<string, string>();
    reasons.set(
      id,
      own.set(cellOf({ sheet: String(row.sheet), cell: String(row.cell) }), String(row.reason)),
    );
  }
  return reasons;
}

/** Every period that any return is about. */
export function listReturnPeriods(db: ReadHandle): string[] {
  return db
    .all('SELECT DISTINCT period FROM returns WHERE period IS NOT NULL')
    .map((row) => String(row.period));
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
