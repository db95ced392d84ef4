import { z } from 'zod';
import { command, query } from './method.ts';
import {
  bytesValue,
  code,
  dayText,
  decimalText,
  findingView,
  identified,
  inPlan,
  periodKey,
  personName,
  reasonText,
} from './values.ts';

/** Taking in, deciding on and accepting returns. Shapes follow cli.md (`returns stage | resolve | accept | status`). */

export const returnFile = z.union([
  z.object({ path: z.string().min(1) }),
  z.object({ name: z.string().min(1).max(255), bytes: bytesValue }),
]);

export const figureView = z.object({
  indicator: z.string(),
  unit: z.string(),
  period: z.string(),
  column: z.string(),
  value: z.string().nullable(),
  sheet: z.string(),
  cell: z.string(),
  raw: z.string(),
  statedUnit: z.string().optional(),
  factor: z.string().optional(),
  repair: z.string().optional(),
  mark: z.string().optional(),
  /** Set when a person decided on another value than the one read. */
  adjudicated: z.string().nullable().optional(),
});

export const parkedView = z.object({
  id: z.int().optional(),
  sheet: z.string(),
  cell: z.string(),
  raw: z.string(),
  why: z.string(),
  values: z.array(z.object({ cell: z.string(), raw: z.string() })).readonly(),
  settled: z.enum(['set-aside', 'matched']).optional(),
  settledBy: z.string().optional(),
  reason: z.string().optional(),
});

export const contextView = z.object({
  indicator: z.string().optional(),
  unit: z.string().optional(),
  period: z.string().optional(),
  column: z.string(),
  value: z.string().nullable(),
  sheet: z.string(),
  cell: z.string(),
  raw: z.string(),
});

export const registerRecordView = z.object({
  project: z.string().optional(),
  name: z.string(),
  sheet: z.string(),
  row: z.int(),
  fields: z
    .array(z.object({ column: z.string(), value: z.string().nullable(), cell: z.string(), raw: z.string() }))
    .readonly(),
});

export const returnStates = [
  'staged',
  'accepted',
  'superseded',
  'withdrawn',
  'sent-back',
  'refused',
] as const;

/** One file's report: what it is, what it holds, what needs a person. */
export const returnReport = z.object({
  file: z.string(),
  sha256: z.string().optional(),
  outcome: z.enum(['staged', 'refused', 'duplicate']),
  duplicateOf: z.object({ id: z.int(), file: z.string() }).optional(),
  id: z.int().optional(),
  version: z.int().optional(),
  part: z.int().optional(),
  state: z.enum(returnStates).optional(),
  form: identified.nullable(),
  sender: identified.nullable(),
  unit: identified.nullable(),
  period: z.object({ value: z.string(), how: identified.shape.how }).nullable(),
  figures: z.array(figureView).readonly(),
  context: z.array(contextView).readonly(),
  parked: z.array(parkedView).readonly(),
  records: z.array(registerRecordView).readonly().optional(),
  findings: z.array(findingView).readonly(),
});
export type ReturnReport = z.output<typeof returnReport>;

export const stageSummary = z.object({
  staged: z.int(),
  refused: z.int(),
  duplicate: z.int(),
  errors: z.int(),
  repairs: z.int(),
  queries: z.int(),
  parked: z.int(),
  notes: z.int(),
});

export const returnRow = z.object({
  id: z.int(),
  file: z.string().nullable(),
  form: z.string().nullable(),
  sender: z.string().nullable(),
  period: z.string().nullable(),
  version: z.int(),
  part: z.int(),
  state: z.enum(returnStates),
  stagedAt: z.string(),
  settledAt: z.string().nullable(),
  settledBy: z.string().nullable(),
  open: z.object({ errors: z.int(), repairs: z.int(), queries: z.int(), parked: z.int(), notes: z.int() }),
});

const decision = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('finding'),
    id: z.int(),
    finding: z.int(),
    as: z.enum(['repaired', 'as-is', 'explained', 'accepted']),
    /** With `repaired`: the value to use instead of the one proposed. */
    value: decimalText.optional(),
  }),
  z.object({
    kind: z.literal('parked'),
    id: z.int(),
    parked: z.int(),
    as: z.enum(['set-aside', 'matched']),
    /** With `matched`: what the label means; remembered for this sender. */
    indicator: code.optional(),
  }),
]);
export type Decision = z.output<typeof decision>;

export const statusRow = z.object({
  sender: z.string(),
  name: z.string(),
  state: z.enum(['not-sent', 'refused', 'staged', 'blocked', 'accepted', 'sent-back', 'withdrawn']),
  /** Came after the due day, or is still missing after it. */
  late: z.boolean(),
  /** Still missing after the due day. */
  overdue: z.boolean(),
  due: z.string().nullable(),
  extendedTo: z.string().nullable(),
  reminders: z.int(),
  paperOn: z.string().nullable(),
  returns: z.array(z.int()).readonly(),
});

export const returnsMethods = {
  'returns/stage': command(
    inPlan.extend({
      files: z.array(returnFile).min(1).max(5000),
      form: code.optional(),
      period: periodKey.optional(),
      unit: code.optional(),
      filePassword: z.string().max(255).optional(),
      by: personName.optional(),
      /** Leaves figures, context, records, parked rows and findings of staged files out of the answer: `returns/get` has them. */
      brief: z.boolean().default(false),
    }),
    z.object({ files: z.array(returnReport).readonly(), summary: stageSummary }),
  ),
  'returns/list': query(
    inPlan.extend({ form: code.optional(), period: periodKey.optional() }),
    z.object({ returns: z.array(returnRow).readonly() }),
  ),
  'returns/get': query(inPlan.extend({ id: z.int() }), returnReport),
  'returns/get-sheets': query(
    inPlan.extend({ id: z.int() }),
    z.object({
      file: z.string(),
      sheets: z
        .array(
          z.object({
            name: z.string(),
            visibility: z.string(),
            rows: z.int(),
            columns: z.int(),
            merges: z
              .array(z.object({ top: z.int(), left: z.int(), bottom: z.int(), right: z.int() }))
              .readonly(),
            cells: z
              .array(z.object({ row: z.int(), column: z.int(), text: z.string(), kind: z.string() }))
              .readonly(),
          }),
        )
        .readonly(),
    }),
  ),
  'returns/resolve': command(
    inPlan.extend({
      decisions: z.array(decision).min(1).max(10000),
      by: personName,
      reason: reasonText,
      seenRevision: z.int().optional(),
    }),
    z.object({ resolved: z.int(), returns: z.array(z.int()).readonly() }),
  ),
  'returns/accept': command(
    inPlan.extend({
      ids: z.array(z.int()).optional(),
      all: z.boolean().default(false),
      form: code.optional(),
      period: periodKey.optional(),
      by: personName,
      acceptRepairs: z.boolean().default(false),
      explain: reasonText.optional(),
      setAsideParked: z.boolean().default(false),
      reason: reasonText.optional(),
      seenRevision: z.int().optional(),
    }),
    z.object({
      accepted: z.array(z.int()).readonly(),
      superseded: z.array(z.int()).readonly(),
      blocked: z.array(z.object({ id: z.int(), by: z.array(z.int()).readonly() })).readonly(),
    }),
  ),
  /** Reads the stored original anew: after a person said what it is, or what one of its labels means. */
  'returns/identify': command(
    inPlan.extend({
      id: z.int(),
      form: code.optional(),
      unit: code.optional(),
      period: periodKey.optional(),
      by: personName,
    }),
    returnReport,
  ),
  'returns/withdraw': command(
    inPlan.extend({ ids: z.array(z.int()).min(1), by: personName, reason: reasonText }),
    z.object({ withdrawn: z.array(z.int()).readonly() }),
  ),
  'returns/send-back': command(
    inPlan.extend({
      ids: z.array(z.int()).min(1),
      by: personName,
      reason: reasonText.optional(),
      out: z.string().optional(),
    }),
    z.object({
      sentBack: z.array(z.int()).readonly(),
      files: z
        .array(
          z.object({
            id: z.int(),
            name: z.string(),
            path: z.string().optional(),
            bytes: bytesValue.optional(),
          }),
        )
        .readonly(),
    }),
  ),
  'returns/enter': command(
    inPlan.extend({
      form: code,
      period: periodKey,
      unit: code,
      figures: z
        .array(
          z.object({
            indicator: code,
            unit: code.optional(),
            column: z.string().default('current'),
            value: decimalText.nullable(),
          }),
        )
        .default([]),
      /** 零报: the sender says that nothing happened; its amounts and counts are then zero and not blank. */
      zero: z.boolean().default(false),
      /** The paper, fax or call the figures come from. */
      evidence: reasonText,
      by: personName,
    }),
    returnReport,
  ),
  'returns/status': query(
    inPlan.extend({ form: code, period: periodKey, date: dayText.optional() }),
    z.object({
      form: z.string(),
      period: z.string(),
      due: z.string().nullable(),
      date: z.string(),
      state: z.enum(['open', 'review', 'locked']),
      senders: z.array(statusRow).readonly(),
      summary: z.object({
        senders: z.int(),
        accepted: z.int(),
        staged: z.int(),
        notSent: z.int(),
        late: z.int(),
        overdue: z.int(),
        refused: z.int(),
      }),
    }),
  ),
  'returns/differences': query(
    inPlan.extend({ id: z.int(), with: z.int().optional() }),
    z.object({
      id: z.int(),
      with: z.int().nullable(),
      figures: z
        .array(
          z.object({
            indicator: z.string(),
            unit: z.string(),
            column: z.string(),
            before: z.string().nullable(),
            after: z.string().nullable(),
            cell: z.string(),
          }),
        )
        .readonly(),
    }),
  ),
} as const;
