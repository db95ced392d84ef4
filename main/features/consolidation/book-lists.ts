import { consolidationWords as words } from '../../../renderer/words/consolidation.ts';
import { findingSentence } from '../../../renderer/words/findings.ts';
import type { ReadHandle } from '../../db/handles.ts';
import type { AcceptedFigure } from '../../db/tables/accepted-figures.ts';
import { listFindingsByReturn } from '../../db/tables/findings.ts';
import { listReturns, type ReturnRow } from '../../db/tables/returns.ts';
import type {
  BookDiscrepancy,
  BookFinding,
  BookReturn,
  BookSource,
} from '../../excel/write/consolidated-book.ts';
import type { FormConsolidation } from '../consolidate-form.ts';
import { groupBySender, returnStatusOf } from '../return-status.ts';
import { listDiscrepancies } from './discrepancies.ts';

/* The lists behind the main table: discrepancies, return status, findings, sources. */

export function bookDiscrepancies(db: ReadHandle, result: FormConsolidation): BookDiscrepancy[] {
  return listDiscrepancies(db, result, result.asOf).map((one) => {
    const indicator = result.indicators.get(one.indicator)!;
    const consolidated = result.totals.find((total) => total.indicator === one.indicator)?.value ?? null;
    return {
      indicator: one.indicator,
      label: indicator.name,
      unit: indicator.unit,
      ...(indicator.decimals === undefined ? {} : { decimals: indicator.decimals }),
      consolidated,
      department: one.department,
      departmentValue: one.departmentValue,
      difference: one.difference,
      percent: one.percent,
      withinTolerance: one.withinTolerance,
      ...(one.explanation === undefined ? {} : { explanation: one.explanation }),
    };
  });
}

/** `now`: the moment the workbook is made; asked as known on a day, that day decides. */
export function bookReturns(
  db: ReadHandle,
  result: FormConsolidation,
  rows: readonly ReturnRow[],
  now: string,
): BookReturn[] {
  const bySender = groupBySender(rows);
  const { form, period, asOf } = result;
  const status = returnStatusOf(
    db,
    { form: form.code, period, date: asOf ?? now.slice(0, 10) },
    new Date(now),
  );
  const facts = new Map(status.senders.map((one) => [one.sender, one]));
  return result.senders.map((unit) => {
    const own = bySender.get(unit.code) ?? [];
    const newest = own.find((row) => stateThen(row, asOf) === 'accepted') ?? own.at(-1);
    const state = newest === undefined ? 'not-sent' : stateThen(newest, asOf);
    const due = facts.get(unit.code)?.extendedTo ?? facts.get(unit.code)?.due ?? undefined;
    const received = own
      .filter((row) => row.state !== 'refused')
      .map((row) => row.stagedAt.slice(0, 10))
      .sort()[0];
    const late = lateness(due, received, asOf ?? now.slice(0, 10));
    return {
      unit: unit.name,
      status: words.states[state] ?? state,
      ...(newest === undefined ? {} : { received: newest.stagedAt.slice(0, 10) }),
      ...(due === undefined ? {} : { due }),
      ...(late === undefined ? {} : { late }),
      ...(newest?.file === undefined ? {} : { file: newest.file, version: newest.version }),
    };
  });
}

/** What hasn't come is not in time before it is due: nothing can be said yet. */
function lateness(due: string | undefined, received: string | undefined, today: string): boolean | undefined {
  if (due === undefined) return undefined;
  if (received !== undefined) return received > due;
  return today > due ? true : undefined;
}

/** Returns of the form and period, as known on the day asked for. */
export function returnsKnown(db: ReadHandle, { form, period, asOf }: FormConsolidation): ReturnRow[] {
  return listReturns(db, { form: form.code, period }).filter(
    (row) => asOf === undefined || row.stagedAt.slice(0, 10) <= asOf,
  );
}

/** What the return was on the day asked for: it counted from its acceptance to its end. */
function stateThen(row: ReturnRow, asOf: string | undefined): string {
  if (asOf === undefined) return row.state;
  const day = (moment: string | undefined) => moment !== undefined && moment.slice(0, 10) <= asOf;
  if (day(row.endedAt)) return row.state;
  return day(row.acceptedAt) ? 'accepted' : row.state === 'refused' ? row.state : 'staged';
}

export function bookFindings(
  db: ReadHandle,
  result: FormConsolidation,
  rows: readonly ReturnRow[],
  nameOf: (code: string) => string,
): BookFinding[] {
  const findings = listFindingsByReturn(db, result.form.code, result.period);
  const place = new Map(result.senders.map((unit, at) => [unit.code, at]));
  const placeOf = (row: ReturnRow) => place.get(row.sender ?? '') ?? place.size;
  return rows
    .filter((row) => ['accepted', 'staged'].includes(stateThen(row, result.asOf)))
    .sort((a, b) => placeOf(a) - placeOf(b) || a.id - b.id)
    .flatMap((row) =>
      (findings.get(row.id) ?? [])
        .filter((finding) => finding.severity !== 'note')
        .map((finding): BookFinding => {
          const { sheet, cell, raw, reason, resolution, resolvedBy, resolvedAt } = finding;
          const about = finding.unit ?? row.unit;
          const optional = { sheet, cell, raw, by: resolvedBy, on: resolvedAt?.slice(0, 10), file: row.file };
          return {
            unit: row.sender === undefined ? '' : nameOf(row.sender),
            ...(about === undefined ? {} : { unitCode: about }),
            ...(finding.indicator === undefined
              ? {}
              : {
                  indicator: finding.indicator,
                  label: result.indicators.get(finding.indicator)?.name ?? finding.indicator,
                }),
            kind: words.checkKinds[finding.severity] ?? finding.severity,
            sentence: findingSentence(finding),
            ...(resolution === undefined ? {} : { decision: words.decisions[resolution] ?? resolution }),
            ...(reason === undefined ? {} : { explanation: words.officeVerified(reason) }),
            ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
          };
        }),
    );
}

/** One loop and one literal: every figure of the form has a line of its own. */
export function bookSources(result: FormConsolidation, nameOf: (code: string) => string): BookSource[] {
  const sources: BookSource[] = [];
  const factsOf = sourceFacts();
  for (const item of result.items) {
    const indicator = result.indicators.get(item.indicator)!;
    const label = item.label || indicator.name;
    for (const unit of result.units)
      for (const figure of result.cells.get(item.indicator, unit.code)?.from ?? []) {
        const { kind, version, file, acceptedBy, acceptedOn } = factsOf(figure.origin);
        sources.push({
          indicator: item.indicator,
          label,
          /** In whose column the figure counts: after a merger not the unit that sent it. */
          unitCode: unit.code,
          unit: nameOf(figure.unit),
          value: figure.value,
          measure: indicator.unit,
          kind,
          version,
          file,
          sheet: figure.sheet,
          cell: figure.cell,
          raw: figure.raw,
          statedUnit: figure.statedUnit,
          factor: figure.factor,
          repair: figure.repair,
          acceptedBy,
          acceptedOn,
        });
      }
  }
  return sources;
}

type SourceFacts = Required<Pick<BookSource, 'kind' | 'version' | 'file'>> &
  Pick<BookSource, 'acceptedBy' | 'acceptedOn'>;

/** What all figures of a return have in common is made once. */
function sourceFacts(): (origin: AcceptedFigure['origin']) => SourceFacts {
  const known = new Map<AcceptedFigure['origin'], SourceFacts>();
  return (origin) => {
    let facts = known.get(origin);
    if (!facts) known.set(origin, (facts = factsOfReturn(origin)));
    return facts;
  };
}

function factsOfReturn(origin: AcceptedFigure['origin']): SourceFacts {
  const { version, file, evidence, acceptedBy, acceptedAt } = origin;
  return {
    kind: evidence === undefined ? words.sourceKinds.return : words.sourceKinds.entered,
    version,
    // A figure from paper or phone has no file; what it came from is named in its place.
    file: file || (evidence ?? ''),
    acceptedBy,
    acceptedOn: acceptedAt?.slice(0, 10),
  };
}
