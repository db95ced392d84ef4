import { Alert } from 'antd';
import type { Form } from '../../api/plan-content.ts';
import { useOpenPlan } from '../../frame/session.tsx';
import { useQuery } from '../../frame/use-query.ts';
import { consolidationWords as words } from '../../words/screen-consolidation.ts';

/** Rules over the totals that don't hold, above the matrix that they are about. */
export function TotalChecks({ form, period }: { readonly form: Form; readonly period: string }) {
  const { opened, content } = useOpenPlan();
  const view = useQuery('consolidation/get', { plan: opened.plan, form: form.code, period });
  const checks = view.value?.checks ?? [];
  if (checks.length === 0) return null;
  const nameOf = (unit: string | undefined) => (unit ? content.unitByCode.get(unit)?.name : undefined);
  return (
    <Alert
      type={checks.some(({ severity }) => severity === 'error') ? 'error' : 'warning'}
      showIcon
      title={words.totalChecks(checks.length)}
      description={checks.map((check) => (
        <p key={`${check.expression} ${check.unit ?? ''}`}>{words.totalCheck(check, nameOf(check.unit))}</p>
      ))}
    />
  );
}
