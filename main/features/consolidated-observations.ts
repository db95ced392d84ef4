import type { Observation } from '../../shared/domain/plan.ts';
import type { ReadHandle } from '../db/handles.ts';
import { listAcceptedPeriods } from '../db/tables/accepted-figures.ts';
import { getPlanHeader } from '../db/tables/pack-records.ts';
import { consolidateForm } from './consolidate-form.ts';

/**
 * Complete totals of accepted returns as figures of the root (series 汇总), for judging. A total with gaps is left out:
 * it would be judged as if it were whole.
 */
export function listConsolidatedObservations(db: ReadHandle, asOf: string | undefined): Observation[] {
  const { root } = getPlanHeader(db);
  return listAcceptedPeriods(db).flatMap(({ form, period, acceptedAt }) => {
    if (asOf !== undefined && acceptedAt.slice(0, 10) > asOf) return [];
    const result = consolidateForm(db, form, period, asOf);
    return result.totals.flatMap((total): Observation[] =>
      total.value === null || !total.complete
        ? []
        : [
            {
              indicator: total.indicator,
              unit: root,
              period,
              value: total.value,
              status: '初步',
              series: '汇总',
              source: form,
              recorded: acceptedAt,
            },
          ],
    );
  });
}
