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
    inPlan.extend(source),
    z.object({
      status: statuses,
      /** null: the plan knows no such unit. */
      sender: z.string().nullable(),
      form: z.string(),
      period: z.string(),
      sequence: z.int(),
      differences: z
        .array(
          z.object({ indicator: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
        )
        .readonly(),
    }),
  ),
  /** A copy that went its own way, an older one or another key is refused unless a person says so. */
  'exchange/import': command(
    inPlan.extend({ ...source, by: personName, acceptAnyway: z.boolean().optional() }),
    z.object({ id: z.int().nullable(), status: statuses }),
  ),
} as const;
