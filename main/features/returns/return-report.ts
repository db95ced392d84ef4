import { isEmptyPhrase } from '../../../shared/calc/check/empty-phrase.ts';
import type { ReturnReport } from '../../../shared/contract/returns.ts';
import type { FindingView } from '../../../shared/contract/values.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { explanationKey, type FindingRow, listExplanations, listFindings } from '../../db/tables/findings.ts';
import { listContext, listParked, listReturnRecords } from '../../db/tables/return-content.ts';
import { listFigures } from '../../db/tables/return-figures.ts';
import { findReturn, type ReturnRow } from '../../db/tables/returns.ts';

/** The report of a stored return, the same shape that staging answers with. Throws not-found. */
export function getReturnReport(db: ReadHandle, id: number): ReturnReport {
  const row = findReturn(db, id);
  if (!row) throw new AppError('not-found', { what: 'return', id });
  return reportOf(db, row);
}

export function reportOf(db: ReadHandle, row: ReturnRow): ReturnReport {
  return assembleReport(db, row, {
    figures: listFigures(db, row.id).map(({ row: _row, returnId: _returnId, ...figure }) => figure),
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
    findings: viewFindings(db, row, content.findings),
  };
}

/** A query is asked anew each period, with the text of last time at hand. */
function viewFindings(
  db: ReadHandle,
  row: ReturnRow,
  findings: ReportContent['findings'],
): readonly FindingView[] {
  const asked = (finding: ReportContent['findings'][number]) =>
    finding.severity === 'query' && finding.resolution === undefined;
  // Read once for the whole return: a batch has thousands of queries, and most senders explained nothing yet.
  const known =
    row.sender !== undefined && findings.some(asked)
      ? listExplanations(db, row.sender, row.id)
      : new Map<string, string>();
  return findings.map(({ number, ...finding }) => {
    const last = asked({ number, ...finding })
      ? known.get(explanationKey({ ...finding, expression: finding.details?.expression }))
      : undefined;
    const empty = finding.resolution === 'explained' && isEmptyPhrase(finding.reason ?? '');
    return {
      id: number,
      ...finding,
      ...(last === undefined ? {} : { lastReason: last }),
      ...(empty ? { emptyReason: true } : {}),
    };
  });
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
