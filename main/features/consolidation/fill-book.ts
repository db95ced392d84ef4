import { consolidationWords as words } from '../../../renderer/words/consolidation.ts';
import { periodWords } from '../../../renderer/words/periods.ts';
import { ancestorsOf } from '../../../shared/calc/consolidate/unit-tree.ts';
import type { PlanHeader, Unit } from '../../../shared/domain/plan.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { getPlanHeader, listRecords } from '../../db/tables/pack-records.ts';
import { findPeriodState, type PeriodState } from '../../db/tables/period-states.ts';
import type { BookColumn, ConsolidatedBook } from '../../excel/write/consolidated-book.ts';
import type { FormConsolidation } from '../consolidate-form.ts';
import { differencesFrom } from '../handed-up.ts';
import { matrixUnits } from '../matrix-places.ts';
import { suppressionLimit } from '../withheld-figures.ts';
import { bookIndicators } from './book-indicators.ts';
import { bookDiscrepancies, bookFindings, bookReturns, bookSources, returnsKnown } from './book-lists.ts';

/* The consolidated workbook's content out of a consolidation: names, marks and origins, ready to be written. */

export interface BookRequest {
  readonly preparedOn: string;
  /** Beside each unit's figure; absent: as the plan's settings say. */
  readonly unitColumns?: readonly BookColumn[] | undefined;
}

export function fillBook(
  db: ReadHandle,
  result: FormConsolidation,
  { preparedOn, unitColumns }: BookRequest,
): ConsolidatedBook {
  const header = getPlanHeader(db);
  const { form, period } = result;
  const units = new Map(listRecords(db, 'units').map((unit) => [unit.code, unit]));
  const parents = new Map([...units.values()].map((unit) => [unit.code, unit.parent]));
  const nameOf = (code: string) => units.get(code)?.name ?? code;
  const lock = findPeriodState(db, form.code, period);
  const known = returnsKnown(db, result);
  const only = commonUnit(result);
  const below = suppressionLimit(db);
  const columns = unitColumns ?? columnsOf(header);
  return {
    title: words.title(form.title, period),
    periodText: periodWords(period),
    ...(only === undefined ? {} : { unitLine: words.unitLine(only) }),
    root: { code: header.root, name: nameOf(header.root) },
    demo: header.settings.demo === true,
    form: {
      code: form.code,
      title: form.title,
      ...(form.docNumber === undefined ? {} : { docNumber: form.docNumber }),
      ...(form.issuer === undefined ? {} : { issuer: form.issuer }),
      ...(form.validUntil === undefined ? {} : { validUntil: form.validUntil }),
    },
    preparedOn: preparedOn.slice(0, 10),
    basisText: words.basis(result.asOf ?? preparedOn),
    ...(lock.state === 'locked' && lock.hash !== undefined
      ? { handover: { documentNumber: lock.document ?? '', hash: lock.hash } }
      : {}),
    units: matrixUnits(result).map((unit, _, placed) => ({
      code: unit.code,
      name: unit.name,
      ...indentOf(ancestorsOf(unit.code, parents), placed),
      counted: !result.shownOnly.has(unit.code) && !result.middle.includes(unit),
      ...(result.middle.includes(unit) ? { subtotal: true as const } : {}),
      absent: result.notSent.includes(unit.code) || result.notAccepted.includes(unit.code),
    })),
    indicators: bookIndicators(db, result, {
      unitColumns: columns,
      balance: header.settings.balanceRounding === true,
      nameOf,
    }),
    discrepancies: bookDiscrepancies(db, result),
    returns: bookReturns(db, result, known, preparedOn),
    findings: bookFindings(db, result, known, nameOf),
    sources: bookSources(result, nameOf),
    notes: handedUpNotes(lock, result),
    settings: {
      totalColumns: ['previous', 'growth'],
      unitColumns: columns,
      ...(below > 0 ? { suppressBelow: below } : {}),
    },
  };
}

/** A village below its district, where both stand in the table. */
function indentOf(above: readonly string[], placed: readonly Unit[]): { indent?: number } {
  if (above.length === 0) return {};
  const indent = above.filter((code) => placed.some((unit) => unit.code === code)).length;
  return indent === 0 ? {} : { indent };
}

const bookColumns: readonly BookColumn[] = ['previous', 'growth', 'share', 'rank'];

/** Totals that are no longer those of the document handed up: a reader of both must be told. */
function handedUpNotes(lock: PeriodState, result: FormConsolidation): string[] {
  const names = differencesFrom(lock, result).flatMap(({ indicator, unit, handedUp }) =>
    unit === undefined ? [words.handedUp(result.indicators.get(indicator)?.name ?? indicator, handedUp)] : [],
  );
  return names.length === 0 ? [] : [words.handedUpNote(lock.document, names)];
}

/** Settings `unitColumns`: what stands beside each unit's figure where nobody asks for something else. */
function columnsOf({ settings }: PlanHeader): BookColumn[] {
  const { unitColumns } = settings;
  return Array.isArray(unitColumns) ? bookColumns.filter((column) => unitColumns.includes(column)) : [];
}

function commonUnit({ items, indicators }: FormConsolidation): string | undefined {
  const units = new Set(items.map((item) => indicators.get(item.indicator)!.unit));
  return units.size === 1 ? [...units][0] : undefined;
}
