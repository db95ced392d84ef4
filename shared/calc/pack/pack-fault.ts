/** What can be wrong with a pack. Sentences stand in `renderer/words/pack.ts`; `gb18030` is a note, not a fault. */
export const packFaultCodes = [
  'missing-file',
  'unknown-file',
  'encoding',
  'gb18030',
  'no-header',
  'header-json',
  'header-field',
  'unknown-column',
  'duplicate-column',
  'missing-column',
  'too-many-fields',
  'unclosed-quote',
  'empty',
  'not-a-choice',
  'not-an-integer',
  'not-a-year',
  'not-a-date',
  'not-a-period',
  'not-a-moment',
  'not-a-number',
  'below-zero',
  'not-above-zero',
  'not-a-code',
  'reserved-name',
  'duplicate',
  'duplicate-name',
  'unknown-reference',
  'cycle',
  'no-root',
  'date-order',
  'year-order',
  'year-outside-plan',
  'ratio-half',
  'against-direction',
  'bad-expression',
  'not-a-condition',
  'mixed-senders',
  'applies-to-unknown',
  'decimals-range',
] as const;
export type PackFaultCode = (typeof packFaultCodes)[number];

export interface PackFault {
  readonly code: PackFaultCode;
  readonly file: string;
  /** Line in the file, 1-based, as an editor shows it. */
  readonly row?: number | undefined;
  readonly column?: string | undefined;
  readonly got?: string | undefined;
  readonly expected?: readonly string[] | undefined;
}
