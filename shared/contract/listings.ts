import { z } from 'zod';
import { query } from './method.ts';
import { bytesValue, code, dayText, inPlan, periodKey } from './values.ts';

/** Plain tables to hand out: 项目库, 催报单, main table with actuals, the whole history for an audit,
 * the consolidated figures of a form and period. */
export const listingKinds = ['projects', 'chase', 'main-table', 'history', 'consolidation'] as const;

export const listingsMethods = {
  'listings/export': query(
    inPlan.extend({
      kind: z.enum(listingKinds),
      format: z.enum(['xlsx', 'csv', 'json']).default('xlsx'),
      form: code.optional(),
      period: periodKey.optional(),
      date: dayText.optional(),
      out: z.string().optional(),
    }),
    z.object({ name: z.string(), rows: z.int(), path: z.string().optional(), bytes: bytesValue.optional() }),
  ),
} as const;
