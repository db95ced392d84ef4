import { z } from 'zod';
import type { PlanHeader } from '../../domain/plan.ts';
import { AppError } from '../../errors/app-error.ts';
import { parseJudgementSettings } from '../judge/judgement-settings.ts';
import type { PackFault } from './pack-fault.ts';

const headerSchema = z.strictObject({
  format: z.literal('planbench-pack'),
  version: z.literal(1),
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  title: z.string().min(1).max(200),
  period: z.tuple([z.int().min(1900).max(2199), z.int().min(1900).max(2199)]),
  baseYear: z.int().min(1900).max(2199),
  outlookYear: z.int().min(1900).max(2199).optional(),
  root: z.string().min(1),
  settings: z.record(z.string(), z.unknown()).optional(),
});

const file = 'pack.json';

/** Reads `pack.json`; undefined when it can't be used, with the reasons in `faults`. */
export function readHeader(text: string | undefined, faults: PackFault[]): PlanHeader | undefined {
  if (text === undefined) {
    faults.push({ code: 'missing-file', file });
    return undefined;
  }
  const parsed = headerSchema.safeParse(parseJson(text, faults));
  if (!parsed.success) {
    if (!faults.some((fault) => fault.file === file))
      for (const issue of parsed.error.issues) faults.push(headerFault(issue));
    return undefined;
  }
  const { id, title, period, baseYear, outlookYear, root, settings } = parsed.data;
  if (period[1] < period[0] || baseYear > period[0])
    faults.push({ code: 'year-order', file, column: 'period', got: `${baseYear}, ${period.join('–')}` });
  if (outlookYear !== undefined && outlookYear < period[1])
    faults.push({
      code: 'year-order',
      file,
      column: 'outlookYear',
      got: `${period.join('–')}, ${outlookYear}`,
    });
  checkSettings(settings, faults);
  return {
    id,
    title,
    period,
    baseYear,
    ...(outlookYear === undefined ? {} : { outlookYear }),
    root,
    settings: settings ?? {},
  };
}

/** A setting of a wrong type is said here, not at the first evaluation. */
function checkSettings(settings: Readonly<Record<string, unknown>> | undefined, faults: PackFault[]): void {
  try {
    parseJudgementSettings(settings);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    faults.push({ code: 'header-field', file, column: String(error.details.path) });
  }
}

function headerFault(issue: z.core.$ZodIssue): PackFault {
  const column = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.');
  return { code: 'header-field', file, column };
}

/** Keys such as `__proto__` are dropped: names from files never reach an object's prototype. */
function parseJson(text: string, faults: PackFault[]): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''), (key, value: unknown) =>
      key === '__proto__' ? undefined : value,
    );
  } catch {
    faults.push({ code: 'header-json', file });
    return undefined;
  }
}
