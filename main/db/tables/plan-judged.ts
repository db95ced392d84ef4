import { targetsInForce } from '../../../shared/calc/revise-targets.ts';
import type { PlanContent } from '../../../shared/domain/plan.ts';
import type { ReadHandle } from '../handles.ts';
import { listHeldFigures } from './held-figures.ts';
import { getPlanContent } from './pack-records.ts';
import { listRevisions } from './revisions.ts';

/* The plan as an evaluation sees it on a day: targets with the revisions in force, figures of every origin. */

/** Consolidated totals are added by the caller, who knows the rules. */
export function getJudgedPlan(db: ReadHandle, date: string, asOf: string | undefined): PlanContent {
  const content = getPlanContent(db);
  const known = asOf ?? date;
  const revisions = listRevisions(db).flatMap(({ indicator, field, after, inForceFrom, state }) =>
    state === 'in-force' && inForceFrom !== null && inForceFrom <= known
      ? [{ indicator, field, after, inForceFrom }]
      : [],
  );
  const accepted = listHeldFigures(db, { asOf }).filter((figure) => figure.returnId !== undefined);
  return {
    ...content,
    targets: targetsInForce(content.targets, revisions, date),
    observations: [
      ...content.observations,
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
