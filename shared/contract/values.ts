import { z } from 'zod';
import { findingCodes, severities } from '../domain/finding.ts';
import { observationSeries, observationStatuses } from '../domain/plan.ts';
import { parsePeriod } from '../text/period.ts';

/** Pieces that several methods share. Decimal strings have no exponent and no trailing zeros. */

export const decimalText = z.string().regex(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
export const code = z.string().min(1).max(64);
export const periodKey = z.string().refine((text) => parsePeriod(text) !== undefined, { error: 'period' });
export const dayText = z.iso.date();
export const personName = z.string().trim().min(1).max(40);
export const reasonText = z.string().trim().min(1).max(2000);

/** Handle of an open plan, given out by `plans/open` and `plans/create`. */
export const planHandle = z.string().min(1);
export const inPlan = z.object({ plan: planHandle });

export const identified = z.object({
  code: z.string(),
  how: z.enum(['fingerprint', 'content', 'file-name', 'option', 'person']),
});

export const seriesName = z.enum(observationSeries);
export const statusName = z.enum(observationStatuses);

export const findingView = z.object({
  id: z.int(),
  code: z.enum(findingCodes as [string, ...string[]]),
  severity: z.enum(severities),
  indicator: z.string().optional(),
  unit: z.string().optional(),
  sheet: z.string().optional(),
  cell: z.string().optional(),
  raw: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
  resolution: z
    .enum(['accepted', 'repaired', 'as-is', 'explained', 'set-aside', 'matched', 'cleared'])
    .optional(),
  resolvedBy: z.string().optional(),
  resolvedAt: z.string().optional(),
  reason: z.string().optional(),
  /** The sentence that was given for the same query last time, to be asked anew. */
  lastReason: z.string().optional(),
  /** The explanation is a phrase that explains nothing (数据属实). */
  emptyReason: z.boolean().optional(),
});
export type FindingView = z.output<typeof findingView>;

/** Files as bytes; transports carry them their own way. */
export const bytesValue = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
