import { given } from '../arguments.ts';
import { type Command, call, openNamedPlan, requireWord } from '../cli-context.ts';

export const exchangeExport: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const { options } = context;
  const input = {
    plan: opened.plan,
    form: options.required('form'),
    period: options.required('period'),
    out: options.required('out'),
    ...given({ by: options.optional('by') }),
  };
  const { path, sequence, hash } = await call(context, 'exchange/export', input);
  return { json: { out: path, sequence, hash }, text: [`第 ${sequence} 个交换包已写到 ${path}`], exit: 0 };
};

export const exchangeImport: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const path = requireWord(context, 3, 'FILE');
  const by = context.options.required('by');
  const acceptAnyway = context.options.flag('accept-anyway');
  const source = { plan: opened.plan, path, ...given({ form: context.options.optional('form') }) };
  const preview = await call(context, 'exchange/preview', source);
  const { id, status } = await call(context, 'exchange/import', {
    ...source,
    by,
    ...(acceptAnyway ? { acceptAnyway } : {}),
  });
  return {
    json: { id, status, form: preview.ownForm, differences: preview.differences, parked: preview.parked },
    text: [
      id === null
        ? '与上次收到的相同，没有重复收入。'
        : `已收，编号 ${id}，与上次不同 ${preview.differences.length} 项。`,
      ...(preview.parked.length === 0
        ? []
        : [`不在本报表中、已放在一边等候指定的 ${preview.parked.length} 项：${preview.parked.join('、')}`]),
    ],
    exit: preview.parked.length > 0 && id !== null ? 1 : 0,
  };
};
