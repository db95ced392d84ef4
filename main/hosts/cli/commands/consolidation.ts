import { consolidationLines, traceLines } from '../../../../renderer/words/cli.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
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
  const columns = columnsOf(options.optional('columns'));
  const view = await call(context, 'consolidation/get', input);
  const exported =
    out === undefined
      ? undefined
      : await call(context, 'consolidation/export', { ...input, out, ...given({ columns }) });
  return {
    json: { ...view, ...(exported?.path === undefined ? {} : { out: exported.path }) },
    text: [...consolidationLines(view), ...(exported?.path === undefined ? [] : [`已写入 ${exported.path}`])],
    exit:
      view.checks.length > 0 || view.figures.some((figure) => !figure.complete && figure.rule !== 'none')
        ? 1
        : 0,
  };
};

const unitColumns = ['previous', 'growth', 'share', 'rank'] as const;

/** `--columns share,rank`: what stands beside each unit's figure in the workbook. */
function columnsOf(text: string | undefined): (typeof unitColumns)[number][] | undefined {
  return text
    ?.split(/[,;，；]/)
    .filter(Boolean)
    .map((word) => {
      const column = unitColumns.find((one) => one === word.trim());
      if (!column) throw new AppError('usage', { reason: `--columns 只能是 ${unitColumns.join('、')}` });
      return column;
    });
}

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
  const view = await call(context, 'consolidation/trace', input);
  return { json: view, text: traceLines(view), exit: 0 };
};

const listingKinds = ['projects', 'chase', 'main-table', 'history', 'consolidation'] as const;

/** 项目清单, 报送情况, 主要指标进展, 改动记录: the format follows the file's ending. */
export const listingExport: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read');
  const { options } = context;
  const wanted = options.required('kind');
  const kind = listingKinds.find((one) => one === wanted);
  const out = options.required('out');
  const format = (['csv', 'json'] as const).find((one) => out.toLowerCase().endsWith(`.${one}`)) ?? 'xlsx';
  const more = given({
    form: options.optional('form'),
    period: options.optional('period'),
    date: options.optional('date'),
  });
  if (!kind) throw new AppError('usage', { reason: `--kind 只能是 ${listingKinds.join('、')}` });
  const { path, rows } = await call(context, 'listings/export', {
    plan: opened.plan,
    kind,
    format,
    out,
    ...more,
  });
  return { json: { out: path, rows }, text: [`已写入 ${rows} 行：${path}`], exit: 0 };
};
