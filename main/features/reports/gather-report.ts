import { makeReportFacts, type ReportFacts } from '../../../shared/calc/report/report-facts.ts';
import type { ReportKind } from '../../../shared/calc/report/report-input.ts';
import { headHash } from '../../db/change-log.ts';
import type { ReadHandle } from '../../db/handles.ts';
import { listCauses } from '../../db/tables/judging.ts';
import { listRecords } from '../../db/tables/pack-records.ts';
import { getJudgedPlan } from '../../db/tables/plan-judged.ts';
import { listOpinions } from '../../db/tables/reports.ts';
import { listRevisions } from '../../db/tables/revisions.ts';
import { listConsolidatedObservations } from '../consolidated-observations.ts';
import { evaluate } from '../evaluate.ts';
import { listKnownProjectRecords } from '../project-records.ts';

/** Everything a report of this kind and day is made from, out of the plan as it is (or was known on `asOf`). */
export function gatherReport(
  db: ReadHandle,
  { kind, date, asOf }: { kind: ReportKind; date: string; asOf?: string | undefined },
): ReportFacts {
  const plan = getJudgedPlan(db, date, asOf, 'of-all-units');
  return makeReportFacts({
    kind,
    date,
    plan: {
      ...plan,
      observations: [...plan.observations, ...listConsolidatedObservations(db, asOf)].filter(
        (one) => asOf === undefined || one.recorded === undefined || one.recorded.slice(0, 10) <= asOf,
      ),
    },
    printedTargets: listRecords(db, 'targets'),
    evaluation: evaluate(db, date, asOf),
    causes: listCauses(db),
    revisions: listRevisions(db),
    opinions: listOpinions(db, kind, date),
    projectNotes: listKnownProjectRecords(db),
    chainHead: headHash(db),
  });
}
