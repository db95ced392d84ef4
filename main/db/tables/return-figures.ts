import type { ReadHandle, SqlRow, WriteHandle } from '../handles.ts';
import type { ByReturn } from './return-content.ts';
import { present, text } from './row-values.ts';

/*
 * The figures of returns. What was read from a sheet about one unit is one text, written and read whole; what a person
 * decided about a figure is a row of its own beside it. Returns staged before step 30 have a row for each figure.
 */

export interface StoredFigure {
  readonly indicator: string;
  readonly unit: string;
  readonly period: string;
  readonly column: string;
  readonly value: string | null;
  readonly adjudicated?: string | null;
  readonly sheet: string;
  readonly cell: string;
  readonly raw: string;
  readonly statedUnit?: string;
  readonly factor?: string;
  readonly repair?: string;
  readonly mark?: string;
}

/** A figure with where it is stored. */
export interface PlacedFigure extends StoredFigure {
  readonly returnId: number;
  /** Of returns staged before step 30. */
  readonly row?: number;
}

/** Where a figure of a return was read, and for what. */
type FigurePlace = Pick<StoredFigure, 'unit' | 'indicator' | 'column' | 'sheet' | 'cell'>;

/** The value that counts: what a person decided, else what was read. */
export function effectiveValue(figure: Pick<StoredFigure, 'value' | 'adjudicated'>): string | null {
  return figure.adjudicated ?? figure.value;
}

/** Neighbours with the same period and sheet name them once. */
type FigureRun = readonly [common: Pick<StoredFigure, 'period' | 'sheet'>, ...cells: FigureCell[]];

type FigureCell = readonly [
  indicator: string,
  column: string,
  value: string | null,
  cell: string,
  /** Null where it is the value. */
  raw?: string | null,
  more?: Pick<StoredFigure, (typeof moreNames)[number]>,
];

const moreNames = ['statedUnit', 'factor', 'repair', 'mark'] as const;

/** A figure that nobody has decided about yet. */
export type FigureAsRead = Omit<StoredFigure, 'adjudicated'>;

export function insertFigures(db: WriteHandle, figures: ByReturn<FigureAsRead>): void {
  const rows = figures.flatMap(([returnId, read]) =>
    [...byUnit(read)].map(([unit, own]) => ({
      returnId,
      unit,
      figures: own.length,
      body: JSON.stringify(figureRuns(own)),
    })),
  );
  if (rows.length > 0) db.insertMany('unit_figures', rows);
}

function byUnit(figures: readonly FigureAsRead[]): Map<string, FigureAsRead[]> {
  const units = new Map<string, FigureAsRead[]>();
  for (const figure of figures) {
    const own = units.get(figure.unit);
    if (own) own.push(figure);
    else units.set(figure.unit, [figure]);
  }
  return units;
}

function figureRuns(figures: readonly FigureAsRead[]): FigureRun[] {
  const runs: [FigureRun[0], ...FigureCell[]][] = [];
  let last: FigureAsRead | undefined;
  for (const figure of figures) {
    const { period, sheet } = figure;
    if (last?.period !== period || last.sheet !== sheet) runs.push([{ period, sheet }]);
    runs.at(-1)!.push(figureCell(figure));
    last = figure;
  }
  return runs;
}

function figureCell(figure: FigureAsRead): FigureCell {
  const { indicator, column, value, cell, raw } = figure;
  const more: { [Name in (typeof moreNames)[number]]?: string } = {};
  let any = false;
  for (const name of moreNames) {
    const own = figure[name];
    if (own === undefined) continue;
    more[name] = own;
    any = true;
  }
  if (any) return [indicator, column, value, cell, raw === value ? null : raw, more];
  return raw === value ? [indicator, column, value, cell] : [indicator, column, value, cell, raw];
}

export interface FiguresWanted {
  readonly indicators?: readonly string[] | undefined;
  /** With units the figures are found by them, otherwise by their return. */
  readonly units?: readonly string[] | undefined;
  /** Only this column of the form. */
  readonly column?: string | undefined;
}

/** Figures by return, those about one unit together, in the order in which they were read. */
export function readFigures(
  db: ReadHandle,
  returns: readonly number[],
  wanted: FiguresWanted = {},
): Map<number, PlacedFigure[]> {
  const found = new Map<number, PlacedFigure[]>();
  const decided = listDecided(db, returns);
  const isWanted = wantedFigures(wanted);
  const add = (figure: PlacedFigure): void => {
    if (!isWanted(figure)) return;
    const own = decided.get(figure.returnId);
    const value = own?.get(placeKey(figure));
    const placed = value === undefined ? figure : { ...figure, adjudicated: value };
    const others = found.get(figure.returnId);
    if (others) others.push(placed);
    else found.set(figure.returnId, [placed]);
  };
  for (const row of listBodies(db, 'unit_figures', returns, wanted.units))
    for (const run of JSON.parse(String(row.body)) as readonly FigureRun[])
      eachOfRun(run, Number(row.returnId), String(row.unit), add);
  for (const row of listBodies(db, 'figures', returns, wanted.units)) add(parseRow(row));
  return found;
}

function listBodies(
  db: ReadHandle,
  table: 'unit_figures' | 'figures',
  returns: readonly number[],
  units: readonly string[] | undefined,
): SqlRow[] {
  const ids = JSON.stringify(returns);
  return units === undefined
    ? db.all(`SELECT * FROM ${table} WHERE returnId IN (SELECT value FROM json_each(?)) ORDER BY id`, [ids])
    : db.all(
        `SELECT * FROM ${table} WHERE unit IN (SELECT value FROM json_each(?))
           AND +returnId IN (SELECT value FROM json_each(?)) ORDER BY id`,
        [JSON.stringify(units), ids],
      );
}

function wantedFigures({ indicators, column }: FiguresWanted): (figure: StoredFigure) => boolean {
  const codes = indicators && new Set(indicators);
  return (figure) =>
    (column === undefined || figure.column === column) &&
    (codes === undefined || codes.has(figure.indicator));
}

/** Field by field: a consolidation reads tens of thousands, and spreading an object is several times slower. */
function eachOfRun(
  [{ period, sheet }, ...cells]: FigureRun,
  returnId: number,
  unit: string,
  add: (figure: PlacedFigure) => void,
): void {
  for (const [indicator, column, value, cell, raw, more] of cells) {
    const figure: { -readonly [Key in keyof PlacedFigure]: PlacedFigure[Key] } = {
      returnId,
      indicator,
      unit,
      period,
      column,
      value,
      sheet,
      cell,
      raw: raw ?? value ?? '',
    };
    if (more) Object.assign(figure, more);
    add(figure);
  }
}

function parseRow(row: SqlRow): PlacedFigure {
  return {
    row: Number(row.id),
    returnId: Number(row.returnId),
    indicator: String(row.indicator),
    unit: String(row.unit),
    period: String(row.period),
    column: String(row.column),
    value: text(row, 'value') ?? null,
    sheet: String(row.sheet),
    cell: String(row.cell),
    raw: String(row.raw),
    ...present({
      adjudicated: text(row, 'adjudicated'),
      statedUnit: text(row, 'statedUnit'),
      factor: text(row, 'factor'),
      repair: text(row, 'repair'),
      mark: text(row, 'mark'),
    }),
  };
}

export function listFigures(db: ReadHandle, returnId: number): PlacedFigure[] {
  return readFigures(db, [returnId]).get(returnId) ?? [];
}

/** Null: what was read counts again. */
export function setAdjudicated(db: WriteHandle, figure: PlacedFigure, value: string | null): void {
  if (figure.row === undefined) decide(db, figure, value);
  else db.update('figures', figure.row, { adjudicated: value });
}

function decide(db: WriteHandle, figure: PlacedFigure, value: string | null): void {
  const { returnId, unit, indicator, column, sheet, cell } = figure;
  const before = db.one(
    `SELECT id FROM decided_values WHERE returnId = ? AND unit = ? AND indicator = ? AND "column" = ? AND sheet = ? AND cell = ?`,
    [returnId, unit, indicator, column, sheet, cell],
  );
  if (before && value === null) db.remove('decided_values', Number(before.id));
  else if (before) db.update('decided_values', Number(before.id), { value });
  else if (value !== null)
    db.insert('decided_values', { returnId, unit, indicator, column, sheet, cell, value });
}

function listDecided(db: ReadHandle, returns: readonly number[]): Map<number, Map<string, string>> {
  const decided = new Map<number, Map<string, string>>();
  for (const row of db.all(
    'SELECT * FROM decided_values WHERE returnId IN (SELECT value FROM json_each(?))',
    [JSON.stringify(returns)],
  )) {
    const id = Number(row.returnId);
    if (!decided.has(id)) decided.set(id, new Map());
    decided.get(id)!.set(
      placeKey({
        unit: String(row.unit),
        indicator: String(row.indicator),
        column: String(row.column),
        sheet: String(row.sheet),
        cell: String(row.cell),
      }),
      String(row.value),
    );
  }
  return decided;
}

function placeKey({ unit, indicator, column, sheet, cell }: FigurePlace): string {
  return [unit, indicator, column, sheet, cell].join('\u0000');
}

/** Units that returns of a form have reported on, whatever their state. */
export function listReportedUnits(db: ReadHandle, form: string): string[] {
  return db
    .all(
      `SELECT f.unit FROM unit_figures f JOIN returns r ON r.id = f.returnId WHERE r.form = ?1
       UNION SELECT f.unit FROM figures f JOIN returns r ON r.id = f.returnId WHERE r.form = ?1`,
      [form],
    )
    .map((row) => String(row.unit));
}

export function countFigures(db: ReadHandle): number {
  return Number(
    db.one(
      'SELECT (SELECT coalesce(sum(figures), 0) FROM unit_figures) + (SELECT count(*) FROM figures) AS n',
    )?.n,
  );
}
