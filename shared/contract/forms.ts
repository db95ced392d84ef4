import { z } from 'zod';
import { command, query } from './method.ts';
import { bytesValue, code, dayText, inPlan, periodKey, personName, reasonText } from './values.ts';

/** Issuing templates, chasing, locking a period, filling a department's template. */

const file = z.object({ name: z.string(), path: z.string().optional(), bytes: bytesValue.optional() });

export const formsMethods = {
  'forms/issue': query(
    inPlan.extend({
      form: code,
      period: periodKey,
      out: z.string().optional(),
      senders: z.array(code).optional(),
    }),
    z.object({ files: z.array(file.extend({ sender: z.string() })).readonly() }),
  ),
  /** What the office already holds for the form's items, per sender: asked once is enough. */
  'forms/list-held': query(
    inPlan.extend({ form: code, period: periodKey, unit: code }),
    z.object({
      items: z
        .array(
          z.object({
            indicator: z.string(),
            label: z.string(),
            held: z.string().nullable(),
            source: z.string().nullable(),
          }),
        )
        .readonly(),
    }),
  ),
  /** Reads a blank workbook as a form, for a person to confirm. */
  'forms/read-blank': query(
    inPlan.extend({ path: z.string().optional(), name: z.string().optional(), bytes: bytesValue.optional() }),
    z.object({
      title: z.string(),
      shape: z.enum(['list', 'matrix', 'register']),
      items: z
        .array(
          z.object({
            label: z.string(),
            unit: z.string().nullable(),
            indicator: z.string().nullable(),
            cell: z.string(),
          }),
        )
        .readonly(),
      columns: z
        .array(z.object({ path: z.array(z.string()).readonly(), role: z.string(), cell: z.string() }))
        .readonly(),
    }),
  ),
  'chase/extend': command(
    inPlan.extend({
      form: code,
      period: periodKey,
      sender: code,
      until: dayText,
      reason: reasonText,
      by: personName,
    }),
    z.object({}),
  ),
  'chase/remind': command(
    inPlan.extend({ form: code, period: periodKey, senders: z.array(code).min(1), by: personName }),
    z.object({ text: z.string() }),
  ),
  'chase/record-paper': command(
    inPlan.extend({
      form: code,
      period: periodKey,
      sender: code,
      receivedOn: dayText,
      note: z.string().optional(),
      by: personName,
    }),
    z.object({}),
  ),
  'chase/set-calendar': command(
    inPlan.extend({
      days: z.array(z.object({ date: dayText, kind: z.enum(['holiday', 'workday', 'normal']) })).min(1),
      by: personName,
    }),
    z.object({}),
  ),
  'chase/get-calendar': query(
    inPlan,
    z.object({
      days: z.array(z.object({ date: z.string(), kind: z.enum(['holiday', 'workday']) })).readonly(),
    }),
  ),
  'period/get': query(
    inPlan.extend({ form: code, period: periodKey }),
    z.object({
      state: z.enum(['open', 'review', 'locked']),
      by: z.string().nullable(),
      second: z.string().nullable(),
      reason: z.string().nullable(),
      document: z.string().nullable(),
      at: z.string().nullable(),
      hash: z.string().nullable(),
      /** Figures that differ now from what was handed up. */
      differences: z
        .array(
          z.object({
            indicator: z.string(),
            /** Absent: the total. */
            unit: z.string().optional(),
            handedUp: z.string().nullable(),
            now: z.string().nullable(),
          }),
        )
        .readonly(),
    }),
  ),
  'period/set-state': command(
    inPlan.extend({
      form: code,
      period: periodKey,
      state: z.enum(['open', 'review', 'locked']),
      by: personName,
      /** Unlocking takes a second name and a reason; locking takes one where the plan's settings ask for 复核. */
      second: personName.optional(),
      reason: reasonText.optional(),
      document: z.string().max(200).optional(),
    }),
    z.object({ state: z.enum(['open', 'review', 'locked']), hash: z.string().nullable() }),
  ),
  'fill/preview': query(
    inPlan.extend({
      template: z.union([z.object({ path: z.string() }), z.object({ name: z.string(), bytes: bytesValue })]),
      period: periodKey,
      form: code.optional(),
      unit: code.optional(),
    }),
    z.object({
      kind: z.enum(['placeholders', 'blank-form']),
      cells: z
        .array(
          z.object({
            sheet: z.string(),
            cell: z.string(),
            old: z.string(),
            new: z.string().nullable(),
            indicator: z.string().nullable(),
            unit: z.string().nullable(),
            why: z.string().nullable(),
            /** current, previous, growth. */
            column: z.string().optional(),
            /** Said by a person for this template, now or earlier; absent: recognised. */
            remembered: z.literal(true).optional(),
          }),
        )
        .readonly(),
    }),
  ),
  /** What cells of a template mean, kept for the template and its copies of other periods; a null indicator: left alone. */
  'fill/remember-cells': command(
    inPlan.extend({
      template: z.union([z.object({ path: z.string() }), z.object({ name: z.string(), bytes: bytesValue })]),
      cells: z
        .array(
          z.object({
            sheet: z.string(),
            cell: z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/),
            indicator: code.nullable(),
            unit: code.optional(),
            column: z.enum(['current', 'previous', 'growth']).default('current'),
            measure: z.string().max(40).optional(),
          }),
        )
        .min(1)
        .max(5000),
      by: personName,
    }),
    z.object({ remembered: z.int() }),
  ),
  'fill/write': query(
    inPlan.extend({
      template: z.union([z.object({ path: z.string() }), z.object({ name: z.string(), bytes: bytesValue })]),
      period: periodKey,
      form: code.optional(),
      unit: code.optional(),
      out: z.string().optional(),
    }),
    file.extend({
      filled: z.int(),
      missing: z.int(),
      /** Totals that lack units: filled, and named here. */
      incomplete: z
        .array(
          z.object({
            sheet: z.string(),
            cell: z.string(),
            indicator: z.string().nullable(),
            missing: z.array(z.string()).readonly(),
          }),
        )
        .readonly(),
    }),
  ),
} as const;
