import { evaluatePlan } from '../../shared/calc/judge/evaluate-plan.ts';
import type { Evaluation } from '../../shared/domain/judgement.ts';
import type { ReadHandle } from '../db/handles.ts';
import { listBreaks, listCommitmentRecords, listOverrides } from '../db/tables/judging.ts';
import { getJudgedPlan } from '../db/tables/plan-judged.ts';
import { listConsolidatedObservations } from './consolidated-observations.ts';
import { listKnownProjectRecords } from './project-records.ts';

/** An evaluation on a day, as known on a day. Derived each time; nothing of it is stored. */
export function evaluate(db: ReadHandle, date: string, asOf?: string | undefined): Evaluation {
  const plan = getJudgedPlan(db, date, asOf, 'of-root');
  return evaluatePlan({
    plan: { ...plan, observations: [...plan.observations, ...listConsolidatedObservations(db, asOf)] },
    date,
    ...(asOf === undefined ? {} : { asOf }),
    breaks: listBreaks(db),
    overrides: listOverrides(db),
    commitmentRecords: listCommitmentRecords(db),
    projectRecords: listKnownProjectRecords(db),
  });
}
