import { acceptLines, stageLines, statusLines } from '../../../../renderer/words/cli.ts';
import { findingSentence, severityWords } from '../../../../renderer/words/findings.ts';
import type { Decision, ReturnReport } from '../../../../shared/contract/returns.ts';
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

/** What a person says about a workbook that the reading left open: the form, the sender, the period. */
export const returnsIdentify: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const { options } = context;
  const [id] = options.numbers('id');
  const by = options.required('by');
  const said = given({
    form: options.optional('form'),
    unit: options.optional('unit'),
    period: options.optional('period'),
  });
  if (id === undefined) throw new AppError('usage', { reason: '缺少 --id' });
  const report = await call(context, 'returns/identify', { plan: opened.plan, id, by, ...said });
  return {
    json: { id, return: reportJson(report) },
    text: [`已记录：${by}`],
    exit: report.findings.some((one) => one.severity !== 'note' && one.resolution === undefined) ? 1 : 0,
  };
};

export const returnsResolve: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const [id] = context.options.numbers('id');
  const [finding] = context.options.numbers('finding');
  const [parked] = context.options.numbers('parked');
  const indicator = context.options.optional('indicator');
  const as = context.options.required('as');
  const by = context.options.required('by');
  const reason = context.options.required('reason');
  const value = context.options.optional('value');
  if (id === undefined || (finding === undefined) === (parked === undefined))
    throw new AppError('usage', { reason: '请写 --id，再写 --finding 或 --parked 其中之一' });
  const decision =
    finding === undefined
      ? parkedDecision(id, parked!, as, indicator)
      : findingDecision(id, finding, as, value);
  const result = await call(context, 'returns/resolve', {
    plan: opened.plan,
    decisions: [decision],
    by,
    reason,
  });
  const report = await call(context, 'returns/get', { plan: opened.plan, id });
  return {
    json: { ...result, id, ...given({ finding, parked }), as, return: reportJson(report) },
    text: [`已记录：${by}，${reason}`],
    exit: 0,
  };
};

function findingDecision(id: number, finding: number, as: string, value: string | undefined): Decision {
  if (as !== 'repaired' && as !== 'as-is' && as !== 'explained')
    throw new AppError('usage', { reason: '--as 只能是 repaired、as-is 或 explained' });
  return { kind: 'finding', id, finding, as, ...given({ value }) };
}

/** `--parked K --as matched --indicator A01`: what the label means; `--as set-aside`: not used. */
function parkedDecision(id: number, parked: number, as: string, indicator: string | undefined): Decision {
  if (as !== 'matched' && as !== 'set-aside')
    throw new AppError('usage', { reason: '对待安放的行，--as 只能是 matched 或 set-aside' });
  return { kind: 'parked', id, parked, as, ...given({ indicator }) };
}

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
