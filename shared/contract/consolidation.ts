import { z } from 'zod';
import { command, query } from './method.ts';
import { bytesValue, code, dayText, inPlan, periodKey, personName, reasonText } from './values.ts';

/** Consolidated figures are derived, never stored: rule, contributors and gaps come with every one. */

export const consolidationRules = ['sum', 'ratio', 'weighted', 'last', 'none'] as const;

export const consolidatedFigure = z.object({
  indicator: z.string(),
  name: z.string(),
  value: z.string().nullable(),
  unit: z.string(),
  rule: z.enum(consolidationRules),
  complete: z.boolean(),
  missing: z.array(z.string()).readonly(),
  contributors: z.int(),
  decimals: z.int().optional(),
  previous: z.string().nullable().optional(),
  growth: z.string().nullable().optional(),
  department: z.string().nullable().optional(),
  difference: z.string().nullable().optional(),
  differencePercent: z.string().nullable().optional(),
  withinTolerance: z.boolean().optional(),
  explanation: z.string().optional(),
  /** Units whose reported whole differs from the sum of their reported parts. */
  partsDiffer: z
    .array(z.object({ unit: z.string(), value: z.string(), parts: z.string() }))
    .readonly()
    .optional(),
  /** Setting `suppressBelow`: must not be handed out, and is not in what the workbench hands out. */
  withheld: z.literal(true).optional(),
});

export const consolidationView = z.object({
  form: z.string(),
  period: z.string(),
  asOf: z.string().optional(),
  figures: z.array(consolidatedFigure).readonly(),
  /** Units between the root and the senders, where there are any. */
  subtotals: z
    .array(z.object({ unit: z.string(), figures: z.array(consolidatedFigure).readonly() }))
    .readonly()
    .optional(),
  notSent: z.array(z.string()).readonly(),
  notAccepted: z.array(z.string()).readonly(),
  /** Rules over totals that don't hold. */
  checks: z
    .array(
      z.object({
        severity: z.enum(['error', 'query']),
        expression: z.string(),
        message: z.string(),
        unit: z.string().optional(),
        left: z.string().optional(),
        right: z.string().optional(),
        operator: z.string().optional(),
      }),
    )
    .readonly(),
});
export type ConsolidationView = z.output<typeof consolidationView>;

export const matrixCell = z.object({
  indicator: z.string(),
  unit: z.string(),
  value: z.string().nullable(),
  state: z.enum([
    'value',
    'blank',
    'mark',
    'not-applicable',
    'not-sent',
    'not-accepted',
    'shown-only',
    'subtotal',
  ]),
  mark: z.string().optional(),
  returnId: z.int().optional(),
  cell: z.string().optional(),
  previous: z.string().nullable().optional(),
  /** In %, as typed by the unit or computed where the indicator allows it. */
  growth: z.string().nullable().optional(),
  /** 占比 in %, of complete totals only. */
  share: z.string().optional(),
  rank: z.int().optional(),
  /** Units that a subtotal misses. */
  missing: z.array(z.string()).readonly().optional(),
});

export const contribution = z.object({
  unit: z.string(),
  period: z.string().optional(),
  value: z.string().nullable(),
  kind: z.enum(['return', 'observation', 'entered', 'consolidated']),
  indicator: z.string().optional(),
  file: z.string().optional(),
  sha256: z.string().optional(),
  returnId: z.int().optional(),
  version: z.int().optional(),
  sheet: z.string().optional(),
  cell: z.string().optional(),
  raw: z.string().optional(),
  statedUnit: z.string().optional(),
  factor: z.string().optional(),
  repair: z.string().optional(),
  repairedFrom: z.string().nullable().optional(),
  acceptedBy: z.string().optional(),
  acceptedAt: z.string().optional(),
  reason: z.string().optional(),
  status: z.string().optional(),
  series: z.string().optional(),
  source: z.string().optional(),
});

export const traceView = z.object({
  indicator: z.string(),
  name: z.string(),
  period: z.string(),
  unit: z.string(),
  value: z.string().nullable(),
  measureUnit: z.string(),
  rule: z.enum([...consolidationRules, 'as-reported']),
  complete: z.boolean(),
  missing: z.array(z.string()).readonly(),
  formula: z.string().optional(),
  /** Months or quarters of which a unit's own figure is made and which nobody reported. */
  missingPeriods: z.array(z.string()).readonly().optional(),
  /** The whole was reported, and all its parts too, with this sum: the whole counts. */
  partsDiffer: z.string().optional(),
  /** As the workbook prints it under 舍位平衡; adjusted: its last digit was moved so that the parts add up. */
  printed: z.object({ value: z.string(), adjusted: z.boolean() }).optional(),
  contributions: z.array(contribution).readonly(),
});
export type TraceView = z.output<typeof traceView>;

export const consolidationMethods = {
  'consolidation/get': query(
    inPlan.extend({ form: code, period: periodKey, asOf: dayText.optional() }),
    consolidationView,
  ),
  'consolidation/get-matrix': query(
    inPlan.extend({
      form: code,
      period: periodKey,
      asOf: dayText.optional(),
      /** Cells without what stands beside their figure and where it came from: of 18,000 cells a screen shows none of it. */
      brief: z.boolean().default(false),
    }),
    z.object({
      form: z.string(),
      title: z.string(),
      period: z.string(),
      state: z.enum(['open', 'review', 'locked']),
      units: z
        .array(
          z.object({
            code: z.string(),
            name: z.string(),
            type: z.string(),
            state: z.string(),
            counted: z.boolean(),
            /** A unit between the root and those that report: it has subtotals and no figure of its own. */
            subtotal: z.literal(true).optional(),
          }),
        )
        .readonly(),
      rows: z
        .array(
          z.object({
            indicator: z.string(),
            label: z.string(),
            unit: z.string(),
            decimals: z.int().optional(),
            indent: z.int(),
            definition: z.string().optional(),
          }),
        )
        .readonly(),
      totals: z.array(consolidatedFigure).readonly(),
      cells: z.array(matrixCell).readonly(),
      notSent: z.array(z.string()).readonly(),
      notAccepted: z.array(z.string()).readonly(),
    }),
  ),
  /** 拉动: what each unit contributed to the change against last year. */
  'consolidation/get-contributions': query(
    inPlan.extend({ form: code, period: periodKey, indicator: code }),
    z.object({
      contributions: z
        .array(
          z.object({
            unit: z.string(),
            change: z.string(),
            points: z.string(),
            share: z.string().nullable(),
          }),
        )
        .readonly(),
    }),
  ),
  'consolidation/explain-discrepancy': command(
    inPlan.extend({ indicator: code, period: periodKey, explanation: reasonText, by: personName }),
    z.object({}),
  ),
  'consolidation/trace': query(
    inPlan.extend({
      indicator: code,
      period: periodKey,
      unit: code.optional(),
      form: code.optional(),
      asOf: dayText.optional(),
    }),
    traceView,
  ),
  'consolidation/export': query(
    inPlan.extend({
      form: code,
      period: periodKey,
      asOf: dayText.optional(),
      /** Beside each unit's figure: 上年同期, 增速, 占比, 排名; absent: the plan's setting `unitColumns`. */
      columns: z
        .array(z.enum(['previous', 'growth', 'share', 'rank']))
        .readonly()
        .optional(),
      out: z.string().optional(),
    }),
    z.object({ name: z.string(), path: z.string().optional(), bytes: bytesValue.optional() }),
  ),
} as const;
