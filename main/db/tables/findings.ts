import type { Finding, FindingCode, Severity } from '../../../shared/domain/finding.ts';
import type { ReadHandle, SqlRow, WriteHandle } from '../handles.ts';
import type { ByReturn } from './return-content.ts';
import { present, text } from './row-values.ts';

/* What is asked about a return, and what was decided: findings, their resolution and the explanations given for them. */

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

/** They are numbered from `firstNumber` within each return. */
export function insertFindings(db: WriteHandle, findings: ByReturn<Finding>, firstNumber = 1): void {
  const rows = findings.flatMap(([returnId, own]) =>
    own.map((finding, at) => ({
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
  if (rows.length > 0) db.insertMany('findings', rows);
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

export type OpenFinding = Pick<FindingRow, 'rowId' | 'returnId' | 'number' | 'severity'>;

/** What waits for a person, of many returns at once; what is asked is of no matter to whoever settles it. */
export function listOpenFindings(db: ReadHandle, returns: readonly number[]): OpenFinding[] {
  return db
    .all(
      `SELECT id, returnId, number, severity FROM findings
       WHERE resolution IS NULL AND returnId IN (SELECT value FROM json_each(?)) ORDER BY returnId, number`,
      [JSON.stringify(returns)],
    )
    .map((row) => ({
      rowId: Number(row.id),
      returnId: Number(row.returnId),
      number: Number(row.number),
      severity: String(row.severity) as Severity,
    }));
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
