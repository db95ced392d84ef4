import { lintLines, reportWrittenLine } from '../../../../renderer/words/report-lint.ts';
import { reportKinds } from '../../../../shared/calc/report/report-input.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { given } from '../arguments.ts';
import { type Command, call, openNamedPlan, requireWord } from '../cli-context.ts';

export const report: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read', 1);
  const { options } = context;
  const asked = options.required('kind');
  const kind = reportKinds.find((one) => one === asked);
  if (!kind) throw new AppError('usage', { reason: `--kind 应为 ${reportKinds.join('、')} 之一` });
  const [date, out, asOf] = [options.required('date'), options.required('out'), options.optional('as-of')];
  const written = await call(context, 'reports/export', {
    plan: opened.plan,
    kind,
    date,
    out,
    ...given({ asOf }),
  });
  return {
    json: { kind, date, name: written.name, out: written.path ?? null },
    text: [reportWrittenLine(written.path ?? out)],
    exit: 0,
  };
};

export const reportLint: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read', 2);
  const path = requireWord(context, 3, 'X.docx');
  const date = context.options.optional('date');
  const { ok, complaints } = await call(context, 'reports/lint', {
    plan: opened.plan,
    path,
    ...given({ date }),
  });
  return { json: { ok, complaints }, text: lintLines(complaints), exit: ok ? 0 : 1 };
};
