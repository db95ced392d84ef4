import { consolidationLines, traceLines } from '../../../../renderer/words/cli.ts';
import { given } from '../arguments.ts';
import { type Command, call, openNamedPlan } from '../cli-context.ts';

export const consolidate: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read', 1);
  const { options } = context;
  const input = {
    plan: opened.plan,
    form: options.required('form'),
    period: options.required('period'),
    ...given({ asOf: options.optional('as-of') }),
  };
  const out = options.optional('out');
  options.refuseOthers();
  const view = await call(context, 'consolidation/get', input);
  const exported =
    out === undefined ? undefined : await call(context, 'consolidation/export', { ...input, out });
  return {
    json: { ...view, ...(exported?.path === undefined ? {} : { out: exported.path }) },
    text: [...consolidationLines(view), ...(exported?.path === undefined ? [] : [`已写入 ${exported.path}`])],
    exit: view.figures.some((figure) => !figure.complete && figure.rule !== 'none') ? 1 : 0,
  };
};

export const trace: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read', 1);
  const { options } = context;
  const input = {
    plan: opened.plan,
    indicator: options.required('indicator'),
    period: options.required('period'),
    ...given({
      unit: options.optional('unit'),
      form: options.optional('form'),
      asOf: options.optional('as-of'),
    }),
  };
  options.refuseOthers();
  const view = await call(context, 'consolidation/trace', input);
  return { json: view, text: traceLines(view), exit: 0 };
};
