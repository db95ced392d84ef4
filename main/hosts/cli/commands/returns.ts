import { acceptLines, stageLines, statusLines } from '../../../../renderer/words/cli.ts';
import { findingSentence, severityWords } from '../../../../renderer/words/findings.ts';
import type { ReturnReport } from '../../../../shared/contract/returns.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { given } from '../arguments.ts';
import { type Command, call, openNamedPlan, readPasswordFile } from '../cli-context.ts';

/** The report as cli.md prints it: every finding with its sentence. */
function reportJson(report: ReturnReport): Record<string, unknown> {
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, message: findingSentence(finding) })),
  };
}

export const returnsStage: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const paths = context.args.words.slice(3);
  if (paths.length === 0) throw new AppError('usage', { reason: '缺少 FILE 或 DIR' });
  const choices = given({
    form: context.options.optional('form'),
    period: context.options.optional('period'),
    unit: context.options.optional('unit'),
    by: context.options.optional('by'),
    filePassword: await readPasswordFile(context.options.optional('file-password-file')),
  });
  const { files, summary } = await call(context, 'returns/stage', {
    plan: opened.plan,
    files: paths.map((path) => ({ path })),
    ...choices,
  });
  const needsPerson =
    summary.refused + summary.errors + summary.repairs + summary.queries + summary.parked > 0;
  return {
    json: { files: files.map(reportJson), summary },
    text: stageLines(files, summary, severityWords, findingSentence),
    exit: needsPerson ? 1 : 0,
  };
};

export const returnsResolve: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const [id] = context.options.numbers('id');
  const [finding] = context.options.numbers('finding');
  const as = context.options.required('as');
  const by = context.options.required('by');
  const reason = context.options.required('reason');
  const value = context.options.optional('value');
  if (id === undefined || finding === undefined)
    throw new AppError('usage', { reason: '缺少 --id 或 --finding' });
  if (as !== 'repaired' && as !== 'as-is' && as !== 'explained')
    throw new AppError('usage', { reason: `--as 只能是 repaired、as-is 或 explained` });
  const result = await call(context, 'returns/resolve', {
    plan: opened.plan,
    decisions: [{ kind: 'finding', id, finding, as, ...given({ value }) }],
    by,
    reason,
  });
  const report = await call(context, 'returns/get', { plan: opened.plan, id });
  return {
    json: { ...result, id, finding, as, return: reportJson(report) },
    text: [`已记录：${by}，${reason}`],
    exit: 0,
  };
};

export const returnsAccept: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const { options } = context;
  const ids = options.numbers('id');
  const input = {
    plan: opened.plan,
    all: options.flag('all'),
    ...(ids.length > 0 ? { ids } : {}),
    by: options.required('by'),
    acceptRepairs: options.flag('accept-repairs'),
    setAsideParked: options.flag('set-aside-parked'),
    ...given({
      form: options.optional('form'),
      period: options.optional('period'),
      explain: options.optional('explain'),
      reason: options.optional('reason'),
    }),
  };
  if (input.all === ids.length > 0) throw new AppError('usage', { reason: '请写 --all 或 --id 其中之一' });
  const result = await call(context, 'returns/accept', input);
  return { json: result, text: acceptLines(result), exit: result.blocked.length > 0 ? 1 : 0 };
};

export const returnsWithdraw: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const ids = context.options.numbers('id');
  const by = context.options.required('by');
  const reason = context.options.required('reason');
  const result = await call(context, 'returns/withdraw', { plan: opened.plan, ids, by, reason });
  return { json: result, text: [`已撤回 ${result.withdrawn.length} 份`], exit: 0 };
};

export const returnsSendBack: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const ids = context.options.numbers('id');
  const input = {
    plan: opened.plan,
    ids,
    by: context.options.required('by'),
    out: context.options.optional('out') ?? '.',
    ...given({ reason: context.options.optional('reason') }),
  };
  const { sentBack, files } = await call(context, 'returns/send-back', input);
  return {
    json: { sentBack, files: files.map(({ id, name, path }) => ({ id, name, path })) },
    text: files.map((file) => `已退回，标注后的表：${file.path}`),
    exit: 0,
  };
};

export const returnsStatus: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read');
  const form = context.options.required('form');
  const period = context.options.required('period');
  const date = context.options.optional('date');
  const status = await call(context, 'returns/status', {
    plan: opened.plan,
    form,
    period,
    ...given({ date }),
  });
  return { json: status, text: statusLines(status), exit: 0 };
};
