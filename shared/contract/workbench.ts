import { z } from 'zod';
import { command, query } from './method.ts';
import { openedPlan } from './plans.ts';
import { personName } from './values.ts';

/** The machine around the plans: where files lie, and the demo in one click. */

export const workbenchMethods = {
  'workbench/get-places': query(
    z.object({}),
    z.object({
      home: z.string(),
      documents: z.string(),
      seeds: z.array(z.object({ folder: z.string(), title: z.string(), demo: z.boolean() })).readonly(),
      version: z.string(),
      platform: z.string(),
    }),
  ),
  'workbench/list-folder': query(
    z.object({ folder: z.string() }),
    z.object({
      folder: z.string(),
      parent: z.string().nullable(),
      entries: z
        .array(
          z.object({
            name: z.string(),
            path: z.string(),
            kind: z.enum(['folder', 'plan', 'workbook', 'other']),
          }),
        )
        .readonly(),
    }),
  ),
  'workbench/write-samples': query(
    z.object({ pack: z.string(), folder: z.string() }),
    z.object({ folder: z.string() }),
  ),
  /** Versions, sizes, counts, states and places of errors as a text to hand on; nothing of a plan's content. */
  'workbench/get-diagnostics': query(
    z.object({ plan: z.string().optional() }),
    z.object({ name: z.string(), text: z.string() }),
  ),
  /** Builds the demo plan in a folder and takes its sample returns in; opens it when it is there already. */
  'workbench/open-demo': command(
    z.object({ folder: z.string().optional(), by: personName.optional() }),
    openedPlan.extend({ returnsFolder: z.string(), period: z.string().optional() }),
  ),
} as const;
