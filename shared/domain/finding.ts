/**
 * Findings: what a check or the reader noticed, pointing at sheet!cell. Codes are cli.md's closed list (add, don't
 * rename). The severity is the code's, except that a blank or mark of an item not required is only a note.
 */
export const findingSeverities = {
  'unit-scale': 'error',
  'unit-dimension': 'error',
  'check-error': 'error',
  'ambiguous-match': 'error',
  'duplicate-row': 'error',
  'sender-unknown': 'error',
  'form-unknown': 'error',
  'period-unknown': 'error',
  'text-number': 'repair',
  'full-width': 'repair',
  blank: 'query',
  mark: 'query',
  'check-query': 'query',
  outlier: 'query',
  'previous-differs': 'query',
  'total-mismatch': 'query',
  'incomplete-total': 'query',
  withheld: 'query',
  'sender-conflict': 'query',
  'period-conflict': 'query',
  'unit-missing': 'query',
  'formula-error': 'query',
  'not-a-number': 'query',
  'no-match': 'parked',
  'external-link': 'note',
  'header-changed': 'note',
  'row-inserted': 'note',
  'hidden-content': 'note',
  'sheet-aside': 'note',
  macro: 'note',
  'extension-differs': 'note',
  'duplicate-return': 'note',
  'already-held': 'note',
  'personal-data': 'refused',
  damaged: 'refused',
  encrypted: 'refused',
  'too-big': 'refused',
  'wrong-type': 'refused',
  'picture-only': 'refused',
} as const;

export type FindingCode = keyof typeof findingSeverities;
export const findingCodes = Object.keys(findingSeverities) as readonly FindingCode[];

/** error blocks until resolved, repair until accepted, query until explained, parked until set aside or matched. */
export const severities = ['error', 'repair', 'query', 'parked', 'note', 'refused'] as const;
export type Severity = (typeof severities)[number];

/** Details feed the sentence of the finding in `renderer/words/findings.ts`; only plain values, never a person's data. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly indicator?: string;
  readonly unit?: string;
  readonly sheet?: string;
  readonly cell?: string;
  readonly raw?: string;
  readonly details?: Readonly<Record<string, string | number | readonly string[]>>;
}
