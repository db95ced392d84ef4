import { looksBeyondReturn, type ScreenedFigure } from '../../../shared/calc/check/screen-figures.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { ReadHandle, WriteHandle } from '../../db/handles.ts';
import {
  type FindingRow,
  insertFindings,
  listFindings,
  replaceDetails,
  resolveFinding,
} from '../../db/tables/findings.ts';
import { listRecords } from '../../db/tables/pack-records.ts';
import { listContext, type StoredContext } from '../../db/tables/return-content.ts';
import { effectiveValue, listFigures, type StoredFigure } from '../../db/tables/return-figures.ts';
import type { ReturnRow } from '../../db/tables/returns.ts';
import { loadKnownFigures } from '../known-figures.ts';
import { loadMatchPlan } from './read-return.ts';
import { type ScreeningPlan, screenReturn } from './screen-return.ts';

/*
 * Checks a stored return anew: after a person changed a figure, and before acceptance where a rule looks at figures that may
 * have been accepted since. What was decided about the same figures stays decided.
 */

export interface Rescreening {
  /** Screens the return with the figures as they count now; writes what is new and what no longer holds. */
  screen(db: WriteHandle, row: ReturnRow, at: string): void;
  /** Can figures that were accepted meanwhile change the outcome? */
  looksBeyond(form: string): boolean;
}

export function startRescreening(db: ReadHandle): Rescreening {
  let loaded: ScreeningPlan | undefined;
  const plan = () => (loaded ??= loadScreeningPlan(db));
  const checks = listRecords(db, 'checks');
  const beyond = new Map<string, boolean>();
  return {
    looksBeyond(form) {
      if (!beyond.has(form))
        beyond.set(
          form,
          checks.some((check) => looksBeyondReturn(check, form)),
        );
      return beyond.get(form)!;
    },
    screen(write, row, at) {
      if (!row.form || !row.sender || !row.period) return;
      const { period } = row;
      const found = screenReturn(
        plan(),
        {
          form: row.form,
          sender: row.sender,
          period,
          figures: listFigures(write, row.id).map(countedFigure),
          context: listContext(write, row.id).flatMap((one) => contextFigure(one, period)),
        },
        loadKnownFigures(write, plan().indicators, 'by-unit').of,
      );
      settleDifferences(write, row, found, at);
    },
  };
}

function loadScreeningPlan(db: ReadHandle): ScreeningPlan {
  const plan = loadMatchPlan(db);
  return {
    plan,
    indicators: new Map(plan.indicators.map((indicator) => [indicator.code, indicator])),
    checks: listRecords(db, 'checks'),
  };
}

/** A figure that a person decided on is no longer printed as the sheet prints it. */
function countedFigure(figure: StoredFigure): ScreenedFigure {
  const { indicator, unit, column, sheet, cell, raw, factor } = figure;
  const value = effectiveValue(figure);
  const base = { indicator, unit, column, value, sheet, cell, raw };
  return factor === undefined || figure.adjudicated != null ? base : { ...base, factor };
}

function contextFigure(stored: StoredContext, own: string): (ScreenedFigure & { period: string })[] {
  const { indicator, unit, period = own, column, value, sheet, cell, raw } = stored;
  return indicator === undefined || unit === undefined
    ? []
    : [{ indicator, unit, period, column, value, sheet, cell, raw }];
}

/** Findings that come from screening; others are about the sheet itself, which no decision changes. */
const screened = new Set(['unit-scale', 'outlier', 'previous-differs', 'check-error', 'check-query']);

function placeOf(finding: Finding): string {
  const { code, indicator, unit, sheet, cell, details } = finding;
  return JSON.stringify([code, indicator, unit, sheet, cell, details?.expression]);
}

/** Numbers in a finding; the same place with other numbers is another question. */
function numbersOf({ details }: Finding): string {
  const { value, reference, known, left, right } = details ?? {};
  return JSON.stringify([value, reference, known, left, right]);
}

function settleDifferences(db: WriteHandle, row: ReturnRow, found: readonly Finding[], at: string): void {
  const all = listFindings(db, row.id);
  const before = all.filter((finding) => screened.has(finding.code) && finding.resolution !== 'cleared');
  const wanted = new Map(found.map((finding) => [placeOf(finding), finding]));
  const kept = new Set<string>();
  for (const finding of before) {
    const now = wanted.get(placeOf(finding));
    if (now && isStillAnswered(finding, now)) kept.add(placeOf(finding));
    if (finding.resolution !== undefined) continue;
    if (!now) resolveFinding(db, finding.rowId, 'cleared', { at });
    else {
      kept.add(placeOf(finding));
      replaceDetails(db, finding.rowId, now);
    }
  }
  const fresh = [...wanted].filter(([place]) => !kept.has(place)).map(([, finding]) => finding);
  insertFindings(db, [[row.id, fresh]], Math.max(0, ...all.map(({ number }) => number)) + 1);
}

/** A decision covers the numbers that it was made about. */
function isStillAnswered(finding: FindingRow, now: Finding): boolean {
  return finding.resolution !== undefined && numbersOf(finding) === numbersOf(now);
}
