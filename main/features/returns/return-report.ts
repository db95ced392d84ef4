import type { ReturnReport } from '../../../shared/contract/returns.ts';
import type { FindingView } from '../../../shared/contract/values.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle } from '../../db/handles.ts';
import {
  type FindingRow,
  findLastExplanation,
  findReturn,
  listContext,
  listFigures,
  listFindings,
  listParked,
  listReturnRecords,
  type ReturnRow,
} from '../../db/tables/returns.ts';

/** The report of a stored return, the same shape that staging answers with. Throws not-found. */
export function getReturnReport(db: ReadHandle, id: number): ReturnReport {
  const row = findReturn(db, id);
  if (!row) throw new AppError('not-found', { what: 'return', id });
  return reportOf(db, row);
}

export function reportOf(db: ReadHandle, row: ReturnRow): ReturnReport {
  return assembleReport(db, row, {
    figures: listFigures(db, row.id).map(({ id: _id, returnId: _returnId, ...figure }) => figure),
    context: listContext(db, row.id),
    parked: listParked(db, row.id).map(({ returnId: _returnId, finding: _finding, ...parked }) => parked),
    records: listReturnRecords(db, row.id),
    findings: listFindings(db, row.id).map(({ rowId: _rowId, returnId: _returnId, ...finding }) => finding),
  });
}

/** What a return holds, from its rows or from the reading that was just stored in them. */
export interface ReportContent extends Pick<ReturnReport, 'figures' | 'context' | 'parked'> {
  readonly records: NonNullable<ReturnReport['records']>;
  readonly findings: readonly Omit<FindingRow, 'rowId' | 'returnId'>[];
}

export function assembleReport(db: ReadHandle, row: ReturnRow, content: ReportContent): ReturnReport {
  const { form, sender, unit, period } = row.identification;
  const { figures, context, parked, records } = content;
  return {
    file: row.file ?? '',
    ...(row.hash === undefined ? {} : { sha256: row.hash }),
    outcome: row.state === 'refused' ? 'refused' : 'staged',
    id: row.id,
    version: row.version,
    part: row.part,
    state: row.state,
    form: form ?? null,
    sender: sender ?? null,
    unit: unit ?? null,
    period: period ?? null,
    figures,
    context,
    parked,
    ...(records.length > 0 ? { records } : {}),
    findings: content.findings.map((finding) => viewOf(db, row, finding)),
  };
}

/** A query is asked anew each period, with the text of last time at hand. */
function viewOf(
  db: ReadHandle,
  row: ReturnRow,
  finding: Omit<FindingRow, 'rowId' | 'returnId'>,
): FindingView {
  const { number, ...rest } = finding;
  const asked = finding.severity === 'query' && finding.resolution === undefined && row.sender !== undefined;
  const last = asked
    ? findLastExplanation(db, row.sender, finding.code, finding.indicator, row.id)
    : undefined;
  return { id: number, ...rest, ...(last === undefined ? {} : { lastReason: last }) };
}

export interface OpenCounts {
  readonly errors: number;
  readonly repairs: number;
  readonly queries: number;
  readonly parked: number;
  readonly notes: number;
}

/** Findings still open, by kind. */
export function countOpen(findings: readonly Pick<FindingView, 'severity' | 'resolution'>[]): OpenCounts {
  const open = (severity: string) =>
    findings.filter((finding) => finding.severity === severity && finding.resolution === undefined).length;
  return {
    errors: open('error'),
    repairs: open('repair'),
    queries: open('query'),
    parked: open('parked'),
    notes: open('note'),
  };
}
