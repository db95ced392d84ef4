import { targetsInForce } from '../../../shared/calc/revise-targets.ts';
import type { PlanContent } from '../../../shared/domain/plan.ts';
import type { ReadHandle } from '../handles.ts';
import { listAcceptedFigures } from './held-figures.ts';
import { getPlanStructure, listObservationsOf, listRecords } from './pack-records.ts';
import { listRevisions } from './revisions.ts';

/* The plan as an evaluation sees it on a day: targets with the revisions in force, figures of every origin. */

/**
 * Consolidated totals are added by the caller, who knows the rules. `figures`: only those of the root, which alone is
 * judged, or those of every unit, which a report may quote.
 */
export function getJudgedPlan(
  db: ReadHandle,
  date: string,
  asOf: string | undefined,
  figures: 'of-root' | 'of-all-units',
): PlanContent {
  const content = getPlanStructure(db);
  const { root } = content.header;
  const units = figures === 'of-root' ? { units: [root] } : {};
  const known = asOf ?? date;
  const revisions = listRevisions(db).flatMap(({ indicator, field, after, inForceFrom, state }) =>
    state === 'in-force' && inForceFrom !== null && inForceFrom <= known
      ? [{ indicator, field, after, inForceFrom }]
      : [],
  );
  const accepted = listAcceptedFigures(db, { asOf, ...units });
  return {
    ...content,
    targets: targetsInForce(content.targets, revisions, date),
    observations: [
      ...(figures === 'of-root' ? listObservationsOf(db, root) : listRecords(db, 'observations')),
      ...accepted.map(({ indicator, unit, period, value, status, series, source, recorded }) => ({
        indicator,
        unit,
        period,
        value,
        status,
        series,
        ...(source === undefined ? {} : { source }),
        ...(recorded === undefined ? {} : { recorded }),
      })),
    ],
  };
}
