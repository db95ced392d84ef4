import { z } from 'zod';
import type { JudgementChange } from '../calc/judge/compare-evaluations.ts';
import { type Evaluation, projectStages, taskStages } from '../domain/judgement.ts';
import { command, query } from './method.ts';
import { code, dayText, decimalText, inPlan, personName, reasonText } from './values.ts';

/** Judging progress: evaluations are derived each time; overrides, records and causes are what is kept. */

/** Shape and meaning: `Evaluation` in `shared/domain/judgement.ts`; made by our own pure code, so it is not re-validated. */
const evaluation = z.custom<Evaluation>((value) => typeof value === 'object' && value !== null);
const changes = z.custom<readonly JudgementChange[]>((value) => Array.isArray(value));

const optionalDay = dayText.optional();

export const commitmentRecordInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('milestone'),
    indicator: code,
    due: optionalDay,
    achieved: optionalDay,
    document: z.string().optional(),
  }),
  z.object({
    kind: z.literal('standard'),
    indicator: code,
    date: dayText,
    executed: decimalText,
    applicable: decimalText,
  }),
  z.object({
    kind: z.literal('list-count'),
    indicator: code,
    items: z.array(z.object({ name: z.string().min(1), done: optionalDay, document: z.string().optional() })),
  }),
  z.object({
    kind: z.literal('task'),
    indicator: code,
    date: dayText,
    stage: z.enum(taskStages),
    plannedStart: optionalDay,
    plannedEnd: optionalDay,
  }),
]);

export const projectRecordInput = z.object({
  project: code,
  date: dayText,
  stage: z.enum(projectStages).optional(),
  plannedStart: optionalDay,
  actualStart: optionalDay,
  plannedEnd: optionalDay,
  actualEnd: optionalDay,
  invested: decimalText.optional(),
  problem: z.string().max(2000).optional(),
  note: z.string().max(2000).optional(),
});

export const evaluationMethods = {
  'evaluation/get': query(inPlan.extend({ date: dayText, asOf: optionalDay }), evaluation),
  'evaluation/compare': query(
    inPlan.extend({
      before: z.object({ date: dayText, asOf: optionalDay }),
      after: z.object({ date: dayText, asOf: optionalDay }),
    }),
    z.object({ changes }),
  ),
  'evaluation/override': command(
    inPlan.extend({
      indicator: code,
      date: dayText,
      verdict: z.string().min(1).max(20),
      reason: reasonText,
      by: personName,
    }),
    z.object({ indicator: z.string() }),
  ),
  'evaluation/set-cause': command(
    inPlan.extend({
      indicator: code,
      cause: z.string().max(4000),
      measure: z.string().max(4000),
      by: personName,
    }),
    z.object({ indicator: z.string() }),
  ),
  'evaluation/list-causes': query(
    inPlan,
    z.object({
      causes: z
        .array(
          z.object({ indicator: z.string(), cause: z.string().nullable(), measure: z.string().nullable() }),
        )
        .readonly(),
    }),
  ),
  'evaluation/record-break': command(
    inPlan.extend({
      indicator: code,
      period: z.string(),
      note: reasonText,
      bridged: z.boolean().default(false),
      by: personName,
    }),
    z.object({ indicator: z.string() }),
  ),
  'commitments/record': command(
    inPlan.extend({ records: z.array(commitmentRecordInput).min(1), by: personName }),
    z.object({ recorded: z.int() }),
  ),
  'projects/record': command(
    inPlan.extend({ records: z.array(projectRecordInput).min(1), by: personName }),
    z.object({ recorded: z.int() }),
  ),
  'projects/list-records': query(
    inPlan.extend({ project: code.optional() }),
    z.object({
      records: z
        .array(projectRecordInput.extend({ id: z.int(), recorded: z.string().optional() }))
        .readonly(),
    }),
  ),
} as const;
