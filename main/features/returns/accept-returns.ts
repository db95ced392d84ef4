import { AppError } from '../../../shared/errors/app-error.ts';
import type { ReadHandle, WriteHandle } from '../../db/handles.ts';
import {
  listOpenFindings,
  type OpenFinding,
  type Resolution,
  resolveFinding,
} from '../../db/tables/findings.ts';
import { isLocked } from '../../db/tables/period-states.ts';
import { listOpenParked, type ParkedRow, settleParked } from '../../db/tables/return-content.ts';
import { listFigures } from '../../db/tables/return-figures.ts';
import {
  findReturn,
  listOlderVersions,
  listReturns,
  type ReturnRow,
  settleReturn,
} from '../../db/tables/returns.ts';
import { commandHandler } from '../../rpc/handler.ts';
import type { Services } from '../services.ts';
import { itemsOf } from './place-in-versions.ts';
import { startRescreening } from './screen-again.ts';

/*
 * `returns/accept`: settles what the call allows it to settle, then accepts every return that has nothing left open.
 * `--explain` records 市级核实 by the office; a sender's words are never put into its mouth.
 */

interface Allowed {
  readonly acceptRepairs: boolean;
  readonly explain?: string | undefined;
  readonly setAsideParked: boolean;
  readonly reason?: string | undefined;
  readonly by: string;
  readonly at: string;
}

export const acceptReturns = commandHandler<'returns/accept', Services>('returns/accept', {
  apply(db, _prepared, input, call) {
    if (!input.all && (input.ids ?? []).length === 0)
      throw new AppError('usage', { reason: 'nothing-named' });
    const allowed: Allowed = { ...input, at: call.now.toISOString() };
    const { wanted, outdated } = input.all
      ? selectLatest(db, input)
      : { wanted: selectNamed(db, input.ids ?? []), outdated: [] };
    refuseLocked(db, wanted);
    const ids = wanted.map((row) => row.id);
    const open = whatIsOpen(db, ids);
    const older = listOlderVersions(db, ids);
    const rescreening = startRescreening(db);
    const accepted: number[] = [];
    const superseded: number[] = [];
    const blocked: { id: number; by: number[] }[] = [];
    for (const row of wanted) {
      if (row.state === 'accepted') {
        accepted.push(row.id);
        continue;
      }
      const again = row.form !== undefined && rescreening.looksBeyond(row.form);
      if (again) rescreening.screen(db, row, allowed.at);
      const by = settleFindings(db, row, again ? whatIsOpen(db, [row.id]) : open, allowed);
      if (by.length > 0) {
        blocked.push({ id: row.id, by });
        continue;
      }
      settleReturn(db, row, 'accepted', allowed);
      accepted.push(row.id);
      superseded.push(...supersede(db, row, older.get(row.id) ?? [], allowed));
    }
    for (const row of outdated) if (supersedeOne(db, row, allowed)) superseded.push(row.id);
    return {
      accepted,
      superseded: [...new Set([...superseded, ...supersededBefore(db, accepted)])].sort((a, b) => a - b),
      blocked,
    };
  },
  summary: (output, input) => ({
    accepted: output.accepted.length,
    blocked: output.blocked.length,
    ids: output.accepted,
    ...(input.explain === undefined ? {} : { explain: input.explain }),
    ...(input.reason === undefined ? {} : { reason: input.reason }),
  }),
});

function refuseLocked(db: ReadHandle, rows: readonly ReturnRow[]): void {
  const asked = new Set<string>();
  for (const { form, period, state } of rows) {
    if (!form || !period || state === 'accepted' || asked.has(`${form} ${period}`)) continue;
    if (isLocked(db, form, period)) throw new AppError('period-locked', { form, period });
    asked.add(`${form} ${period}`);
  }
}

function selectNamed(db: ReadHandle, ids: readonly number[]): ReturnRow[] {
  return ids.map((id) => {
    const row = findReturn(db, id);
    if (!row) throw new AppError('not-found', { what: 'return', id });
    if (row.state !== 'staged' && row.state !== 'accepted')
      throw new AppError('conflict', { reason: 'not-staged', id, state: row.state });
    return row;
  });
}

/**
 * The newest version of every sender, form and period; older staged ones are superseded by it.
 * A newest version that was accepted before is part of the answer again: repeating gives the same.
 */
function selectLatest(
  db: ReadHandle,
  filter: { form?: string | undefined; period?: string | undefined },
): { wanted: ReturnRow[]; outdated: ReturnRow[] } {
  const rows = listReturns(db, { form: filter.form, period: filter.period }).filter(
    (row) => row.state === 'staged' || row.state === 'accepted',
  );
  const groups = new Map<string, ReturnRow[]>();
  const keyOf = (row: ReturnRow) =>
    row.form && row.sender && row.period ? JSON.stringify([row.form, row.sender, row.period]) : `#${row.id}`;
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  const isOutdated = (row: ReturnRow) =>
    groups.get(keyOf(row))!.some((newer) => newer.version > row.version && replaces(db, newer, row));
  const outdated = new Set(rows.filter(isOutdated));
  return {
    wanted: rows.filter((row) => !outdated.has(row)),
    outdated: [...outdated].filter((row) => row.state === 'staged'),
  };
}

/**
 * A newer version replaces what it holds itself: a part with other items, sent once and never again, goes on counting.
 * A figure taken down by phone (代录) replaces that figure, not the workbook in which the others stand.
 */
function replaces(db: ReadHandle, newer: ReturnRow, older: ReturnRow): boolean {
  const items = [...itemsOf(listFigures(db, older.id))];
  const own = itemsOf(listFigures(db, newer.id));
  if (items.length === 0 || own.size === 0) return true;
  return newer.evidence === undefined
    ? items.some((item) => own.has(item))
    : items.every((item) => own.has(item));
}

/** What waits for a person, by return: read at once, as a query for each of a thousand returns takes longer than settling them. */
interface Open {
  readonly findings: ReadonlyMap<number, readonly OpenFinding[]>;
  readonly parked: ReadonlyMap<number, readonly ParkedRow[]>;
}

function whatIsOpen(db: ReadHandle, ids: readonly number[]): Open {
  return {
    findings: byReturn(listOpenFindings(db, ids)),
    parked: byReturn(listOpenParked(db, ids)),
  };
}

function byReturn<One extends { readonly returnId: number }>(all: readonly One[]): Map<number, One[]> {
  const groups = new Map<number, One[]>();
  for (const one of all) {
    const group = groups.get(one.returnId);
    if (group) group.push(one);
    else groups.set(one.returnId, [one]);
  }
  return groups;
}

/** Settles what may be settled; the numbers of the findings that stay open and block. Nothing is settled when one stays. */
function settleFindings(
  db: WriteHandle,
  row: ReturnRow,
  { findings, parked }: Open,
  allowed: Allowed,
): number[] {
  const open = findings.get(row.id) ?? [];
  const answers = open.map((finding) => ({ finding, resolution: answerFor(finding, allowed) }));
  const blocking = answers.filter(({ finding, resolution }) => resolution === undefined && blocks(finding));
  if (blocking.length > 0 || identityMissing(row)) return blocking.map(({ finding }) => finding.number);
  for (const { finding, resolution } of answers)
    if (resolution)
      resolveFinding(db, finding.rowId, resolution, {
        ...allowed,
        reason: finding.severity === 'query' ? allowed.explain : allowed.reason,
      });
  for (const one of parked.get(row.id) ?? [])
    settleParked(db, one.id, 'set-aside', allowed.by, allowed.reason);
  return [];
}

/** Without sender, form or period there is an open error that says so; this guards against figures without a home. */
function identityMissing(row: ReturnRow): boolean {
  return !row.form || !row.sender || !row.period;
}

function blocks(finding: OpenFinding): boolean {
  return finding.severity !== 'note';
}

function answerFor(finding: OpenFinding, allowed: Allowed): Resolution | undefined {
  if (finding.severity === 'repair') return allowed.acceptRepairs ? 'accepted' : undefined;
  if (finding.severity === 'query') return allowed.explain === undefined ? undefined : 'explained';
  if (finding.severity === 'parked') return allowed.setAsideParked ? 'set-aside' : undefined;
  return undefined;
}

/** Other versions of the same sender, form and period that no longer count. */
function supersede(db: WriteHandle, row: ReturnRow, older: readonly ReturnRow[], allowed: Allowed): number[] {
  return older
    .filter((other) => replaces(db, row, other) && supersedeOne(db, other, allowed))
    .map((other) => other.id);
}

function supersedeOne(db: WriteHandle, row: ReturnRow, allowed: Allowed): boolean {
  const current = findReturn(db, row.id);
  if (current?.state !== 'staged' && current?.state !== 'accepted') return false;
  settleReturn(db, current, 'superseded', { at: allowed.at, by: allowed.by });
  return true;
}

/** Versions that the accepted ones replaced in an earlier call: repeating a call repeats its answer. */
function supersededBefore(db: ReadHandle, accepted: readonly number[]): number[] {
  return [...listOlderVersions(db, accepted).values()]
    .flat()
    .flatMap((other) => (other.state === 'superseded' ? [other.id] : []));
}
