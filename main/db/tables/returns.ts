import type { Finding, FindingCode, Severity } from '../../../shared/domain/finding.ts';
import type { ReadHandle, SqlRow, SqlValue, WriteHandle } from '../handles.ts';

/*
 * Returns and what was read from them: figures, context, parked rows, records of registers, findings.
 * A refused return is a row without file name, hash or text.
 */

export type ReturnState = 'staged' | 'accepted' | 'superseded' | 'withdrawn' | 'sent-back' | 'refused';
export type HowIdentified = 'fingerprint' | 'content' | 'file-name' | 'option' | 'person';

export interface Identification {
  readonly form?: { readonly code: string; readonly how: HowIdentified };
  readonly sender?: { readonly code: string; readonly how: HowIdentified };
  readonly unit?: { readonly code: string; readonly how: HowIdentified };
  readonly period?: { readonly value: string; readonly how: HowIdentified };
}

export interface ReturnRow {
  readonly id: number;
  readonly form?: string;
  readonly sender?: string;
  readonly period?: string;
  readonly version: number;
  /** 1 for the first workbook of a version; a workbook with other items completes it as part 2, 3 … */
  readonly part: number;
  readonly state: ReturnState;
  readonly file?: string;
  readonly hash?: string;
  readonly format?: string;
  readonly unit?: string;
  readonly identification: Identification;
  /** Finding codes of a refusal. */
  readonly codes: readonly string[];
  readonly stagedAt: string;
  readonly stagedBy?: string;
  readonly settledAt?: string;
  readonly settledBy?: string;
  readonly reason?: string;
  readonly acceptedAt?: string;
  readonly acceptedBy?: string;
  /** When an accepted return stopped counting (superseded or withdrawn). */
  readonly endedAt?: string;
  /** 代录: the paper the figures were typed from. */
  readonly evidence?: string;
}

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

/** `cleared`: a figure was corrected and the finding no longer holds; nobody had to decide on it. */
export type Resolution =
  | 'accepted'
  | 'repaired'
  | 'as-is'
  | 'explained'
  | 'set-aside'
  | 'matched'
  | 'cleared';

export interface FindingRow extends Finding {
  readonly rowId: number;
  readonly returnId: number;
  /** Counts from 1 inside its return. */
  readonly number: number;
  readonly resolution?: Resolution;
  readonly resolvedBy?: string;
  readonly resolvedAt?: string;
  readonly reason?: string;
}

const text = (row: SqlRow, name: string) =>
  row[name] === null || row[name] === undefined ? undefined : String(row[name]);

/** Only the properties that have a value, so that absent stays absent. */
function present<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function parseReturn(row: SqlRow): ReturnRow {
  return {
    id: Number(row.id),
    version: Number(row.version),
    part: Number(row.part),
    state: String(row.state) as ReturnState,
    identification: JSON.parse(String(row.identification)) as Identification,
    codes: JSON.parse(String(row.codes)) as string[],
    stagedAt: String(row.stagedAt),
    ...present({
      form: text(row, 'form'),
      sender: text(row, 'sender'),
      period: text(row, 'period'),
      file: text(row, 'file'),
      hash: text(row, 'hash'),
      format: text(row, 'format'),
      unit: text(row, 'unit'),
      stagedBy: text(row, 'stagedBy'),
      settledAt: text(row, 'settledAt'),
      settledBy: text(row, 'settledBy'),
      reason: text(row, 'reason'),
      evidence: text(row, 'evidence'),
      acceptedAt: text(row, 'acceptedAt'),
      acceptedBy: text(row, 'acceptedBy'),
      endedAt: text(row, 'endedAt'),
    }),
  };
}

export function findReturn(db: ReadHandle, id: number): ReturnRow | undefined {
  const row = db.one('SELECT * FROM returns WHERE id = ?', [id]);
  return row && parseReturn(row);
}

/** The stored return with these bytes, refusals aside. */
export function findReturnByHash(db: ReadHandle, hash: string): ReturnRow | undefined {
  const row = db.one("SELECT * FROM returns WHERE hash = ? AND state <> 'refused' ORDER BY id LIMIT 1", [
    hash,
  ]);
  return row && parseReturn(row);
}

export interface ReturnFilter {
  readonly form?: string | undefined;
  readonly period?: string | undefined;
  readonly sender?: string | undefined;
}

export function listReturns(db: ReadHandle, filter: ReturnFilter = {}): ReturnRow[] {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined) as [string, string][];
  const where = wanted.length === 0 ? '' : `WHERE ${wanted.map(([name]) => `"${name}" = ?`).join(' AND ')}`;
  return db
    .all(
      `SELECT * FROM returns ${where} ORDER BY id`,
      wanted.map(([, value]) => value),
    )
    .map(parseReturn);
}

export function insertReturn(db: WriteHandle, row: Omit<ReturnRow, 'id'>): number {
  return db.insert('returns', {
    form: row.form ?? null,
    sender: row.sender ?? null,
    period: row.period ?? null,
    version: row.version,
    state: row.state,
    file: row.file ?? null,
    hash: row.hash ?? null,
    format: row.format ?? null,
    unit: row.unit ?? null,
    identification: JSON.stringify(row.identification),
    codes: JSON.stringify(row.codes),
    stagedAt: row.stagedAt,
    stagedBy: row.stagedBy ?? null,
    settledAt: row.settledAt ?? null,
    settledBy: row.settledBy ?? null,
    reason: row.reason ?? null,
    part: row.part,
    evidence: row.evidence ?? null,
    acceptedAt: null,
    acceptedBy: null,
    endedAt: null,
  });
}

/** Sets the state, who settled it and since when (until when) its figures count. */
export function settleReturn(
  db: WriteHandle,
  row: ReturnRow,
  state: ReturnState,
  settled: { readonly at: string; readonly by?: string | undefined; readonly reason?: string | undefined },
): void {
  const counting =
    state === 'accepted'
      ? { acceptedAt: settled.at, acceptedBy: settled.by ?? null, endedAt: null }
      : row.state === 'accepted'
        ? { endedAt: settled.at }
        : {};
  db.update('returns', row.id, {
    state,
    settledAt: settled.at,
    settledBy: settled.by ?? null,
    reason: settled.reason ?? null,
    ...counting,
  });
}

export function updateReturn(db: WriteHandle, id: number, patch: Readonly<Record<string, SqlValue>>): void {
  db.update('returns', id, { ...patch });
}

function parseFigure(row: SqlRow): StoredFigure & { id: number; returnId: number } {
  return {
    id: Number(row.id),
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

/** The value that counts: what a person decided, else what was read. */
export function effectiveValue(figure: Pick<StoredFigure, 'value' | 'adjudicated'>): string | null {
  return figure.adjudicated ?? figure.value;
}

export function insertFigures(db: WriteHandle, returnId: number, figures: readonly StoredFigure[]): void {
  if (figures.length === 0) return;
  db.insertMany(
    'figures',
    figures.map((figure) => ({
      returnId,
      indicator: figure.indicator,
      unit: figure.unit,
      period: figure.period,
      column: figure.column,
      value: figure.value,
      adjudicated: figure.adjudicated ?? null,
      sheet: figure.sheet,
      cell: figure.cell,
      raw: figure.raw,
      statedUnit: figure.statedUnit ?? null,
      factor: figure.factor ?? null,
      repair: figure.repair ?? null,
      mark: figure.mark ?? null,
    })),
  );
}

export function listFigures(db: ReadHandle, returnId: number) {
  return db.all('SELECT * FROM figures WHERE returnId = ? ORDER BY id', [returnId]).map(parseFigure);
}

export function setAdjudicated(db: WriteHandle, figureId: number, value: string | null): void {
  db.update('figures', figureId, { adjudicated: value });
}

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

export function insertContext(db: WriteHandle, returnId: number, context: readonly StoredContext[]): void {
  if (context.length > 0) db.insert('contexts', { returnId, body: JSON.stringify(contextRuns(context)) });
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

/** What stands beside the figures of returns, as it is stored: for readers who want little of many. */
export function readContextRuns(
  db: ReadHandle,
  returns: readonly number[],
): Map<number, readonly ContextRun[]> {
  const rows = db.all(
    'SELECT returnId, body FROM contexts WHERE returnId IN (SELECT value FROM json_each(?))',
    [JSON.stringify(returns)],
  );
  const found = new Map(
    rows.map((row) => [Number(row.returnId), JSON.parse(String(row.body)) as readonly ContextRun[]]),
  );
  if (found.size < returns.length)
    for (const id of returns) if (!found.has(id)) found.set(id, contextRuns(listContextRows(db, id)));
  return found;
}

export function contextOf([common, ...cells]: ContextRun): StoredContext[] {
  return cells.map(([indicator, column, value, cell, raw]) => ({
    ...(indicator === null ? {} : { indicator }),
    ...common,
    column,
    value,
    cell,
    raw: raw ?? value ?? '',
  }));
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
  return db.all('SELECT * FROM parked WHERE returnId = ? ORDER BY id', [returnId]).map((row) => ({
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
  }));
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

export function insertFindings(
  db: WriteHandle,
  returnId: number,
  findings: readonly Finding[],
  firstNumber = 1,
): void {
  if (findings.length === 0) return;
  db.insertMany(
    'findings',
    findings.map((finding, at) => ({
      returnId,
      number: firstNumber + at,
      code: finding.code,
      severity: finding.severity,
      indicator: finding.indicator ?? null,
      unit: finding.unit ?? null,
      sheet: finding.sheet ?? null,
      cell: finding.cell ?? null,
      raw: finding.raw ?? null,
      details: JSON.stringify(finding.details ?? {}),
      resolution: null,
      resolvedBy: null,
      resolvedAt: null,
      reason: null,
    })),
  );
}

function parseFinding(row: SqlRow): FindingRow {
  return {
    rowId: Number(row.id),
    returnId: Number(row.returnId),
    number: Number(row.number),
    code: String(row.code) as FindingCode,
    severity: String(row.severity) as Severity,
    details: JSON.parse(String(row.details)) as NonNullable<Finding['details']>,
    ...present({
      indicator: text(row, 'indicator'),
      unit: text(row, 'unit'),
      sheet: text(row, 'sheet'),
      cell: text(row, 'cell'),
      raw: text(row, 'raw'),
      resolution: text(row, 'resolution') as Resolution | undefined,
      resolvedBy: text(row, 'resolvedBy'),
      resolvedAt: text(row, 'resolvedAt'),
      reason: text(row, 'reason'),
    }),
  };
}

export function listFindings(db: ReadHandle, returnId: number): FindingRow[] {
  return db.all('SELECT * FROM findings WHERE returnId = ? ORDER BY number', [returnId]).map(parseFinding);
}

/** Findings of all returns of a form and period by return, each list in its own order. */
export function listFindingsByReturn(
  db: ReadHandle,
  form: string,
  period: string,
): Map<number, FindingRow[]> {
  const found = new Map<number, FindingRow[]>();
  for (const row of db.all(
    `SELECT f.* FROM returns r JOIN findings f ON f.returnId = r.id WHERE r.form = ? AND r.period = ?
     ORDER BY f.returnId, f.number`,
    [form, period],
  )) {
    const finding = parseFinding(row);
    const list = found.get(finding.returnId);
    if (list) list.push(finding);
    else found.set(finding.returnId, [finding]);
  }
  return found;
}

/** Findings still waiting for a person, by return and severity. */
export function countOpenFindings(db: ReadHandle): Map<number, Map<string, number>> {
  const counts = new Map<number, Map<string, number>>();
  for (const row of db.all(
    'SELECT returnId, severity, count(*) AS n FROM findings WHERE resolution IS NULL GROUP BY returnId, severity',
  )) {
    const id = Number(row.returnId);
    if (!counts.has(id)) counts.set(id, new Map());
    counts.get(id)!.set(String(row.severity), Number(row.n));
  }
  return counts;
}

export function resolveFinding(
  db: WriteHandle,
  rowId: number,
  resolution: Resolution,
  settled: { readonly at: string; readonly by?: string | undefined; readonly reason?: string | undefined },
): void {
  db.update('findings', rowId, {
    resolution,
    resolvedBy: settled.by ?? null,
    resolvedAt: settled.at,
    reason: settled.reason ?? null,
  });
}

/** The same question with the figures as they are now. */
export function replaceDetails(db: WriteHandle, rowId: number, { details, raw }: Finding): void {
  db.update('findings', rowId, { details: JSON.stringify(details ?? {}), raw: raw ?? null });
}

/** Explanations given for queries of a sender's earlier returns: the newest by what was asked (`explanationKey`). */
export function listExplanations(db: ReadHandle, sender: string, beforeReturn: number): Map<string, string> {
  const rows = db.all(
    `SELECT code, indicator, unit, json_extract(details, '$.expression') AS expression, reason FROM findings
     WHERE returnId IN (SELECT id FROM returns WHERE sender = ? AND id < ?) AND reason IS NOT NULL AND severity = 'query'
     ORDER BY id`,
    [sender, beforeReturn],
  );
  return new Map(
    rows.map((row) => [
      explanationKey({
        code: String(row.code),
        indicator: text(row, 'indicator'),
        unit: text(row, 'unit'),
        expression: text(row, 'expression'),
      }),
      String(row.reason),
    ]),
  );
}

/** The same question: of one rule about one indicator of one unit (a department reports on many). */
export function explanationKey(asked: {
  readonly code: string;
  readonly indicator?: string | undefined;
  readonly unit?: string | undefined;
  readonly expression?: unknown;
}): string {
  return JSON.stringify([asked.code, asked.indicator ?? null, asked.unit ?? null, asked.expression ?? null]);
}

/** Removes what was read from a return (not the return itself), before it is read anew with other choices. */
export function clearReading(db: WriteHandle, returnId: number): void {
  for (const table of ['figures', 'contexts', 'context_values', 'parked', 'records', 'findings'])
    for (const row of db.all(`SELECT id FROM "${table}" WHERE returnId = ? ORDER BY id DESC`, [returnId]))
      db.remove(table, Number(row.id));
}

/** What a label of this sender means, as persons confirmed it. */
export function listLearned(db: ReadHandle): { sender: string; kind: string; label: string; code: string }[] {
  return db.all('SELECT sender, kind, label, code FROM learned ORDER BY id').map((row) => ({
    sender: String(row.sender),
    kind: String(row.kind),
    label: String(row.label),
    code: String(row.code),
  }));
}

export function rememberLabel(
  db: WriteHandle,
  learned: {
    readonly sender: string;
    readonly kind: 'indicator' | 'unit';
    readonly label: string;
    readonly code: string;
  },
  by: string | undefined,
  at: string,
): void {
  const row = db.one('SELECT id FROM learned WHERE sender = ? AND kind = ? AND label = ?', [
    learned.sender,
    learned.kind,
    learned.label,
  ]);
  if (row) db.update('learned', Number(row.id), { code: learned.code, by: by ?? null, at });
  else db.insert('learned', { ...learned, by: by ?? null, at });
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
