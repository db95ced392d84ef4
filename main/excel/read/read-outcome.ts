import type { Finding } from '../../../shared/domain/finding.ts';
import type { Workbook } from '../../../shared/domain/sheet.ts';
import type { ErrorDetails } from '../../../shared/errors/app-error.ts';

/** Why a file is not taken in: the findings of cli.md with severity `refused`. */
export const refusalCodes = [
  'personal-data',
  'damaged',
  'encrypted',
  'too-big',
  'wrong-type',
  'picture-only',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** Details of a refusal carry plain reasons (`reason`, `limit`), never text of the file. */
export interface Refused {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly findings: readonly Finding[];
  readonly details: ErrorDetails;
  /** Personal data only: the workbook without the rows that hold it, to tell whose return was refused; never kept. */
  readonly remains?: Workbook;
}

export type ReadOutcome = { readonly ok: true; readonly workbook: Workbook } | Refused;

/** One finding stands for the whole file; personal data brings its own, one per cell. */
export function refuse(
  code: RefusalCode,
  details: Readonly<Record<string, string | number>>,
  findings?: readonly Finding[],
): Refused {
  return { ok: false, code, findings: findings ?? [{ code, severity: 'refused', details }], details };
}

/** What of an error's details may be shown. */
export function plainDetails(details: ErrorDetails): Readonly<Record<string, string | number>> {
  const plain = Object.entries(details).flatMap(([key, value]): [string, string | number][] =>
    typeof value === 'string' || typeof value === 'number' ? [[key, value]] : [],
  );
  return Object.fromEntries(plain);
}
