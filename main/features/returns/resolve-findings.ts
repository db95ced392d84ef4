import { convertMeasure } from '../../../shared/calc/measure-unit.ts';
import type { Decision } from '../../../shared/contract/returns.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { Decimal, printDecimal } from '../../../shared/text/decimal.ts';
import { normaliseName } from '../../../shared/text/names.ts';
import type { WriteHandle } from '../../db/handles.ts';
import { type FindingRow, listFindings, resolveFinding } from '../../db/tables/findings.ts';
import { findRecord } from '../../db/tables/pack-records.ts';
import {
  correctRecordField,
  listParked,
  type ParkedRow,
  settleParked,
} from '../../db/tables/return-content.ts';
import { insertFigures, listFigures, setAdjudicated } from '../../db/tables/return-figures.ts';
import { findReturn, type ReturnRow, rememberLabel } from '../../db/tables/returns.ts';
import { commandHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';
import { type Original, readOriginal, understandAgain } from './reread-return.ts';
import { startRescreening } from './screen-again.ts';

/*
 * `returns/resolve`: what persons decided, all at once. A repaired figure keeps its raw text; the value a person chose
 * stands beside it with who and why. What was decided about a label is remembered for its sender.
 */

interface Settled {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

type Originals = ReadonlyMap<number, Original>;

export const resolveFindings = commandHandler<'returns/resolve', Services, Originals>('returns/resolve', {
  /** A label that a person explains gives figures: its workbook is read again, the others are not. */
  async prepare(db, input, services, call) {
    const matched = input.decisions.filter(
      (one) => one.kind === 'parked' && one.as === 'matched' && findReturn(db, one.id)?.format !== 'exchange',
    );
    const originals = new Map<number, Original>();
    for (const id of new Set(matched.map((one) => one.id)))
      originals.set(id, await readOriginal(db, services, id, call.signal));
    return originals;
  },
  apply(db, originals, input, call) {
    const settled: Settled = { by: input.by, reason: input.reason, at: call.now.toISOString() };
    const touched = new Set<number>();
    for (const decision of input.decisions) {
      const row = requireStaged(db, decision.id);
      if (decision.kind === 'finding') decideFinding(db, row, decision, settled);
      else decideParked(db, row, decision, settled);
      touched.add(row.id);
    }
    for (const original of originals.values()) understandAgain(db, original, settled.at);
    screenCorrected(db, input.decisions, settled.at);
    return { resolved: input.decisions.length, returns: [...touched] };
  },
  summary: (output, input) => ({ resolved: output.resolved, returns: output.returns, reason: input.reason }),
});

/** A corrected figure is checked like a read one, before anybody accepts it. */
function screenCorrected(db: WriteHandle, decisions: readonly Decision[], at: string): void {
  const corrected = decisions.filter((one) => one.kind === 'finding' && one.as === 'repaired');
  if (corrected.length === 0) return;
  const rescreening = startRescreening(db);
  for (const id of new Set(corrected.map((one) => one.id))) rescreening.screen(db, requireStaged(db, id), at);
}

function requireStaged(db: WriteHandle, id: number): ReturnRow {
  const row = findReturn(db, id);
  if (!row) throw new AppError('not-found', { what: 'return', id });
  if (row.state !== 'staged') throw new AppError('conflict', { reason: 'not-staged', id, state: row.state });
  return row;
}

type FindingDecision = Extract<Decision, { kind: 'finding' }>;
type ParkedDecision = Extract<Decision, { kind: 'parked' }>;

function decideFinding(db: WriteHandle, row: ReturnRow, decision: FindingDecision, settled: Settled): void {
  const finding = listFindings(db, row.id).find((one) => one.number === decision.finding);
  if (!finding) throw new AppError('not-found', { what: 'finding', id: row.id, finding: decision.finding });
  if (finding.severity === 'refused') throw new AppError('conflict', { reason: 'refused', id: row.id });
  if (decision.as === 'repaired') repair(db, row, finding, decision.value);
  resolveFinding(db, finding.rowId, decision.as, settled);
  if (finding.severity === 'parked') settleParkedOf(db, row, finding, settled);
}

/** The value given, else the one the finding proposed; without either there is nothing to repair with. */
function repair(db: WriteHandle, row: ReturnRow, finding: FindingRow, value: string | undefined): void {
  const proposed = value ?? finding.details?.proposed;
  const figure = listFigures(db, row.id).find(
    (one) => one.sheet === finding.sheet && one.cell === finding.cell && one.indicator === finding.indicator,
  );
  const isField = figure === undefined && finding.sheet !== undefined && finding.cell !== undefined;
  if (typeof proposed === 'string' && isField) {
    const at = { sheet: finding.sheet!, cell: finding.cell! };
    if (correctRecordField(db, row.id, at, proposed)) return;
  }
  if (typeof proposed !== 'string' || !figure)
    throw new AppError('invalid-input', { reason: 'no-proposal', id: row.id, finding: finding.number });
  setAdjudicated(db, figure, proposed === figure.value ? null : proposed);
}

function settleParkedOf(db: WriteHandle, row: ReturnRow, finding: FindingRow, settled: Settled): void {
  for (const parked of listParked(db, row.id))
    if (parked.finding === finding.number && parked.settled === undefined)
      settleParked(db, parked.id, 'set-aside', settled.by, settled.reason);
}

function decideParked(db: WriteHandle, row: ReturnRow, decision: ParkedDecision, settled: Settled): void {
  const parked = listParked(db, row.id).find((one) => one.id === decision.parked);
  if (!parked) throw new AppError('not-found', { what: 'parked', id: row.id, parked: decision.parked });
  if (decision.as === 'matched') {
    if (decision.indicator === undefined || row.sender === undefined)
      throw new AppError('invalid-input', { reason: 'indicator-needed', id: row.id, parked: parked.id });
    rememberLabel(
      db,
      { sender: row.sender, kind: 'indicator', label: normaliseName(parked.raw), code: decision.indicator },
      settled.by,
      settled.at,
    );
  }
  if (decision.as === 'matched' && row.format === 'exchange')
    takePackageFigure(db, row, parked, decision.indicator!);
  settleParked(db, parked.id, decision.as, settled.by, settled.reason);
  const finding = listFindings(db, row.id).find((one) => one.number === parked.finding);
  if (finding) resolveFinding(db, finding.rowId, decision.as, settled);
}

/** A package has no sheet to be read again: its parked figure carries its unit of measure and is taken as it stands. */
function takePackageFigure(db: WriteHandle, row: ReturnRow, parked: ParkedRow, code: string): void {
  const indicator = findRecord(db, 'indicators', { code })?.record;
  if (!indicator) throw new AppError('not-found', { what: 'indicator', code });
  if (listFigures(db, row.id).some((figure) => figure.indicator === code))
    throw new AppError('invalid-input', { reason: 'two-values', id: row.id, parked: parked.id });
  const [raw = '', statedUnit = ''] = parked.values.map((one) => one.raw);
  const factor = convertMeasure(new Decimal(1), statedUnit, indicator.unit);
  if (!factor)
    throw new AppError('invalid-input', { reason: 'other-dimension', id: row.id, parked: parked.id });
  const value = raw === '' ? null : printDecimal(new Decimal(raw).times(factor));
  const place = { unit: row.sender!, period: row.period!, column: 'current', sheet: '', cell: parked.cell };
  const figure = { indicator: code, value, ...place, raw, statedUnit, factor: printDecimal(factor) };
  insertFigures(db, [[row.id, [figure]]]);
}
