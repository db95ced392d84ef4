import type { Judgement } from '../../../shared/domain/judgement.ts';
import type { PlanIndex } from '../../api/plan-content.ts';

/** The person's verdict stands before the computed one. */
export function verdictOf(judgement: Judgement): string {
  return judgement.override?.verdict ?? judgement.verdict;
}

/** Name of the unit that answers for an indicator, '' where none is named. */
export function leadOf(content: PlanIndex, indicator: string): string {
  const lead = content.assignments.find(({ subject }) => subject === indicator)?.lead;
  return content.unitByCode.get(lead ?? '')?.name ?? '';
}
