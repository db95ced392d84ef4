import { z } from 'zod';
import type { ReportDocument } from '../calc/report/document.ts';
import { command, query } from './method.ts';
import { bytesValue, dayText, inPlan, personName } from './values.ts';

/** Word reports out of figures, with text blocks that people edit, and the linter for any .docx. */

export const reportKinds = ['annual', 'midterm', 'final'] as const;
const kind = z.enum(reportKinds);

export const textBlock = z.object({
  block: z.string(),
  title: z.string(),
  /** Generated from the figures as they are now. */
  generated: z.string(),
  /** What a person wrote instead; null = the generated text stands. */
  written: z.string().nullable(),
  /** A figure behind the written text has changed since. */
  stale: z.boolean(),
});

export const lintComplaint = z.object({
  rule: z.string(),
  text: z.string(),
  where: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});

/** Made by our own pure code, so it is not re-validated. */
const reportDocument = z.custom<ReportDocument>((value) => typeof value === 'object' && value !== null);

export const reportsMethods = {
  'reports/get-texts': query(
    inPlan.extend({ kind, date: dayText, asOf: dayText.optional() }),
    z.object({ blocks: z.array(textBlock).readonly() }),
  ),
  'reports/write-text': command(
    inPlan.extend({
      kind,
      date: dayText,
      block: z.string().min(1),
      text: z.string().max(20_000).nullable(),
      by: personName,
    }),
    z.object({ block: z.string() }),
  ),
  /** The whole report as structure: the print view draws the same that Word gets. */
  'reports/get-document': query(
    inPlan.extend({ kind, date: dayText, asOf: dayText.optional() }),
    reportDocument,
  ),
  'reports/export': query(
    inPlan.extend({
      kind,
      date: dayText,
      asOf: dayText.optional(),
      out: z.string().optional(),
      /** Without it the ending of `out` decides, else Word. */
      format: z.enum(['docx', 'xlsx']).optional(),
    }),
    z.object({ name: z.string(), path: z.string().optional(), bytes: bytesValue.optional() }),
  ),
  'reports/lint': query(
    inPlan.extend({
      path: z.string().optional(),
      name: z.string().optional(),
      bytes: bytesValue.optional(),
      date: dayText.optional(),
    }),
    z.object({ ok: z.boolean(), complaints: z.array(lintComplaint).readonly() }),
  ),
  'reports/list-opinions': query(
    inPlan.extend({ kind, date: dayText }),
    z.object({
      opinions: z
        .array(
          z.object({
            id: z.int(),
            source: z.string(),
            text: z.string(),
            outcome: z.enum(['received', 'adopted', 'partly', 'not']),
            reply: z.string().nullable(),
          }),
        )
        .readonly(),
    }),
  ),
  'reports/record-opinion': command(
    inPlan.extend({
      kind,
      date: dayText,
      id: z.int().optional(),
      source: z.string().min(1).max(200),
      text: z.string().min(1).max(4000),
      outcome: z.enum(['received', 'adopted', 'partly', 'not']).default('received'),
      reply: z.string().max(4000).optional(),
      by: personName,
    }),
    z.object({ id: z.int() }),
  ),
} as const;
