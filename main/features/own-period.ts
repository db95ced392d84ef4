import type { Form } from '../../shared/domain/plan.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { parsePeriod } from '../../shared/text/period.ts';

/** A form is issued, sent and chased for periods of its own type only; totals may be asked for longer ones. Throws invalid-input. */
export function requireOwnPeriod(form: Form, period: string): void {
  if (parsePeriod(period)?.type === form.period) return;
  throw new AppError('invalid-input', { reason: `period-of-${form.period}`, form: form.code, period });
}
