import type { MethodCall } from '../../../shared/contract/index.ts';
import type { Form, PlanIndex } from '../../api/plan-content.ts';
import { periodForType } from '../../frame/periods.ts';

/** The form of the address, else the first that can be added up. */
export function formOf(content: PlanIndex, asked: string | undefined): Form | undefined {
  return content.formByCode.get(asked ?? '') ?? content.forms.find(({ shape }) => shape !== 'register');
}

/** What the matrix of a form is asked by; undefined for a register, which has none. */
export function matrixQuestion(
  plan: string,
  form: Form | undefined,
  period: string,
): MethodCall<'consolidation/get-matrix'> | undefined {
  if (!form || form.shape === 'register') return undefined;
  return { plan, form: form.code, period: periodForType(period, form.period), brief: true };
}
