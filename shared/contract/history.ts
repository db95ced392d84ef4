import { z } from 'zod';
import { command, query } from './method.ts';
import { inPlan, personName } from './values.ts';

/** Every change, undo, generations and backups. */

export const changeView = z.object({
  id: z.int(),
  method: z.string(),
  by: z.string().nullable(),
  at: z.string(),
  summary: z.record(z.string(), z.unknown()),
  rows: z.int(),
  undoOf: z.int().nullable(),
  undoneBy: z.int().nullable(),
  hash: z.string(),
});

export const generationView = z.object({
  sequence: z.int(),
  savedAt: z.string(),
  bytes: z.int(),
  valid: z.boolean(),
});

export const historyMethods = {
  'history/list': query(
    inPlan.extend({ limit: z.int().min(1).max(1000).default(200), before: z.int().optional() }),
    z.object({ changes: z.array(changeView).readonly(), head: z.string(), brokenAt: z.int().nullable() }),
  ),
  'history/undo': command(
    inPlan.extend({ id: z.int().optional(), by: personName.optional() }),
    z.object({ undone: z.int(), method: z.string() }),
  ),
  'history/redo': command(
    inPlan.extend({ by: personName.optional() }),
    z.object({ redone: z.int(), method: z.string() }),
  ),
  'history/list-generations': query(inPlan, z.object({ generations: z.array(generationView).readonly() })),
  'history/restore': command(
    inPlan.extend({ sequence: z.int(), by: personName, reason: z.string().optional() }),
    z.object({ restored: z.int() }),
  ),
} as const;
