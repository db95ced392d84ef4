import { z } from 'zod';
import { query } from './method.ts';
import { packCounts, planHeaderView } from './plans.ts';
import { inPlan } from './values.ts';

/** The content of one plan. Records are those of `shared/domain/plan.ts`. */
const record = z.record(z.string(), z.unknown());

export const planMethods = {
  'plan/show': query(
    inPlan,
    z.object({
      header: planHeaderView,
      counts: packCounts,
      boxes: z.record(z.string(), z.int()),
      scopes: z.record(z.string(), z.int()),
      revision: z.int(),
      demo: z.boolean(),
    }),
  ),
  'plan/get-content': query(
    inPlan,
    z.object({
      header: planHeaderView,
      units: z.array(record).readonly(),
      outline: z.array(record).readonly(),
      indicators: z.array(record).readonly(),
      targets: z.array(record).readonly(),
      assigned: z.array(record).readonly(),
      splits: z.array(record).readonly(),
      assignments: z.array(record).readonly(),
      projects: z.array(record).readonly(),
      forms: z.array(record).readonly(),
      formItems: z.array(record).readonly(),
      checks: z.array(record).readonly(),
    }),
  ),
} as const;
