import { z } from 'zod';
import { command, query } from './method.ts';
import { packFaultView } from './plans.ts';
import {
  code,
  dayText,
  decimalText,
  inPlan,
  periodKey,
  personName,
  reasonText,
  seriesName,
  statusName,
} from './values.ts';

/** The history of figures: later supersedes, nothing is overwritten. */

export const heldFigure = z.object({
  indicator: z.string(),
  unit: z.string(),
  period: z.string(),
  value: z.string().nullable(),
  status: statusName,
  series: seriesName,
  source: z.string().optional(),
  recorded: z.string().optional(),
  returnId: z.int().optional(),
  form: z.string().optional(),
  observationId: z.int().optional(),
});

export const observationsMethods = {
  /** Newest first inside a cell; all versions, so that a screen can show what stood before. */
  'observations/list': query(
    inPlan.extend({
      indicators: z.array(code).optional(),
      units: z.array(code).optional(),
      asOf: dayText.optional(),
    }),
    z.object({ figures: z.array(heldFigure).readonly() }),
  ),
  'observations/record': command(
    inPlan.extend({
      figures: z
        .array(
          z.object({
            indicator: code,
            unit: code.optional(),
            period: periodKey,
            value: decimalText.nullable(),
            status: statusName.default('初步'),
            series: seriesName.default('部门'),
            source: z.string().max(500).optional(),
          }),
        )
        .min(1)
        .max(20_000),
      by: personName,
      reason: reasonText.optional(),
    }),
    z.object({ recorded: z.int() }),
  ),
  'observations/import': command(
    inPlan.extend({ path: z.string().optional(), text: z.string().optional(), by: personName.optional() }),
    z.object({ imported: z.int(), unchanged: z.int(), faults: z.array(packFaultView).readonly() }),
  ),
} as const;
