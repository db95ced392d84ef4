import { z } from 'zod';
import { splitShapes } from '../calc/target/split-target.ts';
import { command, query } from './method.ts';
import { packFaultView } from './plans.ts';
import { code, dayText, inPlan, personName, reasonText } from './values.ts';

/** Editing a plan's records in the words of the pack: field texts as a CSV would hold them. */

export const editableFiles = [
  'units',
  'outline',
  'indicators',
  'targets',
  'assigned',
  'splits',
  'assignments',
  'projects',
  'forms',
  'formItems',
  'checks',
] as const;

const fields = z.record(z.string(), z.string());

export const planEdit = z.object({
  file: z.enum(editableFiles),
  op: z.enum(['set', 'add', 'remove']),
  /** Key columns of the record (pack.md); empty for `add`. */
  key: fields.default({}),
  fields: fields.default({}),
});

export const planEditingMethods = {
  /** Whole or not at all; faults point at the edit by its position (row = 1 for the first). */
  'plan/edit': command(
    inPlan.extend({
      edits: z.array(planEdit).min(1).max(20_000),
      by: personName,
      reason: reasonText.optional(),
    }),
    z.object({ changed: z.int(), faults: z.array(packFaultView).readonly() }),
  ),
  'plan/set-settings': command(
    inPlan.extend({ settings: z.record(z.string(), z.unknown()), by: personName }),
    z.object({}),
  ),
  'plan/list-alignments': query(
    inPlan,
    z.object({
      alignments: z
        .array(
          z.object({
            name: z.string(),
            agree: z.boolean(),
            places: z
              .array(
                z.object({
                  indicator: z.string(),
                  name: z.string(),
                  outline: z.string().optional(),
                  texts: z.array(z.string()).readonly(),
                  readings: z.array(z.string()).readonly(),
                }),
              )
              .readonly(),
          }),
        )
        .readonly(),
    }),
  ),
  /** What a split would be, year by year, for a person to look at before `plan/edit` stores it. */
  'plan/propose-split': query(
    inPlan.extend({ indicator: code, shape: z.enum(splitShapes), steepness: z.number().optional() }),
    z.object({
      years: z.array(z.object({ year: z.int(), target: z.string() })).readonly(),
      backLoaded: z.boolean(),
      closes: z.boolean(),
      note: z.string().optional(),
    }),
  ),
  'plan/extract-outline': query(
    z.object({
      plan: z.string().optional(),
      path: z.string().optional(),
      name: z.string().optional(),
      bytes: z.custom<Uint8Array>().optional(),
    }),
    z.custom<Readonly<Record<string, unknown>>>(),
  ),
  'revisions/list': query(
    inPlan,
    z.object({
      revisions: z
        .array(
          z.object({
            id: z.int(),
            indicator: z.string(),
            field: z.enum(['base', 'year', 'total', 'kind']),
            before: z.string().nullable(),
            after: z.string(),
            reason: z.string(),
            state: z.enum(['proposed', 'in-force', 'dropped']),
            inForceFrom: z.string().nullable(),
            by: z.string().nullable(),
            at: z.string(),
            steps: z
              .array(
                z.object({
                  step: z.string(),
                  body: z.string().nullable(),
                  date: z.string(),
                  document: z.string().nullable(),
                  note: z.string().nullable(),
                }),
              )
              .readonly(),
          }),
        )
        .readonly(),
    }),
  ),
  'revisions/propose': command(
    inPlan.extend({
      indicator: code,
      field: z.enum(['base', 'year', 'total', 'kind']),
      after: z.string().min(1),
      reason: reasonText,
      by: personName,
    }),
    z.object({ id: z.int() }),
  ),
  /** Steps in their order: 提出 → 论证 → 征求意见 → 批准 (人大常委会) → 生效. */
  'revisions/record-step': command(
    inPlan.extend({
      id: z.int(),
      step: z.enum(['argued', 'consulted', 'approved', 'in-force', 'dropped']),
      body: z.string().max(200).optional(),
      date: dayText,
      document: z.string().max(200).optional(),
      note: z.string().max(2000).optional(),
      by: personName,
    }),
    z.object({ id: z.int(), state: z.string() }),
  ),
} as const;
