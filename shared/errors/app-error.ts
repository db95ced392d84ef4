/**
 * The one error of the workbench. Codes are a closed list; sentences live in `renderer/words/errors.ts`,
 * so that screen and command line say the same.
 */
export const errorCodes = [
  'usage',
  'invalid-input',
  'unknown-method',
  'not-found',
  'conflict',
  'stale',
  'pack-invalid',
  'plan-missing',
  'plan-exists',
  'plan-locked',
  'plan-damaged',
  'plan-newer',
  'plan-packed',
  'plan-read-only',
  'plan-journal-missing',
  'wrong-password',
  'password-needed',
  'write-failed',
  'target-busy',
  'target-exists',
  'undo-blocked',
  'period-locked',
  'second-name-needed',
  'template-unsupported',
  'cancelled',
  'too-big',
  'personal-data',
  'damaged',
  'encrypted',
  'wrong-type',
  'package-invalid',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export type ErrorDetails = Readonly<Record<string, unknown>>;

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}
