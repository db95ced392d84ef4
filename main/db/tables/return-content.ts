import type { ReadHandle, SqlRow, WriteHandle } from '../handles.ts';
import { present, text } from './row-values.ts';

/*
 * What was read from a return beside its figures (`return-figures.ts`): what stands next to them, parked rows, records of
 * registers. A finding about one of them lies in `findings.ts`.
 */

export interface StoredContext {
  readonly indicator?: string;
  readonly unit?: string;
  readonly period?: string;
  readonly column: string;
  readonly value: string | null;
  readonly sheet: string;
  readonly cell: string;
  readonly raw: string;
}

export interface StoredParked {
  readonly sheet: string;
  readonly cell: string;
  readonly raw: string;
  readonly why: string;
  readonly values: readonly { readonly cell: string; readonly raw: string }[];
}

export interface ParkedRow extends StoredParked {
  readonly id: number;
  readonly returnId: number;
  /** Number of the finding that stands for it. */
  readonly finding?: number;
  readonly settled?: 'set-aside' | 'matched';
  readonly settledBy?: string;
  readonly reason?: string;
}

export interface StoredRecord {
  readonly project?: string;
  readonly name: string;
  readonly sheet: string;
  readonly row: number;
  readonly fields: readonly {
    readonly column: string;
    readonly value: string | null;
    readonly cell: string;
    readonly raw: string;
  }[];
}

/** What was read, by return: a batch is written by few statements. */
export type ByReturn<T> = readonly (readonly [returnId: number, rows: readonly T[]])[];

/** What neighbours have in common is written once: handing a text to the engine costs by its length. */
export type ContextRun = readonly [
  common: Pick<StoredContext, 'unit' | 'period' | 'sheet'>,
  ...cells: (readonly [
    indicator: string | null,
    column: string,
    value: string | null,
    cell: string,
    /** Left out where it is the value. */
    raw?: string,
  ])[],
];

export function insertContexts(db: WriteHandle, contexts: ByReturn<StoredContext>): void {
  const rows = contexts
    .filter(([, context]) => context.length > 0)
    .map(([returnId, context]) => ({ returnId, body: JSON.stringify(contextRuns(context)) }));
  if (rows.length > 0) db.insertMany('contexts', rows);
}

function contextRuns(context: readonly StoredContext[]): ContextRun[] {
  const runs: [ContextRun[0], ...ContextRun[1][]][] = [];
  let last: StoredContext | undefined;
  for (const one of context) {
    if (last?.unit !== one.unit || last?.period !== one.period || last?.sheet !== one.sheet)
      runs.push([{ ...present({ unit: one.unit, period: one.period }), sheet: one.sheet }]);
    const { indicator = null, column, value, cell, raw } = one;
    runs
      .at(-1)!
      .push(raw === value ? [indicator, column, value, cell] : [indicator, column, value, cell, raw]);
    last = one;
  }
  return runs;
}

export function listContext(db: ReadHandle, returnId: number): StoredContext[] {
  return (readContextRuns(db, [returnId]).get(returnId) ?? []).flatMap(contextOf);
}

/**
 * What stands beside the figures of returns, as it is stored: for readers who want little of many. `unit`: only bodies that
 * name it, as the text of a thousand is searched in the time in which ten are read.
 */
export function readContextRuns(
  db: ReadHandle,
  returns: readonly number[],
  unit?: string,
): Map<number, readonly ContextRun[]> {
  const rows = db.all(
    `SELECT returnId, ${unit === undefined ? 'body' : "CASE WHEN instr(body, ?2) > 0 THEN body ELSE '[]' END AS body"}
     FROM contexts WHERE returnId IN (SELECT value FROM json_each(?1))`,
    [JSON.stringify(returns), ...(unit === undefined ? [] : [JSON.stringify(unit)])],
  );
  const found = new Map(
    rows.map((row) => [Number(row.returnId), JSON.parse(String(row.body)) as readonly ContextRun[]]),
  );
  if (found.size < returns.length)
    for (const id of returns) if (!found.has(id)) found.set(id, contextRuns(listContextRows(db, id)));
  return found;
}

/** Property by property: a return has a hundred of them, and spreading an object is ten times slower. */
export function contextOf([{ unit, period, sheet }, ...cells]: ContextRun): StoredContext[] {
  return cells.map(([indicator, column, value, cell, raw]) => {
    const one: { -readonly [Key in keyof StoredContext]?: StoredContext[Key] } = {};
    if (indicator !== null) one.indicator = indicator;
    if (unit !== undefined) one.unit = unit;
    if (period !== undefined) one.period = period;
    one.sheet = sheet;
    one.column = column;
    one.value = value;
    one.cell = cell;
    one.raw = raw ?? value ?? '';
    return one as StoredContext;
  });
}

/** Returns that were staged before step 20. */
function listContextRows(db: ReadHandle, returnId: number): StoredContext[] {
  return db.all('SELECT * FROM context_values WHERE returnId = ? ORDER BY id', [returnId]).map((row) => ({
    column: String(row.column),
    value: text(row, 'value') ?? null,
    sheet: String(row.sheet),
    cell: String(row.cell),
    raw: String(row.raw),
    ...present({ indicator: text(row, 'indicator'), unit: text(row, 'unit'), period: text(row, 'period') }),
  }));
}

/** Returns the first row's id, the others follow; 0 where nothing was parked. */
export function insertParked(
  db: WriteHandle,
  returnId: number,
  parked: readonly (StoredParked & { readonly finding?: number | undefined })[],
): number {
  if (parked.length === 0) return 0;
  return db.insertMany(
    'parked',
    parked.map((one) => ({
      returnId,
      sheet: one.sheet,
      cell: one.cell,
      raw: one.raw,
      why: one.why,
      values: JSON.stringify(one.values),
      finding: one.finding ?? null,
      settled: null,
      settledBy: null,
      reason: null,
    })),
  );
}

export function listParked(db: ReadHandle, returnId: number): ParkedRow[] {
  return db.all('SELECT * FROM parked WHERE returnId = ? ORDER BY id', [returnId]).map(parseParked);
}

/** Rows that wait for a person, of many returns at once. */
export function listOpenParked(db: ReadHandle, returns: readonly number[]): ParkedRow[] {
  return db
    .all(
      'SELECT * FROM parked WHERE settled IS NULL AND returnId IN (SELECT value FROM json_each(?)) ORDER BY id',
      [JSON.stringify(returns)],
    )
    .map(parseParked);
}

function parseParked(row: SqlRow): ParkedRow {
  return {
    id: Number(row.id),
    returnId: Number(row.returnId),
    sheet: String(row.sheet),
    cell: String(row.cell),
    raw: String(row.raw),
    why: String(row.why),
    values: JSON.parse(String(row.values)) as { cell: string; raw: string }[],
    ...(row.finding === null ? {} : { finding: Number(row.finding) }),
    ...present({
      settled: text(row, 'settled') as ParkedRow['settled'],
      settledBy: text(row, 'settledBy'),
      reason: text(row, 'reason'),
    }),
  };
}

export function settleParked(
  db: WriteHandle,
  id: number,
  settled: 'set-aside' | 'matched',
  by: string | undefined,
  reason: string | undefined,
): void {
  db.update('parked', id, { settled, settledBy: by ?? null, reason: reason ?? null });
}

export function insertRecords(db: WriteHandle, returnId: number, records: readonly StoredRecord[]): void {
  if (records.length === 0) return;
  db.insertMany(
    'records',
    records.map((one) => ({
      returnId,
      project: one.project ?? null,
      name: one.name,
      sheet: one.sheet,
      row: one.row,
      fields: JSON.stringify(one.fields),
    })),
  );
}

/** A person's value for the field in a cell of a register; the text as read stays beside it. False where there is none. */
export function correctRecordField(
  db: WriteHandle,
  returnId: number,
  at: { readonly sheet: string; readonly cell: string },
  value: string,
): boolean {
  for (const row of db.all('SELECT id, fields FROM records WHERE returnId = ? AND sheet = ?', [
    returnId,
    at.sheet,
  ])) {
    const fields = JSON.parse(String(row.fields)) as StoredRecord['fields'];
    if (!fields.some(({ cell }) => cell === at.cell)) continue;
    const corrected = fields.map((field) => (field.cell === at.cell ? { ...field, value } : field));
    db.update('records', Number(row.id), { fields: JSON.stringify(corrected) });
    return true;
  }
  return false;
}

export function listReturnRecords(db: ReadHandle, returnId: number): StoredRecord[] {
  return db.all('SELECT * FROM records WHERE returnId = ? ORDER BY id', [returnId]).map((row) => ({
    name: String(row.name),
    sheet: String(row.sheet),
    row: Number(row.row),
    fields: JSON.parse(String(row.fields)) as StoredRecord['fields'],
    ...present({ project: text(row, 'project') }),
  }));
}

const readingTables = [
  'unit_figures',
  'decided_values',
  'figures',
  'contexts',
  'context_values',
  'parked',
  'records',
  'findings',
];

/** Removes what was read from a return (not the return itself), before it is read anew with other choices. */
export function clearReading(db: WriteHandle, returnId: number): void {
  for (const table of readingTables)
    for (const row of db.all(`SELECT id FROM "${table}" WHERE returnId = ? ORDER BY id DESC`, [returnId]))
      db.remove(table, Number(row.id));
}

/** Rows of accepted registers that were matched to a project, with the period they are about. */
export function listAcceptedRecords(
  db: ReadHandle,
): { project: string; period: string; recorded: string; fields: StoredRecord['fields'] }[] {
  return db
    .all(
      `SELECT p.project, p.fields, r.period, r.acceptedAt FROM records p JOIN returns r ON r.id = p.returnId
       WHERE r.acceptedAt IS NOT NULL AND r.state = 'accepted' AND p.project IS NOT NULL AND r.period IS NOT NULL ORDER BY p.id`,
    )
    .map((row) => ({
      project: String(row.project),
      period: String(row.period),
      recorded: String(row.acceptedAt),
      fields: JSON.parse(String(row.fields)) as StoredRecord['fields'],
    }));
}
