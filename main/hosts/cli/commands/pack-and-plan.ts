import { planSummaryLines } from '../../../../renderer/words/cli.ts';
import { packFaultLine } from '../../../../renderer/words/pack.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { given } from '../arguments.ts';
import {
  type Command,
  call,
  openNamedPlan,
  readPasswordFile,
  requireWord,
  throwPacked,
} from '../cli-context.ts';

export const packCheck: Command = async (context) => {
  const folder = requireWord(context, 2, 'DIR');
  const { ok, faults, notes, counts, title } = await call(context, 'plans/check-pack', { folder });
  return {
    json: {
      ok,
      errors: faults.map((fault) => ({ ...fault, message: packFaultLine(fault) })),
      notes: notes.map((fault) => ({ ...fault, message: packFaultLine(fault) })),
      counts,
      ...(title === undefined ? {} : { title }),
    },
    text: ok
      ? planSummaryLines(title ?? '', counts).concat(notes.map(packFaultLine))
      : faults.map(packFaultLine),
    exit: ok ? 0 : 1,
  };
};

export const planNew: Command = async (context) => {
  const path = requireWord(context, 2, 'PLAN');
  const pack = context.options.required('pack');
  const password = await readPasswordFile(context.options.optional('password-file'));
  const by = context.options.optional('by');
  const opened = await call(context, 'plans/create', { path, pack, ...given({ password, by }) });
  const shown = await call(context, 'plan/show', { plan: opened.plan });
  return {
    json: {
      plan: opened.path,
      id: opened.header.id,
      title: opened.header.title,
      counts: shown.counts,
      ...given({ recoveryKey: opened.recoveryKey }),
    },
    text: planSummaryLines(opened.header.title, shown.counts),
    exit: 0,
  };
};

export const planShow: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read');
  const { header, counts, boxes, scopes, demo, revision } = await call(context, 'plan/show', {
    plan: opened.plan,
  });
  const content = await call(context, 'plan/get-content', { plan: opened.plan });
  const { header: _header, ...lists } = content;
  return {
    json: { ...header, demo, revision, counts, projectsPerBox: boxes, indicatorsPerScope: scopes, ...lists },
    text: planSummaryLines(header.title, counts),
    exit: 0,
  };
};

export const planCheck: Command = async (context) => {
  const path = requireWord(context, 2, 'PLAN');
  const password = await readPasswordFile(context.options.optional('password-file'));
  const { ok, problems, details } = await call(context, 'plans/check-file', {
    path,
    ...given({ password }),
  }).catch((error: unknown) => {
    throwPacked(error, path);
    throw error;
  });
  return {
    json: { path, ok, problems, ...details },
    text: ok
      ? ['规划文件完好。']
      : problems.map(({ code, details: more }) => `${code} ${JSON.stringify(more)}`),
    exit: ok ? 0 : 1,
  };
};

export const planExportPack: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read');
  const folder = requireWord(context, 3, 'DIR');
  const { files } = await call(context, 'plans/export-pack', { plan: opened.plan, folder });
  return { json: { folder, files }, text: [`已导出 ${files.length} 个文件到 ${folder}`], exit: 0 };
};

export const planPackFile: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read');
  const out = context.options.required('out');
  await call(context, 'plans/pack-file', { plan: opened.plan, out });
  return { json: { out }, text: [`已打包为 ${out}`], exit: 0 };
};

/** `plan unpack ONEFILE PLAN`: what plan pack-file made becomes a plan again. */
export const planUnpack: Command = async (context) => {
  const path = requireWord(context, 2, 'ONEFILE');
  const out = requireWord(context, 3, 'PLAN');
  await call(context, 'plans/unpack-file', { path, out }).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'package-invalid') throw error;
    throw new AppError('plan-damaged', { path, part: 'package', cause: error.details.reason });
  });
  return { json: { plan: out }, text: [`已解包为 ${out}`], exit: 0 };
};

export const backupList: Command = async (context) => {
  const opened = await openNamedPlan(context, 'read', 2, 'recover');
  const { generations } = await call(context, 'history/list-generations', { plan: opened.plan });
  return {
    json: { generations },
    text: generations.map(
      (one) => `${one.sequence}  ${one.savedAt}  ${one.bytes} 字节${one.valid ? '' : '  已损坏'}`,
    ),
    exit: 0,
  };
};

export const backupRestore: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write', 2, 'recover');
  const [sequence] = context.options.numbers('sequence');
  const by = context.options.required('by');
  const reason = context.options.optional('reason');
  if (sequence === undefined) throw new AppError('usage', { reason: '缺少 --sequence' });
  const result = await call(context, 'history/restore', {
    plan: opened.plan,
    sequence,
    by,
    ...given({ reason }),
  });
  return { json: result, text: [`已恢复到第 ${sequence} 次保存的状态；恢复前的状态也留作备份。`], exit: 0 };
};

/** Sets, changes or takes away the password; the recovery key is printed once. */
export const planSetPassword: Command = async (context) => {
  const opened = await openNamedPlan(context, 'write');
  const next = (await readPasswordFile(context.options.optional('new-password-file'))) ?? null;
  const remove = context.options.flag('remove');
  if ((next === null) !== remove)
    throw new AppError('usage', { reason: '请写 --new-password-file 或 --remove' });
  const result = await call(context, 'plans/set-password', { plan: opened.plan, next });
  return {
    json: result,
    text: [
      remove ? '已取消密码' : '已设置密码',
      ...(result.recoveryKey ? [`恢复密钥（请打印保存）：${result.recoveryKey}`] : []),
    ],
    exit: 0,
  };
};
