import { z } from 'zod';
import { command, query } from './method.ts';
import { bytesValue, code, inPlan, periodKey, personName } from './values.ts';

/** Packages between the office and the one a level up. */

const statuses = z.enum(['first', 'next', 'same', 'older', 'diverged', 'other-key']);
const source = { path: z.string().optional(), bytes: bytesValue.optional() };

export const exchangeMethods = {
  'exchange/export': command(
    inPlan.extend({ form: code, period: periodKey, out: z.string().optional(), by: personName.optional() }),
    z.object({
      name: z.string(),
      sequence: z.int(),
      hash: z.string(),
      path: z.string().optional(),
      bytes: bytesValue.optional(),
    }),
  ),
  'exchange/preview': query(
    inPlan.extend({ ...source, form: code.optional() }),
    z.object({
      status: statuses,
      /** null: the plan knows no such unit. */
      sender: z.string().nullable(),
      /** As the package names it. */
      form: z.string(),
      /** The form of this plan that it answers; null: none, then the import needs one to be named. */
      ownForm: z.string().nullable(),
      period: z.string(),
      sequence: z.int(),
      differences: z
        .array(
          z.object({
            indicator: z.string(),
            name: z.string(),
            before: z.string().nullable(),
            after: z.string().nullable(),
          }),
        )
        .readonly(),
      /** Names of figures that the form doesn't ask for: they are set aside for a person to say. */
      parked: z.array(z.string()).readonly(),
    }),
  ),
  /** A copy that went its own way, an older one or another key is refused unless a person says so. */
  'exchange/import': command(
    inPlan.extend({ ...source, by: personName, form: code.optional(), acceptAnyway: z.boolean().optional() }),
    z.object({ id: z.int().nullable(), status: statuses }),
  ),
} as const;
