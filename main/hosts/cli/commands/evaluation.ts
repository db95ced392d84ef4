import { evaluationLines } from '../../../../renderer/words/cli.ts';
import { packFaultLine } from '../../../../renderer/words/pack.ts';
import { given } from '../arguments.ts';
import { type Command, call, openNamedPlan, requireWord } from '../cli-context.ts';

export const evaluate: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read', 1);
  const date = context.options.required('date');
  const asOf = context.options.optional('as-of');
  const evaluation = await call(context, 'evaluation/get', { plan: opened.plan, date, ...given({ asOf }) });
  const { indicators } = await call(context, 'plan/get-content', { plan: opened.plan });
  const names = new Map(indicators.map((indicator) => [String(indicator.code), String(indicator.name)]));
  return {
    json: { ...evaluation },
    text: evaluationLines(evaluation, (code) => names.get(code) ?? code),
    exit: 0,
  };
};

export const observationsImport: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const path = requireWord(context, 3, 'FILE.csv');
  const by = context.options.optional('by');
  const { imported, unchanged, faults } = await call(context, 'observations/import', {
    plan: opened.plan,
    path,
    ...given({ by }),
  });
  return {
    json: {
      imported,
      unchanged,
      errors: faults.map((fault) => ({ ...fault, message: packFaultLine(fault) })),
    },
    text: faults.length > 0 ? faults.map(packFaultLine) : [`已导入 ${imported} 条，已有 ${unchanged} 条。`],
    exit: faults.length > 0 ? 1 : 0,
  };
};
